"""What the network is taught, all judged by reading, with its texts.

Pairs of quotes that words leave in doubt (``labels.jsonl``: places, names and judgement, no text) and mentions of events
(``training/events/labels.tsv``).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rashomon.model import Quote, Span
from rashomon.reconcile.shown import shown

__all__ = ["Mention", "Pair", "kind_of", "read_labels", "read_mentions"]

_LABELS = Path(__file__).with_name("labels.jsonl")
_MENTIONS = Path(__file__).parents[1] / "events" / "labels.tsv"
_BEGINS = re.compile(r"\n+|(?<=[.!?])[\"”’]?\s+(?=[A-Z\"“])")
_ENDS = re.compile(r"\n|[.!?][\"”’]?(?=\s)")


class Pair(NamedTuple):
    """Two quotes as the network reads them, and whether they report one utterance."""

    story: str
    one: str
    other: str
    same: bool


class Mention(NamedTuple):
    """A mention of an event as the network reads it; without a type no reader would list it."""

    story: str
    title: str
    before: str
    trigger: str
    after: str
    type: str | None
    actor: int | None
    """The number of its kind in ``SIDES`` of the network."""
    recipient: int | None


def kind_of(parties: Sequence[str] | None) -> int:
    """The number of a side's kind in ``SIDES`` of the network."""
    if not parties:
        return 0
    return 1 if all(len(party) == 3 and party.isupper() for party in parties) else 2


def read_mentions(bulk: Path) -> Iterator[Mention]:
    """The mentions that were judged one by one; ``bulk`` is ``articles.jsonl`` of the reference data."""
    with _MENTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wanted = {f"{row['story']}-{row['article']}" for row in rows}
    with bulk.open(encoding="utf-8") as file:
        articles = {article["id"]: article for article in map(json.loads, file) if article["id"] in wanted}
    for row in rows:
        article = articles[f"{row['story']}-{row['article']}"]
        text, start, end = article["text"], int(row["start"]), int(row["end"])
        begin = max((m.end() for m in _BEGINS.finditer(text, 0, start)), default=0)
        ends = _ENDS.search(text, end)
        sides = (kind_of([p for p in (row[side] or "").split(",") if p]) for side in ("actor", "recipient"))
        actor, recipient = sides if row["type"] else (None, None)
        yield Mention(
            row["story"], article.get("title") or "", text[begin:start], text[start:end],
            text[end : ends.end() if ends else len(text)], row["type"] or None, actor, recipient,
        )  # fmt: skip


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
