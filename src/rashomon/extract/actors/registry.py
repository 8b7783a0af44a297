"""Who is who in one article: names that are one person or body, with office, country and gender."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rashomon.countries import country_name, find_country, first_country
from rashomon.extract.actors.chunks import Chunk
from rashomon.extract.actors.offices import KIN, Office, names_office
from rashomon.extract.actors.vocabulary import (
    body_heads,
    companies,
    female_names,
    first_names,
    home_offices,
    known_bodies,
    male_names,
    media,
    office_heads,
    partisans,
    place_heads,
    short_names,
    state_bodies,
)
from rashomon.model import Actor, ActorKind, Sentence, Span

__all__ = ["Party", "Registry", "from_capitals"]

_LABELS: dict[str, str] = {"PERSON": "person", "ORG": "body", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "place"}
_MAX_NAME_WORDS = 5
_BODY_STARTS = frozenset("ministry department university bank house council office chamber court institute".split())
_TEAMS = frozenset(("Team", "Camp"))
_LESS = "less: "
"""Before a part of a name that is taken for it where nobody else has it: the first of two last names, that of who is a Jr."""
_PRONOUNS = 3
"""Pronouns that an article must have for them to tell the gender of whom it speaks of most."""
_TITLES_ALONE = frozenset(
    "president minister secretary senator governor mayor congressman congresswoman representative ambassador chairman "
    "premier".split()
)
"""Titles that are nobody's last name."""
_NO_ACTOR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december god internet web english christmas easter covid covid-19 coronavirus ebola medicare medicaid "
    "obamacare daca brexit".split()
)


@dataclass(slots=True)
class Party:
    """Somebody or something that acts in the article (in the making)."""

    name: str
    kind: ActorKind
    offices: list[Office] = field(default_factory=list)
    of: str | None = None
    gender: str = ""
    count: int = 0
    plural: bool = False
    pronouns: Counter[str] = field(default_factory=Counter)
    """Genders of the pronouns that take it up in sentences that it is the subject of."""
    side: str = ""
    """The letter of a person's party."""
    home: frozenset[str] = frozenset()
    """The words of the state that a person's party is told with."""
    document: bool = False
    """A text that speaks for itself: "a survey"."""
    described: bool = False
    """Without a name, and spoken of as if known: "the senator"."""
    final: Actor | None = None

    def actor(self) -> Actor:
        """The frozen record, made once."""
        if self.final is None:
            self.final = Actor(self.name, self.kind, self.of, self.office)
        return self.final

    @property
    def office(self) -> str | None:
        """The commonest office, the first where several are as common."""
        if not self.offices:
            return None
        names = Counter(o.name for o in self.offices)
        return max(names, key=lambda name: names[name])


class Registry:
    """The actors of one article by their names."""

    def __init__(self, chunks: Sequence[Chunk], seats: Counter[str], headline: frozenset[str]) -> None:
        """Gather the names of an article.

        Args:
            chunks: names of its sentences, headlines left out.
            seats: how often each country's seat of government is named.
            headline: the words of its headlines.
        """
        self.people: list[Party] = []
        self._seats = seats
        self._by_name: dict[tuple[str, ...], Party] = {}
        self._by_part: dict[str, list[Party]] = defaultdict(list)
        self._acronyms: dict[str, Party] = {}
        self._gather(chunks, headline)

    def find(self, chunk: Chunk) -> Party | None:
        """The actor that a name stands for, or ``None`` where it names none."""
        return self._by_name.get(chunk.words)

    def called(self, word: str) -> Party | None:
        """The actor that a single word was found to name elsewhere, or the person whose last name it is."""
        found = self._by_name.get((word,))
        return found or next((f for f in self._by_part.get(word.lower(), ()) if f.name.split()[-1] == word), None)

    def known_names(self, sentence: Sentence, number: int) -> list[Chunk]:
        """Names of the article, and of countries, in a sentence whose capitals say nothing."""
        tokens, words = sentence.tokens, [from_capitals(t.text) for t in sentence.tokens]
        found: list[Chunk] = []
        i = 0
        while i < len(words):
            size = self._size_at(words, i) if words[i][:1].isupper() else 0
            if size:
                name = tuple(words[i : i + size])
                span = Span(tokens[i].start, tokens[i + size - 1].end)
                found.append(Chunk(number, i, i + size - 1, name, span))
            i += max(size, 1)
        return found

    def _size_at(self, words: Sequence[str], i: int) -> int:
        """Number of words of the longest known name that begins at a word, 0 where none does."""
        for size in range(min(_MAX_NAME_WORDS, len(words) - i), 0, -1):
            name = tuple(words[i : i + size])
            if name in self._by_name:
                return size
            country = find_country(" ".join(name))
            party = self._country(" ".join(name), country.code, country.sense) if country is not None else None
            if party is None and size == 1:
                party = self._person_called(words[i], ())
            if party is not None:
                self._by_name[name] = party
                return size
        return 0

    def guess_gender(self, pronouns: Counter[str]) -> None:
        """Give the person most spoken of, where nothing tells his gender, that of most of the article's pronouns.

        Args:
            pronouns: how often the article has pronouns of either gender, ``m`` or ``f``, outside quotations.
        """
        gender = max(("m", "f"), key=lambda g: pronouns[g])
        if pronouns[gender] < _PRONOUNS or pronouns[gender] < 2 * pronouns["f" if gender == "m" else "m"]:
            return
        first = max(self.people, key=lambda f: f.count, default=None)
        if first is not None and not first.gender:
            first.gender = gender

    # ------------------------------------------------------------------------------------------ building

    def _gather(self, chunks: Sequence[Chunk], headline: frozenset[str]) -> None:
        grouped: dict[tuple[str, ...], list[Chunk]] = defaultdict(list)
        for chunk in chunks:
            grouped[chunk.words].append(chunk)
        people = {words[-1] for words in grouped if len(words) > 1 and words[0].lower() in first_names()}
        behind = [words for words in grouped if len(words) == 2 and _is_short(words[0]) and words[1] in people]
        for name in behind:  # "AG Holt", "... in the U.S. Holt said": the name behind initials
            grouped[name[1:]] += grouped.pop(name)
        kinds = {
            words: _kind(
                words, group, shortened=(words[-1],) in grouped or (words[-1] in headline and words[0] not in headline)
            )
            for words, group in grouped.items()
        }
        persons = [w for w in grouped if kinds[w] == "person" and len(w) > 1 and find_country(" ".join(w)) is None]
        for words in sorted(persons, key=lambda w: (-len(w), grouped[w][0].span.start)):
            self._add_person(words, grouped[words])
        of_kin = {w for w, group in grouped.items() if any(c.office is not None and c.office.name in KIN for c in group)}
        for words, group in sorted(grouped.items(), key=lambda item: item[0] not in of_kin):
            if words not in self._by_name:
                self._add_other(words, group, kinds[words])
        self._by_name |= {name: self._by_name[name[1:]] for name in behind if name[1:] in self._by_name}
        for party in self.people:
            self._settle(party)

    def _add_person(self, words: tuple[str, ...], group: Sequence[Chunk]) -> None:
        party = next((f for f in self._by_part.get(words[-1].lower(), ()) if _same_person(f.name.split(), words)), None)
        if party is None:
            party = Party(" ".join(words), "person")
            self.people.append(party)
            parts = {words[-1].lower(), words[0].lower(), _bare(words[-1])}
            two = len(words) == 3 and words[0].lower() in first_names() and words[1].lower() not in first_names()
            less = {words[-1].lower().removesuffix(" jr."), *((words[1].lower(),) if two else ())} - parts
            for part in (*parts, *(_LESS + part for part in less)):
                self._by_part[part].append(party)
        elif len(words) > 1 and len(group) > party.count:
            party.name = " ".join(words)
        party.count = max(party.count, len(group))
        self._by_name[words] = party
        _describe(party, group)

    def _add_other(self, words: tuple[str, ...], group: Sequence[Chunk], kind: str | None) -> None:
        name = " ".join(words)
        country = find_country(name)
        if len(words) == 1 and (country is None or country.sense != "name" or any(c.titled for c in group)):
            person = self._person_called(words[0], group)
            if person is not None:
                person.count += len(group)
                self._by_name[words] = person
                _describe(person, group)
                return
        party: Party | None = None
        if country is not None and not (kind == "person" and any(c.titled for c in group)):
            party = self._country(name, country.code, country.sense)
        elif kind == "person":
            party = Party(name, "person")
            self.people.append(party)
            self._by_part[_bare(words[-1])].append(party)
            _describe(party, group)
        elif kind in ("body", "group", "place"):
            party = self._body(name, kind, group)
        if party is not None:
            party.count += len(group)
            self._by_name[words] = party

    def _country(self, name: str, code: str, sense: str) -> Party:
        if sense == "seat":
            return self._shared(name.removeprefix("the "), "body", code)
        if sense == "people":
            return self._shared(name, "group", code)
        return self._shared(country_name(code), "country", code)

    def _shared(self, name: str, kind: ActorKind, of: str | None) -> Party:
        key = (kind, name)
        party = self._by_name.get(key)
        if party is None:
            party = Party(name, kind, of=of, plural=kind == "group")
            self._by_name[key] = party
        return party

    def _body(self, name: str, kind: str, group: Sequence[Chunk]) -> Party:
        full = self._acronyms.get(name)
        if full is not None:
            return full
        owned = [c.owner for c in group if c.owner]
        known = known_bodies().get(name) if len(owned) < len(group) else next((o for o in owned if o != "?"), None)
        name = short_names().get(name, name)
        party = self._shared(name, "body" if kind == "body" or known else "group" if kind == "group" else "place", known)
        if party.of is None and party.kind == "body" and name.split()[-1].lower() in state_bodies():
            found = first_country([word.removesuffix("’s").removesuffix("'s") for word in name.split()])
            country = found[2] if found else None
            party.of = country.code if country is not None else None
        for chunk in group:
            if chunk.acronym:
                self._acronyms[chunk.acronym] = party
                self._by_name.setdefault((chunk.acronym,), party)
        return party

    def _person_called(self, word: str, group: Sequence[Chunk]) -> Party | None:
        """The person of whose name ``word`` is a part; the one most spoken of where several are."""
        gender = next((c.gender for c in group if c.gender), "")
        candidates = (*self._by_part.get(word.lower(), ()), *self._by_part.get(_bare(word), ()))
        candidates = candidates or tuple(self._by_part.get(_LESS + word.lower(), ()))
        fitting = [f for f in candidates if not gender or _gender(f) in ("", gender)]
        offices = {c.office.name for c in group if c.office is not None}
        if offices - KIN:  # "President Holt" is not the Mara Holt who is told to be his sister
            fitting = [f for f in fitting if not _is_kin(f) or not offices.isdisjoint(o.name for o in f.offices)]
        return max(fitting, key=lambda f: (not _is_kin(f), f.count), default=None)

    def _settle(self, party: Party) -> None:
        """Country, gender and office of a person, from all descriptions."""
        people = {part for f in self.people for part in (f.name, f.name.split()[-1])}
        countries = Counter(o.of for o in party.offices if o.of and o.of not in people)
        party.of = max(countries, key=lambda of: countries[of]) if countries else None
        party.gender = party.gender or next((o.gender for o in party.offices if o.gender), "") or _gender(party)
        men, women = party.pronouns["m"], party.pronouns["f"]
        if not party.gender and men != women:
            party.gender = "m" if men > women else "f"
        if party.of is None and party.office is not None:
            party.of = self._home(party)

    def _home(self, party: Party) -> str | None:
        """The country of an office printed without one: American reports say "President", not "US President". Told only where
        one seat of government is spoken of and one person holds the office."""
        home = home_offices().get(party.office or "")
        if home is None or len(self._seats) != 1:
            return None
        holders = [f for f in self.people if f.office == party.office]
        seat = next(iter(self._seats))
        return seat if len(holders) == 1 and home in ("seat", seat) else None


def _is_short(word: str) -> bool:
    """Whether a word is of initials."""
    letters = word.replace(".", "")
    return 2 <= len(letters) <= 4 and letters.isupper()


def from_capitals(word: str) -> str:
    """``HOLT`` is ``Holt``; short words in capitals may be initials and stay."""
    return word.title() if word.isupper() and len(word) > 3 else word


def _is_kin(party: Party) -> bool:
    """Whether somebody is described by nothing but his family."""
    return bool(party.offices) and all(office.name in KIN for office in party.offices)


def _describe(party: Party, group: Iterable[Chunk]) -> None:
    for chunk in group:
        if chunk.office is not None:
            party.offices.append(chunk.office)
        party.home |= chunk.home
        if chunk.gender and not party.gender:
            party.gender = chunk.gender
        party.side = party.side or chunk.side
        if chunk.taken_up:
            party.pronouns[chunk.taken_up] += 1


def _gender(party: Party) -> str:
    if party.gender:
        return party.gender
    first = party.name.split()[0].lower()
    return "m" if first in male_names() else "f" if first in female_names() else ""


def _bare(word: str) -> str:
    """A last name without its article: ``al-Haddad`` is ``haddad``."""
    lower = word.lower()
    for article in ("al-", "el-", "al’", "al'"):
        lower = lower.removeprefix(article)
    return lower


def _same_person(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two full names are one person's: the same last name, and first names that begin alike."""
    if one[-1].lower() != two[-1].lower():
        return False
    if min(len(one), len(two)) > 1 and (one[-len(two) :] == two or two[-len(one) :] == one):  # "Reyes Holt", of two last names
        return True
    a, b = one[0].lower().rstrip("."), two[0].lower().rstrip(".")
    return a == b or a.startswith(b) or b.startswith(a) or a[:3] == b[:3]


def _kind(words: tuple[str, ...], group: Sequence[Chunk], *, shortened: bool) -> str | None:
    """What a name names, by the sum of its signs; ``None`` for what is no actor.

    ``shortened`` tells whether its last word stands alone elsewhere, as those of persons do.
    """
    person = (len(words) > 1 and words[0].lower() in first_names()) or any(chunk.titled for chunk in group)  # "Theresa May"
    if (words[-1].lower() in _NO_ACTOR and not person) or (len(words) == 1 and words[0].lower() in _TITLES_ALONE):
        return None
    if names_office(words):
        return None
    name = " ".join(words)
    if words[0].lower() in media() or name in companies() or {name, name.removeprefix("The ")} & known_bodies().keys():
        return "body"
    score: dict[str, float] = defaultdict(float)
    for chunk in group:
        kind = _LABELS.get(chunk.label, "other")
        sure = chunk.label and not (kind == "other" and chunk.person)
        lone = kind == "body" and len(words) == 1 and not chunk.the  # the parser takes many a last name for a company
        score[kind] += (0.5 if lone else 1) if sure else 0.3
        score["person"] += 3 * chunk.titled + 4 * bool(chunk.gender) + 2 * chunk.who + chunk.person
        score["body"] += 3 * chunk.body + chunk.thing
        score["body"] += chunk.the * (len(words) > 1) + bool(chunk.acronym)
        score["person"] -= (chunk.the and not chunk.titled) + chunk.plural
        score["group"] += 1.5 * chunk.plural
    last = words[-1].lower()
    n = len(group)
    if last in body_heads() or words[0].lower() in _BODY_STARTS:
        score["body"] += 3 * n
        score["person"] -= 2 * n
    if len(words) > 1:
        _weigh_no_person(words, score, n)
    if shortened and 1 < len(words) < 5:
        score["person"] += 2
    if last in office_heads() and len(words) > 1:
        score["other"] += (2 if words[0].lower() in first_names() else 3) * n
    if len(words) > 1 and words[0].lower() in first_names():
        score["person"] += 2 * n
    if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 6:
        score["body"] += 2 * n
        score["person"] -= 2 * n
    if any(w.lower() in ("of", "for", "and", "&") for w in words):
        score["body"] += 2 * n
        score["person"] -= 2 * n
    best = max(sorted(score), key=lambda kind: score[kind])
    return best if score[best] > 0 and best != "other" else None


def _weigh_no_person(words: tuple[str, ...], score: dict[str, float], n: int) -> None:
    """What speaks against the name of a person: "Holt Tower", "Team Holt", "Norland MPs", "American City"."""
    last, given, people = words[-1].lower(), words[0].lower() in first_names(), find_country(words[0])
    if not given and (last in place_heads() or words[0] in _TEAMS):
        score["place" if last in place_heads() else "body"] += 3 * n
        score["person"] -= 3 * n
    if last.endswith("s") and last[:-1] in office_heads() | partisans():
        score["other"] += 2 * n
        score["person"] -= 3 * n
    if people is not None and people.sense == "people":
        score["person"] -= 3 * n
