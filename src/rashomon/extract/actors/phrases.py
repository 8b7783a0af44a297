"""Noun phrases that name somebody by description: where they begin, of which country they speak, what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rashomon.countries import match_country
from rashomon.extract.actors.memory import SPEAKS, SUBJECT
from rashomon.extract.actors.vocabulary import known_bodies, media, reporting_nouns, reporting_verbs
from rashomon.model import Sentence, Token

__all__ = [
    "as_printed",
    "behind",
    "beside",
    "country_in",
    "has_name_behind",
    "is_medium",
    "joins_subject",
    "phrase_start",
    "source_name",
    "weight",
]

_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_TOLD = _SUBJECTS | {"attr"}
_SKIPPED = frozenset(
    "a an the one two three four five some several many few most another both this that these those all same".split()
)
_MODIFIERS = frozenset(("DT", "JJ", "JJS", "JJR", "NN", "NNS", "NNP", "NNPS", "CD", "HYPH", "PRP$", "VBN", "PDT"))
_INNER = frozenset(("compound", "amod", "nmod"))
_THROUGH = frozenset("on via in through to over across onto from".split())
_MAX_WORDS = 10
_ASKING = frozenset(("ask", "press", "question"))


def weight(sentence: Sentence, head: Token) -> float:
    """How much a mention will be taken up: subjects more than objects, those who speak most."""
    while head.dep in ("conj", "appos") and head.head != head.i:
        head = sentence.tokens[head.head]
    if head.dep in _SUBJECTS:
        verb = sentence.tokens[head.head]
        if _is_main(sentence, verb):
            return SPEAKS if verb.lemma in reporting_verbs() else SUBJECT
        return 2.0 if verb.lemma in reporting_verbs() else 1.5
    above = sentence.tokens[head.head]
    if (
        head.i == 0
        and head.dep in ("advcl", "npadvmod", "nmod", "dep")
        and sentence.tokens[1:2]
        and sentence.tokens[1].text == ","
    ):
        return SUBJECT  # "Holt, announcing the visit, had hinted ...": the tree took the name for a clause
    if head.dep == "pobj" and above.dep == "agent" and sentence.tokens[above.head].lemma in reporting_verbs() - _ASKING:
        return SPEAKS  # "a claim rejected by Holt"
    if head.dep == "pobj" and above.text == "to" and sentence.tokens[above.i - 1].text.lower() == "according":
        return SPEAKS
    if head.dep == "pobj" and above.i == 1 and sentence.tokens[0].text == "As":  # "As for Holt, she said ..."
        return SUBJECT
    if head.dep == "poss" and above.dep in _TOLD and above.lemma in reporting_nouns():
        return SUBJECT  # "then there was Holt's answer": he is who goes on
    return 0.7 if head.dep in ("poss", "compound", "nmod") else 1.0


def beside(sentence: Sentence, subject: Token) -> Iterator[int]:
    """Tokens that the verb of a subject has for other arguments: "he told **Holt**", "he shouted at **Holt**"."""
    if subject.dep not in _SUBJECTS:
        return
    for child in sentence.children(subject.head):
        if child.i > subject.i and child.dep in ("dobj", "dative"):
            yield child.i
        if (
            child.i > subject.i
            and child.dep in ("prep", "dative")
            and child.text.lower() in ("to", "at", "with", "against", "for")
        ):
            yield from (t.i for t in sentence.children(child.i) if t.dep == "pobj")


def _is_main(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb is that of a main clause: not of one that depends on another verb or on a noun, nor of one reported."""
    while verb.dep == "conj" and verb.head != verb.i:
        verb = sentence.tokens[verb.head]
    if verb.dep in ("ccomp", "parataxis"):  # a reported clause, or one that the tree hangs on what it reports
        return verb.lemma in reporting_verbs() and sentence.tokens[verb.head].lemma not in reporting_verbs()
    return verb.dep not in ("relcl", "acl", "advcl", "pcomp", "csubj", "xcomp")


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
    return sentence.tokens[k].tag in ("NNP", "NNPS") and sentence.tokens[k].text[0].isupper()


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
        and sentence.tokens[end].tag in ("NNP", "NNPS", "NN", "NNS", "JJ", "DT", "HYPH", "POS")
    ):
        end += 1
    while end > k + 1 and sentence.tokens[end - 1].tag not in ("NNP", "NNPS", "NN", "NNS"):
        end -= 1
    return sentence.tokens[k + 1 : end]


def source_name(sentence: Sentence, phrase: Sequence[Token], token: Token) -> str:
    """``senior US official``: the phrase without articles and numbers, with a short "of ..." or "for ..." behind it."""
    words = _words([t for t in phrase if t.text.lower() not in _SKIPPED and t.tag != "CD" and t.ent not in ("DATE", "TIME")])
    after = behind(sentence, token)
    if after:
        words += [sentence.tokens[token.i + 1].text, *_words([t for t in after if t.tag != "DT"])]
    return " ".join(words) or token.text.lower()


def _words(tokens: Sequence[Token]) -> list[str]:
    """Words of a name: possessive endings and hyphens glued on, ``US`` in one spelling, no capital at a sentence's start."""
    found: list[str] = []
    for token in tokens:
        inner = bool(found) and found[-1][0].isupper()  # "Native American"
        text = "US" if token.text == "U.S." or (token.text == "American" and not inner) else token.text
        if token.i == 0 and token.tag not in ("NNP", "NNPS") and text != "US" and not token.ent:
            text = text.lower()
        if found and (token.tag == "POS" or token.text == "-" or found[-1].endswith("-")):
            found[-1] += text
        elif token.tag == "POS" or token.text == "-":  # of a day or a number that was left out
            continue
        else:
            found.append(text)
    return found


def as_printed(tokens: Iterable[Token]) -> str:
    """The words with their possessives: "mayor's office"."""
    return re.sub(r" (['’]s?)(?= |$)", r"\1", " ".join(t.text for t in tokens))


def is_medium(sentence: Sentence, head: Token) -> bool:
    """Whether a name only tells where somebody wrote: "said on Twitter", "his Facebook page"."""
    if head.text.lower() not in media():
        return False
    return head.dep in _INNER or (head.dep == "pobj" and sentence.tokens[head.head].text.lower() in _THROUGH)


def joins_subject(sentence: Sentence, token: Token) -> bool:
    """Whether a name is joined to the subject of a clause ("Holt and **Dresk** said"), not to something within it."""
    top = token
    while top.dep == "conj" and top.head < top.i:
        top = sentence.tokens[top.head]
    if token.dep == "appos" and token.head < token.i:  # "Holt and Minister Ilan Dresk said": the tree joins the title alone
        top = sentence.tokens[token.head]
        return top.dep in _SUBJECTS and any(t.dep == "cc" and t.i < token.i for t in sentence.children(top.i))
    return token.dep == "conj" and top.dep in _SUBJECTS
