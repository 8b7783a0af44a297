"""Who copied whom: passages that stand in two articles, and articles that tell from one text.

What stands inside quotation marks is told twice by right: it counts neither as a copied passage nor as a shared text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rashomon.model import Account, Article, Copy, Judgement, Lineage, Passage, Span, Story, content_id
from rashomon.reconcile.copies.origin import Pair, agency_of, day_of, is_earlier, origin_of, shares_agency
from rashomon.reconcile.copies.passages import Collector, Match, Shared, Words, compare, find_pairs, quoted_in, span_of
from rashomon.settings import Settings

__all__ = ["Shared", "find_copies", "find_pairs"]

_REPORT_KINDS = frozenset(("standfirst", "body"))


def find_copies(story: Story, settings: Settings) -> tuple[tuple[Copy, ...], tuple[Lineage, ...]]:
    """Find the passages that stand in two articles of a story, and the articles that count as one account.

    Returns:
        Copies, the longest first, and lineages of two articles or more, the largest first.
    """
    accounts = sorted(story.accounts, key=lambda account: (day_of(account.article), account.article.id))
    known = {account.article.id for account in accounts}
    firsts = [account for account in accounts if account.article.duplicate_of not in known]
    if len(firsts) < 2:
        return (), _lineages([], [account.article for account in accounts], settings)
    collector = Collector()
    for account in firsts:
        collector.add(account.article.text, _report(account.article), _told(account))
    words = collector.words()
    pairs, copies = [], []
    for first, second, matches, *shares in compare(words, settings):
        pairs.append(Pair((firsts[first].article, firsts[second].article), (shares[0], shares[1])))
        copies += [(-match.own, _copy(pairs[-1], match, words)) for match in matches]
    copies.sort(key=lambda found: (found[0], [(passage.article, passage.span) for passage in found[1].passages]))
    return tuple(copy for _, copy in copies), _lineages(pairs, [account.article for account in accounts], settings)


def _report(article: Article) -> Iterator[Span]:
    """The report in stretches that no furniture interrupts."""
    if not article.blocks:
        yield Span(0, len(article.text))
        return
    stretch: Span | None = None
    for block in article.blocks:
        if block.kind in _REPORT_KINDS:
            stretch = Span(stretch.start if stretch else block.span.start, block.span.end)
        elif stretch:
            yield stretch
            stretch = None
    if stretch:
        yield stretch


def _told(account: Account) -> list[Span]:
    """What the article puts into somebody's mouth: in quotation marks, or found as a direct quotation; in order."""
    marks = quoted_in(account.article.text, _report(account.article))
    direct = [span for quote in account.quotes if quote.mode == "direct" for span in quote.content]
    merged: list[Span] = []
    for span in sorted((*marks, *direct)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _copy(pair: Pair, match: Match, words: Words) -> Copy:
    one, other = pair.articles
    spans = _with_stop((one.text, other.text), (span_of(words, match.a), span_of(words, match.b)))
    passages = Passage(one.id, spans[0]), Passage(other.id, spans[1])
    origin, why, confidence = origin_of(pair, spans)
    if origin == other.id or (origin is None and other.id < one.id):
        passages = passages[::-1]
    verdict = "edited" if match.edited else "verbatim"
    changed = f", {match.edited} changed" if match.edited else ""
    return Copy(
        content_id("copy", *(part for passage in passages for part in (passage.article, *passage.span))),
        passages,
        origin,
        Judgement(verdict, f"{match.matched} words the same{changed}; {why}", confidence),
    )


def _with_stop(texts: tuple[str, str], spans: tuple[Span, Span]) -> tuple[Span, Span]:
    """The passages with the full stop that ends both, if one does."""
    marks = {text[span.end : span.end + 1] for text, span in zip(texts, spans, strict=True)}
    if len(marks) > 1 or marks.isdisjoint(".!?"):
        return spans
    return Span(spans[0].start, spans[0].end + 1), Span(spans[1].start, spans[1].end + 1)


# ---------------------------------------------------------------------------------------------- lineages


def _lineages(pairs: Sequence[Pair], articles: Sequence[Article], settings: Settings) -> tuple[Lineage, ...]:
    """Articles that tell from one text, the largest group first."""
    root = {article.id: article.id for article in articles}

    def find(article: str) -> str:
        while root[article] != article:
            root[article] = article = root[root[article]]
        return article

    for article in articles:
        if article.duplicate_of in root:
            root[find(article.id)] = find(article.duplicate_of)
    shares: dict[str, float] = {}
    for pair in pairs:
        share = max(pair.shares)
        if share >= (settings.lineage_share_agency if shares_agency(pair) else settings.lineage_share):
            root[find(pair.articles[0].id)] = find(pair.articles[1].id)
            for article in pair.articles:
                shares[article.id] = max(shares.get(article.id, 0), share)
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[find(article.id)].append(article)
    lineages = [_lineage(group, shares) for group in groups.values() if len(group) > 1]
    return tuple(sorted(lineages, key=lambda lineage: (-len(lineage.articles), lineage.articles)))


def _lineage(articles: Sequence[Article], shares: Mapping[str, float]) -> Lineage:
    ids = tuple(sorted({article.id for article in articles}))
    found = [shares[article] for article in ids if article in shares]
    if not found:
        return Lineage(ids, articles[0].duplicate_of or articles[0].id, "the same article again")
    origin = _first_text([article for article in articles if article.duplicate_of not in ids])
    return Lineage(ids, origin, f"at least {min(found):.0%} of one's own words stand in another")


def _first_text(articles: Sequence[Article]) -> str | None:
    """Where the text of a lineage comes from: the agency's own article, the one agency that its articles credit, or the
    article that was published before all others."""
    own = [article.id for article in articles if agency_of(article)]
    if len(own) == 1:
        return own[0]
    credits = Counter(agency for article in articles for agency in sorted(set(article.agencies)))
    several = {agency for agency, n in credits.items() if n > 1} or set(credits)
    if len(several) == 1:
        return several.pop()
    for article in articles:
        if all(article is other or is_earlier(article, other) for other in articles):
            return article.id
    return None
