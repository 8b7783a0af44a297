"""Positions against those of the reference readings: who denies, who declines, and which claim is set against which denial.

    python -m benchmarks.positions [--stories seeds,neus-53] [--answers FOLDER] [--errors]

A stand is a stretch of one article with the side it takes. A found stand answers to a reference one of the same article that
shares at least half of the words of the shorter of the two. Counted are

  denials      stands of "denies": precision over those found, recall over those of the reference
  declines     the same for "declines"
  oppositions  a claim and its denial under one proposition: right where both answer to an asserting and a denying stand of one
               proposition of the reference; found where a pair of the reference is answered by one
  speaker      of the denials and declines that answer, the share whose speaker is named alike

Reference positions are no full list (a careful reader writes down the disputes that matter): precision is a lower bound.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.readings import read_story
from benchmarks.where import parser, require
from rashomon.model import Span
from rashomon.words import words

Json = dict[str, Any]


class Stand(NamedTuple):
    """A stretch of an article with the side that somebody takes there; ``item`` numbers the proposition."""

    item: int
    side: str
    article: str
    words: frozenset[int]
    who: str
    shown: str


def stands(reading: Json, texts: dict[str, str]) -> list[Stand]:
    """All stands of a reading."""
    found = []
    for item, position in enumerate(reading["positions"]):
        for side in ("asserts", "denies", "declines"):
            for stand in position[side]:
                span, text = Span(*stand["span"]), texts[stand["article"]]
                places = frozenset(word.span.start for word in words(text, span))
                found.append(Stand(item, side, stand["article"], places, stand["who"], " ".join(span.of(text).split())))
    return found


def answers(one: Stand, other: Stand) -> bool:
    """Whether two stands are the same stretch."""
    shared = len(one.words & other.words)
    return one.article == other.article and 2 * shared >= min(len(one.words), len(other.words)) > 0


def pairs(found: list[Stand]) -> Iterator[tuple[Stand, Stand]]:
    """Claims with their denials."""
    for one in found:
        for other in found:
            if one.item == other.item and one.side == "asserts" and other.side == "denies":
                yield one, other


def same_name(one: str, other: str) -> bool:
    """Whether two names share their last word, or one holds the other."""
    a, b = ([word.text for word in words(name)] for name in (one, other))
    return bool(a and b) and (a[-1] == b[-1] or set(a) <= set(b) or set(b) <= set(a))


def count(gold: list[Stand], ours: list[Stand]) -> Counter[str]:
    """What is right and what is missed."""
    found: Counter[str] = Counter()
    for side in ("denies", "declines"):
        mine, theirs = [s for s in ours if s.side == side], [s for s in gold if s.side == side]
        found[f"{side} n found"] = len(mine)
        found[f"{side} n gold"] = len(theirs)
        found[f"{side} right"] = sum(any(answers(s, g) for g in theirs) for s in mine)
        found[f"{side} recalled"] = sum(any(answers(s, g) for s in mine) for g in theirs)
        matched = [(s, [g for g in theirs if answers(s, g)]) for s in mine]
        found["speaker n"] += sum(bool(gs) for _, gs in matched)
        found["speaker right"] += sum(any(same_name(s.who, g.who) for g in gs) for s, gs in matched)
    ours_pairs, gold_pairs = list(pairs(ours)), list(pairs(gold))

    def meet(one: tuple[Stand, Stand], other: tuple[Stand, Stand]) -> bool:
        return answers(one[0], other[0]) and answers(one[1], other[1])

    found["oppositions n found"], found["oppositions n gold"] = len(ours_pairs), len(gold_pairs)
    found["oppositions right"] = sum(any(meet(p, g) for g in gold_pairs) for p in ours_pairs)
    found["oppositions recalled"] = sum(any(meet(p, g) for p in ours_pairs) for g in gold_pairs)
    return found


def show(found: Counter[str]) -> str:
    """A line a measure."""
    lines = []
    for name in ("denies", "declines", "oppositions"):
        precision = found[f"{name} right"] / (found[f"{name} n found"] or 1)
        recall = found[f"{name} recalled"] / (found[f"{name} n gold"] or 1)
        numbers = f"(found {found[f'{name} n found']}, gold {found[f'{name} n gold']})"
        lines.append(f"{name:<12} P {100 * precision:5.1f}  R {100 * recall:5.1f}  {numbers}")
    lines.append(f"speaker      right {100 * found['speaker right'] / (found['speaker n'] or 1):5.1f}")
    return "\n".join(lines)


def errors(name: str, gold: list[Stand], ours: list[Stand]) -> Iterator[str]:
    """Denials and declines that are missed, and those that answer to nothing."""
    for side in ("denies", "declines"):
        mine, theirs = [s for s in ours if s.side == side], [s for s in gold if s.side == side]
        yield from (f"{name} missed {side}: {g.who}: {g.shown[:150]}" for g in theirs if not any(answers(s, g) for s in mine))
        yield from (f"{name} extra {side}: {s.who}: {s.shown[:150]}" for s in mine if not any(answers(s, g) for g in theirs))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--stories", help="names, separated by commas; all where not given")
    options.add_argument("--answers", help="folder with readings that were kept (benchmarks.readings --keep)")
    options.add_argument("--errors", action="store_true")
    given = options.parse_args()
    data = require(given.data, "readings")
    names = given.stories.split(",") if given.stories else sorted(path.stem for path in (data / "gold").glob("*.json"))
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            source = data / "stories" / f"{name}.json"
            kept = Path(given.answers or folder, f"{name}.json")
            ours = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else read_story(source)
            texts = {a["id"]: a["text"] for a in json.loads(source.read_text(encoding="utf-8"))["articles"]}
            gold = stands(json.loads((data / "gold" / f"{name}.json").read_text(encoding="utf-8")), texts)
            mine = stands(ours, texts)
            total += count(gold, mine)
            if given.errors:
                sys.stdout.writelines(line + "\n" for line in errors(name, gold, mine))
    sys.stdout.write(f"{', '.join(names)}\n{show(total)}\n")


if __name__ == "__main__":
    main()
