"""What a quote says, sentence by sentence.

One outlet runs three sentences of a speech together, another leaves one out. So quotes are compared by the sentence, and
sentences are put together again where every account that has one of them has the other next to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.model import Account, Quote, Span, Told
from rashomon.words import STOPWORDS

__all__ = ["Utterance", "fuse", "utterances"]

_NEXT = re.compile(
    r",?\s+(?:and|but)\s+(?=that\s)|"
    r"(?<=[“\"])[^“”\"]{20,}[”\"],?\s+(?:and|but)\s+(?=[^“”\"]{0,24}[“\"][^“”\"]{20})"
)
"""What ends where a second clause, or a second quotation of a whole thought, begins that is attributed with the first."""
_MEANWHILE = re.compile(
    r"(?<=[”\"]),?\s+(?:(?:just |only |\w+ )?(?:minutes|hours|days?|weeks?|months|shortly) )?"
    r"(?:after|before|while|when|as|following|amid)\s[^“”\"]*$"
)
"""After a quotation, in words of the outlet's own: what went on."""
_CLOSED = re.compile(r"[\"”»’'].*\n", re.DOTALL)
"""Between two pieces of a quotation: a mark that closes the first, and the end of its paragraph."""
_RELAYED = 0.5
"""Share of a quote that another within it must fill for the quote to be no more than its bearer."""
_LEAST_WORDS = 4
"""Words of a reported clause that can stand alone."""
_THAT = re.compile(r"(?<![“\"‘'«])that,?\s+")
"""What opens a reported clause and is no part of what was said."""
_WORD = re.compile(r"\w+")
_EMPTY = STOPWORDS | frozenset("mr mrs ms miss dr sir president".split())
"""Words that say nothing, alone or before a name."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence of a quote, as a quote of its own."""

    told: Told[Quote]
    quote: int
    """Number of the whole quote in its account."""
    part: int
    """Number of the sentence in the quote; one is left out where it does not follow on the one before."""


def utterances(account: Account) -> Iterator[Utterance]:
    """Each sentence of each quote of the report.

    What somebody plans or wants is no utterance, what headlines quote is not told but advertised, and what a speaker is said
    to say he believes is no second utterance.
    """
    text = account.article.text
    titles = [block.span for block in account.article.blocks if block.kind == "title"]
    starts = [sentence.start for sentence in account.sentences]
    names = {mention.span.end: mention.span.start for mention in account.actors}
    for number, quote in enumerate(account.quotes):
        if (
            not quote.said
            or _says_nothing(text, quote, names)
            or any(title.covers(quote.span) for title in titles)
            or _is_within_another(quote, account.quotes)
            or _relays(quote, account.quotes)
        ):
            continue
        part, end = 0, None
        for content in _parts(text, quote, starts):
            if end is not None and _CLOSED.search(text, end, content[0].start):
                part += 1  # what goes on in another paragraph is a statement of its own: it follows on none
            yield Utterance(Told(account.article.id, replace(quote, content=content)), number, part)
            part, end = part + 1, content[-1].end


def _says_nothing(text: str, quote: Quote, names: Mapping[int, int]) -> bool:
    """Whether what is reported is no more than a pronoun or somebody's name ("confirmed it", "praised Mr Holt")."""
    if quote.mode != "indirect":
        return False
    told = (text[span.start : max(span.start, names.get(span.end, span.end))] for span in quote.content)
    return all(word.casefold() in _EMPTY for part in told for word in _WORD.findall(part))


def _is_within_another(quote: Quote, quotes: Sequence[Quote]) -> bool:
    """Whether the quote's cue stands in the content of another quote of its speaker ("he said he did not believe that …")."""
    return quote.cue is not None and any(
        other is not quote and other.speaker == quote.speaker and any(span.covers(quote.cue) for span in other.content)
        for other in quotes
    )


def _relays(quote: Quote, quotes: Sequence[Quote]) -> bool:
    """Whether most of the quote is what somebody else says in it ("Holt said the crew was safe, the Harbour Post reported")."""
    return any(
        other is not quote
        and other.cue is not None
        and any(span.covers(other.cue) for span in quote.content)
        and _n_shared(quote, other) > _RELAYED * sum(span.end - span.start for span in quote.content)
        for other in quotes
    )


def _n_shared(one: Quote, other: Quote) -> int:
    """Number of characters that stand in the contents of both."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)


def _parts(text: str, quote: Quote, starts: Sequence[int]) -> list[tuple[Span, ...]]:
    """The content of each sentence; what goes on in lower case after "he said" belongs to the sentence before."""
    found: list[tuple[Span, ...]] = []
    for piece in quote.content:
        for k, span in enumerate(_cut(text, piece, quote, starts)):
            first = text[span.start : span.start + 40].lstrip("“\"'‘[(… ")[:1]
            if found and k == 0 and not first.isupper():
                found[-1] = (*found[-1], span)
            else:
                found.append((span,))
    return found or [quote.content]


def _cut(text: str, piece: Span, quote: Quote, starts: Sequence[int]) -> Iterator[Span]:
    """A piece of content at its sentences, and where a second clause or quotation is joined to it."""
    if quote.mode == "mixed" and piece == quote.content[-1] and (after := _MEANWHILE.search(text[: piece.end], piece.start)):
        piece = Span(piece.start, after.start())
    joints = {match.end() for match in _NEXT.finditer(text, piece.start, piece.end)}
    ends = starts[bisect_right(starts, piece.start) : bisect_left(starts, piece.end)] if quote.mode == "direct" else ()
    edges = [piece.start, *sorted(joints.union(ends)), piece.end]
    begin = piece.start
    for edge in edges[1:]:
        part = text[begin:edge]
        rest = text[edge : piece.end]
        if edge < piece.end and min(len(_WORD.findall(part)), len(_WORD.findall(rest))) < _LEAST_WORDS:
            continue
        end = begin + len(part.rstrip())
        if edge in joints:
            end = begin + len(re.sub(r",?\s+(?:and|but)\s*$", "", part))
        if end > begin:
            yield Span(begin, end)
        begin = edge


def fuse(groups: Sequence[Sequence[Utterance]], texts: Mapping[str, str]) -> list[tuple[int, tuple[Told[Quote], ...]]]:
    """Put sentences together again that stand next to each other in every account that has one of them.

    Args:
        groups: sentences that report one utterance.
        texts: of each article.

    Returns:
        The tellings of each utterance, whole quotes where nothing breaks them apart, without the "that" that opens a clause;
        each with the number of the group that it begins with.
    """
    chains = [_runs(group) for group in groups]
    group_of = {_key(run[0]): g for g, runs in enumerate(chains) for run in runs}
    follows: dict[int, int] = {}
    for g, runs in enumerate(chains):
        nexts = {group_of.get(_next(run[-1])) for run in runs}
        following = nexts.pop() if len(nexts) == 1 else None
        if following is not None and following != g and len(chains[following]) == len(runs):
            follows[g] = following
    begins = {_key(run[0]): run for runs in chains for run in runs}
    return [
        (g, tuple(_reported(_whole(run, begins, n_more=_length(follows, g)), texts) for run in runs))
        for g, runs in enumerate(chains)
        if g not in follows.values()
    ]


def _runs(group: Sequence[Utterance]) -> list[list[Utterance]]:
    """Sentences of one quote that follow one another in one group."""
    found: list[list[Utterance]] = []
    open_runs: dict[tuple[str, int, int], list[Utterance]] = {}
    for utterance in sorted(group, key=_key):
        run = open_runs.pop(_key(utterance), None)
        if run is None:
            run = []
            found.append(run)
        run.append(utterance)
        open_runs[_next(utterance)] = run
    order = {_key(utterance): k for k, utterance in enumerate(group)}
    return sorted(found, key=lambda run: min(order[_key(utterance)] for utterance in run))


def _length(follows: Mapping[int, int], g: int) -> int:
    """How many groups follow on a group."""
    n = 0
    while g in follows and n < len(follows):
        g, n = follows[g], n + 1
    return n


def _whole(run: Sequence[Utterance], begins: Mapping[tuple[str, int, int], list[Utterance]], *, n_more: int) -> Told[Quote]:
    """A run with those that follow it, as one quote."""
    spans = [span for utterance in run for span in utterance.told.mention.content]
    last = run
    for _ in range(n_more):
        last = begins[_next(last[-1])]
        spans += [span for utterance in last for span in utterance.told.mention.content]
    return Told(run[0].told.article, replace(run[0].told.mention, content=_joined(spans)))


def _reported(told: Told[Quote], texts: Mapping[str, str]) -> Told[Quote]:
    """A telling whose pieces begin after the "that" which opens them: "said that the crew was safe"."""
    pieces = []
    for span in told.mention.content:
        opening = _THAT.match(texts[told.article], span.start, span.end)
        pieces.append(Span(opening.end(), span.end) if opening and opening.end() < span.end else span)
    return Told(told.article, replace(told.mention, content=tuple(pieces)))


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans that run on become one."""
    found: list[Span] = []
    for span in spans:
        if found and 0 <= span.start - found[-1].end <= 1:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


def _key(utterance: Utterance) -> tuple[str, int, int]:
    return utterance.told.article, utterance.quote, utterance.part


def _next(utterance: Utterance) -> tuple[str, int, int]:
    return utterance.told.article, utterance.quote, utterance.part + 1
