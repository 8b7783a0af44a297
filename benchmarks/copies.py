"""How well copied passages are found: planted copies, and the passages that readers marked in reference readings.

    python -m benchmarks.copies [--stories NAME ...]

Others find .999 of the planted pairs by containment of sampled runs of five words, MinHash .58. A pair of articles that report
one event may well share text without having been planted: as wrong count pairs whose events have nothing to do with each other.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.where import parser, require
from rashomon.clean import clean
from rashomon.model import Account, Article, Span, Story
from rashomon.reconcile.copies import Shared, find_copies, find_pairs
from rashomon.reconcile.copies.origin import Pair, origin_of
from rashomon.settings import Settings

TUNED = ("seeds", "neus-53", "neus-163", "neus-325", "neus-338")
"""Reference readings that the settings were chosen on."""

TRACED = ("light6%+lede", "ocr4%", "shuffle80%", "trim50%")
"""Levels of copying that leave a trace in the text: a lead put before it, misprints, parts left out."""

Row = dict[str, Any]


def lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def events(data: str | None, planted: list[Row], ids: list[str]) -> dict[str, set[str]]:
    """The events that each article tells of: its own, and those of what was planted in it."""
    story = {"s" + row["id"]: row["story"] for name in ("wikinews_clusters", "basil_triples")
             for row in lines(require(data, "stories", f"{name}.jsonl"))}  # fmt: skip
    found = {name: {story.get(name, name)} for name in ids}
    for row in planted:
        found[row["copy"]] = {story[name] for name in (row["source"], row["filler"]) if name}
    return found


def direction(shared: Shared, rows: list[Row]) -> str | None:
    """The article that had the text first, by the text alone: the planted copies have neither dates nor credits."""
    one, other = (Article(id=rows[k]["id"], text=rows[k]["text"]) for k in (shared.first, shared.second))
    first, last = shared.passages[0], shared.passages[-1]
    whole = Span(first[0].start, last[0].end), Span(first[1].start, max(first[1].end, last[1].end))
    return origin_of(Pair((one, other), (shared.share_of_first, shared.share_of_second)), whole)[0]


def measure_planted(data: str | None, settings: Settings) -> None:
    rows = lines(require(data, "stories", "reuse_synth_docs.jsonl"))
    planted = lines(require(data, "stories", "reuse_synth_pairs.jsonl"))
    ids = [row["id"] for row in rows]
    begun = time.process_time()
    pairs = find_pairs([row["text"] for row in rows], settings)
    seconds = time.process_time() - begun
    found = {frozenset((ids[pair.first], ids[pair.second])): pair for pair in pairs}
    gold = {frozenset((row["source"], row["copy"])): row for row in planted}
    about = events(data, planted, ids)
    wrong = [pair for pair in found if not set.intersection(*(about[name] for name in pair))]
    hits = found.keys() & gold.keys()
    print(f"planted   {len(rows)} articles, {len(gold)} pairs: recall {len(hits) / len(gold):.3f}; {len(found)} pairs found,"
          f" {len(wrong)} of no common event: precision {1 - len(wrong) / len(found):.3f}; {seconds:.1f} s CPU")  # fmt: skip
    levels: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for pair, row in gold.items():
        counts = levels[row["level"]]
        counts[0] += 1
        if shared := found.get(pair):
            origin = direction(shared, rows)
            counts[1] += 1
            counts[2] += max(shared.share_of_first, shared.share_of_second)
            counts[3] += origin == row["source"]
            counts[4] += origin == row["copy"]
    for level, (n, n_found, share, right, mistaken) in sorted(levels.items()):
        print(f"  {level:13} {n_found:3.0f} of {n:3.0f} found, mean share {share / max(n_found, 1):.2f};"
              f" direction right {right:.0f}, wrong {mistaken:.0f}, not told {n_found - right - mistaken:.0f}")  # fmt: skip
    print_directions(levels)


def print_directions(levels: Mapping[str, Sequence[float]]) -> None:
    """How often the direction is right: where it is told at all, and at the levels that leave a trace of it in the text.

    A verbatim copy, or a passage in the midst of two articles, does not show without dates who had it first.
    """
    right, mistaken = (sum(counts[k] for counts in levels.values()) for k in (3, 4))
    traced = [levels[level] for level in TRACED if level in levels]
    n_traced, right_traced = sum(counts[1] for counts in traced), sum(counts[3] for counts in traced)
    print(f"direction   told for {right + mistaken:.0f} of {sum(counts[1] for counts in levels.values()):.0f}, of these right"
          f" {right / max(1, right + mistaken):.1%}; of the {n_traced:.0f} whose text tells it"
          f" ({', '.join(TRACED)}) right {right_traced / max(1, n_traced):.1%}")  # fmt: skip


def characters(passages: list[tuple[str, Any]]) -> set[tuple[str, int]]:
    return {(article, at) for article, (start, end) in passages for at in range(start, end)}


def measure_reading(data: str | None, name: str, settings: Settings) -> tuple[int, int, int]:
    """Characters found, marked by readers, and both."""
    story = json.loads(require(data, "readings", "stories", f"{name}.json").read_text(encoding="utf-8"))
    gold = json.loads(require(data, "readings", "gold", f"{name}.json").read_text(encoding="utf-8"))
    accounts = []
    for row in story["articles"]:
        day = date.fromisoformat(row["date"]) if row.get("date") else None
        article = Article(id=row["id"], text=row["text"], title=row["title"], outlet=row["outlet"], published_on=day)
        accounts.append(Account(clean(article, settings)))
    copies, _ = find_copies(Story(name, tuple(accounts)), settings)
    found = characters([(passage.article, passage.span) for copy in copies for passage in copy.passages])
    marked = characters([(a["article"], a["span"]) for copy in gold.get("copied", []) for a in copy["accounts"]])
    return len(found), len(marked), len(found & marked)


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--stories", nargs="*", default=TUNED, metavar="NAME", help="reference readings to measure on")
    args = options.parse_args()
    settings = Settings()
    measure_planted(args.data, settings)
    counts = [measure_reading(args.data, name, settings) for name in args.stories]
    n_found, n_marked, n_both = (sum(column) for column in zip(*counts, strict=True))
    print(f"readings  characters of copied passages: precision {n_both / max(n_found, 1):.3f}, recall"
          f" {n_both / max(n_marked, 1):.3f} ({n_marked} marked, {', '.join(args.stories)})")  # fmt: skip


if __name__ == "__main__":
    main()
