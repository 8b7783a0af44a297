"""The coverage matrix: statements, figures and events against outlets.

A cell says, says otherwise, copies or is silent. What one outlet alone has would be a row of dots: it is counted by outlet
instead, and listed further down the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from rashomon.model import Event, EventMention, Figure, FigureMention, Passage, Reading, Span, Statement, Told
from rashomon.report.compare import departs, shortens
from rashomon.report.labels import say_speaker, say_stand, status_label, verdict_label
from rashomon.report.ledger import Column, Ledger, Words
from rashomon.report.limits import Limits
from rashomon.report.tell import say_act, told_as
from rashomon.report.views import CellView, MatrixView, RowView
from rashomon.report.wordings import Version, versions

__all__ = ["coverage"]

_SHORT = 26
"""Characters of printed words that fit a cell."""

_ROW_WORDS = 76
"""Characters of a row's words: two lines beside five outlets."""

_STRENGTH = {"otherwise": 0, "says": 1, "partly": 2, "copied": 3}
"""Where an outlet tells a thing twice, the cell shows what matters most to who looks for differences."""


class _Told(NamedTuple):
    """One telling as a cell: of which article, in which state, where, and with which short words."""

    article: str
    state: str
    spans: tuple[Span, ...]
    kind: str
    words: str = ""


def coverage(reading: Reading, refs: Mapping[str, str], ledger: Ledger, limits: Limits) -> MatrixView | None:
    """The matrix of all that two or more articles tell; ``None`` for a single column or where nothing is shared.

    Args:
        reading: what is shown.
        refs: the report's numbers (``S3``) of statements, figures and events by their identifiers.
        ledger: of the same reading.
        limits: longest lists.
    """
    if len(ledger.columns) < 2:
        return None
    statements = [s for s in reading.statements if _is_shared(s)]
    figures = [f for f in reading.figures if _is_shared(f)]
    events = [e for e in reading.events if _is_shared(e)]
    rows = {
        "Statements": [_statement_row(s, ledger) for s in statements[: limits.rows]],
        "Figures": [_figure_row(f, ledger) for f in figures[: limits.rows]],
        "Events": [_event_row(e, ledger) for e in events[: limits.rows]],
    }
    shown = {name: found for name, found in rows.items() if found}
    if not shown:
        return None
    copied = _copied_spans(reading, ledger)
    columns = _columns_kept(ledger, [told for found in shown.values() for row in found for told in row.told], limits)
    sections = tuple(
        (name, tuple(_row_view(row, refs[row.id], columns, ledger, copied) for row in found)) for name, found in shown.items()
    )
    alone = Counter(ledger.column_of[s.accounts[0].article] for s in reading.statements if not _is_shared(s))
    return MatrixView(
        tuple(ledger.columns[k] for k in columns),
        _families([ledger.columns[k] for k in columns]),
        sections,
        tuple(alone[k] for k in columns),
        len(ledger.columns) - len(columns),
        len(statements) + len(figures) + len(events) - sum(map(len, shown.values())),
    )


def _is_shared(told_by: Statement | Figure | Event) -> bool:
    return len({told.article for told in told_by.accounts}) > 1


class _Row(NamedTuple):
    id: str
    about: str
    words: Words
    verdict: str
    independent: int
    told: list[_Told]


def _columns_kept(ledger: Ledger, told: Iterable[_Told], limits: Limits) -> list[int]:
    """All columns, or those that tell most, in their usual order."""
    n_columns = len(ledger.columns)
    if n_columns <= limits.columns:
        return list(range(n_columns))
    weight = Counter(ledger.column_of[cell.article] for cell in told)
    return sorted(sorted(range(n_columns), key=lambda k: (-weight[k], k))[: limits.columns])


def _families(columns: Sequence[Column]) -> tuple[tuple[int | None, int], ...]:
    """Runs of neighbouring columns that tell from one text."""
    return tuple((family, len(list(run))) for family, run in groupby(columns, key=lambda column: column.family))


def _row_view(row: _Row, ref: str, columns: Sequence[int], ledger: Ledger, copied: _Copied) -> RowView:
    told = _with_copies(row.told, ledger, copied)
    by_column: dict[int, list[_Told]] = {}
    for cell in told:
        by_column.setdefault(ledger.column_of[cell.article], []).append(cell)
    cells = []
    for column in columns:
        found = by_column.get(column)
        if not found:
            cells.append(CellView("silent"))
            continue
        best = min(found, key=lambda cell: (_STRENGTH[cell.state], ledger.tags[cell.article].number, cell.spans))
        cells.append(CellView(best.state, ledger.note(best.article, best.spans[0], kind=best.kind), best.words))
    return RowView(
        ref, row.about, row.words, verdict_label(row.verdict), row.independent, tuple(cells),
        len(set(by_column) - set(columns)),
    )  # fmt: skip


_Copied = Mapping[str, Sequence[tuple[Span, str]]]
"""For each article, its passages that stand first in another one, with that one."""


def _copied_spans(reading: Reading, ledger: Ledger) -> _Copied:
    found: dict[str, list[tuple[Span, str]]] = {}
    for copy in reading.copies:
        one, other = sorted(copy.passages, key=lambda p: (p.article != copy.origin, ledger.tags[p.article].number))
        found.setdefault(other.article, []).append((other.span, one.article))
    return found


def _with_copies(told: Sequence[_Told], ledger: Ledger, copied: _Copied) -> list[_Told]:
    """Tellings that stand in a copied passage, or repeat word for word the article that they are written from."""
    telling = {cell.article for cell in told}
    said: dict[tuple[int, tuple[str, ...]], str] = {}
    found = []
    for cell in sorted(told, key=lambda cell: (not _is_origin(cell.article, ledger), ledger.tags[cell.article].number)):
        repeats = ledger.tags[cell.article].same_as is not None
        passages = copied.get(cell.article, ())
        inside = any(first in telling and all(span.covers(s) for s in cell.spans) for span, first in passages)
        family = ledger.column(cell.article).family
        same = family is not None and (
            said.setdefault((family, ledger.folded(cell.article, cell.spans)), cell.article) != cell.article
        )
        found.append(cell._replace(state="copied") if repeats or inside or same else cell)
    return found


def _is_origin(article: str, ledger: Ledger) -> bool:
    return any(lineage.origin == article for lineage in ledger.lineages)


# ---------------------------------------------------------------------------------------------- rows


def _statement_row(statement: Statement, ledger: Ledger) -> _Row:
    told = []
    for version in versions(statement, ledger):
        state = "says" if version.is_fullest else _state(version, statement)
        told += [_Told(t.article, state, t.mention.content, "quote") for t in version.accounts]
    first = statement.accounts[0]
    shown = ledger.words(Passage(first.article, first.mention.span), _ROW_WORDS)
    speaker = say_speaker(statement.speaker)
    stance = first.mention.stance
    if stance in ("denies", "declines", "doubts"):
        speaker = f"{speaker} {say_stand(stance, speaker)}".strip()
    return _Row(statement.id, speaker, shown, told_as(statement), statement.independent, told)


def _state(version: Version, statement: Statement) -> str:
    if statement.judgement.verdict == "same":
        return "says"
    modes = {version.accounts[0].mention.mode, statement.accounts[0].mention.mode}
    if any(piece.turns for piece in version.pieces):
        return "otherwise"
    if "indirect" in modes:
        return "partly"
    if statement.judgement.verdict == "altered" and departs(version.pieces):
        return "otherwise"
    return "partly" if shortens(version.pieces) else "says"


def _figure_row(figure: Figure, ledger: Ledger) -> _Row:
    base = figure.accounts[0].mention
    told = [
        _Told(t.article, _figure_state(base, t.mention), (t.mention.span,), "figure", _brief(t, ledger))
        for t in figure.accounts
    ]
    words = ledger.words(figure.what, _ROW_WORDS)
    number = told[0].words
    rest = words.text.casefold().replace(number.casefold(), "", 1)
    plain = len(rest) < len(words.text) and not any(map(str.isdigit, rest))  # the words tell which number is meant
    return _Row(figure.id, "" if plain else number, words, figure.judgement.verdict, figure.independent, told)


def _figure_state(base: FigureMention, other: FigureMention) -> str:
    if (base.low, base.high) == (other.low, other.high):
        return "says"
    ends = (base.low, base.high, other.low, other.high)
    numbers = [end for end in ends if end is not None]
    if len({isinstance(end, str) for end in numbers}) > 1:
        return "otherwise"
    apart = _below(base.high, other.low) or _below(other.high, base.low)
    return "otherwise" if apart else "partly"


def _below(high: Any, low: Any) -> bool:
    return high is not None and low is not None and bool(high < low)


def _event_row(event: Event, ledger: Ledger) -> _Row:
    told = []
    for t in event.accounts:
        mention: EventMention = t.mention
        state = "otherwise" if t.article in event.against else "says" if mention.status == event.status else "partly"
        note = "" if mention.status == event.status else status_label(mention.status).text
        told.append(_Told(t.article, state, (mention.span,), "event", note))
    act = say_act(event, ledger)
    if event.status != "happened":
        act = f"{act} ({status_label(event.status).text})".strip()
    return _Row(event.id, act, ledger.words(event.what, _ROW_WORDS), told_as(event), event.independent, told)


def _brief(told: Told[FigureMention], ledger: Ledger) -> str:
    shown = ledger.words(Passage(told.article, told.mention.span), _SHORT)
    return shown.text + ("…" if shown.clipped else "")
