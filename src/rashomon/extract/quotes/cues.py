"""Words that report, each with the words that name who speaks.

Read off the dependency tree: a verb of saying with its subject, inherited where verbs are joined or the verb is a participle
("left the hall, saying ..."); "according to"; a noun of saying with its possessor ("Holt's claim that ...").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rashomon.extract.quotes.reporting import Report, document_nouns, particle_verbs, reporting_noun, reporting_verb, requests
from rashomon.extract.quotes.view import View
from rashomon.model import Span, Stance, Token

__all__ = ["Cue", "find_cues", "find_subject", "finite_tag", "is_document", "name_phrase", "stance_at"]

_SUBJECTS = ("nsubj", "nsubjpass")
_AUXILIARY = ("aux", "auxpass", "neg", "prt")
_WITHIN_FRAME = frozenset(("aux", "auxpass", "neg", "prt", "advmod", "npadvmod", "prep", "dative", "agent", "expl"))
_SPEAKS = frozenset(
    "comment respond reply answer speak talk discuss address elaborate identify name give provide specify".split()
)
"""What one declines to do who declines to speak."""
_TALKS = frozenset(("talk", "speak", "tweet", "write"))
"""What is no refusal where it is negated: "he didn't talk about walls"."""
_SHARES_SUBJECT = frozenset(("conj", "xcomp", "advcl", "pcomp", "parataxis", "dep", "ccomp", "prep"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_MAX_STEPS = 8


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports, and its clause."""

    at: int
    """Index of the reporting word in its sentence."""
    span: Span
    report: Report
    form: str
    """``verb``, ``passive`` ("was rejected by Holt"), ``noun``, ``according``."""
    subject: Token | None
    """Head of the words that name the speaker, in the same sentence."""
    source: Span | None
    dep: str = ""
    """What the cue depends on its head as."""
    own_subject: bool = True
    """Whether the verb has a subject of its own (and does not share that of another verb)."""
    frame: frozenset[int] = frozenset()
    """Tokens of the cue's own clause: they are no content."""


def find_cues(view: View) -> list[Cue]:
    """Cues outside quotation marks, in order."""
    found: dict[int, Cue] = {}
    for cue in _cues(view):
        found.setdefault(cue.at, cue)
    return [found[at] for at in sorted(found)]


def _cues(view: View) -> Iterator[Cue]:
    for token in view.tokens:
        if view.quoted[token.i]:
            continue
        if token.tag.startswith("VB") or _reads_as_verb(view, token):
            if token.lemma == "accord" or token.text.lower() == "according":
                cue = _according(view, token)
            else:
                cue = _verb(view, token)
        elif token.tag in ("NN", "NNS"):
            cue = _noun(view, token)
        else:
            cue = _according(view, token) if token.text.lower() == "according" else None
        if cue is not None:
            yield cue


def _reads_as_verb(view: View, token: Token) -> bool:
    """A verb in the present that the tagger took for a plural ("Holt **predicts** that ..."): a clause hangs on it."""
    return token.tag == "NNS" and token.dep == "ROOT" and view.child(token.i, "ccomp") is not None


# ---------------------------------------------------------------------------------------------- who speaks


def find_subject(view: View, verb: Token) -> tuple[Token, bool] | None:
    """The subject of a verb, and whether it is the verb's own; ``None`` where there is none."""
    own, here = True, verb
    for _ in range(_MAX_STEPS):
        subject = view.child(here.i, *_SUBJECTS)
        if subject is not None and not (not own and here.dep == "relcl" and subject.text.lower() in ("that", "which")):
            return subject, own
        above = view.tokens[here.head]
        if here.dep in ("acl", "relcl") and above.pos in ("NOUN", "PROPN", "PRON"):
            if here.dep == "acl" and own and _tells(view, here):
                return above, True
            return (above, False) if here.dep == "acl" and here.tag == "VBG" else None
        governor = _governor(view, here)
        if governor is None:
            return None
        here, own = governor, False
    return None


def _tells(view: View, verb: Token) -> bool:
    """Whether a verb taken for a participle is the past of its noun: a clause hangs on it ("The aide **warned** that ...")."""
    reported = view.child(verb.i, "ccomp")
    return verb.tag == "VBN" and reported is not None and reported.i > verb.i and view.child(verb.i, "agent") is None


def _name_before(view: View, verb: Token) -> Token | None:
    """The subject that the tree lost: the noun right before a finite verb, or before the comma of its apposition."""
    if verb.dep not in ("ROOT", "conj", "ccomp", "advcl", "parataxis") or verb.tag not in ("VBD", "VBZ", "VBP", "NNS"):
        return None
    k = verb.i - 1
    if k < 0:
        return None
    while k > 0 and view.tokens[k].tag == "RB":
        k -= 1
    if view.tokens[k].text == ")":  # "Sen. Mara Holt (R-Md.) said"
        k = max((t.i for t in view.tokens[:k] if t.text == "("), default=0) - 1
    comma = k > 0 and view.tokens[k].text == ","
    k -= comma
    if k < 0 or view.quoted[k]:
        return None
    token = view.tokens[k]
    named = token.tag in ("NNP", "NNPS") if comma else token.tag in ("NNP", "NNPS", "NN", "NNS", "PRP", "CD")
    return token if named and token.ent not in ("DATE", "TIME") else None


def _governor(view: View, verb: Token) -> Token | None:
    """The verb that shares its subject with a verb that has none."""
    above = view.tokens[verb.head]
    if above.pos == "ADP" or (above.pos == "ADJ" and above.dep == "acomp"):  # "by saying", "was right to say"
        above = view.tokens[above.head]
    if above.i == verb.i or above.pos not in ("VERB", "AUX") or verb.dep not in _SHARES_SUBJECT:
        return None
    if verb.dep in ("ccomp", "parataxis") and verb.tag not in ("VBG", "VB"):
        return None
    saying = view.tokens[above.head]
    if above.dep == "ccomp" and reporting_verb(saying.lemma) is not None and not view.quoted[saying.i]:
        # "said he had left, adding ...", "said he would go and told them ...": not his who left, would go
        if verb.dep == "advcl" and verb.tag == "VBG":
            return saying
        tense = finite_tag(view, verb)
        if verb.dep == "conj" and tense in ("VBD", "VBZ") and finite_tag(view, saying) == tense != finite_tag(view, above):
            return saying
    return above


def finite_tag(view: View, verb: Token) -> str:
    """The tag of the word that carries a verb's tense: its first auxiliary, else itself."""
    auxiliary = view.child(verb.i, "aux", "auxpass")
    return auxiliary.tag if auxiliary is not None and auxiliary.i < verb.i else verb.tag


def name_phrase(view: View, head: Token, *, avoid: int) -> Span:
    """The noun phrase around ``head``: contiguous, outside quotation marks, not running over token ``avoid``."""
    if head.text.lower() in _RELATIVE or head.tag in ("PRP", "WP"):
        return Span(head.start, head.end)
    members = {t.i for t in view.sentence.subtree(head.i) if not view.quoted[t.i]} - {avoid}
    first = last = head.i
    while first - 1 in members:
        first -= 1
    while last + 1 in members:
        last += 1
    if view.tokens[first].dep == "cc" or view.tokens[first].dep == "preconj":
        first += 1
    span = view.trim(first, last) or Span(head.start, head.end)
    words = span.of(view.text)
    if words.count("(") > words.count(")") and view.text[span.end : span.end + 1] == ")":
        return Span(span.start, span.end + 1)
    return span


# ---------------------------------------------------------------------------------------------- verbs


def _verb(view: View, verb: Token) -> Cue | None:
    if verb.dep in ("aux", "amod", "compound"):
        return None
    report, particle = reporting_verb(verb.lemma), None
    wanted = particle_verbs().get(verb.lemma)
    if wanted is not None:
        particle = next((t for t in view.sentence.children(verb.i) if t.text.lower() == wanted), None)
        report = Report(takes=frozenset(("clause", "object"))) if particle is not None else report
    if report is None or _is_declined(view, verb):
        return None
    if view.child(verb.i, "auxpass") is not None:
        return _passive(view, verb, report)
    found = find_subject(view, verb)
    if found is None:
        lost = _inverted(view, verb) or _name_before(view, verb)
        if lost is None:
            return None
        found = lost, True
    subject, own = found
    if report.kind == "evidence" and not own and verb.dep != "conj":
        return None
    if subject.dep == "nsubjpass" and not own and verb.tag != "VBG":
        return None
    return _cue(view, verb, report, subject, own=own, particle=particle)


def _inverted(view: View, verb: Token) -> Token | None:
    """``said Holt``, where the tree took the name for something else."""
    after = verb.i + 1
    if after < len(view.tokens) and not view.quoted[after] and verb.tag in ("VBD", "VBZ", "VBP"):
        head = next((t for t in view.sentence.children(verb.i) if t.dep in ("dobj", "attr", "npadvmod") and t.i > verb.i), None)
        before = view.tokens[verb.i - 1] if verb.i else None
        if head is not None and before is not None and (view.quoted[before.i] or before.text == ","):
            return head
    return None


def _passive(view: View, verb: Token, report: Report) -> Cue | None:
    """``was quoted as saying`` has its subject; ``was told by Holt`` its agent; all else says nobody."""
    subject = view.child(verb.i, "nsubjpass")
    saying = next((t for t in view.sentence.subtree(verb.i) if t.text.lower() == "saying" and t.i > verb.i), None)
    if subject is not None and saying is not None and verb.lemma in ("quote", "cite"):
        said = reporting_verb("say") or report
        return _cue(view, saying, said, subject, own=True, particle=None)
    agent = view.child(verb.i, "agent")
    by = view.child(agent.i, "pobj") if agent is not None else None
    cue = _cue(view, verb, report, by, own=True, particle=None) if by is not None and by.pos != "X" else None
    told = cue is not None and "object" in report.takes and view.child(verb.i, "ccomp", "xcomp") is None
    return replace(cue, form="passive") if cue is not None and told else cue


def _cue(view: View, verb: Token, report: Report, subject: Token, *, own: bool, particle: Token | None) -> Cue | None:
    if subject.text.lower() in ("there", "what", "whatever") or (subject.text.lower() in ("this",) and not own):
        return None
    if view.quoted[subject.i]:
        return None
    source = name_phrase(view, subject, avoid=verb.i)
    beside = particle is not None and particle.i == verb.i + 1
    span = Span(verb.start, particle.end if beside and particle is not None else verb.end)
    report = report._replace(stance=_stance(view, verb, report))
    cue = Cue(verb.i, span, report, "verb", subject, source, dep=verb.dep, own_subject=own)
    return replace(cue, frame=_frame(view, verb, subject if own else None))


def _is_declined(view: View, verb: Token) -> bool:
    """``declined to comment``: the declining is the cue."""
    above = reporting_verb(view.tokens[verb.head].lemma) if verb.dep == "xcomp" else None
    return above is not None and above.stance == "declines"


def _stance(view: View, verb: Token, report: Report) -> Stance:
    """The verb's own stance, unless it is negated ("would not say whether"), refuses something else than to speak,
    or turns down what is asked ("denied the motion")."""
    if report.stance == "declines":
        refused = view.child(verb.i, "xcomp")
        speaks = refused is not None and (reporting_verb(refused.lemma) is not None or refused.lemma in _SPEAKS)
        return "declines" if speaks else "asserts"
    if report.stance == "denies":
        turned_down = view.child(verb.i, "dobj", "nsubjpass")
        if turned_down is not None and turned_down.lemma in requests():
            return "asserts"
    silent = verb.lemma not in _TALKS
    if report.kind == "speech" and silent and report.stance in ("asserts", "denies") and view.child(verb.i, "neg") is not None:
        return "declines"
    return report.stance


_AGAINST = frozenset(("denies", "doubts", "declines"))


def stance_at(view: View, cue: Span) -> Stance:
    """What the words of a cue say of the speaker's stance: the first of them that reports, or a later verb that says more
    ("released a statement **denying**")."""
    stances: list[Stance] = []
    for token in view.tokens:
        if cue.start <= token.start < cue.end:
            verb = token.tag.startswith("VB") or token.pos == "VERB"
            report = reporting_verb(token.lemma) if verb else reporting_noun(token.lemma)
            if report is not None and (verb or not stances):
                stances.append(_stance(view, token, report) if verb else report.stance)
    first = stances[0] if stances else "asserts"
    return first if first != "asserts" else next((stance for stance in stances if stance in _AGAINST), first)


def _frame(view: View, verb: Token, subject: Token | None) -> frozenset[int]:
    """The verb, its subject, auxiliaries and the adverbials beside it."""
    frame = {verb.i}
    if subject is not None:
        frame |= {t.i for t in view.sentence.subtree(subject.i) if not view.quoted[t.i]}
    for t in view.sentence.children(verb.i):
        if t.dep in _AUXILIARY or (t.dep in _WITHIN_FRAME and t.tag != "IN" and abs(t.i - verb.i) <= 3):
            frame |= view.indices(t.i)
    return frozenset(frame)


# ---------------------------------------------------------------------------------------------- the rest


def _according(view: View, token: Token) -> Cue | None:
    """``according to X``."""
    to = view.tokens[token.i + 1] if token.i + 1 < len(view.tokens) else None
    if to is None or to.text.lower() != "to":
        return None
    head = view.child(to.i, "pobj", "pcomp") or view.child(token.i, "pobj")
    if head is None:
        return None
    source = name_phrase(view, head, avoid=token.i)
    report = reporting_verb("say")
    if report is None:
        return None
    frame = frozenset({token.i, to.i} | {t.i for t in view.tokens if source.start <= t.start < source.end})
    return Cue(token.i, Span(token.start, to.end), report, "according", head, source, frame=frame)


def _noun(view: View, noun: Token) -> Cue | None:
    """``Holt's claim that ...``, ``his call for ...``."""
    report = reporting_noun(noun.lemma)
    if report is None:
        return None
    owner = view.child(noun.i, "poss")
    if owner is None or view.quoted[owner.i]:
        return None
    complement = any(
        (t.dep in ("acl", "ccomp") and t.i > noun.i) or (t.dep == "prep" and t.text.lower() in report.through)
        for t in view.sentence.children(noun.i)
    )
    if not complement:
        return None
    source = name_phrase(view, owner, avoid=noun.i)
    return Cue(
        noun.i, Span(noun.start, noun.end), report, "noun", owner, source,
        frame=frozenset({noun.i} | view.indices(owner.i)),
    )  # fmt: skip


def is_document(token: Token) -> bool:
    """Whether a noun names something written."""
    return token.lemma in document_nouns() or token.text.lower() in document_nouns()
