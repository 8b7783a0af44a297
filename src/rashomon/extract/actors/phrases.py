"""Noun phrases that name somebody by description: where they begin, of which country they speak, what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.countries import match_country
from rashomon.extract.actors.vocabulary import known_bodies, reporting_verbs
from rashomon.model import Sentence, Token

__all__ = ["behind", "country_in", "has_name_behind", "phrase_start", "source_name", "weight"]

_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_SKIPPED = frozenset(
    "a an the one two three four five some several many few most another both this that these those all".split()
)
_MODIFIERS = frozenset(("DT", "JJ", "JJS", "JJR", "NN", "NNS", "NNP", "NNPS", "CD", "HYPH", "PRP$", "VBN", "PDT"))
_MAX_WORDS = 10


def weight(sentence: Sentence, head: Token) -> float:
    """How much a mention will be taken up: subjects more than objects, those who speak most."""
    while head.dep in ("conj", "appos") and head.head != head.i:
        head = sentence.tokens[head.head]
    if head.dep in _SUBJECTS:
        verb = sentence.tokens[head.head]
        if verb.lemma in reporting_verbs():
            return 4.0
        return 3.0 if verb.head == verb.i or verb.dep == "conj" else 1.5
    above = sentence.tokens[head.head]
    if head.dep == "pobj" and above.text == "to" and sentence.tokens[above.i - 1].text.lower() == "according":
        return 4.0
    return 0.7 if head.dep in ("poss", "compound", "nmod") else 1.0


def phrase_start(sentence: Sentence, head: Token) -> int:
    """First token of the noun phrase that ends with its head."""
    first = head.i
    while first > 0 and head.i - first < _MAX_WORDS:
        before = sentence.tokens[first - 1]
        if before.tag not in _MODIFIERS and not (before.tag == "POS" and first > 1):
            break
        first -= 1
        if before.tag in ("DT", "PRP$"):
            break
    return first


def has_name_behind(sentence: Sentence, token: Token) -> bool:
    """``spokesman Pavel Orlov``: the name itself is the mention."""
    k = token.i + 1
    if k >= len(sentence.tokens):
        return False
    if sentence.tokens[k].text == ",":
        return k + 1 < len(sentence.tokens) and sentence.tokens[k + 1].tag == "NNP" and sentence.tokens[k + 1].ent == "PERSON"
    return sentence.tokens[k].tag == "NNP" and sentence.tokens[k].text[0].isupper()


def country_in(phrase: Sequence[Token]) -> str | None:
    """The country, or the known body, that a phrase names."""
    words = [t.text for t in phrase]
    for k, word in enumerate(words):
        if not word[:1].isupper():
            continue
        found = match_country(words, k)
        if found is not None:
            return found[1].code
        known = known_bodies().get(" ".join(words[k : k + 2])) or known_bodies().get(word)
        if known is not None:
            return known
    return None


def behind(sentence: Sentence, token: Token) -> Sequence[Token]:
    """The noun phrase in "of ...", "for ..." right behind a noun, without the preposition."""
    k = token.i + 1
    if k >= len(sentence.tokens) or sentence.tokens[k].text not in ("for", "at", "of", "from", "in", "with"):
        return ()
    end = k + 1
    while (
        end < len(sentence.tokens)
        and end - k <= 6
        and sentence.tokens[end].tag in ("NNP", "NNPS", "NN", "NNS", "JJ", "DT", "HYPH")
    ):
        end += 1
    while end > k + 1 and sentence.tokens[end - 1].tag not in ("NNP", "NNPS", "NN", "NNS"):
        end -= 1
    return sentence.tokens[k + 1 : end]


def source_name(sentence: Sentence, phrase: Sequence[Token], token: Token) -> str:
    """``senior US official``: the phrase without articles and numbers, with a short "of ..." or "for ..." behind it."""
    words = _words([t for t in phrase if t.text.lower() not in _SKIPPED and t.tag != "CD"])
    after = behind(sentence, token)
    if after:
        words += [sentence.tokens[token.i + 1].text, *_words([t for t in after if t.tag != "DT"])]
    return " ".join(words) or token.text.lower()


def _words(tokens: Sequence[Token]) -> list[str]:
    """Words of a name: possessive endings and hyphens glued on, ``US`` in one spelling, no capital at a sentence's start."""
    found: list[str] = []
    for token in tokens:
        text = "US" if token.text in ("U.S.", "American") else token.text
        if token.i == 0 and token.tag not in ("NNP", "NNPS") and text != "US" and not token.ent:
            text = text.lower()
        if found and (token.tag == "POS" or token.text == "-" or found[-1].endswith("-")):
            found[-1] += text
        else:
            found.append(text)
    return found
