"""From drafts to quotes: who the speaker is, and how the words are reported."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from rashomon.extract.quotes.cues import find_subject, stance_at
from rashomon.extract.quotes.drafts import Draft, Page
from rashomon.extract.quotes.hearsay import hearsay
from rashomon.extract.quotes.lead import take_lead
from rashomon.extract.quotes.reporting import tells_of_speech
from rashomon.extract.quotes.speakers import CONFIDENCE, Speakers
from rashomon.extract.quotes.view import View
from rashomon.marks import Quoted
from rashomon.model import Actor, Mode, Quote, Span, Stance, Token

__all__ = ["finish"]

_CITES = frozenset(("quote", "cite"))
_PREPOSITIONS = frozenset(("according", "per", "via"))
_FIRST_PERSON = re.compile(r"\b(?:I|my|me|myself)\b")
_CUE_BEHIND = re.compile(r"[,.!?][”\"] (said|says|asked|asks|added|adds)$")
_NEAR = 8
"""Quotes before a quote's cue that it may lie in."""


def finish(page: Page, drafts: Sequence[Draft], speakers: Speakers, *, given: bool) -> list[Quote]:
    """Drafts, in order of the text, as quotes; a quotation with neither source nor cue inherits the speaker before it.

    Args:
        page: the article.
        drafts: what was found in it.
        speakers: its actors.
        given: whether a tagger drafted, which knows what is reported within a report; what the rules find there is left out.
    """
    quotes: list[Quote] = []
    last: tuple[Actor | None, int] = (None, -9)
    for d in drafts:
        take_lead(page, d)
        pieces = tuple(_without_cue(page.text, piece) for piece in page.told(_disjoint(d.pieces)))
        if not pieces:
            continue
        speaker, confidence = _speaker(page, d, speakers, last)
        last = (speaker, d.paragraph)
        marks = [q for k in range(d.paragraph, d.paragraph + 1 + d.paragraphs) for q in page.marks.get(k, ())]
        stance, is_open = _stance(page, d, pieces[0])
        mode = d.mode or _mode(page.text, pieces, marks)
        said = mode != "indirect" or d.cue is None or (_reports(page, d.cue) and not is_open)
        quotes.append(Quote(pieces, mode, d.source, d.cue, speaker, stance, confidence, said))
    return _outermost(page.text, quotes, within=_is_own if given else _is_nested)


def _stance(page: Page, d: Draft, content: Span) -> tuple[Stance, bool]:
    """How a speaker stands to what is reported, and whether he leaves open what others claim. ``content``: the first piece."""
    if d.cue is None:
        return d.stance or "asserts", False
    view = page.view_at(d.cue.start)
    stance = d.stance or stance_at(view, d.cue)
    claim = hearsay(view, d.cue, content)
    if claim is not None and stance in ("asserts", "denies"):
        stance = "denies" if claim == "denies" else "asserts"
    return stance, claim == "open"


def _reports(page: Page, cue: Span) -> bool:
    """Whether a cue is a mark, or has a word of saying or thinking: "said", "'s claim", "according to"."""
    words = [t for t in page.view_at(cue.start).tokens if cue.start <= t.start < cue.end]
    told = any(tells_of_speech(t.lemma) or t.text.lower() in _PREPOSITIONS for t in words)
    return told or not any(map(str.isalnum, cue.of(page.text)))


def _outermost(text: str, quotes: Sequence[Quote], *, within: Callable[[str, Quote, Quote], bool]) -> list[Quote]:
    """The quotes, in order, without those that lie within one that begins before them."""
    ordered = sorted(quotes, key=lambda q: (q.content, q.cue or (0, 0)))
    starts = [q.content[0].start for q in ordered]
    kept = []
    for q in ordered:
        behind = bisect_right(starts, q.cue.start) if q.cue is not None else 0
        if not any(within(text, other, q) for other in ordered[max(0, behind - _NEAR) : behind]):
            kept.append(q)
    return kept


def _is_own(_: str, outer: Quote, inner: Quote) -> bool:
    """Whether a quote is what a speaker says of himself within his own words ("what he calls a disaster")."""
    if inner.cue is None or inner.speaker is None or outer.cue == inner.cue or outer.speaker != inner.speaker:
        return False
    return any(piece.covers(inner.cue) for piece in outer.content)


def _is_nested(text: str, outer: Quote, inner: Quote) -> bool:
    """Whether a quote is part of what is reported of somebody else, who vouches for all of it ("Dresk said Holt had told him").

    What a medium reports of others stays, and so does an aside of the outlet's ("praised Holt, who said ...").
    """
    if inner.cue is None or outer.cue is None or outer.cue == inner.cue:
        return False
    if not all(any(piece.covers(own) for piece in outer.content) for own in (inner.cue, *inner.content)):
        return False
    if inner.source is not None and inner.source.of(text) == "who" and text[: inner.source.start].endswith(", "):
        return False
    return "report" not in outer.cue.of(text).lower()


def _speaker(page: Page, d: Draft, speakers: Speakers, last: tuple[Actor | None, int]) -> tuple[Actor | None, float]:
    """Whom the source names; without a source the subject of the sentence before, or who spoke last."""
    if d.speaker is not None:
        return d.speaker, CONFIDENCE["person"]
    cited = _cited(page, d)
    if cited is not None:
        return speakers.resolve(*cited, Span(cited[1].start, cited[1].end))
    if d.source is not None:
        view = page.view_at(d.source.start)
        subject = d.subject or view.head(d.source)
        return speakers.resolve(view, subject, d.source) if subject is not None else (None, 0.0)
    if d.subject is not None and not (d.cue is not None and _is_asked(page, d.cue)):
        view, place = page.view_at(d.subject.start), Span(d.subject.start, d.subject.end)
        speaker, confidence = speakers.resolve(view, d.subject, place)
        return speaker, min(confidence, CONFIDENCE["inherited"])
    if d.cue is not None:
        view = page.view_at(d.cue.start)
        verb = next((t for t in view.tokens if d.cue.start <= t.start < d.cue.end and t.pos == "VERB"), None)
        found = find_subject(view, verb) if verb is not None and not _is_passive(view, verb) else None
        if found is None or view.quoted[found[0].i] or found[0].dep == "nsubjpass":
            return None, 0.0
        speaker, confidence = speakers.resolve(view, found[0], Span(found[0].start, found[0].end))
        return speaker, min(confidence, CONFIDENCE["inherited"])
    if last[0] is not None and d.paragraph - last[1] <= 1 and _may_go_on(page, d, last[0]):
        return last[0], CONFIDENCE["inherited"]
    return None, 0.0


def _may_go_on(page: Page, d: Draft, speaker: Actor) -> bool:
    """Whether a floating quotation may be of who spoke last: no body says "I", and the nameless are quoted once."""
    first = any(_FIRST_PERSON.search(page.text, piece.start, piece.end) for piece in d.pieces)
    return speaker.kind == "person" or not (first or speaker.kind == "unnamed")


def _is_passive(view: View, verb: Token) -> bool:
    """Whether it is others who say it: "he was accused of ...", "when asked why"."""
    return verb.tag == "VBN" and not any(t.dep == "aux" and t.lemma == "have" for t in view.sentence.children(verb.i))


def _is_asked(page: Page, cue: Span) -> bool:
    """Whether the speaker is who is asked, not who asks: "she said when asked why"."""
    view = page.view_at(cue.start)
    return any(t.lemma == "ask" and cue.covers(Span(t.start, t.end)) and _is_passive(view, t) for t in view.tokens)


def _cited(page: Page, d: Draft) -> tuple[View, Token] | None:
    """Whom a medium quotes: "the agency quoted **Holt** as saying"."""
    if d.cue is None:
        return None
    view = page.view_at(d.cue.start)
    words = [t for t in view.tokens if d.cue.start <= t.start < d.cue.end]
    above = [view.tokens[view.tokens[t.head].head] for t in words if t.dep == "pcomp"]  # of "as saying"
    verb = next((t for t in (*words, *above) if t.lemma in _CITES), None)
    cited = view.child(verb.i, "dobj") if verb is not None else None
    if cited is None:
        return None
    behind = [t for t in view.tokens[cited.i + 1 :] if t.text == "as"]
    says = any(view.tokens[t.i + 1].tag == "VBG" for t in behind if t.i + 1 < len(view.tokens))
    return (view, cited) if says else None


def _without_cue(text: str, piece: Span) -> Span:
    """A piece without the word of saying behind the marks that close it: "We are done,” said"."""
    found = _CUE_BEHIND.search(text, piece.start, piece.end)
    return Span(piece.start, found.start() + 1) if found is not None else piece


def _disjoint(pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces in order, those that overlap made one."""
    found: list[Span] = []
    for piece in sorted(p for p in pieces if p.start < p.end):
        if found and piece.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return tuple(found)


def _mode(text: str, pieces: Sequence[Span], marks: Sequence[Quoted]) -> Mode:
    """Direct where nine tenths of the letters stand in marks, indirect where none does, else mixed."""
    letters = quoted = 0
    for start, end in pieces:
        letters += sum(map(str.isalnum, text[start:end]))
        quoted += sum(
            sum(map(str.isalnum, text[max(start, q.start) : min(end, q.end)])) for q in marks if q.start < end and start < q.end
        )
    if not letters or not quoted:
        return "indirect"
    return "direct" if quoted >= 0.9 * letters else "mixed"
