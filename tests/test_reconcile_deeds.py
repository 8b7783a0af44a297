"""Mentions of happenings that are one, and sentences that tell one event in other words."""

from __future__ import annotations

import pytest

from rashomon.model import Passage, Span, Story
from rashomon.reconcile.align_sentences import SentenceAligner
from rashomon.reconcile.deeds import same_deeds
from rashomon.reconcile.meanings import meanings
from rashomon.reconcile.stems import stem
from tests.reconciling import account, story

CLINIC = "Mara Holt checked into the Allard clinic on Friday."
ENTERED = "The singer Mara Holt has entered a clinic in Allard, her manager said."
TRIAL = "Her former manager was acquitted of fraud by a court in Vesk in March."
STORY = story(
    account("a", f"{CLINIC}\nHer record company postponed the spring concerts.\nFans left flowers at the gate."),
    account("b", f"{ENTERED}\nThe concerts of the spring are off.\n{TRIAL}"),
    account("c", "Mara Holt checks into clinic\nFans of the singer gathered in Allard."),
)


def where(snippet: str, made: Story = STORY) -> Passage:
    """The only place of some words."""
    (found,) = [
        Passage(article.id, Span(article.text.index(snippet), article.text.index(snippet) + len(snippet)))
        for article in made.articles
        if snippet in article.text
    ]
    return found


def test_words_of_like_meaning_are_nearer_than_others_and_names_mean_nothing() -> None:
    known = meanings()
    acquired, bought, melted = (stem(word) for word in ("acquired", "bought", "melted"))
    assert known.likeness(acquired, bought) > known.likeness(acquired, melted)
    assert known.likeness("vesk", "allard") == 0 < known.likeness("vesk", "vesk")


@pytest.mark.parametrize(("happens", "is_thing"), [("resigned", "company"), ("arrested", "sister")])
def test_what_happens_is_told_from_what_is(happens: str, is_thing: str) -> None:
    known = meanings()
    assert known.happening(stem(happens)) > 0.5 > known.happening(stem(is_thing))


def test_one_happening_in_other_words_is_one_and_another_in_the_same_story_is_not() -> None:
    mentions = [where("checked into"), where("entered"), where("checks into"), where("acquitted"), where("postponed")]
    groups = same_deeds(STORY, mentions)
    assert [0, 1, 2] in groups
    assert [3] in groups


def test_the_order_of_mentions_does_not_matter() -> None:
    mentions = [where("checked into"), where("entered"), where("checks into"), where("acquitted"), where("postponed")]
    turned = same_deeds(STORY, mentions[::-1])
    assert {frozenset(g) for g in same_deeds(STORY, mentions)} == {frozenset(4 - i for i in g) for g in turned}


def test_no_mentions_make_no_groups() -> None:
    assert same_deeds(STORY, []) == []


def test_sentences_that_tell_one_event_are_likelier_than_others() -> None:
    aligner = SentenceAligner(STORY)
    one, other, apart = where(CLINIC), where(ENTERED), where(TRIAL)
    assert aligner.chance(one, other) > 0.5 > aligner.chance(one, apart)
    assert aligner.chance(one, other) == aligner.chance(other, one)


def test_a_sentence_without_a_word_answers_to_nothing() -> None:
    made = story(account("a", "… — …\nThe dam broke in Vesk."), account("b", "The dam at Vesk burst."))
    assert SentenceAligner(made).chance(where("… — …", made), where("The dam at Vesk burst.", made)) < 0.5
