"""The terminal summary: readable at 80 columns, without colour, and harmless."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from rashomon.model import Problem, Reading, Story
from rashomon.reconcile import reconcile
from rashomon.report.story import story_line
from rashomon.report.terminal import show, show_lines
from tests import handmade
from tests.reconciling import HOLT, Said, account
from tests.reconciling import story as made

PROBLEM = Problem("north/empty.txt", "the file is empty", "leave it out or give its text")


def printed(
    readings: list[Reading], *, width: int = 80, colour: bool = False, problems: tuple[Problem, ...] = (), in_full: bool = False
) -> str:
    out = io.StringIO()
    show(readings, problems, Console(file=out, width=width, force_terminal=colour, highlight=False), in_full=in_full)
    return out.getvalue()


def renamed(name: str) -> Reading:
    reading = handmade.reading()
    return replace(reading, story=Story(name, reading.story.accounts))


def test_in_full_one_story_is_told_from_brief_to_copies() -> None:
    text = printed([handmade.reading()], in_full=True)
    parts = [
        "“",
        "5 articles · 4 independent",
        "In brief",
        "What to look at first",
        "Who tells what",
        "Where they differ",
        "Who shares",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "[-not-]" in text
    assert "{+nobody,+}" in text
    assert "[1] [2] count as one account" in text


def test_one_story_takes_a_dozen_lines_with_its_five_weightiest_findings() -> None:
    lines = printed([handmade.reading()]).strip().splitlines()
    assert lines[1].startswith("3–4 March 2031 · 5 articles · 4 independent accounts · Do they agree?")
    findings = [line.split("  ")[1] for line in lines if re.match(r"  \S", line)]
    assert findings == ["Accounts conflict", "Meaning may change", "Later figure", "Disputed", "Changed position"]
    assert len(lines) <= 12
    assert "(Northern Post)" in " ".join(" ".join(lines).split())


def test_a_hedge_that_one_account_lost_at_the_edge_of_its_quotation_is_read_in_the_other() -> None:
    words = "Sudria’s hand in the vote is “fairly well established”", "Sudria’s hand in the vote was “well established”"
    told = [account(name, f"Holt said {w}.", said=[Said(HOLT, w, "mixed")]) for name, w in zip("ab", words, strict=True)]
    text = " ".join(printed([reconcile(made(*told))]).split())
    assert "Meaning may change" in text
    assert "“fairly well established”" in text
    assert "“well established" in text


def test_the_coverage_table_has_a_mark_for_every_outlet() -> None:
    row = next(line for line in printed([handmade.reading()], in_full=True).splitlines() if re.match("  S1 .*○", line))
    assert re.search(r"○ +○ +≠ +● +· +≠ meaning may", row)


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize(
    "make", [handmade.reading, handmade.hostile, lambda: handmade.many(20)], ids=["small", "hostile", "many"]
)
def test_no_line_is_longer_than_the_terminal(make, width: int) -> None:
    lines = [*printed([make()], width=width).splitlines(), *printed([make()], width=width, in_full=True).splitlines()]
    assert max(cell_len(line.rstrip()) for line in lines) <= width


def test_without_a_terminal_there_is_no_escape_code() -> None:
    assert "\x1b" not in printed([handmade.reading(), handmade.hostile()])


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3\dm", printed([handmade.reading()], colour=True))


def test_colour_adds_nothing_that_signs_do_not_say() -> None:
    coloured = re.sub(r"\x1b\[[\d;]*m", "", printed([handmade.reading()], colour=True))
    assert coloured == printed([handmade.reading()])


def test_an_article_cannot_write_to_the_terminal() -> None:
    text = printed([handmade.hostile()], in_full=True)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text.replace("\n", ""))
    assert "<script>" in text


def test_a_terminal_without_unicode_gets_plain_signs() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    show([handmade.reading()], [PROBLEM], Console(file=out, width=80, highlight=False), in_full=True)
    out.flush()
    text = out.buffer.getvalue().decode("ascii")  # type: ignore[attr-defined]
    assert re.search(r"o +o +! +x +\.", text)


def test_a_few_stories_are_told_with_their_findings_and_many_with_a_line_each() -> None:
    few = printed([renamed("one"), renamed("two")])
    assert few.count("Meaning may change") == 2
    assert "Who tells what" not in few
    many = printed([renamed(f"story {k}") for k in range(60)])
    assert "60 stories that two or more articles tell" in many
    assert many.count("“Norland") + many.count("“Patrol") == 40
    assert "20 more on the page" in many


def test_lines_alone_print_what_the_readings_would() -> None:
    readings = [renamed(f"story {k}") for k in range(9)]
    out = io.StringIO()
    show_lines([story_line(r, "") for r in readings], [], Console(file=out, width=80, highlight=False))
    assert out.getvalue() == printed(readings)


def test_the_one_large_story_among_small_ones_is_told_in_full() -> None:
    small = Reading(Story("small", (handmade.account("star", 4), handmade.account("post", 3))))
    text = printed([small, handmade.reading()], in_full=True)
    assert text.count("Who tells what") == 1
    assert "2 articles · 2 independent accounts" in text


def test_articles_on_their_own_are_counted() -> None:
    alone = Reading(Story("alone", (handmade.account("star", 4),)))
    text = printed([alone, handmade.reading()], in_full=True)
    assert "Who tells what" in text
    assert "1 article that no other goes with." in text


def test_a_single_article_is_told_without_comparison() -> None:
    text = printed([Reading(Story("alone", (handmade.account("star", 4),)))])
    assert "Norland summons ambassador" in text
    assert "no other goes with" not in text


def test_problems_come_last() -> None:
    text = printed([handmade.reading()], problems=(PROBLEM,))
    assert text.rstrip().endswith("north/empty.txt: the file is empty; leave it out or give its text")


def test_nothing_to_tell_is_no_error() -> None:
    assert printed([]) == ""
