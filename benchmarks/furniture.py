"""Furniture: characters found and missed, against what careful readers marked in the reference readings.

    python -m benchmarks.furniture [--stories seeds,neus-53] [--show]

A reading may name its ``furniture``, ``headline`` lines and ``duplicate`` (a body told twice); precision and recall are
counted in characters that are not white space. For every story, the share of annotated statements, figures, events and
other spans that fall into furniture is printed: it should be 0, since what is marked as furniture is never read. So with
sub-heads and bylines, which are report but not read either.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.where import parser, require
from rashomon.clean import clean, recurring_lines
from rashomon.model import FURNITURE, Article, Block, Span
from rashomon.settings import Settings

OURS = {"browser": "notice", "url": "link"}
"""Kinds of the readings that have another name here."""

READ = ("title", "standfirst", "body")
"""Kinds of blocks that are parsed."""


def story_articles(path: Path, *, titles: bool) -> dict[str, Article]:
    """The articles of a story, cleaned."""
    settings = Settings()
    given = [
        Article(id=a["id"], text=a["text"], outlet=a["outlet"] if titles else None, title=a["title"] if titles else None)
        for a in json.loads(path.read_text(encoding="utf-8"))["articles"]
    ]
    recurring = recurring_lines(given, settings)
    return {article.id: clean(article, settings, recurring=recurring) for article in given}


def chars(article: Article, span: Span) -> set[tuple[str, int]]:
    """The characters of a span that are not white space."""
    return {(article.id, k) for k in range(*span) if not article.text[k].isspace()}


def gold_blocks(gold: dict[str, Any]) -> Iterator[tuple[str, str, Span]]:
    """Article, kind and span of what the reading marks."""
    for entry in [*gold.get("furniture", []), *gold.get("headline", [])]:
        yield entry["article"], OURS.get(entry["kind"], entry["kind"]), Span(*entry["span"])
    for entry in gold.get("duplicate", []):
        yield entry["article"], "duplicate", Span(*entry["span"])


def ratio(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}" if whole else "    –"


def score_blocks(articles: dict[str, Article], gold: dict[str, Any], *, show: bool) -> None:
    """Print precision and recall by characters, over all furniture and by kind."""
    ours: dict[str, set[tuple[str, int]]] = {}
    theirs: dict[str, set[tuple[str, int]]] = {}
    for article in articles.values():
        for block in article.blocks:
            ours.setdefault(block.kind, set()).update(chars(article, block.span))
    for name, kind, span in gold_blocks(gold):
        theirs.setdefault(kind, set()).update(chars(articles[name], span))
    mine = set().union(*(found for kind, found in ours.items() if kind in FURNITURE))
    right = set().union(*(found for kind, found in theirs.items() if kind in FURNITURE))
    print(f"  all furniture   precision {ratio(len(mine & right), len(mine))}  recall {ratio(len(mine & right), len(right))}")
    print("  kind         found  marked  precision  recall   of found, any furniture   of marked, any furniture")
    for kind in sorted((ours.keys() | theirs.keys()) - {"body"}):
        a, b = ours.get(kind, set()), theirs.get(kind, set())
        both = len(a & b)
        any_a, any_b = (ratio(len(a & right), len(a)), ratio(len(b & mine), len(b))) if kind in FURNITURE else ("", "")
        print(f"  {kind:<11}{len(a):7}{len(b):8}{ratio(both, len(a)):>11}{ratio(both, len(b)):>8}{any_a:>20}{any_b:>27}")
    if show:
        show_errors(articles, mine, right)


def show_errors(articles: dict[str, Article], mine: set[tuple[str, int]], right: set[tuple[str, int]]) -> None:
    for article in articles.values():
        for block in article.blocks:
            found = chars(article, block.span)
            if block.is_furniture and not found <= right:
                print(f"    + {article.id} {block.kind} ({block.why}): {block.span.of(article.text)[:120]!r}")
            elif not block.is_furniture and found & right:
                missed = "".join(article.text[k] for _, k in sorted(found & right))
                print(f"    - {article.id} {block.kind}: {missed[:120]!r}")


def mentions(gold: dict[str, Any]) -> Iterator[tuple[str, str, Span]]:
    """Every annotated span: what, article, span."""
    for what in ("statements", "figures", "events", "positions", "copied", "only"):
        for entry in gold.get(what, []):
            told = [*entry.get("accounts", []), *entry.get("asserts", []), *entry.get("denies", []), *entry.get("declines", [])]
            for account in told or [entry]:
                for span in account.get("content") or [account["span"]]:
                    yield what, account["article"], Span(*span)


def lost(articles: dict[str, Article], gold: dict[str, Any]) -> tuple[int, list[tuple[str, str, Block, str]]]:
    """Number of annotated spans, and those that lie, at least in part, in what is not read."""
    found, n = [], 0
    for what, name, span in mentions(gold):
        n += 1
        article = articles[name]
        for block in article.blocks:
            if block.kind not in READ and block.span.overlaps(span):
                found.append((what, name, block, span.of(article.text)))
    return n, found


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--stories", help="names, separated by commas; all where not given")
    options.add_argument("--show", action="store_true", help="print what was wrongly marked and missed")
    given = options.parse_args()
    data = require(given.data, "readings")
    names = given.stories.split(",") if given.stories else sorted(path.stem for path in (data / "gold").glob("*.json"))
    for name in names:
        gold = json.loads((data / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        marked = "furniture" in gold
        articles = story_articles(data / "stories" / f"{name}.json", titles=not marked)
        n, inside = lost(articles, gold)
        furniture = sum(block.is_furniture for _, _, block, _ in inside)
        print(
            f"{name}: of {n} annotated spans {furniture} lie in furniture, {len(inside) - furniture} in sub-heads and bylines"
        )
        for what, article, block, words in inside:
            print(f"    ! {what} {article} {block.kind} ({block.why}): {words[:120]!r}")
        if marked:
            score_blocks(articles, gold, show=given.show)
    speed(data)


def speed(data: Path) -> None:
    """Print milliseconds an article on a slice of the bulk, if it is at hand."""
    path = data.parent / "bulk" / "articles.jsonl"
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        articles = [Article(id=a["id"], text=a["text"], outlet=a["outlet"], title=a["title"]) for a, _ in
                    zip(map(json.loads, file), range(300), strict=False)]  # fmt: skip
    settings = Settings()
    recurring = recurring_lines(articles, settings)
    clean(articles[0], settings)
    times: Counter[str] = Counter()
    for label, step in (("clean", lambda: [clean(a, settings, recurring=recurring) for a in articles]),
                        ("recurring_lines", lambda: recurring_lines(articles, settings))):  # fmt: skip
        start = time.process_time()
        step()
        times[label] = time.process_time() - start
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    print(f"\n{len(articles)} articles of {words:.0f} words: ", end="")
    print(", ".join(f"{label} {1000 * seconds / len(articles):.2f} ms an article" for label, seconds in times.items()))


if __name__ == "__main__":
    main()
