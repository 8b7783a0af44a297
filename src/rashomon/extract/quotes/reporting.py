"""The words of reporting, from ``data/reporting.toml``."""

from __future__ import annotations

import functools
from typing import NamedTuple, cast

from rashomon.lexicon import lexicon
from rashomon.model import Stance

__all__ = [
    "Report",
    "document_nouns",
    "media",
    "particle_verbs",
    "reporting_noun",
    "reporting_verb",
    "requests",
    "speaking_people",
    "tells_of_speech",
]


class Report(NamedTuple):
    """How a word of reporting is used; see the comments of the word list."""

    stance: Stance = "asserts"
    takes: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    kind: str = "speech"


@functools.cache
def _verbs() -> dict[str, Report]:
    """Verbs by lemma; a verb that stands in several groups takes what each of them takes."""
    found: dict[str, Report] = {}
    for group in lexicon("reporting")["verbs"]:
        report = Report(
            cast(Stance, group.get("stance", "asserts")),
            frozenset(group["takes"]),
            frozenset(group.get("through", ())),
            group.get("kind", "speech"),
        )
        for word in group["words"].split():
            lemma, _, preposition = word.partition("_")
            one = report._replace(through=report.through | ({preposition} if preposition else set()))
            known = found.get(lemma)
            if known is not None:
                kind = "speech" if "speech" in (known.kind, one.kind) else known.kind
                one = Report(known.stance, known.takes | one.takes, known.through | one.through, kind)
            found[lemma] = one
    return found


def reporting_verb(lemma: str) -> Report | None:
    """How the verb reports, or ``None`` where it is no verb of reporting."""
    return _verbs().get(lemma)


@functools.cache
def particle_verbs() -> dict[str, str]:
    """Verbs that report only with a particle ("point out")."""
    return dict(lexicon("reporting")["particles"])


@functools.cache
def _nouns() -> dict[str, Report]:
    nouns = lexicon("reporting")["nouns"]
    denies = frozenset(nouns["denies"].split())
    return {
        noun: Report("denies" if noun in denies else "asserts", frozenset(("clause",)), frozenset(("of", "for", "about")))
        for noun in nouns["clause"].split()
    }


def reporting_noun(lemma: str) -> Report | None:
    """How the noun reports ("claim", "warning"), or ``None``."""
    return _nouns().get(lemma)


@functools.cache
def tells_of_speech(lemma: str) -> bool:
    """Whether a word of a cue tells that somebody said or thought what follows."""
    words = frozenset(lexicon("reporting")["said"]["words"].split())
    return lemma in words or lemma in particle_verbs() or bool(reporting_verb(lemma) or reporting_noun(lemma))


@functools.cache
def requests() -> frozenset[str]:
    """Nouns for what is asked: to reject one of these is to decide, not to deny what somebody says."""
    return frozenset(lexicon("reporting")["nouns"]["requests"].split())


@functools.cache
def document_nouns() -> frozenset[str]:
    """Nouns for what is written: polls, reports, statements."""
    return frozenset(lexicon("reporting")["nouns"]["documents"].split())


@functools.cache
def speaking_people() -> frozenset[str]:
    """Nouns for people and bodies that speak, where their ending does not tell it."""
    return frozenset(lexicon("reporting")["nouns"]["people"].split())


@functools.cache
def media() -> frozenset[str]:
    """Last words of the names of media."""
    return frozenset(lexicon("reporting")["nouns"]["media"].split())
