"""How surely tellings belong together, and how sure a verdict is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Judgement, Statement, Told
from rashomon.reconcile.align import align_statements
from rashomon.reconcile.bonds import Aligned, Bond, bond
from rashomon.reconcile.confidence import Sureness
from rashomon.reconcile.identity import identify
from rashomon.settings import Settings
from tests import handmade
from tests.reconciling import story
from tests.test_reconcile_align import NORTH, SOUTH

APART = [frozenset({"a"}), frozenset({"b"}), frozenset({"c"})]


def test_a_bond_is_the_mean_chance_of_pairs_of_two_articles() -> None:
    assert bond([0, 1, 2], APART, {(0, 1): 0.75, (0, 2): 0.5, (1, 2): 0.25}) == Bond(0.5, repeated=False)
    assert bond([2, 0], APART, {(0, 2): 0.5}) == Bond(0.5, repeated=False)


def test_pairs_of_one_article_and_pairs_that_nobody_compared_say_nothing() -> None:
    twice = [frozenset({"a"}), frozenset({"a", "b"}), frozenset({"c"})]
    assert bond([0, 1, 2], twice, {(0, 1): 0.1, (0, 2): 0.75}) == Bond(0.75, repeated=True)


def test_what_stands_word_for_word_in_two_articles_is_sure_and_what_one_has_has_no_bond() -> None:
    assert bond([0], [frozenset({"a", "b"})], {}) == Bond(1.0, repeated=True)
    assert bond([0], [frozenset({"a"})], {}) is None
    assert bond([0, 1], [frozenset({"a"}), frozenset({"a"})], {(0, 1): 0.9}) is None


@given(st.dictionaries(st.sampled_from([(0, 1), (0, 2), (1, 2)]), st.floats(0, 1)), st.permutations([0, 1, 2]))
def test_a_bond_is_a_chance_and_the_order_does_not_matter(chances: dict[tuple[int, int], float], order: list[int]) -> None:
    held = bond(order, APART, chances)
    assert held is not None
    assert 0 <= held.chance <= 1
    assert held == bond([0, 1, 2], APART, chances)


def test_every_telling_of_several_articles_has_the_bond_of_its_group() -> None:
    made = story(NORTH, SOUTH)
    aligned = align_statements(made, identify(made), Settings())
    shared = [group for group in aligned.groups if len({told.article for told in group}) > 1]
    assert shared
    for group in aligned.groups:
        assert {told in aligned.bonds for told in group} == {group in shared}
        assert len({aligned.bonds.get(told) for told in group}) == 1


def statement(verdict: str) -> Statement:
    (told, *_), (other, *_) = ([Told(account.article.id, quote) for quote in account.quotes] for account in (NORTH, SOUTH))
    return Statement("s", None, (told, other), Judgement(verdict))


@pytest.mark.parametrize(
    ("surer", "verdict", "less", "other"),
    [
        (Bond(0.9, repeated=False), "same", Bond(0.4, repeated=False), "same"),
        (Bond(0.7, repeated=False), "same", Bond(0.7, repeated=False), "paraphrase"),
        (Bond(0.7, repeated=False), "altered", Bond(0.7, repeated=False), "cut"),
    ],
)
def test_a_verdict_is_surer_the_closer_the_bond_and_the_plainer_the_wording(
    surer: Bond, verdict: str, less: Bond, other: str
) -> None:
    def confidence(held: Bond, word: str) -> float:
        made = statement(word)
        (judged,) = Sureness(Aligned([made.accounts], dict.fromkeys(made.accounts, held))).told([made])
        return judged.judgement.confidence

    assert confidence(surer, verdict) > confidence(less, other)


def test_what_a_person_put_together_is_neither_sure_nor_unsure() -> None:
    made = statement("same")
    (loose,) = Sureness(Aligned([], {})).told([made])
    (tied,) = Sureness(Aligned([made.accounts], dict.fromkeys(made.accounts, Bond(1.0, repeated=False)))).told([made])
    (torn,) = Sureness(Aligned([made.accounts], dict.fromkeys(made.accounts, Bond(0.1, repeated=False)))).told([made])
    assert torn.judgement.confidence < loose.judgement.confidence < tied.judgement.confidence


def test_an_event_is_surer_where_a_reader_would_list_its_clauses() -> None:
    event = handmade.reading().events[0]

    def confidence(listed: float) -> float:
        bonds = dict.fromkeys(event.accounts, Bond(0.5, repeated=False))
        (judged,) = Sureness(Aligned([event.accounts], bonds, dict.fromkeys(event.accounts, listed))).told([event])
        return judged.judgement.confidence

    assert confidence(0.1) < confidence(0.9)
