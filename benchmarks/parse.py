"""Speed of our parser, and of the whole program, beside a bare spaCy ``nlp.pipe`` in the same run.

    python -m benchmarks.parse [--articles N] [--whole]

Prints articles and words a second (wall clock) on two processes. The articles are taken evenly from the file of bulk
articles. ``--whole`` times ``rashomon report`` on the same articles, everything included: reading, cleaning, parsing,
extracting, grouping, comparing and writing the pages.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.where import parser, require

PROCESSES = 2


def bare(texts: list[str]) -> float:
    """Seconds of spaCy's own pipeline as shipped, loading left out."""
    import importlib

    from rashomon.parse.pipeline import PIPELINES

    for name in PIPELINES:
        try:
            nlp = importlib.import_module(name).load()
            break
        except ImportError:
            continue
    list(nlp.pipe(texts[:4], n_process=PROCESSES))
    begun = time.perf_counter()
    for _ in nlp.pipe(texts, n_process=PROCESSES):
        pass
    return time.perf_counter() - begun


def parsed(rows: list[dict[str, str]]) -> float:
    """Seconds of our parse stage alone."""
    from rashomon.engine.local import open_engine
    from rashomon.model import Article
    from rashomon.settings import Settings

    articles = [Article(id=row["id"], text=row["text"]) for row in rows]
    size = Settings().chunk_articles
    with open_engine(PROCESSES) as engine:
        list(engine.map(_count, [articles[:1]] * PROCESSES * 2))  # load the pipeline, as above
        begun = time.perf_counter()
        for _ in engine.map(_count, [articles[k : k + size] for k in range(0, len(articles), size)]):
            pass
        return time.perf_counter() - begun


def _count(articles: list) -> int:
    from rashomon.parse import parse
    from rashomon.settings import Settings

    return sum(len(parsed.sentences) for parsed in parse(articles, Settings()))


def whole(rows: list[dict[str, str]]) -> tuple[float, int]:
    """Seconds of ``rashomon report`` as a command, start-up included, and its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder, "pile.jsonl")
        pile.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        begun = time.perf_counter()
        command = [sys.executable, "-m", "rashomon", "report", str(pile), "-o", f"{folder}/report.html", "--quiet"]
        done = subprocess.run([*command, "--processes", str(PROCESSES)], capture_output=True, text=True, check=False)
        return time.perf_counter() - begun, done.returncode


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--articles", type=int, default=400)
    options.add_argument("--whole", action="store_true")
    given = options.parse_args()
    lines = require(given.data, "bulk", "articles.jsonl").read_text(encoding="utf-8").splitlines()
    step = max(1, len(lines) // given.articles)
    rows = [json.loads(line) for line in lines[::step][: given.articles]]
    n_words = sum(len(row["text"].split()) for row in rows)

    def show(name: str, seconds: float, base: float) -> None:
        print(f"{name:<34}{len(rows) / seconds:8.1f} articles/s{n_words / seconds:10.0f} words/s{base / seconds:8.2f} x bare")

    print(f"{len(rows)} articles, {n_words} words, {PROCESSES} processes")
    base = bare([row["text"] for row in rows])
    show("nlp.pipe(n_process=2), bare", base, base)
    show("rashomon, parse stage", parsed(rows), base)
    if given.whole:
        seconds, code = whole(rows)
        show("rashomon report, everything", seconds, base)
        print(f"exit code {code}")


if __name__ == "__main__":
    main()
