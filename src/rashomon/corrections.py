"""What a person corrects by hand: the file it stands in, and where in a story it belongs.

``docs/corrections.md`` describes the file, ``data/corrections.schema.json`` is its schema. Nothing here stops a run but a file
that cannot be read at all: what cannot be understood or found is told in a sentence each.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from rashomon.errors import CorrectionsError
from rashomon.model import VERDICTS, Article, Corrected, Correction, Passage, Pointer, Problem, Span, Story

__all__ = ["WITHDRAWN", "allot", "concerning", "find_passage", "read_corrections", "unrespected"]

WITHDRAWN = "none"
"""Verdict by which a person says that a position is none."""

_VERDICT_REMEDY = "see docs/verdicts.md"
_KINDS = {
    "same": ("statement", "figure", "event"),
    "apart": ("statement", "figure", "event"),
    "verdict": ("statement", "figure", "event", "position"),
    "speaker": ("statement",),
}
"""What can be said, of what."""
_TEXTS = ("verdict", "by", "on", "note")
_NULLABLE = ("speaker", "speaks_for")
_KNOWN = {"say", "of", "mentions", "turns", *_TEXTS, *_NULLABLE}
_POINTER = {"article", "span", "trigger", "words"}


class _Unfit(ValueError):
    """Why an entry cannot be understood."""


def read_corrections(path: str | os.PathLike[str]) -> tuple[list[Correction], list[Problem]]:
    """Read a file of corrections.

    Returns:
        The corrections in the order of the file, and what of it could not be understood.

    Raises:
        CorrectionsError: if the file cannot be read or is no JSON object with a list ``corrections``.
    """
    try:
        loaded = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise CorrectionsError(f"{path}: cannot be read as JSON ({error}); see docs/corrections.md") from error
    entries = loaded.get("corrections") if isinstance(loaded, dict) else None
    if not isinstance(entries, list):
        raise CorrectionsError(f"{path}: has no list of corrections; see docs/corrections.md")
    found, problems = [], []
    for number, entry in enumerate(entries, 1):
        where = f"{path}, correction {number}"
        try:
            found.append(_correction(entry, where))
        except _Unfit as error:
            problems.append(Problem(where, str(error), "see docs/corrections.md"))
    return found, problems


def _correction(entry: Any, where: str) -> Correction:
    if not isinstance(entry, dict):
        raise _Unfit("is no object")
    for name in sorted(entry.keys() - _KNOWN):
        raise _Unfit(f"{name!r:.60} is no field of a correction")
    say, of = entry.get("say"), entry.get("of")
    if not isinstance(say, str) or say not in _KINDS:
        raise _Unfit(f"say must be one of {', '.join(_KINDS)}")
    if of not in _KINDS[say]:
        raise _Unfit(f"“{say}” can be said of {', '.join(_KINDS[say])}")
    for name in (*_TEXTS, *_NULLABLE):
        if not _is_text(entry.get(name, "")) and not (name in _NULLABLE and entry[name] is None):
            raise _Unfit(f"{name} must be a text")
    if not isinstance(entry.get("turns", False), bool):
        raise _Unfit("turns must be true or false")
    if say == "speaker" and "speaker" not in entry:
        raise _Unfit("speaker is missing; give a name, or null where it is not known")
    if say == "verdict":
        _check_verdict(of, entry.get("verdict", ""))
    mentions = entry.get("mentions")
    fewest = 2 if say in ("same", "apart") else 1
    if not isinstance(mentions, list) or len(mentions) < fewest:
        raise _Unfit(f"mentions must be a list of {fewest} or more")
    values = {name: entry.get(name, "") for name in _TEXTS} | {name: entry.get(name) or None for name in _NULLABLE}
    pointers = tuple(map(_pointer, mentions))
    # what say and of may be was checked above, against the same words
    return Correction(say=say, of=of, mentions=pointers, turns=entry.get("turns", False), where=where, **values)  # type: ignore[arg-type]


def _is_text(value: Any) -> bool:
    """Whether it is a text that can be written again: JSON can hold halves of characters."""
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def _check_verdict(of: str, verdict: str) -> None:
    known = (*VERDICTS[of], WITHDRAWN) if of == "position" else VERDICTS[of]
    if verdict not in known:
        raise _Unfit(f"the verdict on a {of} must be one of {', '.join(known)}")


def _pointer(entry: Any) -> Pointer:
    if not isinstance(entry, dict) or not _is_text(entry.get("article")) or not entry["article"]:
        raise _Unfit("a mention needs its article")
    for name in sorted(entry.keys() - _POINTER):
        raise _Unfit(f"{name!r:.60} is no field of a mention")
    words = entry.get("words", "")
    if not _is_text(words):
        raise _Unfit("words must be a text")
    span, trigger = _span(entry.get("span")), _span(entry.get("trigger"))
    if span is None and not words.strip():
        raise _Unfit("a mention needs a span or words")
    return Pointer(entry["article"], span, trigger, words)


def _span(value: Any) -> Span | None:
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2 and all(type(edge) is int for edge in value) and 0 <= value[0] < value[1]:
        return Span(*value)
    raise _Unfit("a span is [start, end], with start before end")


# ---------------------------------------------------------------------------------------------- where it belongs


def _names(articles: Iterable[Article]) -> Mapping[str, list[Article]]:
    """Articles by identifier and by the name of their file."""
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for name in dict.fromkeys((article.id, *((article.path, PurePath(article.path).name) if article.path else ()))):
            found[name].append(article)
    return found


def concerning(corrections: Iterable[Correction], story: Story) -> list[Correction]:
    """The corrections that name an article of a story."""
    names = _names(story.articles)
    return [correction for correction in corrections if any(pointer.article in names for pointer in correction.mentions)]


def allot(corrections: Sequence[Correction], stories: Sequence[Story]) -> tuple[dict[str, list[Correction]], list[Problem]]:
    """Which story each correction belongs to.

    Returns:
        The corrections of each story, by its identifier and in their order, and a problem for each that no story has whole.
    """
    stories_of: dict[str, set[str]] = defaultdict(set)
    for story in stories:
        for name in _names(story.articles):
            stories_of[name].add(story.id)
    found: dict[str, list[Correction]] = defaultdict(list)
    problems = []
    for correction in corrections:
        missing = [pointer.article for pointer in correction.mentions if pointer.article not in stories_of]
        shared = set.intersection(*(stories_of.get(pointer.article, set()) for pointer in correction.mentions))
        for story_id in sorted(shared):
            found[story_id].append(correction)
        if missing:
            problems.append(Problem(correction.where, f"the article {missing[0][:80]} is not in this pile", "read it too"))
        elif not shared:
            problems.append(Problem(correction.where, "its articles stand in different stories", "read them with --one-story"))
    return found, problems


def find_passage(pointer: Pointer, articles: Sequence[Article]) -> Passage | str:
    """Where a pointer points, or why it points nowhere."""
    named = _names(articles).get(pointer.article, [])
    distinct = {article.id: article for article in named}
    if not distinct:
        return f"the article {pointer.article[:80]} is not in this story"
    if len(distinct) > 1:
        return f"several articles go by the name {pointer.article[:80]}; give the identifier"
    (article,) = distinct.values()
    if pointer.span is None:
        return _by_words(pointer.words, article)
    if pointer.span.end > len(article.text):
        return f"the span ends behind the article {pointer.article[:80]}"
    if pointer.words and _folded(pointer.words) not in _folded(pointer.span.of(article.text)):
        return f"“{pointer.words[:80]}” does not stand where the span points; the article may have changed"
    return Passage(article.id, pointer.span)


def _by_words(words: str, article: Article) -> Passage | str:
    """The one place where the words stand, white space apart."""
    places = list(_places(words.split(), article.text))
    if len(places) != 1:
        return f"“{words[:80]}” stands {'more than once' if places else 'nowhere'} in the article; give the span"
    return Passage(article.id, places[0])


def _places(parts: Sequence[str], text: str) -> Iterator[Span]:
    """The first two places where the parts stand one after another with nothing but white space between."""
    start, n_found = text.find(parts[0]), 0
    while start >= 0 and n_found < 2:
        at = start + len(parts[0])
        for part in parts[1:]:
            following = at
            while following < len(text) and text[following].isspace():
                following += 1
            if following == at or not text.startswith(part, following):
                break
            at = following + len(part)
        else:
            n_found += 1
            yield Span(start, at)
        start = text.find(parts[0], start + 1)


def _folded(text: str) -> str:
    return " ".join(text.split())


def unrespected(corrected: Iterable[Iterable[Corrected]]) -> list[Problem]:
    """A problem for each correction of some readings that could not be respected."""
    failed = (one for reading in corrected for one in reading if one.problem)
    return [Problem(one.correction.where, one.problem, "correct or remove it") for one in failed]
