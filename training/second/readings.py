"""What the readings of the part ``teach`` make of the quotes and events that the program finds: labels for the network.

A pair of quotes that words leave in doubt is one where both were found in one statement of the reading; every pair of
tellings of a statement is one besides, as the reader marked them. A mention of an event is listed where it is matched with
a clause of the reading, and then has its type and sides.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.further import lay_out, read_place

from rashomon.model import Account, Passage, Quote, Span, Story
from rashomon.reconcile.align_statements import compare
from rashomon.reconcile.cluster import model
from rashomon.reconcile.identity import identify
from rashomon.reconcile.shown import shown
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from rashomon.words import words
from training.fit_event_alignment import matched, told
from training.second.labels import Fact, Label, Labelled, Marked, Mention, Pair, facts_of

__all__ = ["Taught", "read_taught"]

_DOUBTFUL, _MOST = -4.0, 60
"""Log odds from which a pair is asked about, and how many of a story."""
_SAME, _APART = 0.5, 0.2
"""Dice of the words from which a quote found is the reader's, and up to which it is none of his."""


class Taught(NamedTuple):
    """What one story teaches."""

    pairs: list[Pair]
    mentions: list[Mention]
    facts: list[Fact]
    told: list[Marked]


def read_taught(bulk: Path) -> Iterator[Taught]:
    """The stories of the part ``teach``, read by the program; ``bulk`` is ``articles.jsonl`` of the reference data."""
    settings = Settings(quotes="accurate", processes=1)
    with tempfile.TemporaryDirectory() as folder:
        for name in lay_out(bulk, Path(folder), ["teach"]):
            _, gold = read_place(Path(folder), name)
            accounts = told(Path(folder), name, settings)
            story = Story(name, tuple(accounts))
            marked = [Passage(fact["article"], Span(*fact["span"])) for fact in gold["only"]]
            told_here = [*_mentions(name, accounts, gold)]
            mentions = [one.mention for one in told_here]
            yield Taught([*_pairs(story, gold, settings)], mentions, [*facts_of(story, marked)], told_here)


def _mentions(name: str, accounts: Sequence[Account], gold: Mapping[str, Any]) -> Iterator[Marked]:
    labels, labelled = matched(accounts, gold["events"]), Labelled(Story(name, tuple(accounts)))
    for article, account in enumerate(accounts):
        for mention in account.events:
            number = labels.get((account.article.id, mention), -1)
            event = gold["events"][number] if number >= 0 else None
            label = Label(event["type"], event.get("actor") or (), event.get("recipient") or ()) if event else None
            yield Marked(article, labelled.mention(account, mention.trigger, label), number)


def _pairs(story: Story, gold: Mapping[str, Any], settings: Settings) -> Iterator[Pair]:
    texts = {account.article.id: account.article.text for account in story.accounts}
    compared = compare(story, identify(story), settings, weights=Weights(story))
    alone, among = model("statements"), model("statements_among")
    margins = compared.margins({pair: alone.logit(signs) for pair, signs in compared.signs.items()})
    logits = {pair: among.logit(signs | margins[pair]) for pair, signs in compared.signs.items()}
    heads = [compared.said[node[0]] for node in compared.nodes]
    items = [_item(head.told.article, head.told.mention.content, gold, texts) for head in heads]
    apart = [pair for pair in logits if compared.articles[pair[0]].isdisjoint(compared.articles[pair[1]])]
    for i, j in sorted((p for p in apart if logits[p] > _DOUBTFUL), key=lambda p: (-logits[p], p))[:_MOST]:
        if items[i] is not None and items[j] is not None:
            one, other = (
                shown(texts[h.told.article], h.told.mention, h.speaker.name if h.speaker else None)
                for h in (heads[i], heads[j])
            )
            yield Pair(story.id, one, other, items[i] == items[j] != -1)
    for statement in gold["statements"]:
        tellings = [
            (a["article"], shown(texts[a["article"]], _quote(a), statement.get("speaker"))) for a in statement["accounts"]
        ]
        for k, (article, one) in enumerate(tellings):
            yield from (Pair(story.id, one, other, True) for further, other in tellings[:k] if further != article)


def _quote(account: Mapping[str, Any]) -> Quote:
    return Quote(tuple(Span(*span) for span in account["content"]), "indirect")


def _item(article: str, content: Sequence[Span], gold: Mapping[str, Any], texts: Mapping[str, str]) -> int | None:
    """The number of the reader's statement that a quote tells, -1 for none, nothing where that is in doubt."""
    own = {w.span for w in words(texts[article], list(content))}
    best, number = 0.0, -1
    for k, statement in enumerate(gold["statements"]):
        for account in statement["accounts"]:
            if account["article"] == article:
                his = {w.span for w in words(texts[article], [Span(*span) for span in account["content"]])}
                likeness = 2 * len(own & his) / max(1, len(own) + len(his))
                if likeness > best:
                    best, number = likeness, k
    return number if best >= _SAME else -1 if best < _APART else None
