"""Figures against the reference readings: how many of theirs are found, and how many of those have the right interval.

    python -m benchmarks.figures [--stories seeds,neus-53] [--show]

As the readings' scorer counts: a figure is found where the words of its span and of ours agree (Dice of 0.3 and more, one to
one, the best first); an end of an interval is right within one unit or a tenth. The readings list the figures that matter, so
what we find beyond them is counted, not judged. The time is that of times and figures, parsing left out.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.where import parser, require
from rashomon.clean import clean, recurring_lines
from rashomon.export.json import interval_of
from rashomon.extract.dating import date_by_story
from rashomon.extract.figures import find_figures
from rashomon.extract.times import find_times
from rashomon.model import Account, Article, FigureMention, Parsed
from rashomon.parse import parse
from rashomon.settings import Settings

_WORD = re.compile(r"\w+(?:['’]\w+)?")
Words = frozenset[tuple[int, str]]
Gold = tuple[str, Words, dict[str, Any]]
Found = tuple[str, Words, FigureMention]


def words(text: str, start: int, end: int) -> Words:
    """Words with their offsets, as the scorer compares them."""
    return frozenset((m.start(), m.group().lower()) for m in _WORD.finditer(text, start, end))


def matched(gold: list[Gold], found: list[Found]) -> dict[int, int]:
    """Which of ours answers which of theirs."""
    scored = []
    for i, (article, theirs, _) in enumerate(gold):
        for j, (other, ours, _) in enumerate(found):
            dice = 2 * len(theirs & ours) / ((len(theirs) + len(ours)) or 1)
            if article == other and dice >= 0.3:
                scored.append((-dice, i, j))
    answer: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in answer and j not in answer.values():
            answer[i] = j
    return answer


def same_bound(a: Any, b: Any) -> bool:
    if a is None or b is None or isinstance(a, str) or isinstance(b, str):
        return bool(a == b)
    return bool(abs(a - b) <= max(1, 0.1 * max(abs(a), abs(b))))


def story(path: Path) -> list[Parsed]:
    """The articles of a story, cleaned and parsed; titles and outlets are as given."""
    setting = Settings()
    articles = [
        Article(
            id=row["id"], text=row["text"], outlet=row["outlet"], title=row["title"],
            published_on=date.fromisoformat(row["date"][:10]) if row["date"] else None,
        )
        for row in json.loads(path.read_text(encoding="utf-8"))["articles"]
    ]  # fmt: skip
    recurring = recurring_lines(articles, setting)
    return parse([clean(article, setting, recurring=recurring) for article in articles], setting)


def compare(gold: list[Gold], found: list[Found], texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What became of each of their figures: ``right``, ``other interval`` or ``missed``, with a line that shows it."""
    answer = matched(gold, found)
    for i, (article, _, account) in enumerate(gold):
        shown = f"{article} {texts[article][slice(*account['span'])]!r} {account['low']} .. {account['high']}"
        if i not in answer:
            yield "missed", shown
            continue
        ours = found[answer[i]][2]
        low, high = (interval_of(ours)[end] for end in ("low", "high"))
        right = same_bound(account["low"], low) and same_bound(account["high"], high)
        yield "right" if right else "other interval", f"{shown}; ours {ours.span.of(texts[article])!r} {low} .. {high}"


def tellings(parsed: list[Parsed]) -> tuple[list[Account], list[Account]]:
    """What is found in each article; as it stands, and with undated articles counted from the day of their story."""
    accounts = []
    for each in parsed:
        times = find_times(each)
        sentences = tuple(sentence.span for sentence in each.sentences)
        figures = tuple(find_figures(each, [], times=times))
        accounts.append(Account(each.article, sentences=sentences, figures=figures, times=tuple(times)))
    days = [each.article.published_on for each in parsed if each.article.published_on is not None]
    return accounts, [date_by_story(account, max(days)) for account in accounts] if days else accounts


def outcomes_of(gold: list[Gold], accounts: list[Account]) -> list[tuple[str, str]]:
    texts = {account.article.id: account.article.text for account in accounts}
    found = [(a.article.id, words(a.article.text, *f.span), f) for a in accounts for f in a.figures]
    return list(compare(gold, found, texts))


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--stories", help="names, separated by commas; all where not given")
    options.add_argument("--show", action="store_true", help="print what was missed or has another interval")
    given = options.parse_args()
    data = require(given.data, "readings")
    names = given.stories.split(",") if given.stories else sorted(path.stem for path in (data / "gold").glob("*.json"))
    pooled: list[list[str]] = [[], []]
    print("story        theirs   found   interval right   dated by story   ours   ms/article")
    for name in names:
        parsed = story(data / "stories" / f"{name}.json")
        tellings(parsed[:1])  # reads the word lists
        begun = time.process_time()
        plain, dated = tellings(parsed)
        took = 1000 * (time.process_time() - begun) / len(parsed)
        figures = json.loads((data / "gold" / f"{name}.json").read_text(encoding="utf-8"))["figures"]
        texts = {each.article.id: each.article.text for each in parsed}
        gold = [(a["article"], words(texts[a["article"]], *a["span"]), a) for f in figures for a in f["accounts"]]
        both = [outcomes_of(gold, plain), outcomes_of(gold, dated)]
        for kept, outcomes in zip(pooled, both, strict=True):
            kept += [outcome for outcome, _ in outcomes]
        line(name, [[o for o, _ in b] for b in both], tail=f"{sum(len(a.figures) for a in plain):6d} {took:12.1f}")
        if given.show:
            print("".join(f"    {outcome}: {shown}\n" for outcome, shown in both[1] if outcome != "right"), end="")
    line("all", pooled)


def line(name: str, both: list[list[str]], *, tail: str = "") -> None:
    """One row of the table."""
    n, found = len(both[0]), sum(outcome != "missed" for outcome in both[0])
    rights = [100 * outcomes.count("right") / (found or 1) for outcomes in both]
    print(f"{name:12} {n:6d} {100 * found / (n or 1):7.1f} {rights[0]:16.1f} {rights[1]:16.1f} {tail}")


if __name__ == "__main__":
    main()
