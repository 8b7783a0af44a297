"""A small scorer of readings against a reference: what is found, and which accounts are paired.

Mentions match one to one within an article by Dice over their words; pairs are two accounts of one item in two articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from rashomon.model import Span
from rashomon.words import words

Item = dict[str, Any]


class Mention(NamedTuple):
    item: int
    account: dict[str, Any]
    words: frozenset[int]


def mentions(items: Sequence[Item], field: str, text: dict[str, str]) -> list[Mention]:
    """Every account of every item with the places of its words."""
    found = []
    for number, item in enumerate(items):
        for account in item["accounts"]:
            spans = account[field] if field == "content" else [account[field]]
            places = words(text[account["article"]], [Span(*span) for span in spans])
            found.append(Mention(number, account, frozenset(word.span.start for word in places)))
    return found


def dice(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def match(gold: Sequence[Mention], found: Sequence[Mention], floor: float) -> dict[int, int]:
    """Greedy one-to-one matching: index in ``gold`` -> index in ``found``."""
    scored = sorted(
        (-dice(g.words, f.words), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if g.account["article"] == f.account["article"] and dice(g.words, f.words) >= floor
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in scored:
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def pairs(found: Sequence[Mention]) -> set[tuple[int, int]]:
    return {
        (x, y)
        for x in range(len(found))
        for y in range(x + 1, len(found))
        if found[x].item == found[y].item and found[x].account["article"] != found[y].account["article"]
    }


def f1(hits: int, n_found: int, n_gold: int) -> float:
    return 2 * hits / (n_found + n_gold) if n_found + n_gold else 0.0


def found_and_paired(
    gold: Sequence[Item], found: Sequence[Item], *, field: str, text: dict[str, str], floor: float
) -> tuple[float, float, list[tuple[Item, Item]]]:
    """Share of the reference's mentions that were found, F1 of pairs, and the matched items."""
    g, f = mentions(gold, field, text), mentions(found, field, text)
    matched = match(g, f, floor)
    back = {j: i for i, j in matched.items()}
    gold_pairs, found_pairs = pairs(g), pairs(f)
    judged = {(x, y) for x, y in found_pairs if x in back or y in back}
    hits = sum(
        1 for x, y in gold_pairs if x in matched and y in matched and tuple(sorted((matched[x], matched[y]))) in found_pairs
    )
    items = [(gold[g[i].item], found[f[j].item]) for i, j in matched.items()]
    return len(matched) / len(g) if g else 1.0, f1(hits, len(judged), len(gold_pairs)), items
