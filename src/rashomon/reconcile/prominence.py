"""How much a passage stands out in its article: what is told first was thought weightiest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from rashomon.model import Lineage, Span, Story, voters

__all__ = ["Prominence"]


class Prominence:
    """Positions in the articles of one story."""

    def __init__(self, story: Story, lineages: Sequence[Lineage]) -> None:
        self._starts = {account.article.id: [s.start for s in account.sentences] for account in story.accounts}
        self._lengths = {account.article.id: max(1, len(account.article.text)) for account in story.accounts}
        self._voter = voters(lineages)
        self._n = max(1, self.independent(self._starts))

    def of(self, article: str, span: Span) -> float:
        """Between 1 (headline, first sentence) and 0 (last sentence); half of it is lost by the fifth sentence."""
        starts = self._starts[article]
        if not starts:
            return 1.0 - span.start / self._lengths[article]
        return 4.0 / (4.0 + max(0, bisect_right(starts, span.start) - 1))

    def independent(self, articles: Iterable[str]) -> int:
        """Number of independent accounts among articles."""
        return len({self._voter.get(article, article) for article in articles})

    def weight(self, places: Sequence[tuple[str, Span]]) -> float:
        """Weight of what is told in these places: the share of independent accounts that have it, and how early they do."""
        best: dict[str, float] = {}
        for article, span in places:
            best[article] = max(best.get(article, 0.0), self.of(article, span))
        early = sum(best.values()) / len(best) if best else 0.0
        return self.independent(best) / self._n + 0.5 * early
