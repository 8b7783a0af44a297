"""Make ``src/rashomon/data/news_words.tsv``: in how many English news articles each term stands.

    python -m benchmarks.news_words [--half] [--leave-out STORY ...] [--out FILE]

Counts the articles of ``bulk`` and of ``quotes`` (training part), headline and text, terms as ``rashomon.group`` forms them.
``--half`` counts every second story of bulk only, to see what the table does for articles that it was not counted on.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from benchmarks.where import parser, require
from rashomon.group import term_of

N_TERMS = 20_000
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HEAD = """\
# In how many of the English news articles that were counted (the row "*" tells how many) each term stands.
# Own counts over articles of some fifty English-language outlets, 2015 to 2020; made by benchmarks/news_words.py.
"""


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--half", action="store_true")
    options.add_argument("--leave-out", nargs="*", default=[], metavar="STORY")
    options.add_argument("--out", default=str(Path(__file__).parent.parent / "src/rashomon/data/news_words.tsv"))
    args = options.parse_args()
    counts: Counter[str] = Counter()
    n_articles = 0
    for parts in (("bulk", "articles.jsonl"), ("quotes", "polnear-train.jsonl")):
        for line in require(args.data, *parts).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            story = row.get("story", "")
            if story in args.leave_out or (args.half and story and sum(story.encode()) % 2):
                continue
            n_articles += 1
            counts.update({term_of(word) for word in _WORD.findall(f"{row.get('title', '')}\n{row['text']}")} - {""})
    # of equally common terms the first of the alphabet are kept, so that the table is the same on every run
    kept = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:N_TERMS]
    rows = [f"*\t{n_articles}\n", *(f"{term}\t{n}\n" for term, n in kept)]
    Path(args.out).write_text(_HEAD + "".join(rows), encoding="utf-8")
    print(f"{n_articles} articles, {len(counts)} terms; kept {len(kept)}, down to {kept[-1][1]} articles")


if __name__ == "__main__":
    main()
