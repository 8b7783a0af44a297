"""What the network is taught, all judged by reading, with its texts.

Pairs of quotes that words leave in doubt (``labels.jsonl``: places, names and judgement, no text), mentions of events
(``training/events/labels.tsv``), which mentions of a story tell one event (``training/events/clusters.tsv``), and facts that
one account alone has (``facts.tsv``).
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rashomon.extract.events.again import in_sentence
from rashomon.model import Account, Passage, Quote, Span, Story
from rashomon.pieces import WORD
from rashomon.reconcile.copies import find_copies
from rashomon.reconcile.identity import identify
from rashomon.reconcile.scene import Scene
from rashomon.reconcile.shown import shown
from rashomon.settings import Settings
from training.fit_figure_alignment import story_of
from training.fit_only import judged, words_marked
from training.fit_parties import plain

__all__ = [
    "Fact", "Label", "Labelled", "Marked", "Mention", "Pair", "Side", "facts_of", "kind_of", "read_clusters", "read_facts",
    "read_labels", "read_mentions",
]  # fmt: skip

_LABELS = Path(__file__).with_name("labels.jsonl")
_FACTS = Path(__file__).with_name("facts.tsv")
_MENTIONS = Path(__file__).parents[1] / "events" / "labels.tsv"
_CLUSTERS = Path(__file__).parents[1] / "events" / "clusters.tsv"


class Pair(NamedTuple):
    """Two quotes as the network reads them, and whether they report one utterance."""

    story: str
    one: str
    other: str
    same: bool


class Side(NamedTuple):
    """Somebody whom the sentence of a mention names, and what a reader lets him do there."""

    start: int
    """Of the last word that names him, in the sentence."""
    acts: bool
    bears: bool


class Mention(NamedTuple):
    """A mention of an event as the network reads it; without a type no reader would list it."""

    story: str
    title: str
    before: str
    trigger: str
    after: str
    type: str | None
    actor: int
    """The number of its kind in ``SIDES`` of the network."""
    recipient: int
    named: tuple[Side, ...]


class Marked(NamedTuple):
    """A mention among those of its story: the number of its article, and of the event that a reader lists it for, or -1."""

    article: int
    mention: Mention
    event: int


class Fact(NamedTuple):
    """A sentence that answers to none of another account, and whether a reader points it out."""

    story: str
    title: str
    sentence: str
    pointed_out: bool


class Label(NamedTuple):
    """What a reader says of a mention that he lists."""

    type: str
    actor: Sequence[str]
    recipient: Sequence[str]


def kind_of(parties: Sequence[str]) -> int:
    """The number of a side's kind in ``SIDES`` of the network."""
    if not parties:
        return 0
    return 1 if all(len(party) == 3 and party.isupper() for party in parties) else 2


class Labelled:
    """The articles of a story, and whom they name."""

    def __init__(self, story: Story) -> None:
        self._story = story.id
        self._scene = Scene(story, identify(story), ())

    def mention(self, account: Account, trigger: Span, label: Label | None) -> Mention:
        """The words of an account that tell an event, as a reader labels them."""
        article = account.article
        before, told, after = in_sentence(article.text, account.sentences, trigger)
        start, end = trigger.start - len(before), trigger.end + len(after)
        actor, recipient = (label.actor, label.recipient) if label else ((), ())
        named = self._scene.between(article.id, Span(start, end)) if label else ()
        return Mention(
            self._story, article.title or "", before, told, after,
            label.type if label else None, kind_of(actor), kind_of(recipient),
            tuple(
                Side(_last_word(article.text, one.span) - start, _among(one.party, actor), _among(one.party, recipient))
                for one in named
            ),
        )  # fmt: skip


def _last_word(text: str, span: Span) -> int:
    """Where the last word begins of those that name somebody."""
    return max((match.start() for match in WORD.finditer(text, *span)), default=span.start)


def _among(party: str, side: Sequence[str]) -> bool:
    """Whether a side has a party, whom the reader may call by a longer or a shorter name."""
    (own,) = plain([party])
    pairs = (sorted((own.split(), one.split()), key=len) for one in plain(side))
    return any(short == long[-len(short) :] for short, long in pairs)


def read_mentions(bulk: Path, without: Collection[str] = ()) -> Iterator[Mention]:
    """The mentions that were judged one by one; ``bulk`` is ``articles.jsonl`` of the reference data."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(_MENTIONS):
        if row["story"] not in without:
            rows[f"{row['story']}-{row['article']}"].append(row)
    with bulk.open(encoding="utf-8") as file:
        articles = [article for article in map(json.loads, file) if article["id"] in rows]
    settings = Settings(quotes="fast")
    for article in articles:
        story = story_of([article], article["story"], settings)
        labelled = Labelled(story)
        for row in rows[article["id"]]:
            label = _label(row) if row["type"] else None
            yield labelled.mention(story.accounts[0], Span(int(row["start"]), int(row["end"])), label)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _label(row: Mapping[str, str]) -> Label:
    return Label(row["type"], *([p for p in row[side].split(",") if p] for side in ("actor", "recipient")))


def read_clusters(bulk: Path, without: Collection[str] = ()) -> Iterator[list[Marked]]:
    """The mentions that the program finds in stories of which a reader said which of them tell one event.

    Articles in which he listed none were not read (some are too long or too short).
    """
    marked: dict[str, dict[tuple[str, int], dict[str, str]]] = defaultdict(dict)
    for row in _rows(_CLUSTERS):
        if row["story"] not in without:
            marked[row["story"]][f"{row['story']}-{row['article']}", int(row["start"])] = row
    for name, told in _told(bulk, marked).items():
        were_read = {article for article, _ in marked[name]}
        story = story_of([row for row in told if row["id"] in were_read], name, Settings(quotes="fast"))
        labelled, found = Labelled(story), []
        for number, account in enumerate(story.accounts):
            for mention in account.events:
                line = marked[name].get((account.article.id, mention.trigger.start))
                label, event = (_label(line), int(line["event"])) if line else (None, -1)
                found.append(Marked(number, labelled.mention(account, mention.trigger, label), event))
        yield found


def _told(bulk: Path, stories: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """The articles of each story."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with bulk.open(encoding="utf-8") as file:
        for article in map(json.loads, file):
            if article["story"] in stories:
                rows[article["story"]].append(article)
    return rows


def read_facts(bulk: Path) -> Iterator[Fact]:
    """The sentences of the stories in which those were marked that one account alone has and that matter."""
    marked: dict[str, list[Passage]] = defaultdict(list)
    for row in _rows(_FACTS):
        marked[row["story"]].append(Passage(f"{row['story']}-{row['article']}", Span(int(row["start"]), int(row["end"]))))
    for name, told in _told(bulk, marked).items():
        yield from facts_of(story_of(told, name, Settings(quotes="fast")), marked[name])


def facts_of(story: Story, marked: Sequence[Passage]) -> Iterator[Fact]:
    """What a story's accounts have alone, sentence by sentence; ``marked`` are the passages that a reader points out."""
    settings = Settings()
    for account, candidate, pointed_out in judged(
        story, find_copies(story, settings)[1], words_marked(story, marked), settings
    ):
        article = account.article
        yield Fact(story.id, article.title or "", candidate.span.of(article.text), pointed_out)


def read_labels(bulk: Path) -> Iterator[Pair]:
    """The judged pairs; ``bulk`` is ``articles.jsonl`` of the reference data."""
    lines = [json.loads(line) for line in _LABELS.read_text(encoding="utf-8").splitlines()]
    wanted = {line[side]["article"] for line in lines for side in ("one", "other")}
    with bulk.open(encoding="utf-8") as file:
        texts = {article["id"]: article["text"] for article in map(json.loads, file) if article["id"] in wanted}
    for line in lines:
        yield Pair(line["story"], _side(line["one"], texts), _side(line["other"], texts), line["same"])


def _side(side: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    quote = Quote(tuple(Span(*span) for span in side["content"]), "indirect")
    return shown(texts[side["article"]], quote, side["speaker"])
