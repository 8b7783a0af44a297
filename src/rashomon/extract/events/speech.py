"""What it is to say something: to praise is to support, to call names is to accuse, to say no is to reject."""

from __future__ import annotations

import functools

from rashomon.lexicon import lexicon
from rashomon.model import Sentence, Token

__all__ = ["calls_names", "speech_type"]

_CONTESTING = frozenset("insist maintain deny dispute rebut".split())
"""Words of speech that answer a charge."""
_SELF = frozenset("i we it he she they".split())
_THINGS = frozenset("it this that which".split())
_NEGATING = frozenset("no never none nobody nothing neither".split())


@functools.cache
def _words(type_: str) -> frozenset[str]:
    return frozenset(lexicon("events")["speech"][type_].split())


def speech_type(sentence: Sentence, cue: Token, content: Token) -> str | None:
    """The type of an act of speech by its content, as a reader takes it; ``None`` for a mere statement.

    Args:
        sentence: where it stands.
        cue: the word of speech.
        content: the word that governs what is said.
    """
    own = _is_own(sentence, content)
    words = [token for token in sentence.subtree(content.i) if token.i != cue.i and token.pos != "ADP"]
    lemmas = {token.lemma for token in words if not any(c.dep == "neg" for c in sentence.children(token.i))}
    negated = any(c.dep == "neg" or c.lemma in _NEGATING for c in _near(sentence, content))
    if cue.lemma in _CONTESTING or (negated and own) or lemmas & _words("REJECT"):
        return "REJECT"
    if lemmas & _words("ACCUSE") and not negated:
        return "ACCUSE"
    if lemmas & _words("SUPPORT") and not negated:
        return "SUPPORT"
    return None


def calls_names(sentence: Sentence, cue: Token) -> bool:
    """Whether to call something a name here is to blame: "called the inquiry a stunt", not "called it an accident", "called
    the crowd great" or "a process called forfeiture". Who describes something need not blame it, who calls it names does."""
    lemmas = {token.lemma for token in sentence.subtree(cue.i)}
    if lemmas & _words("ACCUSE"):
        return True
    below = [c for c in sentence.children(cue.i) if c.dep not in ("nsubj", "nsubjpass")]
    named = {c.text.lower() for c in (*below, *(d for b in below for d in sentence.children(b.i) if d.dep == "nsubj"))}
    defines = cue.dep == "acl" and cue.tag == "VBN"
    return cue.lemma == "call" and not defines and not named & _THINGS and not lemmas & _words("SUPPORT")


def _is_own(sentence: Sentence, content: Token) -> bool:
    subject = next((c for c in sentence.children(content.i) if c.dep in ("nsubj", "nsubjpass")), None)
    return subject is None or subject.lemma.lower() in _SELF


def _near(sentence: Sentence, content: Token) -> list[Token]:
    """What hangs on the content's verb, and the determiners of its object."""
    children = list(sentence.children(content.i))
    return children + [c for child in children if child.dep in ("dobj", "attr") for c in sentence.children(child.i)]
