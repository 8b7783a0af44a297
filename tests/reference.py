"""The demo story's reference reading (``demo/reading.yaml``) with its snippets found in the articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from rashomon.model import Article

READING = Path(__file__).parent / "demo" / "reading.yaml"

OUTLETS = {
    "C": "the-continental",
    "L": "daily-ledger",
    "M": "metro-nord",
    "G": "harbour-gazette",
    "H": "sarovian-herald",
}
"""Short name of an article -> stem of its file."""


def articles_by_name(articles: Sequence[Article]) -> dict[str, Article]:
    """The five articles of the demo story by their short names."""
    stems = {stem: name for name, stem in OUTLETS.items()}
    return {stems[Path(a.path).stem]: a for a in articles if a.path and Path(a.path).stem in stems}


def find(article: Article, snippet: str, nth: int = 1) -> list[int]:
    """Where a snippet stands in the report of an article: its ``nth`` occurrence outside furniture and headings."""
    found = [
        [start, start + len(snippet)]
        for block in article.blocks
        if block.kind == "body"
        for start in _occurrences(article.text, snippet, block.span.start, block.span.end)
    ]
    if len(found) < nth:
        raise LookupError(f"{article.path}: no occurrence {nth} of {snippet!r} in the report")
    return found[nth - 1]


def _occurrences(text: str, snippet: str, start: int, end: int) -> Iterator[int]:
    at = text.find(snippet, start, end)
    while at >= 0:
        yield at
        at = text.find(snippet, at + 1, end)


def reference(articles: Sequence[Article]) -> dict[str, Any]:
    """The reference reading in the JSON shape of a reading, its spans pointing into ``articles`` (cleaned)."""
    named = articles_by_name(articles)
    reading = yaml.safe_load(READING.read_text(encoding="utf-8"))
    found: dict[str, Any] = {"articles": [{"id": a.id, "outlet": a.outlet, "text": a.text} for a in named.values()]}
    for kind in ("statements", "figures", "events", "copied"):
        found[kind] = [
            {**item, "accounts": [_account(named, account) for account in item["accounts"]]} for item in reading[kind]
        ]
    found["positions"] = [
        {**p, **{side: [_account(named, stand) for stand in p.get(side, [])] for side in ("asserts", "denies", "declines")}}
        for p in reading["positions"]
    ]
    found["only"] = [{**_account(named, o), "silent": [named[s].id for s in o["silent"]]} for o in reading["only"]]
    found["independent"] = [[named[name].id for name in group] for group in reading["independent"]]
    return found


def _account(named: dict[str, Article], account: dict[str, Any]) -> dict[str, Any]:
    article = named[account["article"]]
    resolved = {**account, "article": article.id}
    if "content" in account:
        resolved["content"] = [find(article, piece) for piece in account["content"]]
        resolved["source"] = None  # the words that name the speaker are kept in the YAML for readers
        resolved["cue"] = None
    if "span" in account:
        resolved["span"] = find(article, account["span"], account.get("nth", 1))
    return resolved
