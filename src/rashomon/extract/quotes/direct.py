"""Quotations in marks that stand right beside the clause of a cue.

``"We go," Holt said. "We are done."`` and ``Holt said: "We go."``
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.extract.quotes.cues import Cue
from rashomon.extract.quotes.drafts import Paragraph
from rashomon.extract.quotes.view import View
from rashomon.marks import Quoted
from rashomon.model import Span, Token

__all__ = ["claim"]

_GAP = re.compile(r"[\s,.;–—-]{0,6}")
_ENDS_OPEN = frozenset(",?!…—–-")
_MAX_BETWEEN = 20


def claim(paragraph: Paragraph, view: View, cue: Cue, *, cues: Sequence[Span]) -> list[Span]:
    """The quotations beside the cue, before it and behind it; they are marked as claimed.

    Args:
        paragraph: where the cue stands.
        view: its sentence.
        cue: the word of reporting.
        cues: all cues of the paragraph; a quotation behind another one belongs to that.
    """
    if cue.form == "noun" or not cue.frame:
        return []
    first, last = view.tokens[min(cue.frame)], view.tokens[max(cue.frame)]
    found = _before(paragraph, first) if cue.own_subject else []
    after = next((q for q in paragraph.marks_from(last.end) if q not in paragraph.claimed), None)
    if after is not None and after.open < view.sentence.end:
        between = any(last.end <= other.start and other.end <= after.open for other in cues)
        if not between and _introduces(view, cue, after, continues=bool(found)):
            found.append(after)
            for q in paragraph.marks_from(after.close):
                if q.open >= view.sentence.end or paragraph.text[found[-1].close : q.open].strip():
                    break
                found.append(q)
    paragraph.claimed.update(found)
    return [Span(q.start, q.end) for q in found]


def _before(paragraph: Paragraph, first: Token) -> list[Quoted]:
    """The quotation that ends right before the cue's clause, with those that run into it."""
    text = paragraph.text
    before = [q for q in paragraph.marks_before(first.start)[-8:] if q not in paragraph.claimed]
    if not before:
        return []
    q = before[-1]
    gap, ending = text[q.close : first.start], paragraph.ending(q)
    ends_open = ending in _ENDS_OPEN or "," in gap or (ending == "." and first.text[0].islower())
    if not (ends_open and _GAP.fullmatch(gap) and paragraph.is_standing(q) and paragraph.stands_first(q)):
        return []
    found = [q]
    for previous in reversed(before[:-1]):
        if text[previous.close : found[0].open].strip() or not paragraph.is_standing(previous):
            break
        found.insert(0, previous)
    return found


def _introduces(view: View, cue: Cue, q: Quoted, *, continues: bool) -> bool:
    """Whether the quotation behind the cue is what is said: nothing but adverbials of the cue stand between."""
    last = view.tokens[max(cue.frame)]
    gap = view.text[last.end : q.open].strip()
    colon = gap.endswith(":")
    if not colon and _runs_over(view, q):
        return False
    if len(gap) < 2:
        return continues or gap in (",", ":") or not cue.report.takes.isdisjoint(("clause", "quote"))
    if cue.form == "according" or gap[-1] not in ",:":
        return False
    between = [t for t in view.tokens if t.start >= last.end and t.end <= q.open]
    if not colon and any(t.tag in ("VBD", "VBZ", "VBP", "MD") or t.text.lower() in ("that", "which", "who") for t in between):
        return False
    own = view.indices(cue.at)
    return len(between) <= _MAX_BETWEEN and all(t.i in own or t.pos == "PUNCT" for t in between)


def _runs_over(view: View, q: Quoted) -> bool:
    """Whether what is said goes on behind the closing mark: ``said "it would be good" if they agreed``."""
    if view.text[q.end - 1] in ",.?!…":
        return False
    behind = next((t for t in view.tokens if t.start >= q.close), None)
    if behind is None or behind.pos in ("PUNCT", "CCONJ"):
        return False
    tops = (
        t
        for t in view.tokens
        if q.start <= t.start < q.end and t.head != t.i and not q.start <= view.tokens[t.head].start < q.end
    )
    return any(behind.i in view.indices(t.i) for t in tops)
