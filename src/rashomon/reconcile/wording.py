"""How the accounts of one utterance differ in its words.

Compared are the words inside quotation marks only, and only the words: marks, hyphens, capitals, British or American spelling,
contractions and what an editor put in brackets are not wording.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rashomon.lexicon import lexicon
from rashomon.model import Difference, Judgement, Passage, Quote, Span, Told
from rashomon.reconcile.marks import quoted_spans
from rashomon.words import STOPWORDS, words

__all__ = ["Wording", "compare_wording"]

_MOST_SHOWN = 12
"""Words of a quotation that a reason shows; more are found behind the spans."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The verdict on the wording of one statement, and where the words differ."""

    judgement: Judgement
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """One quotation as it is compared: ``keys`` are its words without spelling, each with its place."""

    article: str
    text: str
    keys: tuple[str, ...]
    spans: tuple[Span, ...]
    told: frozenset[str] = frozenset()
    """All words of the account's telling, those outside the marks included."""

    def passage(self, start: int, end: int) -> Passage | None:
        """Where the words ``start`` to ``end`` stand."""
        return Passage(self.article, Span(self.spans[start].start, self.spans[end - 1].end)) if start < end else None

    def shown(self, passage: Passage) -> str:
        """The words of a passage, shortened for a reason."""
        found = passage.span.of(self.text).split()
        return "“" + " ".join(found[:_MOST_SHOWN]) + (" …" if len(found) > _MOST_SHOWN else "") + "”"


# ---------------------------------------------------------------------------------------------- spelling

_SPELLINGS = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"(?<=[a-z]{3})is(e|es|ed|ing|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|ite|able|hood|ful)?$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{3})tre(s?)$"), r"ter\1"),
    (re.compile(r"(?<=[a-z]{3})ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"(?<=[a-z]{3})ence(s?)$"), r"ense\1"),
    (re.compile(r"(?<=[a-z]{3})ogue(s?)$"), r"og\1"),
    (re.compile(r"programmes?$"), "program"),
)
_CONTRACTIONS = (("n't", "not"), ("'re", "are"), ("'ll", "will"), ("'ve", "have"), ("'m", "am"), ("'d", "would"))
_WHOLE = {
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "cannot": ("can", "not"),
    "gonna": ("going", "to"),
}
_SPELLED_OUT = {
    ("united", "states"): "us",
    ("united", "kingdom"): "uk",
    ("united", "nations"): "un",
    ("european", "union"): "eu",
    ("1", "hundred"): "100",
    ("1", "thousand"): "1000",
}
"""What is also printed as an abbreviation, whose points are no words, or in digits."""
_PERCENT = "percent"
"""Left out of every comparison: it is also printed as a sign."""
_BEFORE_IS = frozenset("it he she that there what who here where this how".split())
_BRACKETED = re.compile(r"\[[^\]]*\](?!\w)|\[[^\]]{2,}\]|\([^()]*\)")
_CAPITAL = re.compile(r"\[\w\]\w+")
"""``[W]e``: the editor changed a capital."""
_TEENS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_NUMBERS = {word: str(n) for n, word in enumerate(_TEENS.split())}
_NUMBERS |= {word: str(10 * n) for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ABBREVIATED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_PER_CENT = re.compile(r"\bper\s+cent\b", re.IGNORECASE)


@functools.cache
def _spellings() -> Mapping[str, str]:
    """Another spelling of a word -> the one that stands for all."""
    return {word: group.split()[0] for group in lexicon("spelling")["groups"] for word in group.split()}


@functools.lru_cache(maxsize=50_000)
def _keys(word: str) -> tuple[str, ...]:
    """A folded word without what is only spelling; contractions give two words."""
    if word in _WHOLE:
        return _WHOLE[word]
    if word in _NUMBERS:
        return (_NUMBERS[word],)
    for ending, full in _CONTRACTIONS:
        if word.endswith(ending) and len(word) > len(ending):
            return (*_keys(word.removesuffix(ending)), full)
    if word.endswith("'s"):
        word = word.removesuffix("'s")
        return (*_keys(word), "is") if word in _BEFORE_IS else _keys(word)
    word = _spelling(word)
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return (word,)


def _spelling(word: str) -> str:
    """A word, or the word with its s, in the spelling that stands for all."""
    table = _spellings()
    return table.get(word) or (table.get(word[:-1], word[:-1]) + "s" if word.endswith("s") else word)


def _form(article: str, text: str, spans: Sequence[Span]) -> _Form:
    keys: list[str] = []
    places: list[Span] = []
    brackets = [Span(*m.span()) for start, end in spans for m in _BRACKETED.finditer(text, start, end)]
    parts = (_ABBREVIATED, _CAPITAL, _PER_CENT)
    whole = [Span(*m.span()) for start, end in spans for part in parts for m in part.finditer(text, start, end)]
    for word in words(text, spans):
        if any(bracket.covers(word.span) for bracket in brackets):
            continue
        if keys and any(span.covers(word.span) and span.covers(places[-1]) for span in whole):  # U.S. and [W]e are one word
            keys[-1] += word.text
            places[-1] = Span(places[-1].start, word.span.end)
            continue
        for key in _keys(word.text):
            short = _SPELLED_OUT.get((keys[-1], key)) if keys else None
            if short is not None:
                keys[-1], places[-1] = short, Span(places[-1].start, word.span.end)
                continue
            keys.append(key)
            places.append(word.span)
    kept = [i for i, key in enumerate(keys) if key != _PERCENT]
    return _Form(article, text, tuple(keys[i] for i in kept), tuple(places[i] for i in kept))


# ---------------------------------------------------------------------------------------------- two forms


@dataclass(frozen=True, slots=True)
class _Change:
    """Words of the fullest form that another has not, or has otherwise."""

    full: tuple[int, int]
    other: tuple[int, int]
    inside: bool
    """Whether both forms go on, before and after it, with the same words."""


_GAP = re.compile(r"\w|…|\.\.|[\"”]")
_ARTICLES = frozenset(("a", "an", "the", "that"))
_MOST_BASES = 8
_STRAY = 4
"""Words beyond which a single word is too far from what else two quotations share."""
_SENTENCE_END = re.compile(r";\s|[.!?][\"”’')\]]*\s+[\"“‘'(\[]*[^\Wa-z_]")


_Code = tuple[str, int, int, int, int]


def _changes(full: _Form, other: _Form) -> tuple[list[_Change], int]:
    """Where two forms part, and how many telling words they share."""
    codes = _without_strays(full, SequenceMatcher(None, full.keys, other.keys, autojunk=False).get_opcodes())
    equal = [k for k, code in enumerate(codes) if code[0] == "equal"]
    shared = sum(_telling(full, codes[k]) for k in equal)
    found = []
    for k, (tag, a, b, c, d) in enumerate(codes):
        inside = bool(equal) and equal[0] < k < equal[-1]
        if tag == "equal" or "".join(full.keys[a:b]) == "".join(other.keys[c:d]):  # alltime, all time
            continue
        if not inside and _ARTICLES.issuperset((*full.keys[a:b], *other.keys[c:d])):  # an article before the first quoted word
            continue
        same = next((n for n in range(a + 1, b) if "".join(full.keys[a:n]) == "".join(other.keys[c:d])), None)
        if same is not None and k == len(codes) - 1:  # goodwill and more, good will
            a, c = same, d
        found.append(_Change((a, b), (c, d), inside))
    return found, shared


def _telling(full: _Form, code: _Code) -> int:
    return sum(key not in STOPWORDS for key in full.keys[code[1] : code[2]])


def _without_strays(full: _Form, codes: Sequence[_Code]) -> list[_Code]:
    """The codes without a lone word far ahead of all else that the forms share: by chance it stands in both."""
    found = list(codes)
    equal = [k for k, code in enumerate(found) if code[0] == "equal"]
    if len(equal) < 2 or equal[1] - equal[0] != 2:
        return found
    (_, a, _, c, _), (_, first, last, _, _), (_, _, b, _, d) = found[0], found[equal[0]], found[equal[0] + 1]
    rest = sum(_telling(full, found[k]) for k in equal[1:])
    if last - first == 1 and rest > 1 and found[equal[0] + 1][2] - last > _STRAY:
        return [("replace", a, b, c, d), *found[equal[0] + 2 :]]
    return found


def _adjacent(form: _Form, start: int, end: int) -> tuple[int, int]:
    """The part of words ``start`` to ``end`` that stands in one sentence with what the forms share."""
    if start >= end:
        return start, end
    gaps = [i for i in range(max(start, 1), min(end + 1, len(form.spans))) if _breaks(form, i)]
    if start == 0 and end < len(form.spans):
        return (max(gaps, default=start), end)
    if end == len(form.spans) and start > 0:
        return (start, min(gaps, default=end))
    return start, end


def _breaks(form: _Form, i: int) -> bool:
    """Whether a sentence ends before word ``i``."""
    return bool(_SENTENCE_END.search(form.text[form.spans[i - 1].end : form.spans[i].start + 1]))


def _size(change: _Change) -> int:
    """How many words were put for others, or left out within; at an end the rest of the longer side is only cut off."""
    lengths = (change.full[1] - change.full[0], change.other[1] - change.other[0])
    return max(lengths) if change.inside else min(lengths)


def _owned_up(form: _Form, start: int, end: int) -> bool:
    """Whether the form shows that it left words out here: by an ellipsis, or by breaking the quotation off."""
    if start < end:
        return False
    return bool(_GAP.search(form.text[form.spans[start - 1].end : form.spans[start].start]))


def _alters(change: _Change, full: _Form, other: _Form) -> bool:
    """Whether words were put for others, not only left out at an end."""
    if change.inside:
        return not (_owned_up(full, *change.full) or _owned_up(other, *change.other))
    if change.other[0] == change.other[1]:
        return False
    mine, theirs = _adjacent(full, *change.full), _adjacent(other, *change.other)
    return mine[0] < mine[1] and theirs[0] < theirs[1]


_COMMA = re.compile(r"[,:–—]|\s-+\s")


def _set_off(form: _Form, change: _Change) -> bool:
    """Whether only words at the end were left out, behind a comma: what they hedge or deny is their own."""
    start, end = change.full
    at_end = start > 0 and end == len(form.keys) and change.other[0] == change.other[1]
    return at_end and bool(_COMMA.search(form.text[form.spans[start - 1].end : form.spans[start].start]))


_CONDITION, _HEDGE, _NEGATION = "a condition", "a hedge", "a negation"
_INVERTED = frozenset(("should", "were", "had"))
_NEAR_WORDS = 6
"""Words of a change within which a negation or hedge bears on what stands around it."""


@functools.cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(lexicon("turns")[kind].split())


@functools.cache
def _turning() -> Mapping[str, str]:
    """Word -> what is lost or won with it."""
    labels = (("hedges", _HEDGE), ("conditions", _CONDITION), ("negations", _NEGATION))
    return {_keys(word)[-1]: label for kind, label in labels for word in _words_of(kind)}


def _turns(change: _Change, full: _Form, other: _Form, every: Sequence[_Change]) -> str | None:
    """What kind of word that may turn the sense one side has here and the other has nowhere, not even outside the marks.

    One hedge is as good as another ("may", "might"), and one condition ("if", "should"); two negations say what none says. Of a
    long stretch that was left out only a condition at its head bears on the words that were kept ("unless they come back"); a
    negation or hedge within it belongs to what went with it.
    """
    mine, theirs = _adjacent(full, *change.full), _adjacent(other, *change.other)
    is_short = _bears(change, full, other)
    lost, won = (
        {
            label
            for k, (key, label) in enumerate(_turning_words(here, place))
            if label is not None and not _has(key, there) and (is_short or (k < 2 and label == _CONDITION))
        }
        for here, place, there in (
            (full, mine, {*other.keys, *other.told}),
            (other, theirs, {*full.keys, *full.told}),
        )
    )
    odd = lost ^ won
    if _NEGATION in odd and _cancel(full, other, every):
        odd -= {_NEGATION}
    return max(odd, default=None)  # negation, hedge, condition


def _turning_words(form: _Form, place: tuple[int, int]) -> Iterator[tuple[str, str | None]]:
    """Every word with what is lost or won with it: nothing with "about" before no number, nor with the "no" of "No, we do"."""
    for k in range(*place):
        key, following = form.keys[k], form.keys[k + 1 : k + 2]
        counts = not following or following[0].isdigit() or following[0] in _words_of("quantities")
        is_answer = key == "no" and bool(following) and _is_parted(form, k + 1)
        yield key, None if is_answer or (key in _words_of("before_numbers") and not counts) else _turning().get(key)


def _is_parted(form: _Form, i: int) -> bool:
    """Whether a comma stands before word ``i``."""
    return "," in form.text[form.spans[i - 1].end : form.spans[i].start]


def _bears(change: _Change, full: _Form, other: _Form) -> bool:
    """Whether a negation or hedge of the words that differ bears on those that both have."""
    (a, b), (c, d) = _adjacent(full, *change.full), _adjacent(other, *change.other)
    return max(b - a, d - c) <= _NEAR_WORDS and not _set_off(full, change)


def _cancel(full: _Form, other: _Form, every: Sequence[_Change]) -> bool:
    """Whether the negations that one form has and the other has not go together by twos: "it is not as if we had none"."""
    odd = -_elsewhere(full, other)
    for change in every:
        if _bears(change, full, other):
            for form, place in ((full, change.full), (other, change.other)):
                odd += sum(label == _NEGATION for _, label in _turning_words(form, _adjacent(form, *place)))
    return odd % 2 == 0


def _elsewhere(full: _Form, other: _Form) -> int:
    """Negations outside the marks of the one that the other has not, against those of the other."""
    mine, theirs = ({key for key in form.told - set(form.keys) if _turning().get(key) == _NEGATION} for form in (full, other))
    return len(theirs - set(full.keys)) - len(mine - set(other.keys))


def _has(key: str, there: frozenset[str] | set[str]) -> bool:
    """Whether the word stands there too, or another that does its work."""
    label = _turning()[key]
    if label == _CONDITION and not _INVERTED.isdisjoint(there):  # "should they come", for "if they come"
        return True
    return key in there or (label != _NEGATION and any(_turning().get(other) == label for other in there))


# ---------------------------------------------------------------------------------------------- a statement


def _forms(tellings: Iterable[Told[Quote]], texts: Mapping[str, str]) -> list[_Form]:
    """The quotations of a statement, the fullest first."""
    found: list[_Form] = []
    for told in tellings:
        spans = quoted_spans(texts[told.article], told.mention)
        pieces = [spans] if spans == told.mention.content and told.mention.mode == "direct" else [(span,) for span in spans]
        whole = frozenset(_form(told.article, texts[told.article], told.mention.content).keys)
        found.extend(replace(_form(told.article, texts[told.article], piece), told=whole) for piece in pieces)
    return sorted((form for form in found if form.keys), key=lambda f: (-len(f.keys), f.keys, f.article, f.spans))


@dataclass(frozen=True, slots=True)
class _Comparison:
    verdict: str
    full: _Form
    other: _Form
    changes: tuple[_Change, ...]


def _compare(forms: Sequence[_Form]) -> Iterator[_Comparison]:
    """Each quotation with the fuller one of another account that it shares most with."""
    bases: list[_Form] = []
    for form in forms:
        telling = sum(key not in STOPWORDS for key in form.keys)
        best: tuple[tuple[bool, int], list[_Change], _Form] | None = None
        for base in bases:
            changes, shared = _changes(base, form)
            rank = (base.article != form.article, shared)
            alike = base.keys == form.keys or (shared and 2 * shared >= telling)
            if alike and (best is None or rank > best[0]):
                best = rank, changes, base
        if len(bases) < _MOST_BASES and (best is None or best[1]):
            bases.append(form)
        if best is not None and best[0][0]:
            (_, shared), changes, base = best
            altering = [change for change in changes if _alters(change, base, form)]
            if any(_size(change) > shared for change in altering):  # other words, said of the same
                continue
            altered = bool(altering)
            yield _Comparison("altered" if altered else "cut" if changes else "same", base, form, tuple(changes))


def _difference(change: _Change, comparison: _Comparison) -> Difference:
    full, other = comparison.full, comparison.other
    turns = _turns(change, full, other, comparison.changes) is not None
    return Difference(full.passage(*change.full), other.passage(*change.other), turns=turns)


def compare_wording(tellings: Sequence[Told[Quote]], texts: Mapping[str, str]) -> Wording:
    """The verdict on one utterance's wording, with every place where the words differ.

    Args:
        tellings: the quotes that report it.
        texts: the text of every article.

    Returns:
        ``single`` where one article alone has it; else the strongest of ``altered``, ``cut`` and ``same`` that holds between
        the quotations of two articles, or ``same`` where all retell it alike; ``paraphrase`` where no two quote the same words.
    """
    articles = {told.article for told in tellings}
    if len(articles) < 2:
        return Wording(Judgement("single", "one account alone has it", 0.9))
    forms = _forms(tellings, texts)
    comparisons = list(_compare(forms))
    for verdict in ("altered", "cut", "same"):
        chosen = [c for c in comparisons if c.verdict == verdict]
        if chosen:
            differences = dict.fromkeys(_difference(change, c) for c in comparisons for change in c.changes)
            return Wording(Judgement(verdict, _reason(verdict, comparisons, articles), 0.85), tuple(differences))
    if not forms and len({_form(t.article, texts[t.article], t.mention.content).keys for t in tellings}) == 1:
        return Wording(Judgement("same", f"{len(articles)} accounts tell it in the same words", 0.85))
    quoting = len({form.article for form in forms})
    told_by = (
        "no account quotes it"
        if not quoting
        else f"{quoting} of {len(articles)} accounts quote" + (" it" if quoting == 1 else " words of it, not the same ones")
    )
    return Wording(Judgement("paraphrase", told_by, 0.7))


def _reason(verdict: str, comparisons: Sequence[_Comparison], articles: set[str]) -> str:
    """The verdict in words: fixed labels, and quotations of what differs."""
    quoting = {c.full.article for c in comparisons} | {c.other.article for c in comparisons}
    parts = []
    if verdict == "same":
        parts.append(f"{len(quoting)} accounts quote the same words")
    every = [(change, comparison) for comparison in comparisons for change in comparison.changes]
    parts.extend(_told(change, c) for change, c in every if _turns(change, c.full, c.other, c.changes))
    parts.extend(
        _told(change, c)
        for change, c in every
        if c.verdict == verdict and (verdict == "cut" or _alters(change, c.full, c.other))
    )
    if len(articles) > len(quoting):
        parts.append(f"{len(articles) - len(quoting)} put it in words of their own")
    return "; ".join(list(dict.fromkeys(parts))[:4])


def _told(change: _Change, comparison: _Comparison) -> str:
    full, other = comparison.full, comparison.other
    mine, theirs = full.passage(*change.full), other.passage(*change.other)
    turned = _turns(change, full, other, comparison.changes)
    before = f"{turned}, which may turn the sense: " if turned else ""
    if mine and theirs:
        return f"{before}{full.shown(mine)} or {other.shown(theirs)}"
    if mine:
        return f"{before}left out: {full.shown(mine)}"
    return f"{before}added: {other.shown(theirs)}" if theirs else ""
