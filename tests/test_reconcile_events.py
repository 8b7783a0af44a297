"""How event mentions are compared on arrays, and grouped."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Account, Article, Span, Story, TimeMention, Told
from rashomon.reconcile.alike import Alike
from rashomon.reconcile.bags import Bags, Vocabulary
from rashomon.reconcile.grouping import group
from rashomon.reconcile.judge_events import judge_events
from rashomon.reconcile.rivals import AMONG, among
from rashomon.reconcile.weigh import Bag, Weights
from tests.reconciling import Happened, account, story

ROOTS = "boat harbour tariff arrest detain police treaty Holt Vesk lighthouse".split()
WEIGHTS = Weights(Story("story", (Account(Article("A1", " ".join(ROOTS))),)))


@given(st.lists(st.frozensets(st.sampled_from(sorted(WEIGHTS.every))), min_size=2, max_size=6))
def test_many_bags_compare_as_two_do(held):
    ones, others = np.triu_indices(len(held), 1)
    words = Vocabulary(frozenset().union(*held), WEIGHTS)
    bags = Bags(held, words)
    shares, (contained, dice) = bags.shares(ones, others), bags.alike(ones, others)
    one_by_one = Alike(WEIGHTS)
    for k, (i, j) in enumerate(zip(ones, others, strict=True)):
        first, second = (Bag(roots, WEIGHTS.total(roots)) for roots in (held[i], held[j]))
        overlap = WEIGHTS.overlap(first, second)
        assert (shares.shared[k], shares.contained[k], shares.dice[k]) == pytest.approx(tuple(overlap))
        assert shares.rarest[k] == pytest.approx(WEIGHTS.rarest(held[i] & held[j]))
        likeness = one_by_one(first, second)
        assert (contained[k], dice[k]) == pytest.approx((likeness.contained, likeness.dice), abs=1e-3)


def grouped(articles, chances, **options):
    held = [frozenset([article]) for article in articles]
    return group(held, chances, **{"floor": 0.2, "repeated": 0.15, "complete": True, **options})


def test_likely_pairs_are_grouped_and_unlikely_ones_are_not():
    assert grouped("abc", {(0, 1): 0.9, (1, 2): 0.1, (0, 2): 0.1}) == [[0, 1], [2]]


def test_a_third_account_must_be_like_the_others_on_the_whole():
    assert grouped("abc", {(0, 1): 0.9, (1, 2): 0.35, (0, 2): 0.1}) == [[0, 1, 2]]
    assert grouped("abc", {(0, 1): 0.9, (1, 2): 0.25, (0, 2): 0.1}) == [[0, 1], [2]]


def test_what_one_article_tells_twice_is_one_event_where_both_answer_to_another_account():
    assert grouped("aab", {(0, 2): 0.8, (1, 2): 0.6}) == [[0, 1, 2]]
    assert grouped("aab", {(0, 2): 0.8, (1, 2): 0.3}) == [[0, 2], [1]]


def test_what_was_not_compared_keeps_large_groups_apart_that_one_pair_joins():
    chances = {(i, j): 0.9 for block in (range(6), range(6, 12)) for i in block for j in block if i < j} | {(5, 6): 0.9}
    assert grouped("abcdefghijkl", chances, complete=False) == [list(range(6)), list(range(6, 12))]


def test_a_pair_is_weighed_against_its_rivals():
    ones, others = np.array([0, 0, 1]), np.array([1, 2, 3])
    seen = among(ones, others, np.array([2.0, 0.5, 1.0]), [frozenset("a"), frozenset("b"), frozenset("b"), frozenset("a")])
    column = dict(zip(AMONG, seen.T, strict=True))
    assert column["margin_low"].tolist() == [1.0, -1.5, -1.0]
    assert column["mutual"].tolist() == [1.0, 0.0, 0.0]


def test_a_third_mention_may_join_two():
    ones, others = np.array([0, 0, 1]), np.array([1, 2, 2])
    seen = among(ones, others, np.array([-1.0, 2.0, 1.0]), [frozenset("a"), frozenset("b"), frozenset("c")])
    assert dict(zip(AMONG, seen.T, strict=True))["through"][0] == pytest.approx(1 / (1 + np.exp(-1.0)))


def test_no_pairs_are_no_trouble():
    nothing = np.zeros(0, dtype=np.int64)
    assert among(nothing, nothing, np.zeros(0), []).shape == (0, len(AMONG))
    assert group([], {}, floor=0.2, repeated=0.15, complete=True) == []


def test_of_two_days_that_as_many_accounts_tell_the_one_told_best_is_taken():
    told = [("a", "The ferry sank off Port Ros.", date(2016, 5, 2)), ("b", "Crews say that the ferry sank.", date(2006, 10, 1))]
    accounts = []
    for name, text, day in told:
        one = account(name, text, happened=[Happened("ferry sank", "sank", "OTHER")])
        accounts.append(replace(one, events=(replace(one.events[0], time=TimeMention(Span(0, 3), day, day, "day")),)))
    (event,) = judge_events(story(*accounts), [[Told(a.article.id, a.events[0]) for a in accounts]], {}, ())
    assert event.start == event.end == date(2016, 5, 2)
    assert "date: 2006-10-01 or 2016-05-02" in event.judgement.reason
