"""Attributions that the tree does not show: by a colon, by a dash, or by the words beside a quotation in marks."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from rashomon.extract.quotes.cues import find_subject, is_document, name_phrase
from rashomon.extract.quotes.reporting import reporting_verb
from rashomon.extract.quotes.speakers import Speakers
from rashomon.extract.quotes.view import View
from rashomon.marks import Quoted
from rashomon.model import Span, Token

__all__ = [
    "Attribution",
    "announces",
    "by_clause",
    "by_colon",
    "by_dash",
    "by_neighbours",
    "by_opening_colon",
    "by_sentence_before",
]

_DASH = re.compile(r"\s*(?:[—–]|--?|(:))\s*(?=[A-Z])")
_MAX_NAME_WORDS = 7
_MAX_HEADLINE_NAME = 4
_MAX_HEADLINE = 14
"""Words before the colon of a headline."""
_LABELS = frozenset(
    "watch exclusive breaking update updated analysis opinion live video photos explainer correction editorial".split()
)
"""Words before the colon of a headline that name nobody."""
_MAX_NEIGHBOURS = 30
_MAX_CLIMB = 12
_SPEAKERS = frozenset(("person", "body", "country", "unnamed", "group"))


class Attribution(NamedTuple):
    """Words that name a speaker, and the cue if there is one."""

    subject: Token
    source: Span
    cue: Span | None


def by_opening_colon(view: View, speakers: Speakers) -> tuple[Attribution, Span] | None:
    """``Holt: the deal is dead`` at the start of a sentence, with what follows the colon."""
    longest = _MAX_HEADLINE if view.number == 0 else _MAX_NAME_WORDS
    colon = next((t for t in view.tokens[: longest + 1] if t.text == ":" and not view.quoted[t.i]), None)
    if colon is None or not 0 < colon.i < len(view.tokens) - 1:
        return None
    words = view.tokens[: colon.i]
    about = next((t.i for t in words[1 : _MAX_HEADLINE_NAME + 1] if t.text.lower() in ("on", "to")), 0)
    if about and view.number == 0:  # "Holt on the vote: we lost"
        words = words[:about]
        if speakers.called(words[-1].text) is None:
            return None
    if any(t.tag in ("VBD", "VBZ", "VBP", "MD", "IN") for t in words) and not words[-1].text.isupper():
        return None
    head = words[-1] if words[-1].text not in (")", "]") else words[0]
    mention = speakers.at(Span(words[0].start, words[-1].end))
    speaks = mention is not None and mention.actor.kind in _SPEAKERS and mention.span.end >= head.start
    transcript = len(words) <= 3 and len(head.text) > 2 and all(t.text.isupper() for t in words)  # "HOLT: ..."
    named = head.tag in ("NNP", "NNPS") or speakers.called(head.text) is not None
    named = named and len(words) <= _MAX_HEADLINE_NAME and head.text.lower() not in _LABELS
    headline = view.number == 0 and (named or is_document(head))  # "Poll: ..."
    if not (speaks or transcript or headline):
        return None
    content = view.trim(colon.i + 1, len(view.tokens) - 1)
    if content is None or not re.search(r"[^\W\d]", content.of(view.text)):  # "Holt: 46", a tally
        return None
    source = Span(words[0].start, words[-1].end)
    return Attribution(head, source, Span(colon.start, colon.end)), content


def announces(view: View, speakers: Speakers, *, used: Collection[Span | None]) -> Attribution | None:
    """``He added:`` at the end of a paragraph: what follows is his. ``used`` are cues that report something already."""
    last = next((t for t in reversed(view.tokens) if t.pos != "SPACE"), None)
    if last is None or last.text != ":" or view.quoted[last.i]:
        return None
    verbs = [t for t in view.tokens if t.tag.startswith("VB") and t.dep != "advcl" and not view.quoted[t.i]]
    reporting = [t for t in verbs if reporting_verb(t.lemma) is not None and Span(t.start, t.end) not in used]
    for verb in (*reversed(reporting), *(t for t in verbs if t.dep == "ROOT")):
        found = find_subject(view, verb)
        if found is None or view.quoted[found[0].i]:
            continue
        mention = speakers.at(Span(found[0].start, found[0].end))
        if mention is not None and mention.actor.kind in _SPEAKERS:
            cue = verb if reporting_verb(verb.lemma) is not None else last
            source = name_phrase(view, found[0], avoid=verb.i)
            return Attribution(found[0], source, Span(cue.start, cue.end))
    return None


def by_sentence_before(views: Sequence[View], q: Quoted) -> Attribution | None:
    """``Holt was blunt. "We lost."``: the subject of the sentence before, in the same paragraph."""
    before = [v for v in views if v.sentence.end <= q.open]
    if not before or all(before[-1].quoted):
        return None
    view = before[-1]
    root = next((t for t in view.tokens if t.dep == "ROOT"), None)
    found = find_subject(view, root) if root is not None and not view.quoted[root.i] else None
    if found is None or view.quoted[found[0].i]:
        return None
    return Attribution(found[0], Span(found[0].start, found[0].end), None)


def by_colon(view: View, q: Quoted, speakers: Speakers) -> Attribution | None:
    """``Holt was blunt: "We lost"``: the subject of the clause before the colon."""
    before = [t for t in view.tokens if t.end <= q.open and not view.quoted[t.i] and t.pos != "SPACE"]
    if len(before) < 2 or before[-1].text != ":":
        return None
    verbs = [t for t in before if t.tag in ("VBD", "VBZ", "VBP")]
    for verb in verbs:
        found = find_subject(view, verb)
        if found is None or found[0].start >= q.open or view.quoted[found[0].i]:
            continue
        source = name_phrase(view, found[0], avoid=verb.i)
        mention = speakers.at(Span(found[0].start, found[0].end))
        if source.end <= q.open and mention is not None and mention.actor.kind in _SPEAKERS:
            cue = verb if reporting_verb(verb.lemma) is not None else before[-1]
            return Attribution(found[0], source, Span(cue.start, cue.end))
    name, colon = before[-2:]  # "Not what was feared - Mara Holt: "We lost""
    if view.number == 0:  # whose is it in "Holt slams Dresk: "..."" ?
        return None
    mention = speakers.at(Span(name.start, name.end))
    if mention is None or mention.actor.kind not in _SPEAKERS or not (mention.form == "name" or is_document(name)):
        return None
    return Attribution(name, name_phrase(view, name, avoid=colon.i), Span(colon.start, colon.end))


def by_clause(view: View, q: Quoted, speakers: Speakers) -> tuple[Attribution, list[Span]] | None:
    """The verb of saying over a quotation of a few words, with the part of its clause that holds the quotation."""
    here = next((t for t in view.tokens if q.start <= t.start < q.end), None)
    for _ in range(_MAX_CLIMB):
        if here is None or here.head == here.i:
            return None
        above = view.tokens[here.head]
        if above.tag.startswith("VB") and not view.quoted[above.i] and above.end <= q.open:
            found = find_subject(view, above) if reporting_verb(above.lemma) is not None else None
            if found is not None and not view.quoted[found[0].i] and here.i > above.i:
                mention = speakers.at(Span(found[0].start, found[0].end))
                if mention is None or mention.actor.kind not in _SPEAKERS:
                    return None
                source = name_phrase(view, found[0], avoid=above.i)
                members = {i for i in view.indices(here.i) if i > above.i}
                return Attribution(found[0], source, Span(above.start, above.end)), view.runs(members)
            if found is not None:
                return None
        here = above
    return None


def by_dash(view: View, q: Quoted, speakers: Speakers) -> Attribution | None:
    """``"We lost." – Mara Holt, minister``, and ``"We lost": Holt on the vote``."""
    dash = _DASH.match(view.text, q.close, min(len(view.text), q.close + 8))
    if dash is None:
        return None
    words = [t for t in view.tokens if t.start >= dash.end()]
    if not words or len(words) > 3 * _MAX_NAME_WORDS:
        return None
    mention = speakers.at(Span(words[0].start, words[min(2, len(words) - 1)].end))
    if mention is None or mention.actor.kind not in ("person", "body") or mention.span.start > words[0].end + 24:
        return None
    head = next(t for t in words if t.end >= mention.span.end)
    end = mention.span.end if dash.group(1) else words[-1].end
    return Attribution(head, Span(words[0].start, end), None)


def by_neighbours(view: View, q: Quoted) -> Attribution | None:
    """``"We lost," a clerk who heard it wrote``: a verb of saying behind the quotation, whatever the tree makes of it."""
    behind = [t for t in view.tokens if t.start >= q.close][:_MAX_NEIGHBOURS]
    while behind and behind[0].pos in ("PUNCT", "SPACE"):
        behind = behind[1:]
    for k, token in enumerate(behind):
        if view.quoted[token.i] or token.text in (":", ";"):
            return None
        report = reporting_verb(token.lemma)
        finite = token.tag in ("VBD", "VBZ", "VBP", "VBN") or (token.tag == "NNS" and k > 0 and behind[k - 1].tag == "NNP")
        if report is None or not finite or not report.takes & {"clause", "quote"}:
            continue
        named = behind[:k] if k else _until_stop(behind[1:])
        heads = [t for t in named if t.tag in ("NNP", "NNPS", "NN", "NNS", "PRP", "CD")]
        if not heads:
            return None
        run = [t for k, t in enumerate(heads) if t.i == heads[0].i + k]  # "campaign manager Lee Roe": the last word is the head
        subject = next((t for t in heads if t.dep in ("nsubj", "nsubjpass")), run[-1])
        source = view.trim(named[0].i, named[-1].i)
        return None if source is None else Attribution(subject, source, Span(token.start, token.end))
    return None


def _until_stop(tokens: list[Token]) -> list[Token]:
    for k, token in enumerate(tokens):
        if token.text in (",", ".", ";", ":", "(") or token.tag in ("IN", "VBD", "VBZ"):
            return tokens[:k]
    return tokens
