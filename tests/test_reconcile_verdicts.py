"""Verdicts on wording and on figures: every kind, with the reason that is given (tests/cases/verdicts.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Account, Article, FigureMention, Quote, Span, Told
from rashomon.reconcile.verdicts import compare_figures
from rashomon.reconcile.wording import Wording, compare_wording
from tests.reconciling import find

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "verdicts.yaml").read_text(encoding="utf-8"))


def judge(tellings: list[tuple[str, str]]) -> tuple[Wording, dict[str, str]]:
    """The wording of tellings given as mode and content, each in an article of its own."""
    texts, told = {}, []
    for k, (mode, content) in enumerate(tellings):
        pieces = [piece.strip() for piece in content.split("||")]
        text = "Mara Holt said: “" + "” she went on, “".join(pieces) + "”." if mode == "direct" else f"Holt said {content}."
        texts[f"A{k}"] = text
        spans = []
        for piece in pieces:
            spans.append(find(text, piece, spans[-1].end if spans else 0))
        told.append(Told(f"A{k}", Quote(tuple(spans), mode)))  # type: ignore[arg-type]
    return compare_wording(told, texts), texts


@pytest.mark.parametrize("case", CASES["wording"], ids=lambda case: case["name"])
def test_wording(case: dict[str, Any]) -> None:
    wording, _ = judge(case["tellings"])
    assert wording.judgement.verdict == case["verdict"], wording
    assert case.get("reason", "") in wording.judgement.reason
    if "turns" in case:
        assert any(d.turns for d in wording.differences) == case["turns"], wording.differences


@pytest.mark.parametrize("case", CASES["wording"], ids=lambda case: case["name"])
def test_wording_does_not_depend_on_the_order_of_accounts(case: dict[str, Any]) -> None:
    wording, _ = judge(case["tellings"])
    reverse, _ = judge(case["tellings"][::-1])
    assert reverse.judgement.verdict == wording.judgement.verdict


def test_differences_point_at_the_words_that_differ() -> None:
    wording, texts = judge([("direct", "They had an ample window of time"), ("direct", "They had an enormous window of time")])
    (difference,) = wording.differences
    assert difference.fullest
    assert difference.other
    words = {p.span.of(texts[p.article]) for p in (difference.fullest, difference.other)}
    assert words == {"ample", "enormous"}


WORDS = st.lists(
    st.sampled_from("we will not never sign the treaty if they leave our waters . … ” [ ' -".split()), min_size=1, max_size=12
)


@given(WORDS, WORDS)
def test_any_two_quotations_get_a_verdict_that_is_the_same_both_ways(one: list[str], other: list[str]) -> None:
    tellings = [("direct", " ".join(one)), ("direct", " ".join(other))]
    first, texts = judge(tellings)
    second, _ = judge(tellings[::-1])
    assert {first.judgement.verdict, second.judgement.verdict} <= {"same", "cut", "altered", "paraphrase"}
    assert first.judgement.verdict == second.judgement.verdict
    for difference in first.differences:
        for passage in filter(None, (difference.fullest, difference.other)):
            assert passage.span.of(texts[passage.article])


def figure_case(case: dict[str, Any]) -> tuple[list[Told[FigureMention]], dict[str, Account]]:
    accounts: dict[str, Account] = {}
    told = []
    for k, telling in enumerate(case["tellings"]):
        name = telling.get("article") or f"A{k}"
        before = accounts[name].article.text + "\n" if name in accounts else ""
        text = before + telling["text"]
        sentences = (*(accounts[name].sentences if name in accounts else ()), Span(len(before), len(text)))
        accounts[name] = Account(Article(name, text, published_on=telling.get("day")), sentences)
        counted = find(text, telling["counted"], len(before)) if "counted" in telling else None
        span = find(text, telling["span"], len(before))
        told.append(Told(name, FigureMention(span, telling["low"], telling["high"], telling["unit"], counted=counted)))
    return told, accounts


@pytest.mark.parametrize("case", CASES["figures"], ids=lambda case: case["name"])
def test_figures(case: dict[str, Any]) -> None:
    told, accounts = figure_case(case)
    for order in (told, told[::-1]):
        judgement = compare_figures(order, accounts)
        assert judgement.verdict == case["verdict"], judgement
        assert case.get("reason", "") in judgement.reason
