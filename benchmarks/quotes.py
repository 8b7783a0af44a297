"""Quotes against PolNeAR's attributions, beside the figures of others.

    python -m benchmarks.quotes [--split dev|train] [--limit N] [--errors N]

Runs the parser and the finders of actors and quotes over the articles of ``quotes/polnear-SPLIT.jsonl`` of the reference data
and scores the result with the scorer that lies beside them, for the fast model (rules) and the accurate one (the tagger). The
figures of others are on the corpus' test part; ours on the part that is named. Rules were developed on 150 articles of the
train part; the tagger was trained on nineteen of twenty articles of it.
"""

from __future__ import annotations

import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.where import parser, require
from rashomon.extract.actors import find_actors
from rashomon.extract.quotes import find_quotes, tag
from rashomon.model import Article
from rashomon.parse import parse
from rashomon.settings import Settings

_BATCH = 64
# Word-token F1: exact / Dice of a half and more, for all attributions, for direct and mixed ones, for speech; then how often
# the words that name the speaker agree.
_OTHERS = {
    "quotation marks alone": ("17.8 / 36.5", "35.8 / 73.6", "24.1 / 48.6", "-"),
    "textacy": ("11.1 / 24.4", "24.5 / 52.7", "15.8 / 34.1", "85.0"),
    "Gender Gap Tracker": ("36.0 / 55.7", "39.9 / 75.2", "47.4 / 71.7", "85.0"),
    "BBC Citron, retrained": ("37.3 / 61.0", "46.5 / 77.0", "46.0 / 72.8", "88.9"),
    "two people": ("69.1 / 82.1", "87.1 / 96.6", "84.2 / 93.6", "94.7"),
}


def scorer(path: Path) -> ModuleType:
    """The scorer, loaded from where the data lies."""
    spec = importlib.util.spec_from_file_location("score_quotes", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(documents: list[dict[str, Any]], model: str) -> tuple[dict[str, dict[str, Any]], float, float]:
    """Quotes of each document in the scorer's shape, with the CPU seconds of parsing and of finding."""
    found: dict[str, dict[str, Any]] = {}
    parsing = finding = 0.0
    for start in range(0, len(documents), _BATCH):
        articles = [Article(id=row["id"], text=row["text"]) for row in documents[start : start + _BATCH]]
        begin = time.process_time()
        many = parse(articles, Settings())
        parsing += time.process_time() - begin
        begin = time.process_time()
        for parsed in many:
            drafts = tag(parsed) if model == "accurate" else None
            quotes = find_quotes(parsed, find_actors(parsed), drafts=drafts)
            found[parsed.article.id] = {
                "id": parsed.article.id,
                "attributions": [{"source": q.source, "cue": q.cue, "content": list(q.content)} for q in quotes],
            }
        finding += time.process_time() - begin
    return found, parsing, finding


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--split", default="dev", choices=("dev", "train"))
    arguments.add_argument("--limit", type=int, help="only the first N articles")
    arguments.add_argument("--errors", type=int, default=0, help="print N errors of each model, chosen at random")
    arguments.add_argument("--models", default="fast,accurate")
    options = arguments.parse_args()
    path = require(options.data, "quotes", f"polnear-{options.split}.jsonl")
    score = scorer(require(options.data, "quotes", "score_quotes.py"))
    with path.open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines][: options.limit]
    words = sum(len(row["text"].split()) for row in documents)
    print(f"{len(documents)} articles of {options.split}, {words} words")
    width = max(map(len, _OTHERS))
    print(f"{'':{width}}  {'all':>13} {'direct+mixed':>13} {'speech':>13} {'speaker':>8}")
    for name, row in _OTHERS.items():
        print(f"{name:{width}}  {row[0]:>13} {row[1]:>13} {row[2]:>13} {row[3]:>8}")
    for model in options.models.split(","):
        ours(model, documents, score, width=width, n_errors=options.errors)


def ours(model: str, documents: list[dict[str, Any]], score: ModuleType, *, width: int, n_errors: int) -> None:
    """Print the row of one of our models, its time, and some of its errors."""
    found, parsing, finding = predict(documents, model)
    gold = {row["id"]: row for row in documents}
    errors: list[tuple[str, ...]] = []
    runs = [
        score.score(gold, found, errors=errors),
        score.score(gold, found, types={"direct", "mixed"}),
        score.score(gold, found, speech=True),
    ]
    cells = [f"{r['content']['exact']['F1']:.1f} / {r['content']['dice50']['F1']:.1f}" for r in runs]
    speaker = f"{runs[0]['source|matched']['overlap_when_given']:.1f}"
    print(f"{'rashomon, ' + model:{width}}  {cells[0]:>13} {cells[1]:>13} {cells[2]:>13} {speaker:>8}", end="  ")
    print(f"CPU seconds: parsing {parsing:.1f}, actors and quotes {finding:.1f}")
    for error in errors[:n_errors]:
        print(*error, sep=" | ")


if __name__ == "__main__":
    main()
