"""Pairs of quotes that were judged by reading (``labels.jsonl``: places, names and judgement, no text), with their texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rashomon.model import Quote, Span
from rashomon.reconcile.second import shown

__all__ = ["Pair", "read_labels"]

_LABELS = Path(__file__).with_name("labels.jsonl")


class Pair(NamedTuple):
    """Two quotes as the network reads them, and whether they report one utterance."""

    story: str
    one: str
    other: str
    same: bool


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
