"""A reading as the templates and the terminal want it: plain records, no look.

Nothing here is a new judgement. What is quoted is quoted through the ``Ledger``, which writes down each citation; every
other word comes from ``labels.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rashomon.report.compare import Piece
from rashomon.report.framing import FramingView
from rashomon.report.labels import Label
from rashomon.report.ledger import Cite, Column, Tag, Words
from rashomon.report.network import NetworkView
from rashomon.report.plot import Bar, Plot
from rashomon.report.timeline import TimelineView

__all__ = [
    "ActorView",
    "AgreementView",
    "ArticleView",
    "BlockView",
    "BriefView",
    "CellView",
    "CopyView",
    "EventView",
    "FigureRow",
    "FigureView",
    "FindingView",
    "LineageView",
    "MatrixView",
    "OnlyView",
    "PositionView",
    "RowView",
    "StandView",
    "StatementView",
    "StoryLine",
    "StoryView",
    "Tally",
    "Telling",
    "Token",
    "is_doubted",
]


def is_doubted(confidence: float | None) -> bool:
    """Whether what has this confidence is more likely wrong than right."""
    return confidence is not None and confidence < 0.5


@dataclass(frozen=True, slots=True)
class ActorView:
    """Somebody, with the office as the articles say it and the country or body that is acted for."""

    name: str
    office: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that one or several accounts print alike, and where. ``mode`` and ``note`` are fixed labels."""

    cites: tuple[Cite, ...]
    pieces: tuple[Piece, ...]
    mode: str = ""
    note: str = ""
    who: str = ""
    """Who says it, where that is not told of the whole."""
    is_fullest: bool = False
    """Whether it is the one that the others are held against; of a figure, the first that gives this number."""
    more: int = 0
    """Further accounts that print the same: marked in the articles, not listed."""


@dataclass(frozen=True, slots=True)
class StatementView:
    """One utterance with its wordings, the fullest first. ``of_accounts`` is the number of articles that have it."""

    ref: str
    id: str
    speaker: ActorView | None
    verdict: Label
    turns: bool
    reason: str
    independent: int
    of_accounts: int
    tellings: tuple[Telling, ...]
    more: int = 0
    """Wordings that are not shown here, but marked in the articles."""
    confidence: float | None = None
    """Of what several articles have and nobody corrected, as in the other views."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as printed, with the interval it is read as."""

    cites: tuple[Cite, ...]
    printed: Words
    interval: str
    bar: Bar | None
    speaker: ActorView | None = None
    around: tuple[Words, Words] = (Words(""), Words(""))
    """What stands before and after it in its sentence."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """One quantity, all its figures, and where they lie on one axis."""

    ref: str
    id: str
    what: Words
    unit: str
    verdict: Label
    reason: str
    independent: int
    of_accounts: int
    rows: tuple[FigureRow, ...]
    plot: Plot | None
    more: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class EventView:
    """Who did what to whom, when and where, with the clauses that tell it."""

    ref: str
    id: str
    act: str
    when: str
    place: str
    type: str
    actor: tuple[ActorView, ...]
    recipient: tuple[ActorView, ...]
    status: Label
    verdict: Label
    reason: str
    independent: int
    of_accounts: int
    tellings: tuple[Telling, ...]
    doubted: tuple[bool, bool] = (False, False)
    """Whether those who act, and those to whom, are more likely others."""
    together: bool = False
    """Whether all who take part stand on both sides, as in a meeting."""
    more: int = 0
    dissenters: frozenset[int] = frozenset()
    """Numbers of the articles that say otherwise whether it happened."""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class StandView:
    """Somebody's stand, in the words that show it."""

    actor: ActorView
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class PositionView:
    """A proposition with those who assert, deny and decline."""

    ref: str
    id: str
    proposition: Words
    cite: Cite
    verdict: Label
    reason: str
    sides: tuple[tuple[str, tuple[StandView, ...]], ...]


@dataclass(frozen=True, slots=True)
class CopyView:
    """A passage that stands in several articles; ``origin`` had it first, where that is known."""

    ref: str
    id: str
    tellings: tuple[Telling, ...]
    origin: Tag | None
    reason: str
    n_words: int
    tint: int
    """Which colour of the style sheet its characters have in the articles: one an origin."""
    more: int = 0


@dataclass(frozen=True, slots=True)
class LineageView:
    """Articles that tell from one text."""

    tags: tuple[Tag, ...]
    origin: str
    origin_tag: Tag | None
    reason: str


@dataclass(frozen=True, slots=True)
class OnlyView:
    """What one account alone has."""

    ref: str
    words: Words
    cite: Cite
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefView:
    """A sentence of the brief with its citation, and who denies it in an article, if somebody does."""

    words: Words
    cite: Cite
    denied: tuple[tuple[str, Cite], ...] = ()


@dataclass(frozen=True, slots=True)
class FindingView:
    """A headline finding: what it is, what about, how the accounts tell it, and where it is shown in full."""

    ref: str
    href: str
    kind: Label
    about: str
    quoted: Words | None
    tellings: tuple[Telling, ...]
    reason: str
    independent: int = 1
    confidence: float | None = None

    @property
    def name(self) -> str:
        """What kind of finding it is, and whether it is unsure."""
        return f"{self.kind.text} (unsure)" if self.unsure else self.kind.text

    @property
    def unsure(self) -> bool:
        """Whether findings like this are wrong more often than right."""
        return is_doubted(self.confidence)


@dataclass(frozen=True, slots=True)
class CellView:
    """What an outlet says of a row: ``state`` is a key of ``cells`` in the labels; ``words`` are printed words, if short."""

    state: str
    href: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A statement, figure or event against all outlets."""

    ref: str
    about: str
    words: Words
    verdict: Label
    independent: int
    cells: tuple[CellView, ...]
    elsewhere: int = 0
    """Outlets beyond the columns shown that have it."""


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The coverage matrix. ``groups`` are runs of columns, with the number of the text they share or ``None``."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[int | None, int], ...]
    sections: tuple[tuple[str, tuple[RowView, ...]], ...]
    alone: tuple[int, ...]
    hidden_columns: int = 0
    hidden_rows: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements, figures or events that several accounts tell have which verdict."""

    name: str
    href: str
    total: int
    shared: int
    parts: tuple[tuple[Label, int, str, str], ...]
    """Verdict, number, and position and width of its part of the bar in per cent."""


@dataclass(frozen=True, slots=True)
class AgreementView:
    """Whether the accounts agree: an answer, how much two or more articles tell, and how much of it in which way."""

    answer: str
    shared: int
    parts: tuple[tuple[Label, int, str, str], ...]
    """Label, number, and position and width of its part of the bar in per cent."""
    disputed: int
    n_apart: int = 0
    """Points that are told differently or disputed."""
    n_unsure: int = 0
    """Of these the findings that are more likely wrong than right."""

    @property
    def in_full(self) -> str:
        """The answer with the number of points on which it is no."""
        if not self.n_apart:
            return self.answer
        unsure = f", of which {self.n_unsure:,} {'is' if self.n_unsure == 1 else 'are'} unsure" if self.n_unsure else ""
        return f"{self.answer} Not on {self.n_apart:,} point{'' if self.n_apart == 1 else 's'}{unsure}."


class Token(NamedTuple):
    """A step in the text of an article: characters, or the beginning or end of a mark."""

    kind: str
    text: str = ""
    anchor: str = ""
    part_of: str = ""
    classes: str = ""
    backs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BlockView:
    """A stretch of an article: its kind, and its paragraphs. ``label`` is set for furniture, which is shown folded."""

    kind: str
    label: str
    paragraphs: tuple[tuple[Token, ...], ...]
    n_chars: int = 0


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article in full."""

    tag: Tag
    url: str
    shows_title: bool
    """Whether the title must be shown beside the text because it does not stand in it."""
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story as a list of stories shows it. ``day`` is ISO 8601, or empty; ``said_day`` the same for the eye."""

    id: str
    href: str
    title: Words
    outlet: str
    day: str
    said_day: str
    n_articles: int
    outlets: tuple[str, ...]
    independent: int
    finding: FindingView | None
    answer: str = ""
    """Whether the accounts agree; empty for a single article."""


@dataclass(frozen=True, slots=True)
class StoryView:
    """All that the page of one story shows."""

    id: str
    prefix: str
    """Of every anchor of the story, where several stories stand on one page."""
    title: Words
    title_cite: Cite | None
    days: tuple[str, ...]
    independent: int
    brief: tuple[BriefView, ...]
    agreement: AgreementView
    tallies: tuple[Tally, ...]
    findings: tuple[FindingView, ...]
    matrix: MatrixView | None
    statements: tuple[StatementView, ...]
    statements_alone: tuple[StatementView, ...]
    figures: tuple[FigureView, ...]
    figures_alone: tuple[FigureView, ...]
    events: tuple[EventView, ...]
    events_alone: tuple[EventView, ...]
    positions: tuple[PositionView, ...]
    lineages: tuple[LineageView, ...]
    copies: tuple[CopyView, ...]
    only: tuple[OnlyView, ...]
    framing: FramingView
    tags: tuple[Tag, ...]
    columns: tuple[Column, ...]
    articles: tuple[ArticleView, ...]
    network: NetworkView | None = None
    timeline: TimelineView | None = None
    unlisted: tuple[tuple[str, int], ...] = ()
    """Names of lists that were cut to keep the page usable, and how many entries each lost."""

    @property
    def n_articles(self) -> int:
        """Number of articles, those given twice included."""
        return len(self.tags)

    @property
    def n_outlets(self) -> int:
        """Number of outlets that are known by name."""
        return len({tag.article.outlet for tag in self.tags if tag.article.outlet})

    @property
    def n_opinions(self) -> int:
        """Number of articles that their outlets call opinion."""
        return sum(tag.genre == "opinion" for tag in self.tags)

    @property
    def n_duplicates(self) -> int:
        """Number of articles that repeat another one."""
        return sum(tag.same_as is not None for tag in self.tags)
