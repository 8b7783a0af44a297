"""How near our briefs come to editors' neutral summaries: ROUGE-1, -2 and -L F1, by the scorer that lies with the references.

    python -m benchmarks.briefs [--data FOLDER]

Needs the package ``rouge-score``. Briefs are cut at 53 words by the scorer. Articles are cleaned and their sentences split;
nothing is parsed. Beside ours stand the figures of others on the same references.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.where import parser, require
from rashomon.clean import clean
from rashomon.model import Account, Article, Block, Span, Story
from rashomon.parse import split_sentences
from rashomon.reconcile.brief import choose_brief
from rashomon.settings import Settings

OTHERS = {
    "first lead": (0.320, 0.107, 0.215),
    "LexRank": (0.327, 0.104, 0.212),
    "centroid over the first five sentences": (0.357, 0.132, 0.237),
    "greedy oracle": (0.516, 0.257, 0.358),
}


def sentences(article: Article) -> Iterator[Span]:
    """The sentences of the report."""
    for block in article.blocks or (Block(Span(0, len(article.text)), "body"),):
        if block.kind in ("standfirst", "body"):
            at = block.span.start
            for line in block.span.of(article.text).splitlines(keepends=True):
                yield from split_sentences(article.text, Span(at, at + len(line)))
                at += len(line)


def account(row: dict[str, Any], settings: Settings) -> Account:
    day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
    article = clean(Article(row["id"], row["text"], row["outlet"], row.get("title"), published_on=day), settings)
    return Account(article, tuple(sentences(article)))


def brief(rows: list[dict[str, Any]], settings: Settings) -> str:
    """The brief of a story as one text."""
    accounts = sorted((account(row, settings) for row in rows), key=lambda a: a.article.id)
    texts = {a.article.id: a.article.text for a in accounts}
    return " ".join(p.span.of(texts[p.article]) for p in choose_brief(Story("story", tuple(accounts)), (), settings))


def main() -> None:
    """Write briefs of the stories that have a reference, and score them."""
    given = parser(__doc__).parse_args()
    references = require(given.data, "briefs", "references.jsonl")
    scorer = require(given.data, "briefs", "score_briefs.py")
    wanted = {json.loads(line)["story"] for line in references.read_text(encoding="utf-8").splitlines()}
    stories: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with require(given.data, "bulk", "articles.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["story"] in wanted:
                stories[row["story"]].append(row)
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "briefs.jsonl"
        answers.write_text(
            "".join(json.dumps({"story": name, "brief": brief(stories[name], settings)}) + "\n" for name in sorted(stories)),
            encoding="utf-8",
        )
        done = subprocess.run([sys.executable, scorer, references, answers], capture_output=True, text=True, check=False)
    print("ours:", done.stdout.strip() or f"not scored; pip install rouge-score ({done.stderr.strip().splitlines()[-1:]})")
    for name, (one, two, longest) in OTHERS.items():
        print(f"{name}: R1 {one:.3f} R2 {two:.3f} RL {longest:.3f}")


if __name__ == "__main__":
    main()
