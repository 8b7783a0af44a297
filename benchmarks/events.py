"""Events against sentences coded by hand, beside the figures of others.

    python -m benchmarks.events [--half held|tuned|all] [--confusion]

Runs the parser and the finders of actors and events over the sentences of ``events/sentences-dev.jsonl`` of the reference data,
each as an article of its own, and scores them with the scorer that lies beside them. Sentences that share a cluster tell the
same; the lexicon was developed on one half of the clusters (by a hash of their number), the other half was only counted. For
the fast model, which has the rules alone, and for the accurate one, whose network reads what they find again.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.where import parser, require
from rashomon.actor_codes import plover_code
from rashomon.extract.actors import find_actors
from rashomon.extract.events import find_events, read_again, told_once
from rashomon.extract.times import find_times
from rashomon.model import Actor, Article, EventMention
from rashomon.parse import parse
from rashomon.settings import Settings

# F1 of type, of actor and recipient, of both, on the PLOVER gold sentences (DESIGN.md, section 6).
_OTHERS = {"PETRARCH-2": (41.5, 47.7, 30.3), "UniversalPetrarch": (50.0, 41.1, 24.1)}
_MAIN = ("plv_train", "plv_test")
_PUBLISHED = 84.0
"""Main type accuracy that a large model reached with the actors given (CONCEDE and RETREAT taken as one)."""


def is_held(row: dict[str, Any]) -> bool:
    """Whether the cluster belongs to the half that was not developed on."""
    return int(hashlib.md5(str(row["cluster"]).encode()).hexdigest(), 16) % 2 == 1


def answers(rows: Sequence[dict[str, Any]], *, again: bool) -> tuple[list[dict[str, Any]], float]:
    """The events of each sentence in the scorer's shape, and the CPU seconds that finding them took.

    Args:
        rows: the sentences.
        again: whether the network reads them again, as it does with the accurate model.
    """
    parsed = parse([Article(row["id"], row["text"]) for row in rows], Settings())
    found, seconds = [], 0.0
    for article in parsed:
        actors, times = find_actors(article), find_times(article)
        begin = time.process_time()
        events = find_events(article, actors, [], times)
        events = told_once([*read_again(article, events)]) if again else events
        seconds += time.process_time() - begin
        found.append({"id": article.article.id, "events": [_answer(event) for event in events]})
    return found, seconds


def _answer(event: EventMention) -> dict[str, Any]:
    return {
        "type": event.plover[0],
        "actor": _codes(event.actor),
        "recipient": _codes(event.recipient),
        "status": event.plover[1],
    }


def _codes(actors: Sequence[Actor]) -> list[str]:
    return list(dict.fromkeys(code for actor in actors if (code := plover_code(actor))))


def scored(scorer: Path, rows: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]], origin: str) -> dict[str, Any]:
    """What the scorer says of the rows of one origin."""
    with tempfile.TemporaryDirectory() as folder:
        gold, given = Path(folder, "gold.jsonl"), Path(folder, "given.jsonl")
        for path, lines in ((gold, rows), (given, found)):
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        command = [sys.executable, str(scorer), str(gold), str(given), "--set", origin, "--merge-yield"]
        result: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        return result


def confusions(rows: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> list[tuple[tuple[str, str], int]]:
    """Pairs of (true type, first type found) that differ, the most frequent first."""
    by_id = {answer["id"]: answer["events"] for answer in found}
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["set"] in _MAIN and row["events"]:
            true = row["events"][0]["type"]
            kept = [e for e in by_id[row["id"]] if e["type"] not in ("STATEMENT", "OTHER")]
            ours = kept[0]["type"] if kept else "none"
            if true != ours and not (true == "YIELD" and ours in ("CONCEDE", "RETREAT")):
                counts[true, ours] += 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--half", default="held", choices=("held", "tuned", "all"))
    options.add_argument("--confusion", action="store_true", help="print which types are taken for which")
    given = options.parse_args()
    scorer = require(given.data, "events", "score_events.py")
    lines = require(given.data, "events", "sentences-dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if given.half == "all" or is_held(row) == (given.half == "held")]
    rows = [row for row in rows if row["set"] in ("plover_gsr", *_MAIN)]
    print(f"{len(rows)} sentences; PLOVER's own (F1)        type   actor+recipient   both   main type of plv_train, plv_test")
    for name, row in _OTHERS.items():
        print(f"{name:38} {row[0]:6.1f} {row[1]:17.1f} {row[2]:6.1f}")
    print(f"{'a large model, given the actors':38} {'':32}   {_PUBLISHED}, {_PUBLISHED}")
    for name, again in (("rashomon, fast (rules)", False), ("rashomon, accurate", True)):
        found, seconds = answers(rows, again=again)
        gold = scored(scorer, rows, found, "plover_gsr")
        row = tuple(gold[part]["F1%"] for part in ("type", "source+target", "full triple"))
        main_types = ", ".join(str(scored(scorer, rows, found, origin)["main_type_accuracy"]) for origin in _MAIN)
        print(f"{name:38} {row[0]:6.1f} {row[1]:17.1f} {row[2]:6.1f}   {main_types}   {1000 * seconds / len(rows):.1f} ms each")
    for (true, got), n in confusions(rows, found)[:20] if given.confusion else ():
        print(f"{n:4}  {true} taken for {got}")


if __name__ == "__main__":
    main()
