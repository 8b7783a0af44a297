"""The program on the story that ships with it, against a careful reader's reference."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from rashomon.export.json import reading_to_dict
from rashomon.model import Reading, Span
from tests.reference import articles_by_name, reference
from tests.scoring import found_and_paired

FLOORS = json.loads((Path(__file__).parent / "gate.json").read_text(encoding="utf-8"))["demo"]


@pytest.fixture(scope="module")
def gold(demo_reading: Reading) -> dict[str, Any]:
    return reference(demo_reading.story.articles)


@pytest.fixture(scope="module")
def found(demo_reading: Reading) -> dict[str, Any]:
    return reading_to_dict(demo_reading)


@pytest.fixture(scope="module")
def text(demo_reading: Reading) -> dict[str, str]:
    return {article.id: article.text for article in demo_reading.story.articles}


def test_two_stories_are_told_apart(demo_readings: Sequence[Reading]) -> None:
    assert sorted(len(reading.story.accounts) for reading in demo_readings) == [2, 5]


def test_every_outlet_is_known(demo_reading: Reading) -> None:
    named = articles_by_name(demo_reading.story.articles)
    assert {name: article.outlet for name, article in named.items()} == {
        "C": "The Continental",  # from the name of its file
        "L": "The Daily Ledger",
        "M": "Metro Nord",
        "G": "The Harbour Gazette",
        "H": "The Sarovian Herald",
    }


def test_dates_are_read_from_the_pages(demo_reading: Reading) -> None:
    named = articles_by_name(demo_reading.story.articles)
    days = {name: article.published_on.isoformat() for name, article in named.items() if article.published_on}
    assert days == {"C": "2025-03-04", "L": "2025-03-04", "M": "2025-03-04", "G": "2025-03-05", "H": "2025-03-05"}


@pytest.mark.parametrize(
    ("kind", "field", "floor"), [("statements", "content", 0.5), ("figures", "span", 0.3), ("events", "span", 0.3)]
)
def test_findings_reach_their_floor(
    kind: str, field: str, floor: float, gold: dict[str, Any], found: dict[str, Any], text: dict[str, str]
) -> None:
    share, paired, _ = found_and_paired(gold[kind], found[kind], field=field, text=text, floor=floor)
    floors = FLOORS[kind]
    assert share >= floors["found"], f"{kind}: found {share:.3f}"
    assert paired >= floors["pairs"], f"{kind}: pairs {paired:.3f}"


def test_verdicts_reach_their_floor(gold: dict[str, Any], found: dict[str, Any], text: dict[str, str]) -> None:
    for kind, field, key, floor in (("statements", "content", "wording", 0.5), ("figures", "span", "verdict", 0.3)):
        _, _, items = found_and_paired(gold[kind], found[kind], field=field, text=text, floor=floor)
        right = sum(g[key] == f[key] for g, f in items) / len(items)
        assert right >= FLOORS[kind][key], f"{kind}: {key} right {right:.3f}"


def test_a_cut_that_turns_the_sense_is_flagged(demo_reading: Reading) -> None:
    (cut,) = [
        s for s in demo_reading.statements
        if s.speaker and s.speaker.name == "Joren Haak" and len({told.article for told in s.accounts}) > 1
        and any("warships" in told.mention.span.of(_text(demo_reading, told.article)) for told in s.accounts)
    ]  # fmt: skip
    assert cut.judgement.verdict == "cut"
    turned = [d for d in cut.differences if d.turns]
    assert [d.fullest and "unless" in d.fullest.span.of(_text(demo_reading, d.fullest.article)) for d in turned] == [True]


def _text(reading: Reading, article_id: str) -> str:
    return next(article.text for article in reading.story.articles if article.id == article_id)


def test_the_body_told_twice_is_counted_once(demo_reading: Reading) -> None:
    article = articles_by_name(demo_reading.story.articles)["C"]
    (account,) = [a for a in demo_reading.story.accounts if a.article.id == article.id]
    aggression = [q for q in account.quotes if "act of aggression" in q.span.of(article.text)]
    assert len(aggression) == 1


def test_one_agency_text_in_two_outlets_is_one_source(demo_reading: Reading, gold: dict[str, Any]) -> None:
    assert [sorted(lineage.articles) for lineage in demo_reading.lineages] == [sorted(group) for group in gold["independent"]]
    assert demo_reading.lineages[0].origin is not None


def test_the_denial_is_a_position(demo_reading: Reading) -> None:
    deniers = {stand.actor.name for position in demo_reading.positions for stand in position.denies}
    assert "Milena Raskov" in deniers


def test_facts_of_one_account_alone_are_told(demo_reading: Reading, gold: dict[str, Any]) -> None:
    def told(fact: dict[str, Any]) -> bool:
        span = Span(*fact["span"])
        return any(o.passage.article == fact["article"] and o.passage.span.overlaps(span) for o in demo_reading.only)

    assert sum(map(told, gold["only"])) / len(gold["only"]) >= FLOORS["only"]
