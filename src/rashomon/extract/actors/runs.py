"""Runs of name words in a sentence: proper nouns, with the hyphens, particles and "of" between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.extract.actors.vocabulary import (
    body_heads,
    female_titles,
    is_agent,
    known_bodies,
    male_titles,
    office_heads,
    titles_and_offices,
)
from rashomon.model import Sentence, Token

__all__ = ["NO_NAME", "in_title_case", "is_name_word", "name_runs", "name_words"]

_SMALL_WORD = 3
_MIN_TITLE_WORDS = 3

NO_NAME = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE"))
"""Entity labels of what is no name of anybody."""
_PARTICLES = frozenset("al bin bint ibn de da di der den del della la le du van von el ul e abu ap ter ten dos das y".split())
_NAMED_POSSESSIVES = frozenset(
    "people women men children workers farmers citizens teachers nurses doctors veterans mothers writers king queen st world "
    "lloyd mcdonald moody macy sotheby christie".split()
)
"""Words whose possessive begins names: "People's Daily"."""
_HELD = frozenset(("Office", "Department"))
"""What goes by the office of who leads it."""
_OPENERS = frozenset(
    "though although while but and as when if after before since because despite unlike like even yet so".split()
)
"""Words that begin a sentence and no name, whatever the parser takes them for."""
_TIES = frozenset("led backed based born era style wide only".split())
_JOINS = frozenset(("of", "for", "on", "and", "the", "in", "&"))


def is_name_word(token: Token) -> bool:
    """Whether a token can be part of a name."""
    if token.ent in NO_NAME or not token.text[0].isupper() or (token.i == 0 and token.text.lower() in _OPENERS):
        return False
    if token.tag in ("NNP", "NNPS"):
        return True
    return token.ent in ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC") and token.tag in (
        "NN",
        "NNS",
        "JJ",
        "VBG",
        "FW",
        "VB",
        "VBN",
    )


def in_title_case(sentence: Sentence) -> bool:
    """Whether every word of some length begins with a capital, so that capitals mark no names."""
    words = [t.text for t in sentence.tokens if len(t.text) > _SMALL_WORD and t.text[0].isalpha()]
    return len(words) >= _MIN_TITLE_WORDS and all(word[0].isupper() for word in words)


def name_runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """First and last token of each run."""
    i, n = 0, len(tokens)
    while i < n:
        if not is_name_word(tokens[i]):
            i += 1
            continue
        last = i
        while True:
            following = _next_in_run(tokens, i, last)
            if following is None:
                break
            last = following
        yield i, last
        i = last + 1


def _next_in_run(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """The next name word that belongs to the run, over a hyphen, a particle or "of"."""
    k = last + 1
    if k >= len(tokens):
        return None
    token = tokens[k]
    called = token.tag == "NNP" and tokens[last].text.lower().rstrip(".") in male_titles() | female_titles()  # "Mrs May"
    if is_name_word(token) or called:
        before = tokens[last]
        if k - first > 1 and _ends_body(tokens, first, k):
            return None
        if token.ent == "PERSON" and token.ent_start and before.ent in ("ORG", "GPE", "NORP") and not _ends_title(tokens, last):
            return None
        return k
    if token.text == "." and token.start == tokens[last].end and _ends_title(tokens, last) and k + 1 < len(tokens):
        return k + 1 if is_name_word(tokens[k + 1]) else None  # "Capt. Roe"
    glued = token.start == tokens[last].end and not token.text.startswith(("'", "’"))
    if token.text in ("-", "–", "'", "’", "&") and k + 1 < len(tokens) and (glued or token.text == "&"):
        after = tokens[k + 1]
        tight = after.start == token.end and after.text[0].isalpha() and not _is_tie(after)
        return k + 1 if (token.text == "&" and is_name_word(after)) or (tight and glued) else None
    if token.tag == "POS" and k + 1 < len(tokens) and _is_named_possessive(tokens[last], token, tokens[k + 1]):
        return k + 1
    if token.text.lower() in _PARTICLES:
        j = k + 1
        while j < len(tokens) and (tokens[j].text.lower() in _PARTICLES or tokens[j].text in "-–'’"):
            j += 1
        return j if j < len(tokens) and is_name_word(tokens[j]) and tokens[j].tag in ("NNP", "NNPS") else None
    if token.text.lower() in _JOINS:
        return _over_join(tokens, first, last, k)
    return None


def _is_tie(token: Token) -> bool:
    """Whether a word behind a hyphen only says how something relates to the name: "Holt-**appointed** judge"."""
    return token.text.lower() in _TIES or (token.text.islower() and token.tag in ("VBN", "VBD", "VBG"))


def _is_named_possessive(owner: Token, mark: Token, owned: Token) -> bool:
    """Whether a possessive stands within a name: "People's Daily", "the Harbour County Sheriff's Office"."""
    word = owner.text.lower()
    if owned.text in _HELD:
        return word in office_heads() or is_agent(word)
    one = mark.ent == owned.ent == "ORG" and not mark.ent_start and not owned.ent_start
    return one and is_name_word(owned) and word in _NAMED_POSSESSIVES


def _ends_body(tokens: Sequence[Token], first: int, k: int) -> bool:
    """Whether a known body's name ends before token ``k`` and a person's begins ("United Nations Nikki Roe")."""
    word = tokens[k].text.lower().rstrip(".")
    if " ".join(t.text for t in tokens[first:k]) not in known_bodies():
        return False
    return word not in titles_and_offices() and word not in body_heads()


def _ends_title(tokens: Sequence[Token], last: int) -> bool:
    """Whether a title ends at token ``last``: "Secretary of State", "Prime Minister"."""
    word = tokens[last].text.lower().rstrip(".")
    return word in titles_and_offices() or word == "state"


def _over_join(tokens: Sequence[Token], first: int, last: int, k: int) -> int | None:
    """``Ministry of Defence``, ``Secretary of State``, ``Department of Health and Human Services``."""
    j = k
    while j < len(tokens) and tokens[j].text.lower() in _JOINS:
        j += 1
    if j >= len(tokens) or j - k > 2 or not is_name_word(tokens[j]):
        return None
    word, join = tokens[last].text.lower(), tokens[k].text.lower()
    same = (
        tokens[j].ent == "ORG" and tokens[first].ent == "ORG" and not any(tokens[x].ent_start for x in range(last + 1, j + 1))
    )
    if join == "of" and (
        word in body_heads() or word in ("secretary", "minister", "ministry", "speaker", "chief", "director", "head")
    ):
        return j
    if join in ("for", "on", "in") and word in body_heads() and same:
        return j
    if (
        join in ("and", "the", "&", "of")
        and same
        and any(tokens[x].text.lower() in body_heads() for x in range(first, last + 1))
    ):
        return j
    return None


def name_words(tokens: Sequence[Token], first: int, last: int) -> tuple[str, ...]:
    """The words as printed, hyphened ones as one."""
    words: list[str] = []
    for token in tokens[first : last + 1]:
        if words and token.start == tokens[token.i - 1].end and token.i > first:
            words[-1] += token.text
        else:
            words.append(token.text)
    return tuple(words)
