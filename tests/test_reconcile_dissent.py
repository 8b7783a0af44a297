"""Which accounts say otherwise whether an event happened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.extract.events import find_events
from rashomon.model import EventMention, Told
from rashomon.parse import parse_text
from rashomon.reconcile.dissent import dissenters

SEIZED = "Chilean police seized the ship on Tuesday."


def telling(name: str, text: str, word: str) -> Told[EventMention]:
    """The mention that the word tells."""
    (mention,) = [m for m in find_events(parse_text(text), [], [], []) if m.trigger.of(text) == word]
    return Told(name, mention)


def against(*told: tuple[str, str]) -> tuple[str, ...]:
    """Who says otherwise than the first sentence; each is given with its trigger."""
    texts = {name: text for name, (text, _) in zip("abc", told, strict=False)}
    tellings = [telling(name, text, word) for name, (text, word) in zip("abc", told, strict=False)]
    return dissenters(tellings, texts, status=tellings[0].mention.status)


@pytest.mark.parametrize(
    ("text", "word", "is_against"),
    [
        ("Chilean police did not seize the ship.", "seize", True),
        ("Chile denied that police had seized the ship.", "seized", True),
        ("Chilean police will seize the ship on Tuesday.", "seize", True),
        ("Chilean police allegedly seized the ship.", "seized", False),
        ("Chilean police may seize the ship.", "seize", False),
        ("The planned seizure of the ship by Chilean police angered Kenya.", "seizure", False),
        ("Chilean police did not attack the ship.", "attack", False),
        ("Chilean police not only seized the ship.", "seized", False),
    ],
)
def test_it_is_told_otherwise_where_a_finite_verb_tells_the_same_deed(text: str, word: str, is_against: bool) -> None:
    assert against((SEIZED, "seized"), (text, word)) == (("b",) if is_against else ())


def test_an_account_that_tells_both_differs_from_nobody() -> None:
    both = [telling("b", text, "seized") for text in (SEIZED, "Chile denied that police had seized the ship.")]
    assert both[1].mention.status == "denied"
    assert dissenters([telling("a", SEIZED, "seized"), *both], {"a": SEIZED, "b": SEIZED}, status="happened") == ()


def test_deeds_that_a_network_reads_as_unlike_are_two() -> None:
    told = telling("a", SEIZED, "seized")
    denied = replace(told.mention, status="denied")
    for meaning, found in ((bytes((127, 0)), ("b",)), (bytes((0, 127)), ())):
        other = Told("b", replace(denied, meaning=meaning))
        one = Told("a", replace(told.mention, meaning=bytes((127, 0))))
        assert dissenters([one, other], {"a": SEIZED, "b": SEIZED}, status="happened") == found
