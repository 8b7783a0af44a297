"""How the accounts put it: headlines, verbs of saying, and the words chosen for the same actor or act.

Counts with their places, no opinion: which words are looked for stands in ``data/framing.toml`` and ``data/reporting.toml``.

What stands inside quotation marks is the speaker's choice, not the outlet's, and is left out.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.lexicon import forms, lexicon
from rashomon.model import (
    Account,
    Actor,
    Choice,
    Contrast,
    Event,
    Figure,
    Framing,
    Headline,
    Lineage,
    Passage,
    Span,
    Statement,
    Story,
    Usage,
    count_independent,
)
from rashomon.reconcile.copies.passages import quoted_in
from rashomon.reconcile.stems import stem
from rashomon.words import STOPWORDS, Word, words

__all__ = ["find_framing"]

_LEAST_SHARED_HEADLINES = 2
_MOST_CONTRASTS = 12
_MOST_CHOICES = 12


def find_framing(
    story: Story,
    who: Mapping[Actor, Actor],
    *,
    statements: Sequence[Statement],
    figures: Sequence[Figure] = (),
    events: Sequence[Event] = (),
    lineages: Sequence[Lineage] = (),
) -> Framing:
    """What the accounts of a story chose to say.

    Args:
        story: the accounts.
        who: every actor with its canonical one.
        statements: what was said, judged; the verbs that report one statement are set side by side.
        figures: what was counted, judged; like events, they tell which labels stand for one thing.
        events: what happened, judged.
        lineages: articles that count as one account: what all of them have is one choice.
    """
    accounts = [account for account in story.accounts if account.article.duplicate_of is None]
    if count_independent((a.article.id for a in accounts), lineages) < 2:
        return Framing()
    return Framing(
        headlines=tuple(_headlines(accounts)),
        verbs=_usages(place for account in accounts for place in _verbs(account)),
        contrasts=tuple(_contrasts(statements, story, lineages))[:_MOST_CONTRASTS],
        choices=tuple(_choices(_chosen(accounts, who), _tellings(figures, events), lineages))[:_MOST_CHOICES],
    )


def _tellings(figures: Sequence[Figure], events: Sequence[Event]) -> Iterator[list[Passage]]:
    """For each thing that several articles tell, the passages that tell it."""
    for figure in figures:
        spans = [(t.article, s) for t in figure.accounts for s in (t.mention.span, t.mention.counted) if s is not None]
        yield [Passage(article, span) for article, span in spans]
    for event in events:
        yield [Passage(told.article, told.mention.span) for told in event.accounts]


class _Place(NamedTuple):
    """A word that was chosen: what it counts as, how it is printed, and where."""

    key: str
    printed: str
    passage: Passage
    plain: bool = False


def _usages(places: Iterable[_Place]) -> tuple[Usage, ...]:
    """The places by their words, the commonest first."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        found[place.key].append(place)
    usages = []
    for members in found.values():
        printed = Counter(place.printed for place in members)
        label = max(printed, key=lambda form: (printed[form], form))
        passages = tuple(sorted((place.passage for place in members), key=lambda p: (p.article, p.span)))
        usages.append(Usage(label, passages, members[0].plain))
    return tuple(sorted(usages, key=lambda usage: (-len(usage.passages), usage.label)))


# ---------------------------------------------------------------------------------------------- headlines


def _headlines(accounts: Sequence[Account]) -> Iterator[Headline]:
    """Each headline with the telling words that no other account's headline has."""
    titles = {a.article.id: _telling(a.article.title or "") for a in accounts if (a.article.title or "").strip()}
    n_headlines = Counter(root for told in titles.values() for root in {stem(word.text) for word in told})
    if len(titles) < _LEAST_SHARED_HEADLINES:
        return
    for article, told in titles.items():
        yield Headline(article, tuple(word.span for word in told if n_headlines[stem(word.text)] == 1))


def _telling(text: str) -> list[Word]:
    """Words that say something; single letters are what is left of an abbreviation."""
    return [word for word in words(text) if len(word.text) > 1 and word.text.removesuffix("'s") not in STOPWORDS]


# ---------------------------------------------------------------------------------------------- verbs of saying


@functools.cache
def _verb_of() -> dict[str, str]:
    """Inflected form -> verb of saying; not of thinking, nor of what a paper shows."""
    table: dict[str, str] = {}
    for group in lexicon("reporting")["verbs"]:
        if group.get("kind", "speech") == "speech":
            for verb in group["words"].split():
                head = verb.split("_")[0]
                table.update((form, head) for form in forms(head) if form not in table)
    return table


@functools.cache
def _plain() -> frozenset[str]:
    return frozenset(lexicon("framing")["plain"].split())


def _verb(text: str, cue: Span) -> tuple[str, Word] | None:
    """The verb of saying in a cue, with its place; of several the last ("was quoted as saying")."""
    for word in reversed(words(text, cue)):
        verb = _verb_of().get(word.text)
        if verb is not None:
            return verb, word
    told = words(text, cue)
    return ("according_to", told[0]) if [word.text for word in told[:2]] == ["according", "to"] else None


def _verbs(account: Account) -> Iterator[_Place]:
    """The verb of each cue, once where several quotes share it."""
    text = account.article.text
    for cue in sorted({quote.cue for quote in account.quotes if quote.cue is not None}):
        found = _verb(text, cue)
        if found is not None:
            verb, word = found
            span = word.span if verb != "according_to" else cue
            yield _Place(verb, _plainly(span.of(text)), Passage(account.article.id, span), verb in _plain())


def _plainly(text: str) -> str:
    """Lower case, with single blanks."""
    return " ".join(text.lower().split())


def _contrasts(statements: Sequence[Statement], story: Story, lineages: Sequence[Lineage]) -> Iterator[Contrast]:
    """Statements that independent accounts report with different verbs, one of which says more than "said"."""
    texts = {article.id: article.text for article in story.articles}
    for statement in statements:
        places = []
        for told in statement.accounts:
            found = _verb(texts[told.article], told.mention.cue) if told.mention.cue else None
            if found is not None:
                verb, word = found
                printed = "according to" if verb == "according_to" else word.text
                places.append(_Place(verb, printed, Passage(told.article, word.span), verb in _plain()))
        usages = _usages(dict.fromkeys(places))
        chosen = [frozenset(p.key for p in places if p.passage.article == a) for a in {p.passage.article for p in places}]
        if len(set(chosen)) > 1 and any(not u.plain for u in usages) and _is_shared(places, lineages):
            yield Contrast(statement.id, usages)


def _is_shared(places: Sequence[_Place], lineages: Sequence[Lineage]) -> bool:
    return count_independent({place.passage.article for place in places}, lineages) > 1


# ---------------------------------------------------------------------------------------------- labels


_LETTERS = re.compile(r"[^\W\d_]+")


class _List(NamedTuple):
    """Words among which accounts choose for one thing."""

    about: str
    words: Mapping[str, bool]
    """Word -> whether it only names."""


@functools.cache
def _lists() -> tuple[_List, ...]:
    found = []
    for entry in lexicon("framing")["labels"]:
        sides = entry["words"].split("|")
        table = {word.replace("_", " "): k == 0 for k, side in enumerate(sides) for word in side.split()}
        found.append(_List(entry["about"], table))
    return tuple(found)


@functools.cache
def _pattern() -> re.Pattern[str]:
    """Any label, the longest first."""
    every = sorted({word for labels in _lists() for word in labels.words}, key=lambda word: (-len(word), word))
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in every) + r")(?![\w-])", re.I
    )


@functools.cache
def _beginnings() -> frozenset[str]:
    """The first letters of every label, up to what is no letter."""
    return frozenset(found.group() for labels in _lists() for word in labels.words if (found := _LETTERS.match(word)))


def _labels_in(text: str, sentence: Span) -> Iterator[re.Match[str]]:
    """Every label of a sentence. The pattern is tried only where a word begins as a label does: one word in fifty."""
    pattern, beginnings, free = _pattern(), _beginnings(), 0
    for word in _LETTERS.finditer(text, *sentence):
        if word.group().lower() in beginnings and word.start() >= free:
            match = pattern.match(text, word.start(), sentence.end)
            if match is not None:
                free = match.end()
                yield match


def _labels(account: Account) -> Iterator[tuple[int, str, Span]]:
    """Labels in the outlet's own words: number of the list, the label, where."""
    text = account.article.text
    quoted = quoted_in(text, account.sentences)
    starts = [span.start for span in quoted]
    for sentence in account.sentences:
        for match in _labels_in(text, sentence):
            before = bisect_right(starts, match.start()) - 1
            if before >= 0 and match.start() < quoted[before].end:
                continue
            label = _plainly(match.group())
            for number, labels in enumerate(_lists()):
                if label in labels.words:
                    yield number, label, Span(*match.span())


class _Chosen(NamedTuple):
    """A label in an outlet's own words: of which list, for which actor, where."""

    number: int
    actor: Actor | None
    place: _Place


def _chosen(accounts: Sequence[Account], who: Mapping[Actor, Actor]) -> list[_Chosen]:
    found = []
    for account in accounts:
        for number, label, span in _labels(account):
            labels = _lists()[number]
            place = _Place(_singular(label, labels), label, Passage(account.article.id, span), labels.words[label])
            found.append(_Chosen(number, _named(account, span, who), place))
    return found


def _choices(chosen: Sequence[_Chosen], tellings: Iterable[Sequence[Passage]], lineages: Sequence[Lineage]) -> Iterator[Choice]:
    """What accounts chose different words for: actors, those that are named most first, then what they tell of one thing."""
    named: dict[tuple[int, Actor], list[_Place]] = defaultdict(list)
    nameless: dict[str, list[_Chosen]] = defaultdict(list)
    for one in chosen:
        if one.actor is not None:
            named[one.number, one.actor].append(one.place)
        nameless[one.place.passage.article].append(one)
    kept = [(key, places) for key, places in named.items() if _is_choice(places, lineages)]
    for (number, actor), places in sorted(kept, key=lambda item: (-len(item[1]), item[0][0], item[0][1].name)):
        yield Choice(_lists()[number].about, _usages(places), actor)
    taken = {place.passage for _, places in kept for place in places}
    told: dict[int, dict[_Place, None]] = defaultdict(dict)
    for passages in tellings:
        for number, places in _in_tellings(passages, nameless).items():
            if _is_choice(places, lineages) and not taken & {place.passage for place in places}:
                told[number].update(dict.fromkeys(places))
    for number in sorted(told, key=lambda number: (-len(told[number]), number)):
        yield Choice(_lists()[number].about, _usages(told[number]))


def _in_tellings(passages: Sequence[Passage], chosen: Mapping[str, Sequence[_Chosen]]) -> dict[int, list[_Place]]:
    """The labels that stand in the tellings of one thing, by their list."""
    found: dict[int, list[_Place]] = defaultdict(list)
    for passage in passages:
        for one in chosen.get(passage.article, ()):
            if passage.span.covers(one.place.passage.span):
                found[one.number].append(one.place)
    return found


def _singular(label: str, labels: _List) -> str:
    return label.removesuffix("s") if label.removesuffix("s") in labels.words else label


_BESIDE = 2
"""Characters between a label and the name that it stands before ("dictator Holt")."""


def _named(account: Account, span: Span, who: Mapping[Actor, Actor]) -> Actor | None:
    """The actor that a label is for: that of the mention that holds it, or that it stands right before."""
    for mention in account.actors:
        beside = 0 <= mention.span.start - span.end <= _BESIDE
        if mention.span.covers(span) or beside:
            return who.get(mention.actor, mention.actor)
    return None


def _is_choice(places: Sequence[_Place], lineages: Sequence[Lineage]) -> bool:
    """Whether two independent accounts chose, not all the same words, and one of them a word that says more."""
    chosen: dict[str, set[str]] = defaultdict(set)
    for place in places:
        chosen[place.passage.article].add(place.key)
    loaded = {article: frozenset(p.key for p in places if p.passage.article == article and not p.plain) for article in chosen}
    return len(set(loaded.values())) > 1 and count_independent(chosen, lineages) > 1
