"""Whether confidences mean something: of the findings with a confidence of .9, nine in ten should be right.

    python -m benchmarks.calibration [--shipped | --held]

Pairs of accounts that a statement, figure or event brings together, against the reference readings (as their scorer counts: at
least one end must be in the reference; it is right where both ends are, as one item, and for statements and figures with the
same verdict). By default each story is read with weights fitted on the others; ``--shipped`` takes those that ship, ``--held``
these on the stories that nothing is fitted on.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.further import fitted_on, lay_out
from benchmarks.where import parser, require
from rashomon.extract import date_by_story
from rashomon.model import Article, Event, Figure, Reading, Span, Statement, Story
from rashomon.pipeline import story_of, tell
from rashomon.reconcile import reconcile
from rashomon.reconcile.align import align_events, align_figures, align_statements
from rashomon.reconcile.confidence import SIGNS, Sureness
from rashomon.reconcile.identity import identify
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from rashomon.words import words

_DICE = {"statement": 0.5, "figure": 0.3, "event": 0.3}
_SPAN = {"statement": "content", "figure": "span", "event": "span"}
_VERDICT = {"statement": "wording", "figure": "verdict"}
_EDGES = (0.0, 0.3, 0.5, 0.7, 0.85, 1.01)


class Judged(NamedTuple):
    """A pair of accounts in one finding."""

    story: str
    kind: str
    signs: tuple[float, ...]
    confidence: float
    right: bool


def read_story(folder: Path, name: str) -> Reading:
    """The program's reading of a reference story; its articles keep their identifiers."""
    source = json.loads((folder / "stories" / f"{name}.json").read_text(encoding="utf-8"))
    articles = [
        Article(
            a["id"], a["text"], a["outlet"], a.get("title"), published_on=date.fromisoformat(a["date"]) if a["date"] else None
        )
        for a in source["articles"]
    ]
    story = story_of(tell(articles, Settings(processes=1)))
    days = [a.published_on for a in articles if a.published_on]
    if days:
        story = replace(story, accounts=tuple(date_by_story(account, max(days)) for account in story.accounts))
    return reconcile(story)


def all_judged(data: str | None) -> list[Judged]:
    """Of the readings that the program was tuned on, and of our own that are for fits."""
    with fitted_on(data, ["fit"]) as places:
        return [pair for folder, name in places for pair in _of_story(folder, name)]


def held_judged(data: str | None) -> list[Judged]:
    """Of our own readings that are scored only."""
    with tempfile.TemporaryDirectory() as scratch:
        names = lay_out(require(data, "bulk", "articles.jsonl"), Path(scratch), ["report"])
        return [pair for name in names for pair in _of_story(Path(scratch), name)]


def _of_story(folder: Path, name: str) -> Iterator[Judged]:
    gold = json.loads((folder / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    yield from judged(read_story(folder, name), gold, name)


def sureness_of(story: Story) -> Sureness:
    """What the signs of a confidence rest on; aligned once more, since a reading does not keep it."""
    who, weights, settings = identify(story), Weights(story), Settings()
    said, counted = (align(story, who, settings, weights=weights) for align in (align_statements, align_figures))
    told = align_events(story, who, settings, weights=weights, said=said.groups, counted=counted.groups)
    return Sureness(said, counted, told)


def judged(reading: Reading, gold: dict[str, Any], name: str) -> Iterator[Judged]:
    """Every pair of accounts that can be judged."""
    texts = {article.id: article.text for article in reading.story.articles}
    sureness = sureness_of(reading.story)
    for kind, found in (("statement", reading.statements), ("figure", reading.figures), ("event", reading.events)):
        theirs = [(k, told["article"], _words(texts[told["article"]], told[_SPAN[kind]]))
                  for k, item in enumerate(gold[f"{kind}s"]) for told in item["accounts"]]  # fmt: skip
        ours = [(k, told.article, _words(texts[told.article], _spans(told.mention)))
                for k, finding in enumerate(found) for told in finding.accounts]  # fmt: skip
        item_of = _matched(theirs, ours, floor=_DICE[kind])
        yield from _pairs(found, ours, item_of, gold=gold, kind=kind, name=name, sureness=sureness)


def _pairs(
    found: Sequence[Statement | Figure | Event], ours: Sequence[tuple[int, str, frozenset]], item_of: dict[int, int],
    *, gold: dict[str, Any], kind: str, name: str, sureness: Sureness,
) -> Iterator[Judged]:  # fmt: skip
    for j, (finding, article, _) in enumerate(ours):
        for i in range(j):
            if ours[i][0] != finding or ours[i][1] == article or (i not in item_of and j not in item_of):
                continue
            right = item_of.get(i, -1) == item_of.get(j, -2)
            if right and kind in _VERDICT:
                right = gold[f"{kind}s"][item_of[i]][_VERDICT[kind]] == found[finding].judgement.verdict
            signs = sureness.signs(found[finding])
            assert signs is not None
            yield Judged(name, kind, signs, found[finding].judgement.confidence, right)


def _spans(mention: Any) -> list[list[int]]:
    return [list(span) for span in getattr(mention, "content", None) or (mention.span,)]


def _words(text: str, spans: Any) -> frozenset:
    spans = spans if isinstance(spans[0], list) else [spans]
    return frozenset(word.span for word in words(text, [Span(*span) for span in spans]))


def _matched(
    theirs: Sequence[tuple[int, str, frozenset]], ours: Sequence[tuple[int, str, frozenset]], *, floor: float
) -> dict[int, int]:
    """Which item of the reference each of our tellings is of: the best Dice first, one to one."""
    scored = []
    for i, (_, article, mine) in enumerate(theirs):
        for j, (_, other, yours) in enumerate(ours):
            dice = 2 * len(mine & yours) / max(1, len(mine) + len(yours)) if article == other else 0.0
            if dice >= floor:
                scored.append((-dice, i, j))
    taken: set[int] = set()
    found: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in taken and j not in found:
            taken.add(i)
            found[j] = theirs[i][0]
    return found


def table(rows: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """Reliability: for each range of confidence how many, the mean confidence and the share that is right."""
    for low, high in pairwise(_EDGES):
        held = [(c, right) for c, right in rows if low <= c < high]
        if held:
            mean, share = sum(c for c, _ in held) / len(held), sum(r for _, r in held) / len(held)
            yield f"  {low:.2f} to {min(1, high):.2f}: {len(held):4} pairs, confidence {mean:.2f}, right {share:.2f}"


def off(rows: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: the mean distance of confidence and share right over the ranges."""
    total = 0.0
    for low, high in pairwise(_EDGES):
        held = [(c, right) for c, right in rows if low <= c < high]
        total += abs(sum(c - right for c, right in held))
    return total / max(1, len(rows))


def main() -> None:
    from training.fit_confidence import confidence, fit

    options = parser(__doc__)
    options.add_argument(
        "--shipped", action="store_true", help="the weights that ship, also on the stories they were fitted on"
    )
    options.add_argument("--held", action="store_true", help="the weights that ship, on stories that nothing was fitted on")
    given = options.parse_args()
    found = held_judged(given.data) if given.held else all_judged(given.data)
    for kind in SIGNS:
        mine = [pair for pair in found if pair.kind == kind]
        if given.shipped or given.held:
            rows = [(pair.confidence, pair.right) for pair in mine]
        else:
            models = {name: fit([pair for pair in mine if pair.story != name], kind) for name in {pair.story for pair in mine}}
            rows = [(confidence(models[pair.story], pair.signs), pair.right) for pair in mine]
        share = sum(right for _, right in rows) / max(1, len(rows))
        print(f"{kind}s: {len(rows)} pairs, {share:.0%} right; mean distance {off(rows):.3f}")
        print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
