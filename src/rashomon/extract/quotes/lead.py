"""The beginning of a sentence that a quotation goes on with.

``Of the vote, Mara Holt said, "it was a farce."``
The words before the source belong to what is said where the quotation behind it does not begin a sentence of its own, unless
they tell when, where or how it was said.
"""

from __future__ import annotations

from rashomon.extract.quotes.cues import is_document
from rashomon.extract.quotes.drafts import Draft, Page
from rashomon.extract.quotes.reporting import reporting_verb
from rashomon.model import Span, Token

__all__ = ["take_lead"]

_OPENING = "“‘\"'"
_OCCASIONS = frozenset("interview conference briefing call appearance hearing testimony meeting rally".split())


def take_lead(page: Page, draft: Draft) -> None:
    """Add the words before the source to the content, where the quotation behind the cue goes on with them."""
    if draft.source is None or draft.cue is None or not draft.pieces:
        return
    text, first = page.text, min(draft.pieces)
    start, end = min(draft.source.start, draft.cue.start), max(draft.source.end, draft.cue.end)
    between = text[end : first.start].rstrip(_OPENING).strip() if end <= first.start else ""
    marked = text[first.start - 1] in _OPENING or text[first.start] in _OPENING
    if between != "," or not marked or not first.of(text).lstrip(_OPENING)[:1].islower():
        return
    view = page.view_at(start)
    lead = [t for t in view.tokens if t.end <= start and t.pos != "SPACE" and t.i >= view.after_dateline()]
    while lead and lead[0].tag == "CC":
        lead = lead[1:]
    if len(lead) < 2 or lead[-1].text != "," or any(view.quoted[t.i] for t in lead) or any(map(_is_occasion, lead)):
        return
    draft.pieces.insert(0, Span(lead[0].start, lead[-2].end))


def _is_occasion(token: Token) -> bool:
    """Whether a word tells of the saying rather than of what is said: a time, an interview, "asked", "speaking"."""
    tells = reporting_verb(token.lemma) is not None and token.tag in ("VBN", "VBG") and token.i == 0
    return token.ent in ("DATE", "TIME") or token.lemma in _OCCASIONS or is_document(token) or tells
