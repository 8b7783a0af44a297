"""Corrections by hand: what the file may hold, what becomes of each, and that nothing of it stops a run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

import rashomon
from rashomon.cli import main
from rashomon.corrections import read_corrections
from rashomon.errors import CorrectionsError
from rashomon.export.json import schema
from rashomon.model import Actor, Correction, Pointer, Reading, Span, Story
from rashomon.reconcile import reconcile
from tests.reconciling import DRESK, HOLT, Given, Said, account, story

ONE = account(
    "a",
    "“The strait belongs to nobody but the fish,” Holt said.\nAt least 30 birds were found dead.\n“We sail at dawn,” she said.",
    said=[Said(HOLT, "The strait belongs to nobody but the fish,"), Said(HOLT, "We sail at dawn,")],
    given=[Given("30 birds", 30, 30, "birds")],
)
TWO = account(
    "b",
    "“The strait belongs to nobody but the fish,” Holt said.\nSome 44 birds died.\nShe promised to leave the harbour early.",
    said=[
        Said(HOLT, "The strait belongs to nobody but the fish,"),
        Said(HOLT, "to leave the harbour early", "indirect"),
    ],
    given=[Given("44 birds", 44, 44, "birds")],
)
FISH, SAIL, BIRDS = Span(1, 43), Span(91, 107), Span(64, 72)


def pile() -> Story:
    return story(ONE, TWO)


def at(name: str, words: str) -> dict[str, Any]:
    text = {"a": ONE, "b": TWO}[name].article.text
    start = text.index(words)
    return {"article": name, "span": [start, start + len(words)], "words": words}


SAIL_A, EARLY_B = at("a", "We sail at dawn,"), at("b", "to leave the harbour early")
FISH_A, FISH_B = at("a", "The strait belongs to nobody but the fish,"), at("b", "The strait belongs to nobody but the fish,")


def written(folder: Path, *entries: Any) -> Path:
    path = folder / "corrections.json"
    path.write_text(json.dumps({"version": 1, "corrections": entries}), encoding="utf-8")
    return path


def entry(say: str, of: str, *mentions: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"say": say, "of": of, "mentions": list(mentions), **values}


def corrected(folder: Path, *entries: Any) -> Reading:
    jsonschema.validate({"corrections": list(entries)}, schema("corrections"))
    return reconcile(pile(), corrections=written(folder, *entries))


def groups(reading: Reading) -> set[frozenset[str]]:
    """The articles and first words of the tellings of each statement."""
    texts = {article.id: article.text for article in reading.story.articles}
    return {frozenset(f"{t.article} {t.mention.span.of(texts[t.article])[:9]}" for t in s.accounts) for s in reading.statements}


def test_two_utterances_are_put_together(tmp_path: Path) -> None:
    before = groups(reconcile(pile()))
    assert frozenset({"a We sail a", "b to leave "}) not in before
    reading = corrected(tmp_path, entry("same", "statement", SAIL_A, EARLY_B, by="J. Roe", note="one interview"))
    assert frozenset({"a We sail a", "b to leave "}) in groups(reading)
    joined = next(s for s in reading.statements if s.corrected)
    assert joined.corrected == ("same",)
    assert joined.judgement.verdict == "paraphrase"
    assert joined.judgement.reason.startswith("corrected by hand (J. Roe): “one interview”")
    assert not reading.corrections[0].problem


def test_an_utterance_is_taken_out(tmp_path: Path) -> None:
    assert frozenset({"a The strai", "b The strai"}) in groups(reconcile(pile()))
    reading = corrected(tmp_path, entry("apart", "statement", FISH_A, FISH_B))
    assert {frozenset({"a The strai"}), frozenset({"b The strai"})} <= groups(reading)
    assert [s.corrected for s in reading.statements].count(("apart",)) == 2


def test_what_is_said_later_wins(tmp_path: Path) -> None:
    entries = [entry("apart", "statement", FISH_A, FISH_B), entry("same", "statement", FISH_A, FISH_B)]
    assert frozenset({"a The strai", "b The strai"}) in groups(corrected(tmp_path, *entries))
    assert frozenset({"a The strai", "b The strai"}) not in groups(corrected(tmp_path, *reversed(entries)))


def test_a_verdict_is_replaced_and_the_old_one_told(tmp_path: Path) -> None:
    joined = entry("same", "figure", at("a", "30 birds"), at("b", "44 birds"))
    reading = corrected(tmp_path, joined, entry("verdict", "figure", at("a", "30 birds"), verdict="update", on="2026-03-01"))
    (figure,) = reading.figures
    assert figure.judgement.verdict == "update"
    assert figure.judgement.confidence == 1.0
    assert "the program said “" in figure.judgement.reason
    assert figure.corrected == ("same", "verdict")


def test_a_speaker_is_replaced_by_one_that_the_story_knows(tmp_path: Path) -> None:
    known = replace(ONE, quotes=(*ONE.quotes[:1], replace(ONE.quotes[1], speaker=DRESK)))
    again = written(tmp_path, entry("speaker", "statement", FISH_A, FISH_B, speaker="ilan dresk"))
    reading = reconcile(story(known, TWO), corrections=again)
    spoken = next(s for s in reading.statements if s.corrected == ("speaker",))
    assert spoken.speaker == DRESK
    assert len(spoken.accounts) == 2


def test_a_country_can_be_named_as_it_is_shown_to_speak(tmp_path: Path) -> None:
    norway = Actor("Norway", "country", "NOR")
    known = replace(ONE, quotes=(*ONE.quotes[:1], replace(ONE.quotes[1], speaker=norway)))
    again = written(tmp_path, entry("speaker", "statement", FISH_A, FISH_B, speaker="Norwegian government"))
    reading = reconcile(story(known, TWO), corrections=again)
    assert next(s for s in reading.statements if s.corrected == ("speaker",)).speaker == norway


def test_a_speaker_can_be_unknown(tmp_path: Path) -> None:
    reading = corrected(tmp_path, entry("speaker", "statement", SAIL_A, speaker=None))
    assert next(s for s in reading.statements if s.corrected).speaker is None


def test_a_position_is_withdrawn(tmp_path: Path) -> None:
    claim = account(
        "c",
        "Holt said that a Sudrian cutter rammed the patrol boat in the strait.",
        said=[Said(HOLT, "that a Sudrian cutter rammed the patrol boat in the strait", "indirect")],
    )
    denial = account(
        "d",
        "Dresk denied that the cutter rammed the patrol boat.",
        said=[Said(DRESK, "that the cutter rammed the patrol boat", "indirect", "denies")],
    )
    (position,) = reconcile(story(claim, denial)).positions
    pointer = Pointer(position.proposition.article, position.proposition.span)
    withdrawn = Correction("verdict", "position", (pointer,), verdict="none")
    assert reconcile(story(claim, denial), corrections=[withdrawn]).positions == ()
    other = replace(withdrawn, verdict="denied")
    (position,) = reconcile(story(claim, denial), corrections=[other]).positions
    assert (position.judgement.verdict, position.corrected) == ("denied", ("verdict",))


def test_a_mention_is_found_although_its_edges_moved(tmp_path: Path) -> None:
    shifted = FISH_A | {"span": [0, FISH_A["span"][1] + 4], "words": "belongs to nobody"}
    reading = corrected(tmp_path, entry("apart", "statement", shifted, FISH_B))
    assert not reading.corrections[0].problem


@pytest.mark.parametrize(
    ("mentions", "problem"),
    [
        ([FISH_A, {"article": "b", "words": "no such words"}], "nowhere"),
        ([FISH_A, {"article": "b", "words": "the"}], "more than once"),
        ([FISH_A, FISH_B | {"words": "The strait belongs to the gulls"}], "may have changed"),
        ([FISH_A, {"article": "b", "span": [5, 90_000]}], "behind the article"),
        ([FISH_A, FISH_A], "two of its mentions"),
        ([FISH_A, at("b", "Some 44 birds died.")], "no statement was found"),
    ],
)
def test_what_cannot_be_respected_is_told_and_the_rest_goes_on(
    mentions: list[dict[str, Any]], problem: str, tmp_path: Path
) -> None:
    good = entry("speaker", "statement", SAIL_A, speaker=None)
    reading = corrected(tmp_path, entry("same", "statement", *mentions), good)
    assert problem in reading.corrections[0].problem
    assert not reading.corrections[1].problem
    assert not any("same" in s.corrected for s in reading.statements)


def test_a_verdict_on_two_items_is_told(tmp_path: Path) -> None:
    reading = corrected(tmp_path, entry("verdict", "statement", FISH_A, SAIL_A, verdict="same"))
    assert reading.corrections[0].problem == "its mentions are not one statement"


@pytest.mark.parametrize(
    "bad",
    [
        "no object",
        {"say": "maybe", "of": "statement", "mentions": [FISH_A]},
        entry("same", "position", FISH_A, FISH_B),
        entry("same", "statement", FISH_A),
        entry("verdict", "figure", FISH_A, verdict="cut"),
        entry("verdict", "figure", FISH_A),
        entry("speaker", "statement", FISH_A),
        entry("speaker", "statement", {"article": "a"}, speaker="Mara Holt"),
        entry("speaker", "statement", {"article": "a", "span": [9, 3]}, speaker="Mara Holt"),
        entry("speaker", "statement", {"article": "a", "span": [True, 3]}, speaker="Mara Holt"),
        entry("speaker", "statement", {"article": "a", "words": "x", "nth": 2}, speaker="Mara Holt"),
        entry("speaker", "statement", FISH_A, speaker=7),
        entry("speaker", "statement", FISH_A, speaker="half a \ud83d"),
        entry("speaker", "statement", FISH_A, speaker="Mara Holt", colour="red"),
    ],
)
def test_an_entry_that_cannot_be_understood_is_a_problem_of_its_own(bad: Any, tmp_path: Path) -> None:
    found, problems = read_corrections(written(tmp_path, bad, entry("apart", "statement", FISH_A, FISH_B)))
    assert [c.say for c in found] == ["apart"]
    assert [p.where.endswith("correction 1") for p in problems] == [True]
    if bad != entry(
        "speaker", "statement", {"article": "a", "span": [9, 3]}, speaker="Mara Holt"
    ) and "\\ud83d" not in json.dumps(bad):
        with pytest.raises(jsonschema.ValidationError):  # the published schema says so too
            jsonschema.validate({"corrections": [bad]}, schema("corrections"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"corrections": 3}', "[" * 100_000, "\x00"])
def test_a_file_that_is_none_is_an_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionsError):
        read_corrections(tmp_path / "c.json")


# ---------------------------------------------------------------------------------------------- the command


def report(pile: Path, folder: Path, *entries: Any) -> tuple[int, str, dict[str, Any], str]:
    arguments = ["report", *sorted(pile.glob("*.txt")), "--one-story", "-o", folder / "out.html", "--json", folder / "out.json"]
    arguments += ["--corrections", written(folder, *entries)] if entries else []
    done = CliRunner().invoke(main, list(map(str, arguments)))
    read = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    jsonschema.validate(read, schema("reading"))
    return done.exit_code, done.output, read["stories"][0], (folder / "out.html").read_text(encoding="utf-8")


def birds(say: str, **values: Any) -> dict[str, Any]:
    places = [{"article": "north.txt", "words": "At least 30 birds"}, {"article": "south.txt", "words": "Some 40 birds"}]
    return entry(say, "figure", *places, **values)


def test_the_command_respects_and_shows_corrections_by_file_name(pile: Path, tmp_path: Path) -> None:
    code, output, read, page = report(
        pile, tmp_path, birds("same"), birds("verdict", verdict="conflict", note="<b>two counts</b>")
    )
    assert code == 0, output
    figure = next(f for f in read["figures"] if f["corrected"])
    assert (figure["verdict"], figure["corrected"]) == ("conflict", ["same", "verdict"])
    assert [c["respected"] for c in read["corrections"]] == [True, True]
    assert "Corrected by hand: 2 respected" in output
    assert "corrected by hand" in page
    assert "<b>two counts</b>" not in page


def test_stale_corrections_are_told_and_the_exit_code_tells(pile: Path, tmp_path: Path) -> None:
    gone = entry("speaker", "statement", {"article": "0123456789abcdef", "words": "x"}, speaker=None)
    stale = entry("speaker", "statement", {"article": "north.txt", "words": "never printed"}, speaker=None)
    code, output, read, _ = report(pile, tmp_path, gone, stale, birds("same"), {"say": "hello"})
    assert code == 3
    flat = " ".join(output.split())
    assert "is not in this pile" in flat
    assert "stands nowhere in the article" in flat
    assert "correction 4" in flat
    assert [c["respected"] for c in read["corrections"]] == [False, True]


def test_without_corrections_nothing_changes(pile: Path, tmp_path: Path) -> None:
    code, _, read, page = report(pile, tmp_path)
    assert (code, read["corrections"]) == (0, [])
    assert "by hand" not in page


def test_a_missing_file_ends_the_run(pile: Path, tmp_path: Path) -> None:
    arguments: Sequence[str] = [
        "report",
        str(pile),
        "--corrections",
        str(tmp_path / "none.json"),
        "-o",
        str(tmp_path / "o.html"),
    ]
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 2
    assert "cannot be read" in done.output


def test_the_public_function_takes_the_file(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entry("apart", "statement", FISH_A, FISH_B),
        entry("same", "statement", {"article": "z", "words": "q"}, {"article": "z", "words": "r"}),
    )
    reading = rashomon.reconcile(pile(), corrections=path)
    assert [c.correction.say for c in reading.corrections] == ["apart"]
