"""How the accounts put it, for the page: verbs of saying by outlet, one statement told with different verbs, and the words that
outlets chose for one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.model import Choice, Contrast, Framing, Passage, Reading, Span, Usage
from rashomon.report.labels import say_actor, say_speaker
from rashomon.report.ledger import Cite, Ledger
from rashomon.report.limits import Limits

__all__ = ["ChoiceView", "ContrastView", "FramingView", "UsageView", "VerbRow", "framing_view"]

_VERBS = 14
"""Verbs of one outlet that are listed."""


_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class UsageView:
    """A word with how often it stands, and where."""

    label: str
    n: int
    cites: tuple[Cite, ...]
    more: int = 0
    plain: bool = False


@dataclass(frozen=True, slots=True)
class VerbRow:
    """An outlet's verbs of saying: how many only say so, and the others one by one."""

    outlet: str
    n_plain: int
    verbs: tuple[UsageView, ...]


@dataclass(frozen=True, slots=True)
class ContrastView:
    """A statement that is reported with different verbs. ``href`` leads to it, where it is listed."""

    ref: str
    href: str
    speaker: str
    verbs: tuple[UsageView, ...]


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """Words chosen for one thing: the name of an actor, or what the words are about."""

    name: str
    about: str
    labels: tuple[UsageView, ...]


@dataclass(frozen=True, slots=True)
class FramingView:
    """All that is shown of how the accounts put it. ``titles`` holds, by article number, a headline in pieces, each with
    whether no other headline has its word."""

    titles: Mapping[int, tuple[tuple[str, bool], ...]]
    verbs: tuple[VerbRow, ...]
    contrasts: tuple[ContrastView, ...]
    choices: tuple[ChoiceView, ...]

    @property
    def is_told(self) -> bool:
        """Whether there is anything beside headlines."""
        return bool(self.verbs or self.contrasts or self.choices)


def framing_view(reading: Reading, refs: Mapping[str, str], ledger: Ledger, limits: Limits) -> FramingView:
    """The choices of a reading.

    Args:
        reading: what is shown.
        refs: the report's numbers of statements by their identifiers.
        ledger: of the same reading.
        limits: longest lists.
    """
    framing = reading.framing
    speakers = {s.id: say_speaker(s.speaker) for s in reading.statements}
    verbs = tuple(_verb_rows(framing, ledger, limits))
    return FramingView(
        titles={
            ledger.tags[h.article].number: _title(h.article, h.own, ledger)
            for h in framing.headlines
            if len(ledger.tags[h.article].article.title or "") <= _LONGEST_TITLE
        },
        verbs=verbs if any(row.verbs for row in verbs) else (),
        contrasts=tuple(
            _contrast(c, refs[c.statement], speakers, ledger, limits) for c in framing.contrasts if c.statement in refs
        ),
        choices=tuple(_choice(choice, ledger, limits) for choice in framing.choices),
    )


def _title(article: str, own: Sequence[Span], ledger: Ledger) -> tuple[tuple[str, bool], ...]:
    """The headline in pieces; ``own`` words are those that no other headline has."""
    text = ledger.tags[article].article.title or ""
    pieces, at = [], 0
    for span in own:
        pieces += [(text[at : span.start], False), (span.of(text), True)]
        at = span.end
    return tuple(piece for piece in (*pieces, (text[at:], False)) if piece[0])


def _usage(usage: Usage, ledger: Ledger, limits: Limits) -> UsageView:
    cites = tuple(_cite(passage, ledger) for passage in usage.passages[: limits.cites])
    return UsageView(usage.label, len(usage.passages), cites, len(usage.passages) - len(cites), usage.plain)


def _cite(passage: Passage, ledger: Ledger) -> Cite:
    return ledger.cite(passage.article, passage.span, kind="word", back=ledger.back("framing"))


def _verb_rows(framing: Framing, ledger: Ledger, limits: Limits) -> Iterable[VerbRow]:
    """A row an outlet, in the order of its columns."""
    for column in ledger.columns:
        mine = {tag.article.id for tag in column.tags}
        own = [Usage(u.label, tuple(p for p in u.passages if p.article in mine), u.plain) for u in framing.verbs]
        told = sorted((u for u in own if u.passages), key=lambda u: (-len(u.passages), u.label))
        others = [_usage(u, ledger, limits) for u in [u for u in told if not u.plain][:_VERBS]]
        if told:
            yield VerbRow(column.outlet, sum(len(u.passages) for u in told if u.plain), tuple(others))


def _contrast(contrast: Contrast, ref: str, speakers: Mapping[str, str], ledger: Ledger, limits: Limits) -> ContrastView:
    verbs = tuple(_usage(usage, ledger, limits) for usage in contrast.verbs)
    return ContrastView(ref, ledger.href(ref), speakers[contrast.statement], verbs)


def _choice(choice: Choice, ledger: Ledger, limits: Limits) -> ChoiceView:
    labels = tuple(_usage(usage, ledger, limits) for usage in choice.labels)
    return ChoiceView(say_actor(choice.actor) if choice.actor else "", choice.about, labels)
