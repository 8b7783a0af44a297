"""What is said: the words that a cue reports, read off the dependency tree and the quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.extract.quotes.cues import Cue, finite_tag
from rashomon.extract.quotes.view import View
from rashomon.model import Span, Token

__all__ = ["reported"]

_CLAUSE_WORDS = frozenset("that whether if how why what who when where".split())
_MISREAD_CLAUSES = frozenset(("advcl", "xcomp", "dobj", "relcl", "acl", "dep"))
"""What the tree may take a reported clause for."""
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "attr"))
_OPENS_CLAUSE = frozenset(("DT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "VBG", "EX", "CD", "JJ"))
_MAX_TIME_WORDS = 5
_NEW_CLAUSES = frozenset(("advcl", "parataxis", "appos", "relcl", "nsubj", "mark", "prep"))


def reported(view: View, cue: Cue, stops: frozenset[int]) -> list[Span]:
    """Pieces of the content of ``cue`` in its own sentence; empty where the cue reports nothing there.

    Args:
        view: the sentence.
        cue: the word of reporting.
        stops: tokens of later cues that share its subject: what they report is theirs.
    """
    if cue.form == "according":
        return _according(view, cue)
    if cue.form == "noun":
        return _of_noun(view, cue)
    if cue.form == "passive":
        subject = view.child(cue.at, "nsubjpass")
        return view.runs(view.indices(subject.i)) if subject is not None and subject.pos != "PRON" else []
    head = view.tokens[cue.at]
    complement = _complement(view, cue, head)
    within = _clause_behind(view, head, complement) if complement is None or complement.dep == "dobj" else None
    if within is not None:
        return view.runs(i for i in view.indices(head.i) if i >= within)[:1]
    if complement is None:
        return _parenthetical(view, cue, head) or _left_over(view, cue, head)
    return _to_the_right(view, cue, complement, stops) if complement.i > head.i else _to_the_left(view, cue, complement)


def _of_noun(view: View, cue: Cue) -> list[Span]:
    """``Holt's claim that ...``, ``his call for ...``."""
    complement = next(
        (t for t in view.sentence.children(cue.at) if t.i > cue.at and t.dep in ("acl", "ccomp", "prep", "relcl")), None
    )
    if complement is None or complement.dep == "relcl":
        return []
    indices = view.indices(complement.i)
    if complement.dep == "prep":
        indices.discard(complement.i)
    return view.runs(indices)[:1]


def _complement(view: View, cue: Cue, head: Token) -> Token | None:
    """The child of the cue that holds what is said, the likeliest first."""
    takes, children = cue.report.takes, view.sentence.children(head.i)
    clauses = [t for t in children if t.dep == "ccomp" and t.i not in cue.frame]
    if takes == {"quote"}:
        return next((t for t in clauses if any(view.quoted[i] for i in view.indices(t.i))), None)
    after = [t for t in children if t.i > head.i]
    found: Token | None = None
    if "clause" in takes:
        found = next((t for t in clauses if t.i > head.i), None) or next(iter(clauses), None)
        found = found or next((t for t in after if t.dep in _MISREAD_CLAUSES and _opens_clause(view, t)), None)
    if found is None and "to" in takes:
        found = next((t for t in after if t.dep in ("xcomp", "advcl", "ccomp") and _is_infinitive(view, t)), None)
    if found is None and "as" in takes and _is_predicative(cue, children):
        found = next((t for t in after if t.dep in ("dobj", "oprd", "ccomp", "xcomp")), None)
    if found is None and "object" in takes:
        found = next((t for t in after if _is_object(t)), None)
        found = None if found is not None and found.tag == "PRP" and "as" not in takes else found
    return found if found is not None else _through(view, cue, after)


def _through(view: View, cue: Cue, after: Sequence[Token]) -> Token | None:
    """What is told through a preposition: "talked (to voters) **about** taxes", "called **for** the army to leave"."""
    for t in after:
        if t.dep in ("prep", "agent", "prt") and t.text.lower() in cue.report.through:
            return view.child(t.i, "pobj", "pcomp")
        opening = view.sentence.subtree(t.i)[0]
        if t.dep == "advcl" and opening.dep == "mark" and opening.text.lower() == "for" and "for" in cue.report.through:
            return t
    whom = [noun for t in after if t.text.lower() in ("to", "with") for noun in view.sentence.children(t.i)]
    about = (t for noun in whom for t in view.sentence.children(noun.i) if t.text.lower() == "about")
    return next((view.child(t.i, "pobj", "pcomp") for t in about if "about" in cue.report.through), None)


def _is_object(token: Token) -> bool:
    """``a truce``, ``closing the border``."""
    return (token.dep == "dobj" and token.ent not in ("DATE", "TIME")) or (token.dep == "xcomp" and token.tag == "VBG")


def _clause_behind(view: View, verb: Token, addressee: Token | None) -> int | None:
    """Where a clause with "that" begins which the tree hangs on a noun in between: "told the paper in a talk that ...",
    "said in a statement that ..."."""
    if addressee is not None and addressee.pos != "PROPN" and not addressee.ent:
        return None
    behind = view.tokens[(addressee or verb).i + 1 :]
    that = next((t for t in behind if t.text.lower() == "that" and t.dep == "mark" and not view.quoted[t.i]), None)
    if that is None or view.tokens[that.head].dep not in ("acl", "relcl"):
        return None
    noun = view.tokens[view.tokens[that.head].head]
    above = view.tokens[noun.head]
    return that.i if above.pos == "ADP" and above.head == verb.i else None


def _left_over(view: View, cue: Cue, verb: Token) -> list[Span]:
    """What stands behind a verb of saying that reports nothing by the tree: a clause that it took for something else ("said
    legalizing it could put people to work")."""
    if "clause" not in cue.report.takes or cue.report.kind != "speech" or verb.tag not in ("VBD", "VBZ", "VBP", "VBG"):
        return []
    first = _without_time(view, verb.i + 1) if verb.i + 1 < len(view.tokens) else verb.i
    opening = view.tokens[first]
    if opening.tag not in _OPENS_CLAUSE or opening.ent in ("DATE", "TIME") or any(view.quoted[i] for i in (first, verb.i)):
        return []
    finite = (t for t in view.tokens[first:] if t.tag in ("VBD", "VBZ", "VBP", "MD") and not view.quoted[t.i])
    own = next((t for t in finite if t.dep != "relcl" and view.child(t.i, "mark", "advmod") is None), None)
    ends = (t.i for t in view.tokens[first:] if t.text in (",", ";", ":") or (t.dep == "cc" and t.head == verb.i))
    stop = next(ends, len(view.tokens))
    if own is None or own.i > stop:
        return []
    span = view.trim(first, len(view.tokens) - 1)
    return [span] if span is not None else []


def _is_predicative(cue: Cue, children: Sequence[Token]) -> bool:
    """Verbs of thinking report something *of* an object only with "as" or a predicate ("sees it as a threat")."""
    return cue.report.kind == "speech" or any(t.text.lower() == "as" or t.dep == "oprd" for t in children)


def _opens_clause(view: View, token: Token) -> bool:
    first = view.sentence.subtree(token.i)[0]
    return first.text.lower() in _CLAUSE_WORDS


def _is_infinitive(view: View, token: Token) -> bool:
    return token.tag == "VB" and any(t.tag == "TO" for t in view.sentence.children(token.i))


def _to_the_right(view: View, cue: Cue, complement: Token, stops: frozenset[int]) -> list[Span]:
    """From the complement's first word behind the cue to the end of the sentence, or to where the cue's own clause is
    taken up again (", but", ", adding")."""
    members = view.indices(complement.i) - cue.frame
    first = _without_time(view, min((i for i in members if i > cue.at), default=complement.i))
    if view.tokens[first].text.lower() in cue.report.through and first < complement.i:  # "called for | all sides to meet"
        first += 1
    addressee = _addressee(view, cue) if _is_infinitive(view, complement) else None
    if addressee is not None and cue.at < addressee.i < first:  # "urged them to leave": whom is part of it
        first = min(view.indices(addressee.i))
        members |= set(range(first, complement.i))
    if "as" in cue.report.takes and complement.dep != "ccomp":
        members |= {i for i in view.indices(cue.at) if i > first} - _own_again(view, cue)
    limit = len(view.tokens)
    if view.tokens[cue.at].dep in ("relcl", "acl", "advcl"):
        limit = max(view.indices(cue.at)) + 1
    limit = min(limit, _taken_up(view, cue, complement))
    last = first
    for token in view.tokens[first + 1 : limit]:
        contrast = token.text.lower() in ("while", "whereas") and view.tokens[token.i - 1].text == ","
        if token.i in stops or (contrast and not view.quoted[token.i]):
            break
        if token.i not in members and _escapes(view, token):
            break
        last = token.i
    while last > first and view.tokens[last].dep in ("cc", "punct") and last + 1 in stops:
        last -= 1
    span = view.trim(first, last)
    return [span] if span is not None else []


def _without_time(view: View, first: int) -> int:
    """Where a report begins behind the time of its telling, which the tree gives to it ("said on Friday he met ...")."""
    at = first
    while at < min(first + _MAX_TIME_WORDS, len(view.tokens) - 1):
        token, following = view.tokens[at], view.tokens[at + 1]
        time = token.ent in ("DATE", "TIME") and token.dep not in _ARGUMENTS
        if not time and not (token.tag == "IN" and following.ent in ("DATE", "TIME")):
            break
        at += 1
    behind = view.tokens[at]
    return at if behind.tag in ("PRP", "DT", "NNP", "NNPS", "PRP$", "IN", "EX") and behind.pos != "PUNCT" else first


def _taken_up(view: View, cue: Cue, complement: Token) -> int:
    """Where the cue's own clause goes on with a verb that the tree joins to what is reported: a verb without a subject in the
    tense of the cue and not of the report ("said he would go **but did not** say when")."""
    tense, said = finite_tag(view, view.tokens[cue.at]), finite_tag(view, complement)
    if tense == said or tense not in ("VBD", "VBZ", "VBP"):
        return len(view.tokens)
    for t in view.sentence.children(complement.i):
        own = view.child(t.i, "nsubj", "nsubjpass") is None and not view.quoted[t.i]
        if t.dep == "conj" and t.i > complement.i > cue.at and own and finite_tag(view, t) == tense:
            start = min(view.indices(t.i))
            while start > complement.i and view.tokens[start - 1].dep in ("cc", "punct"):
                start -= 1
            return start
    return len(view.tokens)


def _addressee(view: View, cue: Cue) -> Token | None:
    """Whom the cue is addressed to: "urged the council to vote", "called on the council to vote"."""
    whom = "clause" not in cue.report.takes or "object" in cue.report.takes or cue.report.stance == "asks"
    found = view.child(cue.at, "dobj") if whom else None
    if found is not None and found.ent not in ("DATE", "TIME"):
        return found
    on = next((t for t in view.sentence.children(cue.at) if t.text.lower() in cue.report.through and t.i > cue.at), None)
    return view.child(on.i, "pobj") if on is not None else None


def _own_again(view: View, cue: Cue) -> set[int]:
    """Tokens of clauses that are joined to the cue's own."""
    found: set[int] = set()
    for t in view.sentence.children(cue.at):
        if t.dep in ("conj", "advcl", "parataxis") and t.tag.startswith("VB"):
            found |= view.indices(t.i)
            if t.dep == "conj" and view.tokens[t.i - 1].dep in ("cc", "punct", "advmod"):
                found |= {t.i - 1, t.i - 2 if view.tokens[t.i - 2].dep == "cc" else t.i - 1}
    return found


def _escapes(view: View, token: Token) -> bool:
    """Whether ``token``, outside the complement, begins something that is no longer said."""
    if view.quoted[token.i]:
        return False
    if token.dep in ("cc", "conj") or token.text in (";", "—", "–"):
        return True
    before = view.tokens[token.i - 1]
    return token.dep in _NEW_CLAUSES and (before.text in (",", "-", "--") or view.quoted[before.i])


def _to_the_left(view: View, cue: Cue, complement: Token) -> list[Span]:
    """``The talks are over, Holt said``: from the start of the cue's clause."""
    indices = view.indices(cue.at) - cue.frame
    start = max(min(indices, default=complement.i), view.after_dateline())
    stop = min(cue.frame, default=cue.at)
    if start >= stop:
        stop = cue.at
    while start < stop and view.tokens[start].dep == "cc" and not view.quoted[start]:
        start += 1
    members = {i for i in range(start, stop) if i not in cue.frame}
    complements = view.indices(complement.i) - cue.frame
    members |= {i for i in complements if i > cue.at}
    return view.runs(members)


def _parenthetical(view: View, cue: Cue, head: Token) -> list[Span]:
    """``The talks, Holt said, are over``: the cue hangs on the clause that it reports."""
    if head.head == head.i or "clause" not in cue.report.takes or not cue.own_subject:
        return []
    if head.dep not in ("parataxis", "ccomp", "advcl", "dep", "relcl"):
        return []
    own = view.indices(head.i)
    if head.dep != "parataxis" and not _between_commas(view, cue) and not _is_aside(view, own):
        return []
    members = view.indices(head.head) - own
    return view.runs(members)


def _between_commas(view: View, cue: Cue) -> bool:
    first, last = min(cue.frame), max(cue.frame)
    before = view.tokens[first - 1].text if first else ""
    after = view.tokens[last + 1].text if last + 1 < len(view.tokens) else "."
    return before in (",", "—", "–") and after in (",", "—", "–", ".")


def _is_aside(view: View, own: set[int]) -> bool:
    """``As Holt noted, the harbour is closed``: a clause that begins with "as" and is set off by a comma."""
    behind = view.tokens[max(own) + 1 :][:1]
    return view.tokens[min(own)].text.lower() == "as" and any(t.text in (",", "—", "–") for t in behind)


def _according(view: View, cue: Cue) -> list[Span]:
    """The clause that ``according to`` hangs on, without it."""
    token = view.tokens[cue.at]
    head = view.tokens[token.head]
    while head.pos not in ("VERB", "AUX") and head.head != head.i:
        head = view.tokens[head.head]
    members = {i for i in view.indices(head.i) if i >= view.after_dateline()} - view.indices(token.i) - cue.frame
    first, last = min(cue.frame), max(cue.frame)
    if first == 0:
        members = {i for i in range(last + 1, len(view.tokens))} - cue.frame
    elif not any(i > last and view.tokens[i].pos not in ("PUNCT", "SPACE") for i in members):
        members = {i for i in members if i < first}
    return [span for span in view.runs(members) if re.search(r"\w", span.of(view.text))]
