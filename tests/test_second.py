"""The second reading: two quotes side by side, and mentions of events."""

from __future__ import annotations

import math
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rashomon.extract.events.again import coded_as
from rashomon.model import Article, EventMention, Quote, Reading, Span
from rashomon.pieces import BEGIN, CLOSE, END, OPEN, UNKNOWN, vectors, word_pieces
from rashomon.pipeline import story_of, tell
from rashomon.reconcile import reconcile
from rashomon.reconcile.shown import shown
from rashomon.second import CODES, EVENT_TYPES, MEANING, EventReading, event_pieces, pair_pieces, shipped
from rashomon.settings import Settings

REOPEN = "Mara Holt: We will reopen the harbour before the end of May, whatever the ministry says."
REOPENED = "Mara Holt: that the port would be open again by late May"
FISH = "Mara Holt: that nobody had asked the fishermen what the quota would cost them"


def test_a_paraphrase_is_likelier_one_utterance_than_another_sentence_of_the_speaker() -> None:
    read = shipped().pair
    assert read(REOPEN, REOPENED) > read(REOPEN, FISH) + 1


@given(st.text(max_size=400), st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_cut_to_two_sides_that_fit(one: str, other: str) -> None:
    row, begin = pair_pieces(one, other)
    assert (row[0], row[begin - 1], row[-1]) == (BEGIN, END, END)
    assert begin <= 64
    assert len(row) <= 127


def test_hostile_text_gets_an_answer() -> None:
    assert isinstance(shipped().pair("\x00\u202e中文" * 500, ""), float)
    assert UNKNOWN in pair_pieces("中文字", "")[0]


def test_like_words_have_like_vectors() -> None:
    minister, president, herring = (vectors(np.array(word_pieces(word)))[0] for word in ("minister", "president", "herring"))

    def cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
        return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))

    assert cosine(minister, president) > cosine(minister, herring) + 0.1
    assert vectors(np.array([UNKNOWN, BEGIN])).shape == (2, 384)


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
        def pair(self, one: str, other: str) -> float:
            asked.append(one + other)
            return 9.0

    monkeypatch.setattr(sys.modules["rashomon.reconcile.align_statements"], "shipped", Noting)
    joined = reading_of(*ARTICLES, quotes="accurate")
    assert any("reopen" in both for both in asked)
    assert any(len({told.article for told in s.accounts}) == 2 for s in joined.statements)
    asked.clear()
    reading_of(*ARTICLES, quotes="fast")
    assert asked == []


@given(st.text(max_size=900), st.text(max_size=40), st.text(max_size=900))
@settings(max_examples=60, deadline=None)
def test_a_trigger_is_marked_in_whatever_sentence(before: str, trigger: str, after: str) -> None:
    row, begin = event_pieces("Headline", before, trigger, after)
    assert (row.count(OPEN), row.count(CLOSE)) == (1, 1)
    assert begin <= row.index(OPEN) < row.index(CLOSE) < len(row) - 1
    assert begin <= 26


def test_what_happened_is_likelier_listed_than_what_is_mused_about() -> None:
    network = shipped()
    strike = network.event(
        "Norland bombs Sudria's harbour", "Norland's air force ", "bombed", " the harbour of Harle on Monday."
    )
    musing = network.event("Norland bombs Sudria's harbour", "People like to ", "visit", " the beach in summer, he mused.")
    assert strike.listed > musing.listed + 1
    assert EVENT_TYPES[max(range(len(EVENT_TYPES)), key=strike.types.__getitem__)] == "ASSAULT"
    assert abs(sum(math.exp(chance) for chance in strike.types) - 1) < 1e-6


def test_news_is_likelier_pointed_out_than_colour() -> None:
    title = "Norland bombs Sudria's harbour"
    news = shipped().fact(
        title, "Foreign Minister Ilan Dresk said that 17 sailors were killed and that Sudria would retaliate."
    )
    colour = shipped().fact(title, "It was a mild evening, and gulls were sitting on the quay as they always do.")
    assert news > colour + 1


def events_of(text: str, model: str) -> tuple[EventMention, ...]:
    return tell([Article("a", text)], Settings(processes=1, quotes=model))[0].events


def test_only_the_accurate_model_reads_events_again() -> None:
    text = "HARLE (Reuters) - Norland's foreign minister visited Sudria on Monday and signed an agreement on fishing."
    read, unread = (events_of(text, model) for model in ("accurate", "fast"))
    assert all(event.listed is not None for event in read)
    assert all(event.listed is None for event in unread)
    assert all(event.type == event.kinds[0][0] for event in read)
    assert not any(event.kinds for event in unread)
    assert [event.plover for event in read] == [event.plover for event in unread]  # of which both are sure
    assert all(len(event.meaning) == MEANING for event in read)
    assert not any(event.meaning for event in unread)


def test_one_event_in_other_words_means_more_alike_than_another_one() -> None:
    title = "Norland bombs Sudria's harbour"
    clauses = (
        ("Norland's air force ", "bombed", " the harbour of Harle on Monday."),
        ("Norland carried out an air ", "strike", " on Harle's port, Sudria said."),
        ("Sudria's parliament ", "elected", " a new speaker last year."),
    )
    bombed, struck, elected = (
        np.frombuffer(shipped().event(title, *clause).meaning, dtype=np.int8).astype(float) / 127 for clause in clauses
    )
    assert bombed @ bombed == pytest.approx(1.0, abs=0.02)
    assert bombed @ struck > bombed @ elected + 0.2


@pytest.mark.parametrize(("lead", "code"), [(2.0, "ACCUSE"), (5.0, "REJECT")])
def test_what_plover_calls_an_act_is_weighed_with_the_rules(lead: float, code: str) -> None:
    codes = tuple(-1.0 if name == "REJECT" else -1.0 - lead for name in CODES)
    assert coded_as("ACCUSE", EventReading(0.0, (0.0,) * len(EVENT_TYPES), codes, b"")) == code


@given(st.lists(st.floats(-9, 0), min_size=len(CODES), max_size=len(CODES)), st.sampled_from(EVENT_TYPES))
def test_what_is_no_act_by_the_rules_stays_none_and_an_act_stays_one(codes: list[float], ruled: str) -> None:
    reading = EventReading(0.0, (0.0,) * len(EVENT_TYPES), tuple(codes), b"")
    code = coded_as(ruled, reading)
    assert (code in ("STATEMENT", "OTHER")) == (ruled in ("STATEMENT", "OTHER"))
    assert code == ruled or ruled in ("STATEMENT", "OTHER") or max(codes) > min(codes)
