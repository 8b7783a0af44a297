"""The second reading: two quotes side by side."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Article, Quote, Reading, Span
from rashomon.pieces import BEGIN, END, UNKNOWN
from rashomon.pipeline import story_of, tell
from rashomon.reconcile import reconcile
from rashomon.reconcile.second import pair_pieces, shipped, shown
from rashomon.settings import Settings

REOPEN = "Mara Holt: We will reopen the harbour before the end of May, whatever the ministry says."
REOPENED = "Mara Holt: that the port would be open again by late May"
FISH = "Mara Holt: that nobody had asked the fishermen what the quota would cost them"


def test_a_paraphrase_is_likelier_one_utterance_than_another_sentence_of_the_speaker() -> None:
    network = shipped()
    assert network(REOPEN, REOPENED) > network(REOPEN, FISH) + 1


@given(st.text(max_size=400), st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_cut_to_two_sides_that_fit(one: str, other: str) -> None:
    row, begin = pair_pieces(one, other)
    assert (row[0], row[begin - 1], row[-1]) == (BEGIN, END, END)
    assert begin <= 64
    assert len(row) <= 127


def test_hostile_text_gets_an_answer() -> None:
    assert isinstance(shipped()("\x00\u202e中文" * 500, ""), float)
    assert UNKNOWN in pair_pieces("中文字", "")[0]


def test_a_short_quote_is_shown_with_what_stands_before_it_in_its_paragraph() -> None:
    text = "Elsewhere.\nHolt called the plan “a farce” on Monday."
    quote = Quote((Span(text.index("a farce"), text.index("a farce") + 7),), "mixed")
    assert shown(text, quote, None) == "someone: Holt called the plan “ a farce"


def reading_of(*texts: str, quotes: str) -> Reading:
    articles = [Article(f"a{k}", text, outlet=f"Outlet {k}") for k, text in enumerate(texts)]
    return reconcile(story_of(tell(articles, Settings(processes=1, quotes=quotes))))


ARTICLES = (
    "HARLE (Reuters) - “We will reopen the harbour before the end of May,” Foreign Minister Ilan Dresk said on Monday.",
    "Foreign Minister Ilan Dresk told reporters on Monday that ships could use the harbour again by late May.",
)


def test_only_doubtful_pairs_of_accurate_accounts_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Noting:
        def __call__(self, one: str, other: str) -> float:
            asked.append(one + other)
            return 9.0

    monkeypatch.setattr(sys.modules["rashomon.reconcile.align_statements"], "shipped", Noting)
    joined = reading_of(*ARTICLES, quotes="accurate")
    assert any("reopen" in both for both in asked)
    assert any(len({told.article for told in s.accounts}) == 2 for s in joined.statements)
    asked.clear()
    reading_of(*ARTICLES, quotes="fast")
    assert asked == []
