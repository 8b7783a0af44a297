"""Silver examples for what the training articles lack: single and straight quotation marks, headlines.

Both are made from the articles themselves by changes that keep every offset: marks are exchanged one for one, and a short
attribution that fills its sentence becomes a headline by capitals and "says".
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

__all__ = ["headlines", "restyled"]

_STYLES = (*["asis"] * 13, "single", "straight", "straight single")
_SMALL = frozenset("a an the of in on to for and or but at by with from as is be".split())
_LONGEST = 110
_SHARE = 0.08


def restyled(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The document with its double marks set in another style, or as it is (13 of 16)."""
    style, text = chance.choice(_STYLES), document["text"]
    if style.startswith("straight"):
        text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    if style == "single":
        text = re.sub(r"(?<!\w)\"(?=\S)", "‘", text.translate(str.maketrans("“”", "‘’"))).replace('"', "’")
    if style == "straight single":
        text = text.replace('"', "'")
    return {**document, "text": text}


def headlines(documents: Sequence[dict[str, Any]], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Documents of one line: sentences that are one attribution, in the style of a headline."""
    for document in documents:
        text = document["text"]
        for given in document["attributions"]:
            if not (given.get("cue") and given.get("source")):
                continue
            cues, sources = given.get("cue_spans") or [given["cue"]], given.get("source_spans") or [given["source"]]
            every = sorted((*cues, *sources, *given["content"]))
            start, end = every[0][0], every[-1][1]
            if end - start > _LONGEST or "\n" in text[start:end] or sum(e - s for s, e in every) < 0.9 * (end - start):
                continue
            if not (start == 0 or text[start - 1] in '\n “"') or chance.random() > _SHARE:
                continue
            yield _headline(text, start, end, given, cues, sources)


def _headline(
    text: str, start: int, end: int, given: dict[str, Any], cues: Sequence[Sequence[int]], sources: Sequence[Sequence[int]]
) -> dict[str, Any]:
    line = list(text[start:end])
    for match in re.finditer(r"(?<![’'])\b[^\W\d_]+", text[start:end]):
        if match.group() not in _SMALL or match.start() == 0:
            line[match.start()] = line[match.start()].upper()
    for s, e in cues:
        if text[s:e] == "said":
            line[s - start : e - start] = list("Says")

    def moved(spans: Sequence[Sequence[int]]) -> list[list[int]]:
        return [[s - start, e - start] for s, e in spans]

    return {
        "id": f"{given['id']}-headline",
        "text": "".join(line),
        "attributions": [
            {
                "cue": moved([given["cue"]])[0],
                "cue_spans": moved(cues),
                "source": moved([given["source"]])[0],
                "source_spans": moved(sources),
                "content": moved(given["content"]),
            }
        ],
    }
