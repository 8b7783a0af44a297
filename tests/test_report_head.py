"""The head of the page: whether the accounts agree, and what of the brief is denied."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.model import Judgement, Reading
from rashomon.report.story import story_view
from tests import handmade


@pytest.fixture(scope="module")
def reading() -> Reading:
    return handmade.reading()


def test_all_that_is_shared_has_its_part_in_the_answer(reading: Reading) -> None:
    agreement = story_view(reading).agreement
    assert {label.key: count for label, count, *_ in agreement.parts} == {"alike": 1, "retold": 1, "later": 1, "differs": 3}
    assert (agreement.shared, agreement.disputed, agreement.answer) == (6, 2, "Hardly.")
    assert story_view(Reading(reading.story)).agreement.answer == "They tell no thing in common."


def test_events_that_differ_in_who_or_when_alone_are_not_told_differently(reading: Reading) -> None:
    crash = replace(reading.events[0], judgement=Judgement("differ", "who: Sudria or Norland"))
    agreement = story_view(replace(reading, events=(crash, *reading.events[1:]))).agreement
    assert {label.key: count for label, count, *_ in agreement.parts} == {"retold": 2, "later": 1, "differs": 3}


def test_what_is_denied_and_asserted_by_nobody_is_not_called_disputed(reading: Reading) -> None:
    denied = replace(reading.positions[0], asserts=(), judgement=Judgement("denied"))
    kinds = [finding.kind.text for finding in story_view(replace(reading, positions=(denied,))).findings]
    assert "Denied" in kinds
    assert "Disputed" not in kinds


def test_the_brief_says_denied_only_where_an_article_says_so(reading: Reading) -> None:
    assert [sentence.denied for sentence in story_view(reading).brief] == [(), ()]
    asserted = replace(reading, brief=(handmade.passage("gazette", "He called the collision “a deliberate act”"),))
    ((name, cite),) = story_view(asserted).brief[0].denied
    assert (name, cite.outlet) == ("Vira Oln", "Northern Post")
