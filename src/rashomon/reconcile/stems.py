"""Words reduced to what makes them comparable: inflection and common derivation taken off, near-synonyms folded.

``retaliated``, ``retaliatory`` and ``retaliation`` compare as one word, and so do ``aircraft`` and ``plane``. Nothing here is
shown: it only serves to find what may belong together.
"""

from __future__ import annotations

import functools
import re

from rashomon.lexicon import lexicon

__all__ = ["stem"]

_VOWEL = re.compile("[aeiouy]")


@functools.cache
def _listed(name: str) -> tuple[str, ...]:
    """A list of ``data/stems.toml``, in its order."""
    return tuple(lexicon("stems")[name].split())


@functools.cache
def _kept() -> frozenset[str]:
    return frozenset(_listed("kept"))


def _uninflected(word: str) -> str:
    """Take off one ending of number, tense or adverb."""
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    for suffix in _listed("inflection"):
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= 3 and _VOWEL.search(rest):
            if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
                return rest[:-1]
            return rest
    return word


def _underived(word: str) -> str:
    """Take off one ending that makes a noun, adjective or agent of another word, where five letters remain."""
    if word in _kept():
        return word
    for suffix in _listed("derivation"):
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= 5 and _VOWEL.search(rest):
            return rest
    return word


def _strip(word: str) -> str:
    if word in _kept():
        return word
    word = _uninflected(word)
    if word in _kept():
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
