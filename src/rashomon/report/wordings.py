"""The wordings of a statement: which accounts print the same, and what each changes of the fullest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rashomon.model import Passage, Quote, Span, Statement, Told
from rashomon.report.compare import Piece, Wording, compare, plain
from rashomon.report.ledger import Ledger

__all__ = ["Version", "versions"]

_NO_DIFFERENCE = ("same", "single")


class Version(NamedTuple):
    """One wording with the accounts that print it; ``pieces`` lay it over the fullest, which comes first."""

    accounts: tuple[Told[Quote], ...]
    pieces: tuple[Piece, ...]
    is_fullest: bool


def versions(statement: Statement, ledger: Ledger) -> Iterator[Version]:
    """Each distinct wording of a statement once, in the order of its accounts."""
    first = statement.accounts[0]
    if len(statement.accounts) == 1:
        yield Version(statement.accounts, plain(_wording(first, [], ledger)), True)
        return
    groups: dict[object, list[Told[Quote]]] = {}
    for told in statement.accounts:
        key = (told.mention.mode, told.mention.stance, ledger.folded(told.article, told.mention.content))
        groups.setdefault(key, []).append(told)
    for number, group in enumerate(groups.values()):
        if number == 0:
            pieces = plain(_wording(first, [span for _, span in _turned(statement, first.article)], ledger))
        elif statement.judgement.verdict in _NO_DIFFERENCE:
            pieces = plain(_wording(group[0], [], ledger))
        else:
            pieces = _against(statement, group[0], ledger)
        yield Version(tuple(group), pieces, number == 0)


def _against(statement: Statement, told: Told[Quote], ledger: Ledger) -> tuple[Piece, ...]:
    first = statement.accounts[0]
    changed = [span for other, span in _turned(statement, first.article) if other in (None, told.article)]
    own = [span for _, span in _turned(statement, told.article)]
    return compare(_wording(first, changed, ledger), _wording(told, own, ledger))


def _turned(statement: Statement, article: str) -> Iterator[tuple[str | None, Span]]:
    """The spans of an article that turn the sense, each with the article on the other side, if there is one."""
    for difference in statement.differences:
        if difference.turns:
            sides: tuple[Passage | None, Passage | None] = (difference.fullest, difference.other)
            for here, there in (sides, sides[::-1]):
                if here is not None and here.article == article:
                    yield there.article if there is not None else None, here.span


def _wording(told: Told[Quote], turned: list[Span], ledger: Ledger) -> Wording:
    return Wording(ledger.tags[told.article].article.text, told.mention.content, told.mention.mode, tuple(turned))
