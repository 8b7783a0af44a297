"""Relations between actors, their exports, and the drawings of them: what counts, what does not, and what it rests on."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main
from rashomon.errors import OutputError, RashomonError
from rashomon.export import dyads, polecat
from rashomon.export.json import reading_to_dict, schema
from rashomon.export.plover import plover_lines
from rashomon.export.relations import relations_csv, relations_to_dict
from rashomon.export.tables import cell
from rashomon.lexicon import lexicon
from rashomon.model import (
    Account,
    Actor,
    Article,
    Event,
    EventMention,
    Judgement,
    Passage,
    Reading,
    Span,
    Story,
    TimeMention,
    Told,
)
from rashomon.reconcile.judge_events import judge_events
from rashomon.relations import QUADS, Act, acts_of, find_pair, relate, value_of
from rashomon.report.network import network_view
from rashomon.report.page import story_page
from rashomon.sectors import sector_code

NORLAND = Actor("Ilan Dresk", "person", of="Norland", office="foreign minister")
SUDRIA = Actor("Sudria", "country", of="Sudria")
COUNCIL = Actor("Council of the Coast", "body")

TEXT = (
    "Norland met Sudria on Tuesday. Norland shelled a port of Sudria. Sudria may have blocked the strait of Norland. "
    "Sudria helped Norland in June 2030. Norland asked Sudria to leave."
)


def article(name: str, *, published: date | None = date(2031, 3, 5)) -> Article:
    return Article(
        id=name, text=TEXT, outlet=f"The {name.title()}", title="=A title", published_on=published, url=f"http://x/{name}"
    )


def event(
    words: str,
    kind: str,
    *,
    tellers: str = "gazette",
    actor: tuple[Actor, ...] = (NORLAND,),
    recipient: tuple[Actor, ...] = (SUDRIA,),
    days: tuple[date, date] | None = None,
    independent: int | None = None,
    **more: object,
) -> Event:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    mention = EventMention(span, span, kind, actor, recipient, speaker=NORLAND)
    told = tuple(Told(name, mention) for name in tellers.split())
    first, last = days or (None, None)
    return Event(
        f"e {words}", Passage(told[0].article, span), kind, actor, recipient, first, last, None,
        **{"status": "happened", **more},  # type: ignore[arg-type]
        accounts=told, judgement=Judgement("single"), independent=independent or len(told),
    )  # fmt: skip


TUESDAY = (date(2031, 3, 3), date(2031, 3, 3))
MEETING = event(
    "Norland met Sudria", "CONSULT", tellers="gazette post star", actor=(NORLAND, SUDRIA), recipient=(NORLAND, SUDRIA),
    days=TUESDAY, independent=2, mode="visit", contexts=("diplomatic",),
)  # fmt: skip
SHELLING = event("Norland shelled a port", "ASSAULT", days=TUESDAY)
BLOCKADE = event("Sudria may have blocked", "COERCE", actor=(SUDRIA,), recipient=(NORLAND,), days=TUESDAY, status="alleged")
HELP = event(
    "Sudria helped Norland",
    "AID",
    actor=(SUDRIA,),
    recipient=(NORLAND,),
    days=(date(2030, 6, 1), date(2030, 6, 30)),
    grain="month",
)
DEMAND = event("Norland asked Sudria", "REQUEST", tellers="post")
SPEECH = event("Norland met Sudria", "STATEMENT")


def reading(*events: Event, published: date | None = date(2031, 3, 5)) -> Reading:
    articles = [article(name, published=published) for name in ("gazette", "post", "star")]
    return Reading(Story("story-1", tuple(Account(a) for a in articles)), events=events)


@pytest.fixture
def acts() -> tuple[Act, ...]:
    return acts_of(reading(SHELLING, BLOCKADE, MEETING, HELP, DEMAND, SPEECH))


def test_every_type_has_a_class_and_values_of_one_sign_with_it() -> None:
    types = lexicon("relations")["types"]
    assert set(types) == set(schema("plover")["properties"]["event"]["items"]["enum"])
    for kind, row in types.items():
        for value in (row["goldstein"], row["intensity"], *row.get("modes", {}).values()):
            assert -10 <= value <= 10
            assert (value > 0) == (row["quad"] <= 2) or kind == "REQUEST"
    assert value_of("STATEMENT") is None
    assert value_of("CONSULT", "phone").intensity < value_of("CONSULT").intensity  # type: ignore[union-attr]


def test_a_relation_counts_each_event_once_and_only_what_happened(acts: tuple[Act, ...]) -> None:
    (relation,) = relate(acts)
    assert relation.pair == ("Norland", "Sudria")
    assert relation.counts.events == 4
    assert relation.counts.quads == (1, 1, 1, 1)
    assert relation.counts.mentions == 6
    assert relation.counts.independent == 5, "the three tellings of the meeting are two accounts"
    assert [act.status for act in relation.aside] == ["alleged"]
    assert relation.aside[0].said_by == ("Ilan Dresk",)


def test_points_stand_in_order_of_time_and_longer_times_are_put_on_no_day(acts: tuple[Act, ...]) -> None:
    (relation,) = relate(acts)
    assert [(point.when, len(point.acts)) for point in relation.points] == [
        ("2030-06-01/2030-06-30", 1),
        ("2031-03-03", 2),
        ("2031-03-05", 1),
    ]
    assert [act.basis for point in relation.points for act in point.acts] == ["interval", "told", "told", "reported"]


def test_no_day_is_made_up_where_no_article_has_one() -> None:
    (act,) = acts_of(reading(DEMAND, published=None))
    assert (act.on, act.basis, act.when) == (None, "unknown", "")


def test_direction_is_told_from_the_side_of_the_pair(acts: tuple[Act, ...]) -> None:
    (there,) = relate(acts, between=("Sudria", "Norland"))
    assert {act.type: there.direction(act) for act in there.acts} == {
        "CONSULT": "↔", "ASSAULT": "←", "AID": "→", "REQUEST": "←",
    }  # fmt: skip


def test_relations_do_not_depend_on_the_order_of_the_acts(acts: tuple[Act, ...]) -> None:
    assert relate(acts) == relate(acts[::-1])


def test_support_can_be_asked_for(acts: tuple[Act, ...]) -> None:
    (relation,) = relate(acts, accounts=2)
    assert [act.type for act in relation.acts] == ["CONSULT"]


def test_two_who_never_met_have_an_empty_relation(acts: tuple[Act, ...]) -> None:
    (relation,) = relate(acts, between=("Norland", "Elsewhere"))
    assert relation.acts == relation.aside == ()


def test_a_pair_is_found_by_code_name_or_case_and_a_stranger_is_named(acts: tuple[Act, ...]) -> None:
    assert find_pair(("sudria", "NORLAND"), acts) == ("Sudria", "Norland")
    with pytest.raises(RashomonError, match=r"no event has 'Ruritania'.*Norland, Sudria"):
        find_pair(("Norland", "Ruritania"), acts)
    with pytest.raises(RashomonError, match="name two"):
        find_pair(("Norland", "norland"), acts)


def test_every_clause_of_an_act_stands_in_its_article(acts: tuple[Act, ...]) -> None:
    for act in acts:
        for clause in act.clauses:
            assert clause.words == clause.span.of(TEXT)


# ---------------------------------------------------------------------------------------------- exports


def test_plover_lines_keep_their_schema(acts: tuple[Act, ...]) -> None:
    lines = [json.loads(line) for line in plover_lines(acts).splitlines()]
    for line in lines:
        jsonschema.validate(line, schema("plover"))
    by_type = {line["event"][0]: line for line in lines}
    assert set(by_type) == {"CONSULT", "ASSAULT", "COERCE", "AID", "REQUEST"}, "speech that is no act is left out"
    assert by_type["CONSULT"]["mode"] == ["visit"]
    assert by_type["CONSULT"]["event_scale"] == 4.0
    assert by_type["CONSULT"]["independent"] == 2
    assert len(by_type["CONSULT"]["accounts"]) == 3
    assert (by_type["AID"]["date"], by_type["AID"]["enddate"]) == ("2030-06-01", "2030-06-30")
    assert by_type["REQUEST"]["date_basis"] == "reported"


def test_the_json_of_relations_keeps_its_schema_and_leads_to_the_words(acts: tuple[Act, ...]) -> None:
    written = relations_to_dict(relate(acts), version="1")
    jsonschema.validate(written, schema("relations"))
    (relation,) = written["relations"]
    assert relation["n_events"] == sum(point["n_events"] for point in relation["points"])
    assert [told["status"] for told in relation["aside"]] == ["alleged"]
    start, end = relation["aside"][0]["accounts"][0]["span"]
    assert TEXT[start:end] == "Sudria may have blocked"


def test_the_csv_of_relations_says_what_did_not_happen(acts: tuple[Act, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(relations_csv(relate(acts)))))
    assert [row["status"] for row in rows] == ["happened"] * 4 + ["alleged"]
    assert {row["quad"] for row in rows} == set(QUADS)


def test_polecat_rows_share_the_event_and_name_each_pair(acts: tuple[Act, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(polecat.polecat_table(acts)), dialect="excel-tab"))
    assert list(rows[0])[: len(polecat.COLUMNS)] == list(polecat.COLUMNS)
    meetings = [row for row in rows if row["Event Type"] == "CONSULT"]
    assert [(row["Actor Name"], row["Recipient Name"]) for row in meetings] == [
        ("Ilan Dresk", "Sudria"),
        ("Sudria", "Ilan Dresk"),
    ]
    assert len({row["Event ID"] for row in meetings}) == 1
    assert meetings[0]["Quad Code"] == "VERBAL COOPERATION"
    assert meetings[0]["Actor COW"] == "", "not known is empty"


def test_an_event_without_a_recipient_keeps_its_row() -> None:
    (row,) = polecat.polecat_rows(acts_of(reading(replace(SHELLING, recipient=())))[0])
    named = dict(zip((*polecat.COLUMNS, *polecat.OWN_COLUMNS), row, strict=True))
    assert (named["Actor Name"], named["Recipient Name"]) == ("Ilan Dresk", "")


@pytest.mark.parametrize(
    ("words", "shown"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("a\tb\nc", "a b c"), (None, ""), ("5-3", "5-3")]
)
def test_no_cell_is_a_formula_or_breaks_its_row(words: str | None, shown: str) -> None:
    assert cell(words) == shown


def test_a_dyad_day_counts_events_once_and_copies_beside() -> None:
    happened = [act for act in acts_of(reading(SHELLING, MEETING, HELP, DEMAND)) if act.status == "happened"]
    rows = list(csv.DictReader(io.StringIO(dyads.dyads_csv(happened))))
    assert [(row["date"], row["actor"], row["recipient"], row["events"]) for row in rows] == [
        ("2031-03-03", "Norland", "Sudria", "2"),
        ("2031-03-03", "Sudria", "Norland", "1"),
        ("2031-03-05", "Norland", "Sudria", "1"),
    ], "a joint act stands in both directions; June 2030 is no day"
    first = rows[0]
    assert (first["mentions"], first["articles"], first["independent"]) == ("4", "3", "3")
    assert (first["verbal_cooperation"], first["material_conflict"], first["types"]) == ("1", "1", "2")
    told = list(csv.DictReader(io.StringIO(dyads.dyads_csv(happened, told_only=True))))
    assert {row["date"] for row in told} == {"2031-03-03"}


def test_parquet_has_the_same_rows(acts: tuple[Act, ...]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(dyads.dyads_parquet(acts)))
    assert [tuple(row.values()) for row in table.to_pylist()] == dyads.dyad_rows(acts)
    assert table.schema.field("date").metadata[b"description"]
    assert parquet.read_table(io.BytesIO(dyads.dyads_parquet([]))).num_rows == 0


def test_parquet_without_pyarrow_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(OutputError, match=r"install rashomon\[parquet\], or name a \.csv file"):
        dyads.dyads_parquet([])


def test_the_package_imports_no_pyarrow() -> None:
    code = "import sys, rashomon.cli, rashomon.export.dyads; print('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_the_reading_says_mode_contexts_and_the_interval_with_its_grain() -> None:
    told = reading_to_dict(reading(MEETING, HELP))["events"]
    assert (told[0]["mode"], told[0]["contexts"], told[0]["start"], told[0]["end"]) == (
        "visit",
        ["diplomatic"],
        "2031-03-03",
        "2031-03-03",
    )
    assert (told[1]["date"], told[1]["start"], told[1]["end"], told[1]["grain"]) == (
        "2030-06",
        "2030-06-01",
        "2030-06-30",
        "month",
    )


@pytest.mark.parametrize(
    ("actor", "sector"),
    [
        (Actor("Ada Renn", "person", of="Norland", office="defence minister"), "GOV"),
        (Actor("Ada Renn", "person", of="Norland", office="army general"), "MIL"),
        (Actor("Ada Renn", "person", office="senator"), "LEG"),
        (Actor("Ada Renn", "person", office="president of the company"), "BUS"),
        (Actor("Ada Renn", "person", office="former prime minister"), "ELI"),
        (Actor("Harbour hospital", "body"), "MED"),
        (Actor("Ada Renn", "person"), None),
        (Actor("unnamed: rebels", "unnamed", of="Sudria"), "REB"),
        (Actor("Council of Europe", "body"), "IGO"),
        (Actor("Norway", "country", of="NOR"), None),
    ],
)
def test_sectors_are_told_by_office_or_name(actor: Actor, sector: str | None) -> None:
    assert sector_code(actor) == sector


def test_an_event_keeps_how_what_about_and_how_finely_dated_its_accounts_tell_it() -> None:
    def told(name: str, mode: str | None, *contexts: str) -> Told[EventMention]:
        span = Span(0, 18)
        time = TimeMention(Span(22, 29), date(2031, 3, 1), date(2031, 3, 31), "month")
        mention = EventMention(span, span, "CONSULT", (NORLAND,), (SUDRIA,), time=time, mode=mode, contexts=contexts)
        return Told(name, mention)

    story = reading().story
    cluster = [
        told("gazette", "visit", "military", "diplomatic"),
        told("post", None, "diplomatic", "military"),
        told("star", None),
    ]
    (judged,) = judge_events(story, [cluster], {}, ())
    assert (judged.mode, judged.contexts, judged.grain) == ("visit", ("diplomatic", "military"), "month")


# ---------------------------------------------------------------------------------------------- drawings


def many(n: int) -> tuple[Event, ...]:
    others = [Actor(f"Body {k:02} of a rather long and winding name", "body") for k in range(n)]
    return tuple(
        replace(SHELLING, id=f"e{k}", recipient=(other,), type="AID" if k % 2 else "ASSAULT") for k, other in enumerate(others)
    )


@pytest.mark.parametrize("n", range(1, 14))
def test_names_of_the_network_stand_clear_of_each_other_and_inside(n: int) -> None:
    view = network_view(acts_of(reading(*many(n))), {})
    assert view is not None
    boxes = []
    for node in view.nodes:
        width = 8.0 * len(node.label)
        left = node.text_x - width if node.anchor == "end" else node.text_x
        boxes.append((left, left + width, node.y - 8, node.y + 8))
        assert left >= 0
        assert left + width <= view.width
        assert 8 <= node.y <= view.height - 8
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


def test_the_network_is_the_same_for_every_order_of_the_events() -> None:
    events = many(9)
    assert network_view(acts_of(reading(*events)), {}) == network_view(acts_of(reading(*events[::-1])), {})


def test_the_page_draws_both_kinds_of_ties_with_words_behind_them() -> None:
    page = story_page(reading(SHELLING, MEETING, HELP, DEMAND, BLOCKADE))
    section = re.search(r'<section class="relations".*?</section>', page, re.DOTALL)
    assert section is not None
    assert "Norland and Sudria: 2 acts of conflict" in section.group()
    assert 'class="tie cooperation"' in section.group()
    assert 'scope="row"><bdi>Norland</bdi> – <bdi>Sudria</bdi>' in section.group()
    timeline = re.search(r'<section class="days".*?</section>', page, re.DOTALL)
    assert timeline is not None
    anchors = set(re.findall(r'href="#(e\d+)"', timeline.group()))
    assert anchors
    assert all(f'id="{anchor}"' in page for anchor in anchors), "every mark leads to its event"
    assert 'class="mark conflict open"' in timeline.group(), "what is alleged is drawn otherwise"
    assert not re.search(r'(?:style|onclick)="', section.group() + timeline.group()), (
        "the content policy allows no inline style"
    )


def test_names_of_actors_are_escaped_in_the_drawings() -> None:
    evil = Actor("<script>x</script>", "body")
    page = story_page(reading(replace(SHELLING, recipient=(evil,)), MEETING))
    assert "<script>x" not in page


def test_a_story_without_relations_has_no_drawing() -> None:
    page = story_page(reading(SPEECH))
    assert 'class="relations"' not in page
    assert 'class="days"' not in page


# ---------------------------------------------------------------------------------------------- commands


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"COLUMNS": "80"})


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name in ("north", "south"):
        (folder / f"{name}.txt").write_text(
            f"The {name.title()} Post\n4 March 2031\n\nNorwegian troops attacked Finland on Tuesday, officials said in Oslo. "
            "Norwegian Foreign Minister Mara Holt met Finnish Foreign Minister Ilan Dresk in Geneva on Wednesday. "
            "Finland accused Norway of breaking the truce.\n",
            encoding="utf-8",
        )
    return folder


def test_relations_between_two_countries_are_told_at_80_columns(reports: Path) -> None:
    done = run("relations", reports, "--between", "norway", "FIN", "--one-story")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Norway – Finland")
    assert "attacked Finland" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "2 independent accounts" not in done.stdout, "one text twice is one account"


def test_relations_rank_all_pairs_where_none_is_named(reports: Path, tmp_path: Path) -> None:
    done = run("relations", reports, "--one-story", "--json", tmp_path / "r.json", "--csv", tmp_path / "r.csv")
    assert done.exit_code == 0, done.output
    assert "Finland – Norway" in done.stdout
    jsonschema.validate(json.loads((tmp_path / "r.json").read_text(encoding="utf-8")), schema("relations"))
    assert (tmp_path / "r.csv").read_text(encoding="utf-8").count("\n") > 1


def test_a_stranger_ends_in_one_sentence(reports: Path) -> None:
    done = run("relations", reports, "--between", "NOR", "Ruritania")
    assert done.exit_code == 2
    assert "no event has 'Ruritania'" in done.stderr


def test_events_writes_the_three_tables(reports: Path, tmp_path: Path) -> None:
    done = run(
        "events", reports, "--plover", tmp_path / "p.jsonl", "--polecat", tmp_path / "p.tsv", "--dyads", tmp_path / "d.csv"
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    lines = (tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        jsonschema.validate(json.loads(line), schema("plover"))
        assert json.loads(line)["status"] == "happened"
    assert (tmp_path / "p.tsv").read_text(encoding="utf-8").startswith("Event ID\tEvent Date\t")
    assert "NOR,FIN" in (tmp_path / "d.csv").read_text(encoding="utf-8")
