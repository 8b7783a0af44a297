"""Every record that travels through Rashomon.

Offsets are half-open ``[start, end)``, in code points of ``Article.text``; whatever carries a span can be read back with
``span.of(text)``. Records are frozen: a stage makes new ones and never edits those of another. Words are those of
``docs/glossary.md``.

The way of the data::

    read -> Article -> clean -> Article with blocks -> parse -> Parsed -> extract -> Account
         -> group -> Story -> reconcile -> Reading
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, NamedTuple, TypeVar

M = TypeVar("M", "Quote", "FigureMention", "EventMention")

__all__ = [
    "FURNITURE",
    "VERDICTS",
    "Account",
    "Actor",
    "ActorMention",
    "Article",
    "Block",
    "BlockKind",
    "Choice",
    "Contrast",
    "Copy",
    "Corrected",
    "Correction",
    "Difference",
    "Event",
    "EventMention",
    "Figure",
    "FigureMention",
    "Framing",
    "Headline",
    "Judgement",
    "Lineage",
    "Only",
    "Parsed",
    "Passage",
    "Pointer",
    "Position",
    "Problem",
    "Quote",
    "Reading",
    "Sentence",
    "Span",
    "Stand",
    "Statement",
    "Story",
    "TimeMention",
    "Token",
    "Told",
    "Usage",
    "content_id",
    "count_independent",
    "voters",
]


def content_id(*parts: object) -> str:
    """Identifier of a record: the first 16 hexadecimal digits of the SHA-256 of its parts.

    The same content has the same identifier on every run, whatever the order or number of processes.
    """
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Span(NamedTuple):
    """``[start, end)`` in the text of one article."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span points at."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


# ---------------------------------------------------------------------------------------------- articles

BlockKind = Literal[
    # what the article says
    "title", "standfirst", "subhead", "byline", "body",
    # furniture: what the page says around it
    "navigation", "notice", "link", "video", "image", "caption", "credit", "share", "tags", "comments", "about",
    "newsletter", "stub", "duplicate",
]  # fmt: skip

FURNITURE: frozenset[str] = frozenset(
    ("navigation", "notice", "link", "video", "image", "caption", "credit", "share", "tags", "comments", "about",
     "newsletter", "stub", "duplicate")
)  # fmt: skip
"""Kinds of blocks that are not report: the page around it, and a body that is told a second time."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article's text with what it is. Blocks stand in order and do not overlap; together they cover all
    that is not white space. ``why`` names the sign that told (a fixed label of ours)."""

    span: Span
    kind: BlockKind
    why: str = ""

    @property
    def is_furniture(self) -> bool:
        """Whether the block is page furniture, not report."""
        return self.kind in FURNITURE


_UNSEEN = "\u200b\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Article:
    """One document as published by one outlet. ``None`` means not known."""

    id: str
    text: str
    outlet: str | None = None
    title: str | None = None
    """The headline, whether it stands in ``text`` (then a block of kind ``title`` says where) or beside it."""
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    published_at: datetime | None = None
    """The instant, where the time of day is known."""
    url: str | None = None
    language: str | None = None
    agencies: tuple[str, ...] = ()
    """News agencies that the article credits ("(Reuters) -", "With reporting by AFP")."""
    sha256: str = ""
    """Of ``text`` in UTF-8."""
    path: str | None = None
    encoding: str | None = None
    duplicate_of: str | None = None
    """Identifier of the first article of the pile with the same outlet, URL and text."""
    blocks: tuple[Block, ...] = ()
    """Set by ``clean``."""

    @property
    def report(self) -> str:
        """The text with blanks in place of its furniture: the same offsets."""
        return self.without(FURNITURE)

    def without(self, kinds: Collection[str], *, filled_with: str = " ") -> str:
        """The text with blanks, or another character, in place of its blocks of some kinds: the same offsets. Characters that
        take no room on the page, like byte order marks, are blanks too: they are no part of the word beside them."""
        pieces, at = [], 0
        for block in self.blocks:
            if block.kind in kinds:
                pieces += [self.text[at : block.span.start], filled_with * (block.span.end - block.span.start)]
                at = block.span.end
        found = "".join((*pieces, self.text[at:]))
        for mark in _UNSEEN:
            found = found.replace(mark, " ")
        return found


@dataclass(frozen=True, slots=True)
class Problem:
    """Something of the pile that was passed over: where, why, and what to do about it."""

    where: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}; {self.remedy}"


# ---------------------------------------------------------------------------------------------- parsed


class Token(NamedTuple):
    """A word or mark of a sentence. ``i`` and ``head`` count within the sentence; ``start`` and ``end`` point into the
    article's text. Tags are Penn Treebank's, ``pos`` Universal Dependencies', ``dep`` CLEAR's (as in spaCy's English
    models); ``ent`` is OntoNotes' entity label or the empty string; ``ent_start`` tells where an entity begins."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    ent: str
    ent_start: bool


class Sentence:
    """A parsed sentence: its span, its tokens and the tree over them. ``block`` is the index of its block."""

    __slots__ = ("_children", "block", "end", "start", "tokens")

    def __init__(self, start: int, end: int, block: int, tokens: tuple[Token, ...]) -> None:
        self.start = start
        self.end = end
        self.block = block
        self.tokens = tokens
        self._children: list[list[Token]] | None = None

    @property
    def span(self) -> Span:
        """Where the sentence stands in the article's text."""
        return Span(self.start, self.end)

    def children(self, i: int) -> Sequence[Token]:
        """The tokens whose head is token ``i``, in order."""
        if self._children is None:
            self._children = [[] for _ in self.tokens]
            for token in self.tokens:
                if token.head != token.i:
                    self._children[token.head].append(token)
        return self._children[i]

    def subtree(self, i: int) -> list[Token]:
        """Token ``i`` and all that hang on it, in order of the text."""
        found, stack = [i], [i]
        while stack:
            below = [child.i for child in self.children(stack.pop())]
            found += below
            stack += below
        return [self.tokens[k] for k in sorted(found)]

    def span_of(self, tokens: Sequence[Token]) -> Span:
        """From the first character of the first token to the last of the last (``tokens`` in order, not empty)."""
        return Span(tokens[0].start, tokens[-1].end)

    def entities(self) -> list[tuple[Token, ...]]:
        """The named entities, each as its tokens."""
        found: list[list[Token]] = []
        for token in self.tokens:
            if not token.ent:
                continue
            if token.ent_start or not found or found[-1][-1].i != token.i - 1:
                found.append([token])
            else:
                found[-1].append(token)
        return [tuple(entity) for entity in found]


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with the sentences of its report (furniture and bylines are not parsed)."""

    article: Article
    sentences: tuple[Sentence, ...]


# ---------------------------------------------------------------------------------------------- what one article says

ActorKind = Literal["person", "body", "country", "place", "group", "unnamed"]
Form = Literal["name", "title", "pronoun"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body, country or group. Equal actors are one."""

    name: str
    """Canonical: ``Jane Roe``, ``Ministry of Defence``, ``Norway``, ``unnamed: senior official``."""
    kind: ActorKind
    of: str | None = None
    """ISO 3166 alpha-3 code of the country that it acts for, or the name of the body."""
    office: str | None = None
    """As the articles say it: ``foreign minister``."""
    members: tuple[Actor, ...] = ()
    """Of those who speak together ("X and Y said")."""

    @classmethod
    def together(cls, members: Iterable[Actor]) -> Actor:
        """Who speaks together as one: each once, in order; one alone is himself."""
        each = tuple(dict.fromkeys(members))
        if len(each) == 1:
            return each[0]
        names = [actor.name.removeprefix("unnamed: ") for actor in each]
        of = each[0].of if len({actor.of for actor in each}) == 1 else None
        return cls(f"{', '.join(names[:-1])} and {names[-1]}", "group", of, None, each)


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words of an article that name an actor."""

    span: Span
    actor: Actor
    form: Form = "name"


Mode = Literal["direct", "mixed", "indirect"]
QuoteModel = Literal["accurate", "fast"]
"""What found the quotes: the trained tagger, or the rules."""
Stance = Literal["asserts", "denies", "doubts", "declines", "asks"]


@dataclass(frozen=True, slots=True)
class Quote:
    """One article's attribution of words to somebody."""

    content: tuple[Span, ...]
    """The attributed words, in pieces where they are interrupted. Direct: the words inside the quotation marks, without
    the marks; mixed and indirect: the reported clause."""
    mode: Mode
    source: Span | None = None
    """The words that name the speaker here (may be a pronoun)."""
    cue: Span | None = None
    """The word or words of reporting: ``said``, ``according to``."""
    speaker: Actor | None = None
    stance: Stance = "asserts"
    confidence: float = 0.5
    """Of the speaker, between 0 and 1."""
    said: bool = True
    """Whether its cue is a word of saying or thinking. The others tell what somebody plans, wants or does: no statements."""

    @property
    def span(self) -> Span:
        """From the first to the last character of the content."""
        return Span(self.content[0].start, self.content[-1].end)


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A quantity with its interval. ``low`` and ``high`` belong to the interval; ``None`` is an open end. Numbers, or ISO
    8601 strings where the figure is a date or a time of day."""

    span: Span
    low: float | str | None
    high: float | str | None
    unit: str = ""
    """What it is measured in: ``people``, ``USD``, ``%``, ``hours``, ``missiles``."""
    hedge: str = ""
    """``more than``, ``at least``, ``about``, as printed."""
    counted: Span | None = None
    """The words that say what is counted."""
    speaker: Actor | None = None
    """Who gives the figure, where it stands in a quote."""


Grain = Literal["minute", "hour", "part of day", "day", "week", "month", "season", "year", "years"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. ``start`` and ``end`` (both included) are ``None`` where nothing anchors it."""

    span: Span
    start: date | None
    end: date | None
    grain: Grain
    anchor: str = ""
    """What it was counted from: ``text``, ``published``, ``dateline``, ``before``."""


Status = Literal["happened", "alleged", "planned", "denied", "hypothetical", "negated"]


@dataclass(frozen=True, slots=True)
class EventMention:
    """A clause that tells who did what to whom. ``type`` is one of PLOVER's sixteen, ``STATEMENT`` or ``OTHER``."""

    span: Span
    trigger: Span
    type: str
    actor: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    time: TimeMention | None = None
    place: str | None = None
    status: Status = "happened"
    speaker: Actor | None = None
    """Who says so, where the clause stands in a quote."""
    mode: str | None = None
    """How, among the modes that PLOVER gives the type: ``visit`` of CONSULT, ``aerial`` of ASSAULT."""
    contexts: tuple[str, ...] = ()
    """What it is about, in PLOVER's words: ``military``, ``election``, ``economic``."""
    coded: tuple[str, Status] | None = None
    """Type and status by PLOVER's rules where those differ from what a reader lists: a visit announced is CONSULT and planned
    to a reader, AGREE and happened to PLOVER; OTHER where PLOVER counts nothing."""
    listed: float | None = None
    """Log odds that a careful reader would list it, where the accurate model read it again."""
    kinds: tuple[tuple[str, float], ...] = ()
    """Types that it may be of, each with its chance, likeliest first, where the accurate model read it again."""
    meaning: bytes = b""
    """What it tells as a direction, in signed bytes, where the accurate model read it again: mentions of one event have the
    same."""
    asserted: bool = True
    """Whether a finite verb tells it: "the withdrawal" or "to withdraw" speaks of it without saying that it happened."""
    actor_span: Span | None = None
    """The words that name who acts: ``Kansas nurses``, where ``actor`` is whom they are counted for."""
    recipient_span: Span | None = None

    @property
    def plover(self) -> tuple[str, Status]:
        """Type and status by PLOVER's rules."""
        return self.coded or (self.type, self.status)


@dataclass(frozen=True, slots=True)
class Account:
    """One article as a telling: what was found in it."""

    article: Article
    sentences: tuple[Span, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[EventMention, ...] = ()
    figures: tuple[FigureMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quote_model: QuoteModel = "fast"


# ---------------------------------------------------------------------------------------------- what a story says


@dataclass(frozen=True, slots=True)
class Story:
    """The accounts of one event, ordered by the identifiers of their articles."""

    id: str
    accounts: tuple[Account, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the story."""
        return tuple(account.article for account in self.accounts)


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters of one article."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Told(Generic[M]):
    """One account's telling of a statement, figure or event."""

    article: str
    mention: M


VERDICTS: Mapping[str, tuple[str, ...]] = {
    "statement": ("single", "same", "cut", "altered", "paraphrase", "unclear"),
    "figure": ("single", "same", "compatible", "update", "scope", "conflict", "unclear"),
    "event": ("single", "same", "differ", "unclear"),
    "position": ("disputed", "denied", "declined", "reversal"),
    "copy": ("verbatim", "edited"),
}
"""Every verdict, by what it is on; ``docs/verdicts.md`` defines them."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How accounts relate. ``verdict`` is a fixed word, ``reason`` a sentence made of fixed labels and quoted words."""

    verdict: str
    reason: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where one account's wording departs from the fullest one. One side is ``None`` where words were left out
    or added. ``turns`` marks a change that may turn the sense (a negation, condition or hedge)."""

    fullest: Passage | None
    other: Passage | None
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance with the quotes that report it, the fullest first."""

    id: str
    speaker: Actor | None
    accounts: tuple[Told[Quote], ...]
    judgement: Judgement
    differences: tuple[Difference, ...] = ()
    independent: int = 1
    """Number of independent accounts: copies of one text count once."""
    corrected: tuple[str, ...] = ()
    """What a person said of it (``same``, ``apart``, ``verdict``, ``speaker``), in order."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity with every account that gives it."""

    id: str
    what: Passage
    """The words that say what is counted, from the account that says it best."""
    unit: str
    accounts: tuple[Told[FigureMention], ...]
    judgement: Judgement
    independent: int = 1
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event with every clause that tells it."""

    id: str
    what: Passage
    """The clause that tells it best."""
    type: str
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    start: date | None
    end: date | None
    place: str | None
    status: Status
    accounts: tuple[Told[EventMention], ...]
    judgement: Judgement
    independent: int = 1
    corrected: tuple[str, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    grain: Grain | None = None
    """How finely the time is told, where it is: ``day``, ``week``, ``month``."""
    coded: tuple[str, Status] | None = None
    """Type and status by PLOVER's rules, where they differ."""
    against: tuple[str, ...] = ()
    """The articles that say otherwise whether it happened."""
    actor_confidence: float | None = None
    """The chance that those who are named act; ``None`` where nobody is."""
    recipient_confidence: float | None = None

    @property
    def plover(self) -> tuple[str, Status]:
        """Type and status by PLOVER's rules."""
        return self.coded or (self.type, self.status)


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody's stand on a proposition, with the words that show it."""

    actor: Actor
    passage: Passage


@dataclass(frozen=True, slots=True)
class Position:
    """A proposition, in the words of the account that puts it best, with who stands where."""

    id: str
    proposition: Passage
    asserts: tuple[Stand, ...] = ()
    denies: tuple[Stand, ...] = ()
    declines: tuple[Stand, ...] = ()
    judgement: Judgement = Judgement("disputed")
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage that stands in two articles. ``origin`` is the article that had it first, where that can be told."""

    id: str
    passages: tuple[Passage, Passage]
    origin: str | None
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Lineage:
    """Articles that tell from one text and count as one account. ``origin`` names the agency or article, if known."""

    articles: tuple[str, ...]
    origin: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Only:
    """A fact that matters and that one account alone has."""

    passage: Passage
    silent: tuple[str, ...]
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Usage:
    """A word that was chosen, with every place where it was."""

    label: str
    """As it is printed most often."""
    passages: tuple[Passage, ...]
    plain: bool = False
    """Whether the word only names what it stands for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Words among which the accounts chose for one thing: an actor, or what a list of ``data/framing.toml`` is about."""

    about: str
    labels: tuple[Usage, ...]
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Contrast:
    """A statement that accounts report with different verbs."""

    statement: str
    """Identifier of the statement."""
    verbs: tuple[Usage, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline with the words that no other account's headline has. Spans point into ``Article.title``."""

    article: str
    own: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Framing:
    """How the accounts put it: what they chose, counted; no opinion."""

    headlines: tuple[Headline, ...] = ()
    verbs: tuple[Usage, ...] = ()
    """Verbs of saying, the commonest first."""
    contrasts: tuple[Contrast, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Pointer:
    """Characters of an article as a correction names them: by place, by words, or by both."""

    article: str
    """Identifier of the article, or the name of its file."""
    span: Span | None = None
    trigger: Span | None = None
    """Of an event, where one clause tells several: its verb."""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of mentions: that they are the ``same``, stand ``apart``, have another ``verdict`` or ``speaker``."""

    say: Literal["same", "apart", "verdict", "speaker"]
    of: Literal["statement", "figure", "event", "position"]
    mentions: tuple[Pointer, ...]
    verdict: str = ""
    turns: bool = False
    """The sense of a statement turns between its accounts."""
    speaker: str | None = None
    speaks_for: str | None = None
    by: str = ""
    on: str = ""
    note: str = ""
    where: str = ""
    """File and number, for messages."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction with what became of it: ``passages`` it was found at, and why it could not be respected, if so."""

    correction: Correction
    passages: tuple[Passage, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was reconciled of one story. Lists stand weightiest first."""

    story: Story
    brief: tuple[Passage, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    copies: tuple[Copy, ...] = ()
    only: tuple[Only, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    framing: Framing = Framing()

    # The two exports are imported when called: this module stands below all others.

    def to_dict(self) -> dict[str, Any]:
        """The reading in the shape of ``data/reading.schema.json`` (one element of ``stories``)."""
        from rashomon.export.json import reading_to_dict

        return reading_to_dict(self)

    def to_html(self) -> str:
        """The reading as one self-contained page."""
        from rashomon.report.page import page

        return page([self])


def voters(lineages: Sequence[Lineage]) -> dict[str, str]:
    """The account that each article of a lineage is part of; an article that is not in it is an account of its own."""
    return {article: f"lineage {k}" for k, lineage in enumerate(lineages) for article in lineage.articles}


def count_independent(articles: Iterable[str], lineages: Sequence[Lineage]) -> int:
    """Number of independent accounts among ``articles``: those of one lineage count once."""
    account_of = voters(lineages)
    return len({account_of.get(article, article) for article in articles})
