"""Words reduced to what makes them comparable: inflection and common derivation taken off, near-synonyms folded.

``retaliated``, ``retaliatory`` and ``retaliation`` compare as one word, and so do ``aircraft`` and ``plane``. Nothing here is
shown: it only serves to find what may belong together.
"""

from __future__ import annotations

import functools
import re

from rashomon.lexicon import lexicon

__all__ = ["stem"]

_INFLECTION = ("ingly", "edly", "ings", "ing", "ed", "ly", "s")
_DERIVATION = (
    "ization", "isation", "ational", "fulness", "ousness", "iveness", "ically", "ments", "ities", "ional", "ment", "ness", "able",
    "ible", "ance", "ence", "ancy", "ency", "ical", "ious", "eous", "ian", "ist", "ism", "ity", "ion", "ive", "ory", "ful",
    "ous", "ier", "ant", "ent", "al", "er", "or", "ic", "en", "ry",
)  # fmt: skip
_KEPT = frozenset(
    "statement station treaty committee press present presence factory faction county listen stationed director other whether "
    "general president resident student moment department apartment parliament agent accident incident violent content patient "
    "different current recent apparent business witness minister number member matter letter center centre order border offer "
    "never ever later former paper power water weather river tower summer winter terror error mirror doctor factor sector major "
    "minor senior junior color labor harbor humor rumor million billion trillion region religion mission session passion nation "
    "union opinion pension prison person reason season lesson weapon open even seven often listen kitchen garden burden citizen "
    "happen sudden golden deal real steal appeal reveal meal total capital hospital animal metal rival arrival final local legal "
    "royal equal moral oral trial public music topic traffic panic plane police policy party country soldier national allegiance ready "
    "founder communist relative object critical positive directly commentator informant generous important importance agreement agreements response".split()
)
"""Words that end like a derivation and are none, or whose root would meet a stranger's."""
_VOWEL = re.compile("[aeiouy]")


def _uninflected(word: str) -> str:
    """Take off one ending of number, tense or adverb."""
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    for suffix in _INFLECTION:
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= 3 and _VOWEL.search(rest):
            if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
                return rest[:-1]
            return rest
    return word


def _underived(word: str) -> str:
    """Take off one ending that makes a noun, adjective or agent of another word, where five letters remain."""
    if word in _KEPT:
        return word
    for suffix in _DERIVATION:
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= 5 and _VOWEL.search(rest):
            return rest
    return word


def _strip(word: str) -> str:
    if word in _KEPT:
        return word
    word = _uninflected(word)
    if word in _KEPT:
        return word
    word = _underived(word)
    if len(word) > 4 and word[-1] in "eyi":
        word = word[:-1]
    if len(word) >= 7 and word.endswith("at"):  # accus(at)ion, investig(at)or
        word = word[:-2]
    return word


@functools.cache
def _folded() -> dict[str, str]:
    """Stem -> stem of the first word of its group of near-synonyms."""
    table: dict[str, str] = {}
    for group in lexicon("synonyms")["groups"]:
        members = [_strip(word) for word in group.split()]
        table.update(dict.fromkeys(members, members[0]))
    return table


@functools.cache
def _irregular() -> dict[str, str]:
    """Inflected form -> base, where no rule tells."""
    return {form: line[0] for line in map(str.split, lexicon("synonyms")["irregular"]) for form in line}


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What ``word`` (folded, without possessive ending) is compared as."""
    root = _strip(_irregular().get(word, word))
    return _folded().get(root, root)
