"""From words that tell happenings to predicates: what governs what, and what type comes of it.

Types compose. An operator bends what it governs ("begin talks" are talks, "plan to attack" is planned, "stop aid" is a
sanction), an act of speech swallows its theme ("urged Russia to withdraw" is one request, no withdrawal), and a promise
turns on the sense of what is promised: cooperation promised is AGREE, conflict promised is THREATEN, cooperation declined
is REJECT. These are PLOVER's own rules for future and negated acts, said once for all words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.extract.events.patterns import OPERATORS, Hit
from rashomon.model import Sentence, Token

__all__ = ["Predicate", "find_predicates", "modal", "promised_type"]

_COOPERATION = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
"""PLOVER's types of cooperation, verbal and material."""

_PROMISED = {"SANCTION": "THREATEN", "COERCE": "THREATEN", "ASSAULT": "THREATEN", "MOBILIZE": "THREATEN", "PROTEST": "THREATEN"}
_PROMISED |= dict.fromkeys(_COOPERATION, "AGREE")
_STOPPED = {
    "AGREE": "REJECT", "CONSULT": "REJECT", "SUPPORT": "SANCTION", "COOPERATE": "SANCTION", "AID": "SANCTION",
    "PROTEST": "CONCEDE", "SANCTION": "CONCEDE", "COERCE": "CONCEDE", "ASSAULT": "RETREAT", "MOBILIZE": "RETREAT",
}  # fmt: skip

_SWALLOWS = frozenset(("REQUEST", "REJECT", "THREATEN", "AGREE"))
"""Types whose theme is no happening of its own: it is wished, refused, threatened or promised."""

_BARGAINS = frozenset(("agree", "accept", "agreement", "offer"))
"""Words of agreement that are no mere promise of one's own: sanctions agreed on are not threatened."""

_UPWARD = frozenset("xcomp ccomp dobj pcomp pobj prep oprd attr acomp nsubjpass acl dative conj".split())
"""Dependencies along which a word may be governed."""

_INTO = frozenset("of to from with into on for against in at over about between upon".split())
"""Prepositions that bring a complement; "after", "amid" and the like bring circumstances."""

_ONLY = frozenset("only just merely simply solely".split())

_MODAL = {
    "will": "will", "'ll": "will", "wo": "will", "shall": "will", "would": "would", "'d": "would", "must": "must",
    "should": "must", "ought": "must", "may": "may", "might": "may", "could": "may", "can": "can", "ca": "can",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Predicate:
    """A happening told by a chain of words, the governing one first."""

    type: str
    chain: tuple[Hit, ...]
    governors: tuple[Hit, ...] = ()
    """Hits above the chain: speech, operators and events that speak of this one."""
    promised: bool = False
    refused: bool = False
    themes: tuple[Hit, ...] = ()
    """What is wished, refused, threatened or promised, the operators over it left out."""

    @property
    def top(self) -> int:
        """Index of the word that governs the chain."""
        return self.chain[0].i

    @property
    def core(self) -> Hit:
        """The word that gives the type its matter: the last of the chain."""
        return self.chain[-1]


def modal(sentence: Sentence, i: int) -> str:
    """The sense of the modal verb at word ``i``: will, would, must, may, can or nothing."""
    for child in sentence.children(i):
        if child.dep == "aux" and child.tag == "MD":
            return _MODAL.get(child.text.lower().replace("’", "'"), "")
    token = sentence.tokens[i]
    if (
        token.dep == "conj"
        and token.pos == "VERB"
        and not any(c.dep in ("nsubj", "nsubjpass", "aux") for c in sentence.children(i))
    ):
        return modal(sentence, token.head) if token.head != i else ""
    if token.dep == "xcomp" and sentence.tokens[token.head].lemma == "go" and sentence.tokens[token.head].tag == "VBG":
        return "will"
    return ""


def _negated(sentence: Sentence, i: int) -> bool:
    """Whether the word at ``i`` is denied by "not", "never" or "no"; "not only" denies nothing."""
    return any(
        (child.dep == "neg" and not _is_more(sentence, child.i + 1))
        or (child.dep == "det" and child.lemma == "no")
        or (child.dep == "preconj" and child.lemma == "neither")
        for child in sentence.children(i)
    )


def _is_more(sentence: Sentence, i: int) -> bool:
    """Whether a word after "not" says that there is more to it: "not **only** seized the ship"."""
    return i < len(sentence.tokens) and sentence.tokens[i].text.lower() in _ONLY


def _governor(sentence: Sentence, i: int, hits: dict[int, Hit]) -> Hit | None:
    """The nearest hit that word ``i`` hangs on as complement or object."""
    token = sentence.tokens[i]
    steps = 0
    while token.head != token.i and steps < 8 and (token.dep in _UPWARD or (token.dep == "relcl" and token.tag == "VB")):
        sideways = token.dep == "conj"
        if token.dep == "prep" and token.lemma not in _INTO:
            return None
        if sideways and token.tag == "VBD" and sentence.tokens[token.head].tag == "VB":
            return None  # "asked Norland to leave and called on others": no infinitive is joined by a past tense
        whole = token.dep == "acl" and any(c.dep in ("nsubj", "nsubjpass") for c in sentence.children(token.i))
        token = sentence.tokens[token.head]
        if not sideways and token.i in hits:
            return hits[token.i]
        if whole:
            return None  # "repeated her claim that rebels shelled the town": who repeats it has shelled nothing
        for owner in hits.values() if not sideways else ():
            if token.i in owner.words:
                return owner
        steps += 1
    return None


def find_predicates(sentence: Sentence, hits: list[Hit]) -> list[Predicate]:
    """The predicates of a sentence, those of the main clause first."""
    by_index = {hit.i: hit for hit in hits}
    above: dict[int, Hit | None] = {}
    for hit in hits:
        above[hit.i] = _governor(sentence, hit.i, by_index)
    found = []
    swallowed: set[int] = set()
    absorbed: set[int] = set()
    for hit in sorted(hits, key=lambda h: _depth(sentence, h.i)):
        if hit.i in swallowed or (hit.i in absorbed and hit.type not in OPERATORS):
            continue
        if hit.type in ("say", "proclaim") and _has_content(sentence, hit.i):
            found.append(Predicate("STATEMENT", (hit,), tuple(_ancestors(hit, above))))
        if hit.type in OPERATORS:
            continue
        predicate = _compose(sentence, hit, hits, above)
        absorbed.update(h.i for h in predicate.chain)
        themes = _themes(sentence, predicate, hits, above)
        swallowed.update(themes)
        found.append(replace(predicate, themes=tuple(h for h in hits if h.i in themes and h.type not in OPERATORS)))
    found = [_turned(sentence, p, hits, above) for p in found if p.core.i not in swallowed]
    return sorted(found, key=lambda p: (_depth(sentence, p.top), p.core.i))


def _has_content(sentence: Sentence, i: int) -> bool:
    return any(c.dep == "ccomp" for c in sentence.children(i))


def _turned(sentence: Sentence, predicate: Predicate, hits: list[Hit], above: dict[int, Hit | None]) -> Predicate:
    """A promise of conflict is a threat, unless it is what several agree on; a promise not to cooperate is a refusal."""
    if predicate.type != "AGREE" or predicate.core.word in _BARGAINS:
        return predicate
    for hit in hits:
        path = _ancestors(hit, above)
        if predicate.core in path and hit.type not in OPERATORS:
            between = path[: path.index(predicate.core)]
            if all(h.type in OPERATORS for h in between):
                inner = _STOPPED.get(hit.type, hit.type) if any(h.type == "stop" for h in between) else hit.type
                if any(_negated(sentence, h.i) for h in (hit, *between)):  # "vowed never to withdraw"
                    return replace(predicate, type="REJECT" if inner in _COOPERATION else "AGREE")
                return replace(predicate, type=_PROMISED.get(inner, "AGREE"))
    return predicate


def _depth(sentence: Sentence, i: int) -> int:
    depth = 0
    while sentence.tokens[i].head != i and depth < 200:
        i = sentence.tokens[i].head
        depth += 1
    return depth


def _ancestors(hit: Hit, above: dict[int, Hit | None]) -> list[Hit]:
    found: list[Hit] = []
    node = above[hit.i]
    while node is not None and node not in found and len(found) < 6:
        found.append(node)
        node = above[node.i]
    return found


def _compose(sentence: Sentence, hit: Hit, hits: list[Hit], above: dict[int, Hit | None]) -> Predicate:
    """The predicate whose matter is ``hit``, with the operators over it applied from the inside out."""
    ancestors = _ancestors(hit, above)
    type_, chain, promised, refused = hit.type, [hit], False, _negated(sentence, hit.i)
    chain += [h for h in hits if h.type == type_ and _is_subject(sentence, h.i, hit.i)]  # "the strike killed ten"
    token = sentence.tokens[hit.i]  # to announce an act is to do it, to announce that it was done is speech
    for k, node in enumerate(ancestors):
        if node.type not in OPERATORS or node.type == "say" or (node.type == "proclaim" and not _is_object(token, node.i)):
            return Predicate(type_, tuple(chain), tuple(ancestors[k:]), promised, refused)
        chain.insert(0, node)
        refused |= _negated(sentence, node.i) or node.word == "fail"
        if node.type == "stop":
            type_ = _STOPPED.get(type_, type_)
        elif node.type == "intend":
            promised = True
    return Predicate(type_, tuple(chain), (), promised, refused)


def _is_object(token: Token, verb: int) -> bool:
    return token.pos == "NOUN" and token.head == verb and token.dep in ("dobj", "nsubjpass")


def _is_subject(sentence: Sentence, i: int, verb: int) -> bool:
    """Whether noun ``i`` is the subject of the active verb ``verb``."""
    token = sentence.tokens[i]
    return token.head == verb and token.dep == "nsubj" and token.pos == "NOUN"


def _is_purpose(sentence: Sentence, i: int, chain: set[int]) -> bool:
    """Whether word ``i`` says what for: "telephoned the minister to discuss the treaty"."""
    token = sentence.tokens[i]
    return token.dep in ("advcl", "xcomp", "acl") and token.tag == "VB" and token.head in chain


def _themes(sentence: Sentence, predicate: Predicate, hits: list[Hit], above: dict[int, Hit | None]) -> set[int]:
    """Hits that the predicate swallows: the themes of an act of speech, and others of its own type that hang on it."""
    own = {hit.i for hit in predicate.chain}
    core = predicate.chain[-1]
    found = set()
    for hit in hits:
        if hit.i in own:
            continue
        path = _ancestors(hit, above)
        bent = [hit, *(h for h in path if h.type in OPERATORS)]
        if (hit.type == core.type or core.type in _SWALLOWS) and any(_is_purpose(sentence, h.i, own) for h in bent):
            found.add(hit.i)
            continue
        if core in path:
            between = path[: path.index(core)]
            same = hit.type == core.type and not [h for h in between if h.type not in OPERATORS]
            if core.type in _SWALLOWS or same:
                found.add(hit.i)
    return found


def promised_type(type_: str, *, refused: bool) -> str:
    """What it is to promise an act of ``type_``, or to promise not to do it."""
    if refused:
        return "REJECT" if type_ in _COOPERATION else type_
    return _PROMISED.get(type_, type_)
