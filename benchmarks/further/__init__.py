"""Further reference readings: three accounts each of stories of the bulk file, made line by line by the guide of the data.

A file holds spans, names and codes, no text; ``lay_out`` takes the texts from ``bulk/articles.jsonl`` and writes both in the
shape that the scorer reads. ``part`` says what a story is for: ``fit`` may be read, tuned and fitted on, ``teach`` may be read
too and is what the network of second readings learns from, ``report`` is scored only, and ``shared`` lists only what stands in
several accounts (for fits; no whole reading).
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.where import require

__all__ = ["TUNED", "fitted_on", "lay_out", "read_place", "with_readings"]

TUNED = ("seeds", "neus-53", "neus-163", "neus-325", "neus-338")
"""The reference readings of the data that the program was tuned on."""

_HERE = Path(__file__).parent
_PARTS = ("statements", "figures", "events", "positions", "only")


def lay_out(bulk: Path, folder: Path, parts: Sequence[str]) -> list[str]:
    """Write ``stories/NAME.json`` and ``gold/NAME.json`` into a folder.

    Args:
        bulk: the file ``articles.jsonl`` of the reference data.
        folder: where to; it exists.
        parts: ``fit``, ``teach``, ``report``, ``shared``.

    Returns:
        The names of the stories, sorted.
    """
    readings = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(_HERE.glob("*.json"))]
    readings = [reading for reading in readings if reading["part"] in parts]
    wanted = {reading["id"] for reading in readings}
    articles: dict[str, dict[str, Any]] = defaultdict(dict)
    with bulk.open(encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            if article["story"] in wanted:
                articles[article["story"]][article["id"]] = article
    for name in ("stories", "gold"):
        (folder / name).mkdir(exist_ok=True)
    for reading in readings:
        name = reading["id"]
        story = {"id": name, "articles": [{**articles[name][at], "id": a} for a, at in reading["articles"].items()]}
        gold = {"id": name, "copied": [], **{part: reading.get(part, []) for part in _PARTS}}
        for kind, value in (("stories", story), ("gold", gold)):
            (folder / kind / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return sorted(wanted)


@contextmanager
def fitted_on(data: str | None, parts: Sequence[str]) -> Iterator[list[tuple[Path, str]]]:
    """The readings that weights are fitted on, each as its folder and name: those of the data that were tuned on, and our own.

    Args:
        data: folder of the reference data.
        parts: of our own.
    """
    folder, bulk = require(data, "readings"), require(data, "bulk", "articles.jsonl")
    with tempfile.TemporaryDirectory() as scratch:
        own = lay_out(bulk, Path(scratch), parts)
        yield [(folder, name) for name in TUNED] + [(Path(scratch), name) for name in own]


def read_place(folder: Path, name: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The articles of a story as rows, and what a reader found in them."""
    story, gold = (json.loads((folder / kind / f"{name}.json").read_text(encoding="utf-8")) for kind in ("stories", "gold"))
    return story["articles"], gold


def with_readings() -> list[str]:
    """The stories that readings of our own are of, whatever they are for."""
    return sorted(path.stem for path in _HERE.glob("*.json"))
