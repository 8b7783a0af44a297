"""What a number counts: the noun it stands before, the clause it stands in; and whether it counts anything at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from rashomon.countries import find_country
from rashomon.extract.amounts import Amount
from rashomon.lexicon import lexicon
from rashomon.model import Sentence, Span, Token

__all__ = ["Counted", "clause_about", "counts_people", "is_hedge", "is_name", "what_is_counted"]

_UNITS = lexicon("units")
_PEOPLE = frozenset(_UNITS["people"]["nouns"].split())
_PEOPLE_VERBS = frozenset(_UNITS["people"]["verbs"].split())
_NOT = {name: frozenset(words.split()) for name, words in _UNITS["not_figures"].items()}

_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_BEFORE_NOUN = frozenset(("JJ", "JJR", "JJS", "VBN", "VBG", "CD", "HYPH", "RB", "``", "''", "POS"))
_DETERMINERS = frozenset(("DT", "PRP$", "PDT"))
_NAME_ENTITIES = frozenset(("ORG", "FAC", "PRODUCT", "LAW", "EVENT", "WORK_OF_ART", "GPE", "LOC", "PERSON"))
_STOPS = frozenset((",", ".", ":", "``", "''", "-LRB-", "-RRB-", ";"))
_LONGEST_CLAUSE = 12
"""Tokens to either side of a number that may say what it counts."""
_AFTER_NOUN = 7


class Counted(NamedTuple):
    """What a number counts: its head noun, if it has one, and the words from ``start`` to ``end`` (token numbers)."""

    head: Token | None
    first: int
    last: int
    unit: str


def token_at(sentence: Sentence, offset: int) -> int:
    """Number of the token at or before an offset."""
    return max(bisect_right(sentence.tokens, offset, key=lambda token: token.start) - 1, 0)


def _after(sentence: Sentence, offset: int) -> int:
    """Number of the first token from an offset on."""
    return bisect_left(sentence.tokens, offset, key=lambda token: token.start)


# ---------------------------------------------------------------------------------------------- names


def is_name(sentence: Sentence, amount: Amount) -> bool:
    """Whether the digits are part of a name or a label: ``Flight 17``, ``Article 5``, ``G7``, ``Air Force One``."""
    tokens = sentence.tokens
    at = token_at(sentence, amount.number.start)
    token = tokens[at]
    if amount.kind not in ("count", "ordinal") or amount.unit not in ("", "ordinal"):
        return False
    if token.ent in _NAME_ENTITIES:
        return True
    inside = token.text[:1].isupper() and token.i > 0 and tokens[at - 1].tag not in ("``", ":", "''", "-LRB-")
    if inside and not token.text.isupper():
        return True  # "Chapter Eleven", "the Big Three"; a headline's capitals are lost with them
    if at == 0 or amount.hedge:
        return False
    before = tokens[at - 1]
    if before.text.lower() in _NOT["labels"]:
        return True
    is_plain = token.text.isdigit() and amount.number.end == token.end
    return is_plain and before.tag in ("NNP", "NNPS") and before.ent not in ("DATE", "TIME") and before.end + 1 == token.start


# ---------------------------------------------------------------------------------------------- the noun


def _noun_from(sentence: Sentence, at: int, stop: int) -> int | None:
    """Number of the head of the noun phrase that begins at token ``at``: the last noun of its first run before ``stop``."""
    tokens, found, k = sentence.tokens, None, at
    while k < min(len(tokens), stop):
        token = tokens[k]
        if "://" in token.text:  # the address that a post ends with
            break
        if token.tag in _NOUNS:
            if token.tag == "NNP" and found is not None and tokens[found].tag == "NNS":
                break  # "four people Holt named"
            found = k
        elif token.tag == "HYPH" or (k and tokens[k - 1].tag == "HYPH" and tokens[k - 1].end == token.start):
            found = None if token.tag == "HYPH" else found  # surface-to-air missiles
        elif found is not None and token.tag == "POS":
            found = None
        elif found is not None or not (token.tag in _BEFORE_NOUN or _joins_adjectives(tokens, k, at)):
            break
        k += 1
    return found


def _joins_adjectives(tokens: tuple[Token, ...], k: int, at: int) -> bool:
    """Whether a comma or "and" ties adjectives: "nuclear and conventional missiles", "small, fast boats"."""
    return (
        tokens[k].tag in ("CC", ",")
        and k > at
        and tokens[k - 1].tag.startswith("JJ")
        and k + 1 < len(tokens)
        and tokens[k + 1].tag != "CD"
    )


def _skip(sentence: Sentence, at: int, words: frozenset[str]) -> int:
    """Number of the token after "worth", "of" and the determiners that follow them."""
    tokens, start = sentence.tokens, at
    while at < len(tokens) and (
        tokens[at].text.lower() in words or (at > start and (tokens[at].tag in _DETERMINERS or tokens[at].tag in ("``", "''")))
    ):
        at += 1
    return at


_OF = frozenset(("of", "other", "more", "another"))
_AS_NOUNS = frozenset(("dead", "injured", "wounded", "missing"))
_WORTH_OF = frozenset(("worth", "of", "in", "more"))


def what_is_counted(sentence: Sentence, amount: Amount, *, previous_unit: str = "", stop: int | None = None) -> Counted | None:
    """The words that say what an amount counts, and its unit; ``None`` where it counts nothing.

    ``previous_unit`` is that of the figure before in the sentence, ``stop`` the offset where an expression of time begins.
    """
    at = _after(sentence, amount.span.end)
    end = len(sentence.tokens) if stop is None else _after(sentence, stop)
    first, last = token_at(sentence, amount.number.start), max(at - 1, 0)
    if _is_age(sentence, first, last=last, amount=amount):
        return Counted(None, _name_before(sentence, first), last, "years old")
    if amount.kind == "time" and amount.number == amount.span and not _stands_free(sentence, first):
        return None
    head = _head(sentence, amount, at=at, stop=end)
    if amount.kind in ("count", "ordinal"):
        if head is None:
            return _counted_without_noun(sentence, amount, first=first, last=last, previous_unit=previous_unit)
        if not _counts(sentence, amount, first=first, head=head):
            return None
    unit = amount.unit if amount.kind != "count" else _unit_of_count(sentence, amount, at=at, head=head)
    first = token_at(sentence, amount.span.start)
    if head is not None:
        return Counted(sentence.tokens[head], *_around_noun(sentence, first, head), unit)
    return Counted(None, *clause_about(sentence, first, last=last), unit)


def _head(sentence: Sentence, amount: Amount, *, at: int, stop: int) -> int | None:
    """The noun after an amount, over "of the", "worth of" and a joining hyphen."""
    tokens = sentence.tokens
    if at >= len(tokens):
        return None
    if tokens[at].tag == "HYPH":
        at += 1
    elif amount.kind == "money":
        at = _skip(sentence, at, _WORTH_OF)
    elif amount.kind != "ordinal" and tokens[at].text.lower() in _OF:
        at = _skip(sentence, at, _OF)
    elif amount.kind in ("time", "share", "measure") and tokens[at].tag in ("VBG", "VBN", "RB", "-LRB-"):
        return None
    if amount.kind == "ordinal" and tokens[at].tag in _DETERMINERS:
        return None
    noun = _noun_from(sentence, at, stop)
    return at if noun is None and at < stop and tokens[at].text.lower() in _AS_NOUNS else noun


_TELLS_WHICH = frozenset(("JJ", "JJS", "JJR", "DT", "PRP$", "NN", "POS", "CD", "RBS", "HYPH"))


def _stands_free(sentence: Sentence, first: int) -> bool:
    """Whether "weeks" stands without a word that tells which: not "the toughest weeks of", "the waning days of"."""
    tags = [token.tag for token in sentence.tokens[max(first - 2, 0) : first]]
    return not tags or not (tags[-1] in _TELLS_WHICH or (tags[-1] in ("VBG", "VBN") and tags[0] in ("DT", "PRP$")))


_STOPS_OF_APPOSITION = frozenset((",", ".", "-RRB-", ":", ";"))


_AT_DEATH = frozenset(("dead", "died", "dies", "die"))


def _is_age(sentence: Sentence, first: int, *, last: int, amount: Amount) -> bool:
    """Whether a bare number is an age: "Mara Holt, 64, said", "aged 19", "at the age of 80"."""
    tokens = sentence.tokens
    if amount.kind != "count" or amount.low is None or not 0 < amount.low <= 115 or first == 0:
        return False
    before, earlier = tokens[first - 1].text.lower(), tokens[first - 2].text.lower() if first > 1 else ""
    if before in ("aged", "age", "ages") or (before in ("of", "as", "at") and earlier == "age"):
        return True
    ends = last + 1 < len(tokens) and tokens[last + 1].tag in _STOPS_OF_APPOSITION
    if before == "at" and earlier in _AT_DEATH and ends:
        return True
    if before in ("was", "is") and ends and first > 1 and tokens[first - 2].tag in ("PRP", "NNP"):
        return tokens[first - 2].ent == "PERSON" or earlier in ("he", "she")
    if before == "then" and earlier == ",":
        return last + 1 < len(tokens) and tokens[last + 1].tag in _STOPS_OF_APPOSITION
    who = tokens[first - 2]
    named = who.tag in ("NNP", "NNPS") or (who.tag == "NN" and counts_people(who))
    return (
        named
        and before == ","
        and tokens[first].text.isdigit()
        and tokens[first - 2].ent not in ("GPE", "LOC", "DATE", "TIME")
        and last + 1 < len(tokens)
        and tokens[last + 1].tag in _STOPS_OF_APPOSITION
    )


def _name_before(sentence: Sentence, first: int) -> int:
    """Number of the token where the name begins that an age stands after; else where the clause begins."""
    tokens = sentence.tokens
    if tokens[first - 1].text != ",":
        return clause_about(sentence, first, last=first)[0]
    k = first - 2
    while k > 0 and tokens[k - 1].tag in ("NNP", "NNPS"):
        k -= 1
    return k


def _unit_of_count(sentence: Sentence, amount: Amount, *, at: int, head: int | None) -> str:
    """The lemma of what is counted; of "a 28-member bloc" the members."""
    tokens = sentence.tokens
    if at + 1 < len(tokens) and tokens[at].tag == "HYPH" and tokens[at + 1].tag in _NOUNS:
        return _unit_of(tokens[at + 1])
    return _unit_of(tokens[head]) if head is not None else ""


def counts_people(noun: Token) -> bool:
    """Whether a noun names a person."""
    return _unit_of(noun) == "people"


def _unit_of(noun: Token) -> str:
    lemma = _singular(noun)
    if lemma in _PEOPLE or noun.text.lower() in _PEOPLE:
        return "people"
    if noun.text[:1].isupper():
        country = find_country(noun.text)
        if (country is not None and country.sense == "people") or (noun.tag == "NNPS" and noun.ent == "NORP"):
            return "people"
    return lemma


def _singular(noun: Token) -> str:
    """The lemma of a noun; regular plurals that the tables leave as they are ("troops") lose their ending."""
    lemma = noun.lemma
    if noun.tag != "NNS" or lemma != noun.text.lower() or not lemma.endswith("s") or lemma.endswith(("ss", "us", "is")):
        return lemma
    if lemma.endswith("ies") and len(lemma) > 4:
        return lemma[:-3] + "y"
    return lemma[:-2] if lemma.endswith(("ches", "shes", "sses", "xes", "zes")) else lemma[:-1]


def _counts(sentence: Sentence, amount: Amount, *, first: int, head: int) -> bool:
    """Whether a number before a noun counts it: not "the two leaders", who were named before, nor "one thing", "first lady"."""
    tokens = sentence.tokens
    word, noun = amount_word(sentence, amount), tokens[head]
    if amount.kind == "ordinal":
        return _ordinal_counts(sentence, word, first=first, head=head)
    if word == "one" and not amount.hedge:
        return _unit_of(noun) == "people" and head == first + 1
    if noun.tag == "NNP" and not noun.text.endswith("s"):
        return bool(amount.hedge) or amount.vague or noun.text.isupper()
    if first + 2 < len(tokens) and tokens[first + 1].tag == "HYPH" and tokens[first + 2].text.lower() in _NOT["hyphenated"]:
        return False
    if _singular(noun) in _NOT["empty"] and word.isalpha():
        return False
    before = tokens[first - 1].text.lower() if first else ""
    points_back = before in ("the", "these", "those", "both", "our", "your") and not amount.hedge and word.isalpha()
    if tokens[first + 1].tag == "HYPH" or (first > 1 and tokens[first - 2].text.lower() == "of"):
        points_back = False  # "the four-page memo", "one of the four judges"
    if (amount.high or 99) > 2 and _unit_of(noun) == "people" and head + 1 < len(tokens):
        after = tokens[head + 1]
        points_back &= not (after.tag in ("WP", "VBN") or after.text.lower() == "of")  # "the nine sailors of the ship"
    return not (points_back and (amount.high or 99) <= 12)


def is_hedge(sentence: Sentence, amount: Amount) -> bool:
    """Whether the "about" before a number hedges it, and is not what a verb takes: "worried about two things"."""
    if amount.hedge not in ("about", "around", "over", "under", "some", "above", "below", "beyond"):
        return True
    token = sentence.tokens[token_at(sentence, amount.span.start)]
    return not (token.dep == "prep" and sentence.tokens[token.head].lemma in _NOT["take_about"])


def amount_word(sentence: Sentence, amount: Amount) -> str:
    """The first word of the number, lower case."""
    return sentence.tokens[token_at(sentence, amount.number.start)].text.lower()


def _ordinal_counts(sentence: Sentence, word: str, *, first: int, head: int) -> bool:
    """An "eighth veto" counts, "first lady" and "second-largest" do not; "first" only where it says since when or of whom."""
    tokens = sentence.tokens
    noun = tokens[head]
    follower = tokens[first + 1]
    if follower.tag == "HYPH" or head - first > 4 or noun.tag in ("NNP", "NNPS"):
        return False
    if any(_singular(token) in _NOT["ranks"] for token in tokens[first + 1 : head + 1]):
        return False
    if follower.tag not in ("JJ", "NN", "NNS", "VBN", "VBG", "NNP"):
        return False
    if word != "first":
        return True
    after = [token.text.lower() for token in tokens[head + 1 : head + 12]]
    return _singular(noun) == "time" or bool(after and after[0] in ("to", "since", "of", "by", "in", "as"))


_VERBAL = ("VBD", "VBZ", "VBP", "VBN", "VBG", "MD")


def _counted_without_noun(sentence: Sentence, amount: Amount, *, first: int, last: int, previous_unit: str) -> Counted | None:
    """A number alone, as in "78 were Iranian" or "killed 18": the verb or the figure before tells the unit."""
    tokens = sentence.tokens
    if amount.kind == "ordinal":
        return _ordinal_alone(sentence, amount, first=first, last=last)
    if amount_word(sentence, amount) in ("one", "few", "a") and not _is_large(sentence, amount):
        return None
    if first and tokens[first - 1].text.lower() in ("the", "these", "those") and not amount.hedge:
        return None  # "the two met"
    verb = next((t for t in tokens[last + 1 : last + 4] if t.lemma in _PEOPLE_VERBS or t.text.lower() in _PEOPLE), None)
    verb = verb or next((t for t in tokens[max(first - 4, 0) : first] if t.lemma in _PEOPLE_VERBS), None)
    unit = "people" if verb is not None else "" if previous_unit == "%" and (amount.low or 0) > _ALL else previous_unit
    if not (verb is not None or amount.hedge or amount.vague or _stands_for_noun(sentence, amount, first=first, last=last)):
        return None
    first, last = clause_about(sentence, first, last=last)
    return Counted(None, first, last, unit)


_ALL = 100
"""No share is more, as a rule: "won 66% of the votes, 92,153"."""
_LARGE = 13
"""From here on a bare number is told for its own sake: "the toll rose to 335"."""
_LARGE_WORDS = frozenset(("dozen", "hundred", "thousand", "million", "billion"))


def _is_large(sentence: Sentence, amount: Amount) -> bool:
    """Whether the words of a number name a magnitude: "half a dozen", "two dozen"."""
    tokens = sentence.tokens[token_at(sentence, amount.number.start) : token_at(sentence, amount.number.end - 1) + 1]
    return any(token.text.lower() in _LARGE_WORDS for token in tokens)


def _stands_for_noun(sentence: Sentence, amount: Amount, *, first: int, last: int) -> bool:
    """Whether a bare number takes the place of what it counts: as a subject, after "including", as a large object."""
    tokens = sentence.tokens
    follows_verb = last + 1 < len(tokens) and tokens[last + 1].tag in _VERBAL
    token = tokens[first]
    if token.dep in ("nsubj", "nsubjpass") and follows_verb:
        return True
    if first and tokens[first - 1].text.lower() == "including":
        return True
    if "," in token.text or _is_large(sentence, amount):
        return True
    in_name = first > 1 and tokens[first - 1].text == "of" and tokens[first - 2].text[0].isupper()  # "the Group of 20"
    return token.dep in ("dobj", "pobj") and (amount.low or 0) >= _LARGE and token.text[0].isdigit() and not in_name


def _ordinal_alone(sentence: Sentence, amount: Amount, *, first: int, last: int) -> Counted | None:
    """An ordinal whose noun was told before: "the launch was the 12th this year"."""
    tokens = sentence.tokens
    if not 0 < first < last + 1 < len(tokens) or tokens[first - 1].text.lower() not in ("the", "its", "their", "his", "her"):
        return None
    if (
        amount.number.start == amount.number.end
        or not tokens[first].text[0].isdigit()
        or tokens[last + 1].text.lower() != "this"
    ):
        return None
    return Counted(None, *clause_about(sentence, first, last=last), "ordinal")


# ---------------------------------------------------------------------------------------------- the words around


def _around_noun(sentence: Sentence, first: int, head: int) -> tuple[int, int]:
    """From the verb before a counted noun to what follows it: "killing all 176 people on board"."""
    tokens = sentence.tokens
    start = first
    for k in range(first - 1, max(first - 6, -1), -1):
        if tokens[k].tag in _STOPS and tokens[k].tag not in ("``", "''"):
            break
        if tokens[k].pos == "VERB":
            start = k
            break
    end = head
    for k in range(head + 1, min(head + 1 + _AFTER_NOUN, len(tokens))):
        if tokens[k].tag in _STOPS or tokens[k].tag == "CC":
            break
        end = k
    return start, end


def clause_about(sentence: Sentence, first: int, *, last: int) -> tuple[int, int]:
    """The stretch without a stop around some tokens, at most a dozen to either side."""
    tokens = sentence.tokens
    start, end = first, last
    while start > 0 and first - start < _LONGEST_CLAUSE and tokens[start - 1].tag not in _STOPS:
        start -= 1
    if start < first and tokens[start].text[0] in "'’":  # cut off from the word that it belongs to: "’s visit"
        start += 1 if not start or tokens[start - 1].tag in _STOPS else -1
    while end + 1 < len(tokens) and end - last < _AFTER_NOUN and tokens[end + 1].tag not in _STOPS:
        end += 1
    if end == last and first - start <= 2 and end + 1 < len(tokens) and tokens[end + 1].tag == ",":
        end += 1  # "On Friday, the council met": what is dated follows the comma
        while end + 1 < len(tokens) and end - last < _LONGEST_CLAUSE and tokens[end + 1].tag not in _STOPS:
            end += 1
    return start, end


def span_of(sentence: Sentence, counted: Counted) -> Span:
    """The counted words as characters."""
    return Span(sentence.tokens[counted.first].start, sentence.tokens[counted.last].end)
