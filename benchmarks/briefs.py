"""How near our briefs come to editors' neutral summaries: ROUGE-1, -2 and -L F1, by the scorer that lies with the references.

    python -m benchmarks.briefs [--data FOLDER]

Printed as well is the share of brief sentences that rest on two accounts or more: another account has a sentence that holds
at least half of its words, rare words counting more.

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
from rashomon.model import Account, Article, Block, Passage, Span, Story
from rashomon.parse import split_sentences
from rashomon.reconcile.brief import choose_brief
from rashomon.reconcile.weigh import Weights, rarity
from rashomon.settings import Settings

_HALF = 0.5
"""Part of a sentence's words that another account's sentence must hold to tell it too."""

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
    article = clean(
        Article(row["id"], row["text"], row["outlet"], row.get("title"), url=row.get("url"), published_on=day), settings
    )
    return Account(article, tuple(sentences(article)))


def brief(rows: list[dict[str, Any]], settings: Settings) -> tuple[str, list[int]]:
    """The brief of a story as one text, and for each of its sentences the number of accounts that it rests on."""
    accounts = sorted((account(row, settings) for row in rows), key=lambda a: a.article.id)
    texts = {a.article.id: a.article.text for a in accounts}
    story = Story("story", tuple(accounts))
    weights = Weights(story)
    passages = choose_brief(story, (), settings, weights=weights)
    return " ".join(p.span.of(texts[p.article]) for p in passages), [support(p, story, weights) for p in passages]


def support(passage: Passage, story: Story, weights: Weights) -> int:
    """The number of accounts that have a sentence with at least half of the passage's words, itself included."""
    wanted = _roots(weights, passage.article, passage.span)
    whole = sum(map(_worth, wanted))

    def has_it(told: Account) -> bool:
        return told.article.id == passage.article or any(
            sum(map(_worth, wanted & _roots(weights, told.article.id, span))) >= _HALF * whole for span in told.sentences
        )

    return sum(map(has_it, story.accounts))


def _roots(weights: Weights, article: str, span: Span) -> set[str]:
    return {word.root for word in weights.roots[article].within((span,))} - {""}


def _worth(root: str) -> float:
    return rarity(root) + 0.1


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
    briefs = {name: brief(stories[name], settings) for name in sorted(stories)}
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "briefs.jsonl"
        answers.write_text(
            "".join(json.dumps({"story": name, "brief": text}) + "\n" for name, (text, _) in briefs.items()),
            encoding="utf-8",
        )
        done = subprocess.run([sys.executable, scorer, references, answers], capture_output=True, text=True, check=False)
    print("ours:", done.stdout.strip() or f"not scored; pip install rouge-score ({done.stderr.strip().splitlines()[-1:]})")
    resting = [n for name, (_, counts) in briefs.items() if len(stories[name]) > 1 for n in counts]
    print(f"sentences that rest on two accounts or more: {sum(n > 1 for n in resting) / max(1, len(resting)):.3f}")
    for name, (one, two, longest) in OTHERS.items():
        print(f"{name}: R1 {one:.3f} R2 {two:.3f} RL {longest:.3f}")


if __name__ == "__main__":
    main()
