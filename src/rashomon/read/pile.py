"""The pile as a whole: which articles are fit, what they are called, which is printed twice, what was passed over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rashomon.model import Article, Problem, content_id
from rashomon.read.decode import storable
from rashomon.read.draft import Draft, Fault, Place
from rashomon.read.english import foreign_language
from rashomon.settings import Settings

__all__ = ["articles_of", "problems_of", "too_long"]

_SHOWN = 3  # places that a problem names before it counts the rest


def articles_of(
    found: Iterable[Draft | Fault], settings: Settings, *, outlet: str | None = None
) -> tuple[list[Article], list[Fault]]:
    """The articles of a pile, in its order, and why others were passed over.

    An article with the outlet, address and text of one before it is its duplicate. Every identifier is unique: a second
    article of the same name, and a duplicate without a name of its own, get ``-2`` appended, a third ``-3``.

    Args:
        found: what the readers handed on, in the order of the pile (by name of file, then place in it): the order decides
            which of two identical articles is the first.
        settings: ``max_text_bytes`` and those of the language check apply.
        outlet: for articles that do not say who published them.
    """
    drafts: list[Draft] = []
    faults: list[Fault] = []
    for entry in found:
        judged = entry if isinstance(entry, Fault) else _judged(entry, settings, outlet=outlet)
        if isinstance(judged, Fault):
            faults.append(judged)
        else:
            drafts.append(judged)
    names = _Names({draft.id or _content_id(draft) for draft in drafts})
    articles = [_named(draft, names, faults) for draft in drafts]
    return articles, faults


def _judged(draft: Draft, settings: Settings, *, outlet: str | None) -> Draft | Fault:
    """The article ready for identification, or why it is passed over."""
    text = storable(draft.text)
    if not any(map(str.isalnum, text)):
        return Fault(draft.place, "there is no text in it", "leave it out or give its text")
    size = len(text) if len(text) > settings.max_text_bytes else len(text.encode("utf-8"))
    if size > settings.max_text_bytes:
        return too_long(draft.place, settings)
    if language := foreign_language(text, settings, declared=draft.language):
        return Fault(draft.place, f"the text is not English ({language})", "give the article in English")
    return replace(
        draft,
        text=text,
        id=_storable(draft.id) if draft.id and draft.id.strip() else None,
        outlet=_storable(draft.outlet) or outlet,
        title=_storable(draft.title),
        authors=tuple(map(storable, draft.authors)),
        url=_storable(draft.url),
    )


def too_long(place: Place, settings: Settings) -> Fault:
    """That a text is over the limit."""
    limit = f"the text is longer than {settings.max_text_bytes:,} bytes"
    return Fault(place, limit, "split it into articles or raise max_text_bytes")


def _storable(value: str | None) -> str | None:
    return storable(value) if value else None


@dataclass
class _Names:
    """The identifiers of a pile as they are given out."""

    wanted: set[str]
    """Those that some article has by itself: none is made up that is among them."""
    first: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """Identifier of the first article with an outlet, address and text."""
    counts: dict[str, int] = field(default_factory=dict)
    """How often a name was asked for, those that ``wanted`` forbade included."""

    def take(self, name: str) -> str:
        """The name itself for the first that wants it, else the name with a number."""
        unique = name
        while True:
            self.counts[name] = number = self.counts.get(name, 0) + 1
            unique = name if number == 1 else f"{name}-{number}"
            if number == 1 or unique not in self.wanted:
                return unique


def _content_id(draft: Draft) -> str:
    return content_id(draft.outlet or "", draft.url or "", draft.text)


def _named(draft: Draft, names: _Names, faults: list[Fault]) -> Article:
    sha256 = hashlib.sha256(draft.text.encode("utf-8")).hexdigest()
    identity = (draft.outlet or "", draft.url or "", sha256)
    first = names.first.get(identity)
    wanted = draft.id or _content_id(draft)
    name = names.take(wanted)
    names.first.setdefault(identity, name)
    if name != wanted and first is None:
        reason = f"the identifier {wanted} is given to two different articles, of which this one is called {name} here"
        faults.append(Fault(draft.place, reason, "give each article its own"))
    return Article(
        id=name,
        text=draft.text,
        outlet=draft.outlet,
        title=draft.title,
        authors=draft.authors,
        published_on=draft.published_on,
        published_at=draft.published_at,
        url=draft.url,
        language=draft.language,
        sha256=sha256,
        path=draft.path,
        encoding=draft.encoding,
        duplicate_of=first,
    )


def problems_of(faults: Sequence[Fault]) -> list[Problem]:
    """The faults in words, in their order; the same fault in many records of a file is told once, with the first places."""
    alike: dict[tuple[str, str, str, str], list[Place]] = {}
    for fault in faults:
        alike.setdefault((fault.place.file, fault.place.unit, fault.reason, fault.remedy), []).append(fault.place)
    return [Problem(_where(places), reason, remedy) for (_, _, reason, remedy), places in alike.items()]


def _where(places: Sequence[Place]) -> str:
    if len(places) == 1 or not places[0].unit:
        return str(places[0])
    numbers = [str(place.number) for place in places[:_SHOWN]]
    rest = len(places) - len(numbers)
    listed = f"{', '.join(numbers)} and {rest} more" if rest else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"{places[0].file}, {places[0].unit}s {listed}"
