"""How well articles are grouped into stories: BCubed over collections whose stories are known.

    python -m benchmarks.stories [--part tune|report|whole] [--sets wikinews basil ...] [--floor]

Settings were chosen on the part ``tune`` of each collection (every second story) and are reported on the other one; ``whole``
is what others' figures were measured on. ``--floor`` adds a naive comparator: everything alone, and everything one story.
``piles`` draws small folders from BASIL and Wikinews: one to three stories and an odd article or two.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from datetime import date
from hashlib import md5
from pathlib import Path
from typing import Any

from benchmarks.where import parser, require
from rashomon.group import group
from rashomon.model import Account, Article
from rashomon.settings import Settings

FILES = {
    "wikinews": (("stories", "wikinews_clusters.jsonl"), 0.883),
    "basil": (("stories", "basil_triples.jsonl"), 0.972),
    "ecb+": (("stories", "ecbplus_docs.jsonl"), 0.925),
    "allsides": (("stories", "allsides_snippets.jsonl"), 0.868),
    "bulk": (("bulk", "articles.jsonl"), None),
}
"""Where each collection lies, and the BCubed F1 that others reach on it."""

Row = dict[str, Any]


def bcubed(gold: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1, averaged over articles (Amigó et al. 2009)."""
    in_gold, in_found = Counter(gold.values()), Counter(found[k] for k in gold)
    both = Counter((gold[k], found[k]) for k in gold)
    precision = sum(both[gold[k], found[k]] / in_found[found[k]] for k in gold) / len(gold)
    recall = sum(both[gold[k], found[k]] / in_gold[gold[k]] for k in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def account(row: Row) -> Account:
    day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
    return Account(Article(id=row["id"], text=row["text"], title=row.get("title"), published_on=day))


def found_in(rows: list[Row], settings: Settings) -> dict[str, str]:
    return {a.id: story.id for story in group([account(row) for row in rows], settings) for a in story.articles}


def load(data: str | None, name: str, part: str) -> list[Row]:
    path: Path = require(data, *FILES[name][0])
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if part == "whole":
        return rows
    return [row for row in rows if int(md5(row["story"].encode()).hexdigest(), 16) % 2 == (part == "report")]


def piles(rows: list[Row], n: int) -> list[list[Row]]:
    """``n`` small folders drawn from a collection."""
    draw = random.Random(4)
    stories: dict[str, list[Row]] = {}
    for row in rows:
        stories.setdefault(row["story"], []).append(row)
    made = []
    for _ in range(n):
        names = draw.sample(sorted(stories), draw.randint(1, 3) + draw.randint(0, 2))
        pile = [row for k, name in enumerate(names) for row in (stories[name][:6] if k < 2 else stories[name][:1])]
        made.append(pile)
    return made


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--part", choices=("tune", "report", "whole"), default="report")
    options.add_argument("--sets", nargs="*", default=list(FILES), choices=list(FILES))
    options.add_argument("--floor", action="store_true", help="add a naive comparator")
    options.add_argument("--set", nargs=2, action="append", default=[], metavar=("SETTING", "NUMBER"), help="try another value")
    args = options.parse_args()
    settings = Settings().with_values(**{name: float(value) for name, value in args.set})
    for name in args.sets:
        rows = load(args.data, name, args.part)
        gold = {row["id"]: row["story"] for row in rows}
        peer = FILES[name][1]
        begun = time.perf_counter()
        found = found_in(rows, settings)
        seconds = time.perf_counter() - begun
        p, r, f = bcubed(gold, found)
        print(f"{name:9} {args.part:6} {len(rows):5} articles   P {p:.3f} R {r:.3f} F1 {f:.3f}   others {peer or '-'}"
              f"   {seconds:.1f} s")  # fmt: skip
        if args.floor:
            alone, one = bcubed(gold, {k: k for k in gold})[2], bcubed(gold, dict.fromkeys(gold, ""))[2]
            print(f"{'':9} each alone {alone:.3f}, all one story {one:.3f}")
        if name in ("wikinews", "basil"):
            scores = [bcubed({row["id"]: row["story"] for row in pile}, found_in(pile, settings)) for pile in piles(rows, 100)]
            p, r, f = (sum(column) / len(scores) for column in zip(*scores, strict=True))
            print(f"{'':9} piles  100 small folders     P {p:.3f} R {r:.3f} F1 {f:.3f}")


if __name__ == "__main__":
    main()
