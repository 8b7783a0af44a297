"""The actors of an article, mention by mention: names, offices that take up a name, pronouns, sources without a name."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rashomon.countries import Country, find_country
from rashomon.extract.actors.chunks import Chunk, find_chunks
from rashomon.extract.actors.documents import Documents, Place, tells
from rashomon.extract.actors.holders import Described, agree, describe, holders
from rashomon.extract.actors.memory import Memory
from rashomon.extract.actors.namesakes import at_home
from rashomon.extract.actors.offices import is_office
from rashomon.extract.actors.phrases import (
    as_printed,
    behind,
    beside,
    country_in,
    has_name_behind,
    is_medium,
    joins_subject,
    phrase_start,
    source_name,
    weight,
)
from rashomon.extract.actors.registry import Party, Registry, from_capitals
from rashomon.extract.actors.runs import in_title_case
from rashomon.extract.actors.vocabulary import (
    agencies,
    anaphors,
    body_heads,
    companies,
    documents,
    epithets,
    firm_anaphors,
    is_agent,
    known_bodies,
    lawmakers,
    led_bodies,
    loose_anaphors,
    partisans,
    plural_sources,
    reporting_nouns,
    reporting_verbs,
    roles,
    source_heads,
    stands_for,
    state_bodies,
    titles_and_offices,
)
from rashomon.extract.apposition import apposed
from rashomon.marks import find_marks, paragraphs
from rashomon.model import ActorMention, Parsed, Sentence, Span, Token

__all__ = ["find_actors"]

_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_INNER = frozenset(("compound", "amod", "nmod"))
_LOCATIVE = frozenset("in at near from to into through across around outside inside towards toward via of on for".split())
_OBJECTS = {"him": "he", "her": "she", "them": "they"}
_MAX_UP = 4
_SUBJECT_LATELY = 1.9
"""Salience of who spoke in the sentence before."""
_BANDS = frozenset("army guard guards corps command intelligence".split())
"""Words for bodies of a state that bands of fighters take for their names."""
_BY_PAPER = 2.0
"""The most that the mention of a paper brings its maker to mind."""
_TEAMS = frozenset(("team", "club", "franchise"))
_ELECTED = frozenset("president senator congressman congresswoman governor mayor".split())
_RUNNING = frozenset(("nominee", "candidate"))
_MANY = frozenset("official member fellow aide officer".split())
_BEHIND = frozenset("of for with at in from on to".split())
"""Words that open what tells more of somebody behind the noun."""
_RUN = frozenset(("office", "team", "staff"))
"""What else goes by the name of its head: "her office"."""
_FAR_MORE = 4
"""How many times more often than others who hold the same office somebody must be named to be "the president" throughout."""
_GENDERS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
_IN_QUOTES = 0.3
"""What a mention inside quotation marks weighs: speakers speak of others than the article does."""


def find_actors(parsed: Parsed) -> list[ActorMention]:
    """Every mention of an actor, in order of the text.

    Names are gathered over the whole article first, so that a headline or a last name is understood by what is told later;
    then the sentences are read in order and descriptions and pronouns take up who was spoken of lately.
    """
    return _Finder(parsed).run()


class _Finder:
    """One pass over an article, with a memory of who was spoken of."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        text = parsed.article.report
        blocks = parsed.article.blocks
        headlines = {
            k
            for k, s in enumerate(parsed.sentences)
            if blocks and (blocks[s.block].kind == "title" or (blocks[s.block].kind == "subhead" and in_title_case(s)))
        }
        self.chunks = [find_chunks(s, k) if k not in headlines else [] for k, s in enumerate(parsed.sentences)]
        heads = frozenset(from_capitals(t.text) for k in headlines for t in parsed.sentences[k].tokens)
        self.registry = Registry([chunk for found in self.chunks for chunk in found], self._seats(), heads)
        for k in sorted(headlines):  # where every word has a capital, only names that the report tells are names
            self.chunks[k] = self.registry.known_names(parsed.sentences[k], k)
        self.unnamed: dict[str, Party] = {}
        self.documents = Documents(self.registry, self.chunks, self.unnamed)
        spans = [Span(parsed.sentences[a].start, parsed.sentences[b - 1].end) for a, b in paragraphs(parsed)]
        self.marks = find_marks(text, spans)
        self._opens = [q.open for q in self.marks]
        self.memory = Memory(self._times())
        self.registry.guess_gender(self._pronouns())

    def _seats(self) -> Counter[str]:
        """How often the article names each country's seat of government."""
        seats: Counter[str] = Counter()
        for found in self.chunks:
            for chunk in found:
                country = find_country(chunk.name)
                known = known_bodies().get(chunk.name, "")
                if country is not None and country.sense == "seat":
                    seats[country.code] += 1
                elif len(known) == 3 and known.isupper():
                    seats[known] += 1
        return seats

    def _pronouns(self) -> Counter[str]:
        """How often the article itself has pronouns of either gender."""
        found = (t for s in self.parsed.sentences for t in s.tokens if t.tag in ("PRP", "PRP$"))
        genders = (_GENDERS.get(t.text.lower(), "") for t in found if not self._is_quoted(t.start))
        return Counter(gender for gender in genders if gender)

    def run(self) -> list[ActorMention]:
        """The mentions of all sentences."""
        found = [p for number, sentence in enumerate(self.parsed.sentences) for p in self._sentence(sentence, number)]
        return at_home([ActorMention(p.span, p.party.actor(), p.form) for p in found], self.parsed.article.text)

    def _times(self) -> list[int]:
        """For each sentence, how many sentences of the article's own came before: what is quoted at length lets nobody be
        forgotten."""
        own, times = 0, []
        for sentence in self.parsed.sentences:
            times.append(own)
            own += not all(self._is_quoted(t.start) for t in sentence.tokens if t.pos not in ("PUNCT", "SPACE"))
        return times

    def _is_quoted(self, at: int) -> bool:
        k = bisect_right(self._opens, at) - 1
        return k >= 0 and at < self.marks[k].close

    # ------------------------------------------------------------------------------------------ one sentence

    def _sentence(self, sentence: Sentence, number: int) -> list[Place]:
        """Mentions of a sentence, left to right, so that each can take up the ones before it."""
        chunks = [(c, self.registry.find(c)) for c in self.chunks[number]]
        covered = {i for c, party in chunks if party is not None for i in range(c.first, c.last + 1)}
        names = {p.token: p for p in self._names(sentence, chunks)}
        headed = {
            i: party
            for c, party in chunks
            if party is not None and c.heading is not None
            for i in range(c.heading[0], c.heading[1])
        }
        places: list[Place] = []
        for token in sentence.tokens:
            place = names.get(token.i)
            if place is None and token.i not in covered:
                place = self._other(sentence, token, number, headed, places, names)
            if place is not None:
                places.append(place)
                share = _IN_QUOTES if self._is_quoted(token.start) else 1.0
                self.memory.add(place.party, place.weight * share, number, joined=joins_subject(sentence, token))
        self.documents.note(sentence, places)
        return sorted(places, key=lambda p: p.span)

    def _names(self, sentence: Sentence, chunks: Sequence[tuple[Chunk, Party | None]]) -> Iterator[Place]:
        for chunk, party in chunks:
            if party is None:
                continue
            head = sentence.tokens[chunk.last]
            country = find_country(chunk.name) if party.kind in ("country", "group") else None
            if is_medium(sentence, head):
                continue
            if country is None or _acts(sentence, head, country):
                yield Place(chunk.last, chunk.span, party, "name", weight(sentence, head))

    def _other(
        self,
        sentence: Sentence,
        token: Token,
        number: int,
        headed: dict[int, Party],
        places: Sequence[Place],
        names: Mapping[int, Place],
    ) -> Place | None:
        if token.tag in ("PRP", "PRP$"):
            return self._pronoun(sentence, token, number, names)
        if token.text[0].isupper() and token.dep in _SUBJECTS:
            called = self.registry.called(token.text)  # a name that the tagger took for another word
            if called is not None and called.kind == "person":
                return Place(token.i, Span(token.start, token.end), called, "name", weight(sentence, token))
        aged = self._aged(sentence, token, number)
        if aged is not None:
            return aged
        if token.tag not in ("NN", "NNS", "NNP", "NNPS") or token.dep in _INNER or token.ent == "TIME":  # "5 PM"
            return None
        party = headed.get(token.i)
        owns = token.i + 1 < len(sentence.tokens) and sentence.tokens[token.i + 1].tag == "POS"  # "the pope's spokesman, Orlov"
        if party is None or owns:
            return self._description(sentence, token, number, places, names)
        if not is_office(token.text):
            return None
        start = sentence.tokens[phrase_start(sentence, token)].start
        return Place(token.i, Span(start, token.end), party, "title", weight(sentence, token))

    def _pronoun(self, sentence: Sentence, token: Token, number: int, names: Mapping[int, Place]) -> Place | None:
        """Pronouns that are the subject, or that own a noun of saying ("his claim"); those in quotations are left alone."""
        if self._is_quoted(token.start):
            return None
        if token.tag == "PRP$":
            if sentence.tokens[token.head].lemma not in reporting_nouns():
                return None
        elif token.dep not in _SUBJECTS:
            return self._object_pronoun(sentence, token, number, names)
        speaks = token.tag == "PRP" and sentence.tokens[token.head].lemma in reporting_verbs()
        without = {id(names[i].party) for i in beside(sentence, token) if i in names}
        party = self.memory.pronoun(token.text.lower(), number, speaks=speaks, without=without)
        if party is None:
            return None
        return Place(token.i, Span(token.start, token.end), party, "pronoun", weight(sentence, token))

    def _object_pronoun(self, sentence: Sentence, token: Token, number: int, names: Mapping[int, Place]) -> Place | None:
        """``arrested him``, ``told them``: somebody other than who does it. It brings nobody to mind anew."""
        word = _OBJECTS.get(token.text.lower())
        if word is None or token.dep not in ("dobj", "pobj", "dative"):
            return None
        verb = sentence.tokens[token.head]
        for _ in range(_MAX_UP):
            if verb.pos in ("VERB", "AUX") or verb.head == verb.i:
                break
            verb = sentence.tokens[verb.head]
        subjects = {t.i for t in sentence.children(verb.i) if t.dep in _SUBJECTS}
        without = {id(names[i].party) for i in subjects if i in names}
        if subjects and not without and not any(sentence.tokens[i].tag in ("NN", "NNS") for i in subjects):
            return None  # "he told him": who the one is was not looked up
        party = self.memory.pronoun(word, number, speaks=False, without=without)
        return Place(token.i, Span(token.start, token.end), party, "pronoun", 0.0) if party is not None else None

    # ------------------------------------------------------------------------------------------ descriptions

    def _aged(self, sentence: Sentence, token: Token, number: int) -> Place | None:
        """``the 24-year-old``, ``the 41-year-old lawmaker``: the person of whom the article speaks most just now."""
        old = next((t for t in (token, *sentence.children(token.i)) if t.text == "old" and t.i <= token.i), None)
        if old is None or old.i < 3 or sentence.tokens[old.i - 2].text != "year" or token.tag not in ("JJ", "NN"):
            return None
        start = phrase_start(sentence, token)
        if sentence.tokens[start].text.lower() != "the" or token.dep not in _SUBJECTS or has_name_behind(sentence, token):
            return None
        party = self.memory.clear_first(number, lambda f: f.kind == "person", rival=0.5)
        span = Span(sentence.tokens[start].start, token.end)
        return Place(token.i, span, party, "title", weight(sentence, token)) if party is not None else None

    def _description(
        self, sentence: Sentence, token: Token, number: int, places: Sequence[Place], names: Mapping[int, Place]
    ) -> Place | None:
        """``the foreign minister``, ``the ministry``, ``two senior officials``, ``a report by the council``."""
        lower = token.text.lower()
        elect = lower == "elect" and token.i > 1 and is_office(sentence.tokens[token.i - 2].text)
        source, document = (
            lower in source_heads(),
            (token.lemma in documents() or lower in documents())
            and (token.dep in _SUBJECTS | {"pobj"} or (token.dep in ("attr", "dobj") and tells(sentence, token))),
        )
        common = lower in anaphors() or (lower in body_heads() and token.tag == "NN")
        speaks = token.dep == "nsubj" and sentence.tokens[token.head].lemma in reporting_verbs()
        source = source or (speaks and not document and is_agent(lower))  # "the auditors said"
        partisan = lower in partisans() and token.tag in ("NN", "NNP")
        if not (source or document or common or elect or partisan or is_office(token.text)):
            return None
        if any(t.i in names or any(p.token == t.i for p in places) for t in apposed(sentence, token)):
            return None  # "Ilan Dresk, a spokesman": the name is the mention
        phrase = sentence.tokens[phrase_start(sentence, token) : token.i + 1]
        holder = self._named_behind(sentence, token, number) if is_office(token.text) else self._owned(phrase, number)
        if holder is not None:
            return Place(token.i, Span(phrase[0].start, token.end), holder, "title", weight(sentence, token))
        nobody = phrase[0].text.lower() == "no" or phrase[0].tag == "PRP$"
        if nobody or ((common or not document) and has_name_behind(sentence, token)):
            return None
        definite = phrase[0].text.lower() in ("the", "this", "that") or any(t.tag == "POS" for t in phrase)
        country = country_in(phrase)
        party = self._named_within(token, number) if common else None
        if party is None and common:
            party = self._body(phrase, number, definite, country)
        elif party is None and document and not source:
            party = self.documents.maker(sentence, phrase, token, definite=definite, number=number, places=places)
        elif party is None and (definite or country is not None):
            party = self._holder(sentence, phrase, token, number, country)
        told_before = definite and lower in epithets() | partisans()
        if party is None and (source or is_office(token.text) or (common and speaks)) and not told_before:
            party = self._source(sentence, phrase, token, number, country, definite, speaks and not common)
        if party is None:
            return None
        heft = weight(sentence, token)
        if document and party.kind == "person":  # its maker does not act by it
            heft = min(heft, _BY_PAPER)
        return Place(token.i, Span(phrase[0].start, token.end), party, "title", heft)

    def _named_behind(self, sentence: Sentence, token: Token, number: int) -> Party | None:
        """Who is named at the end of what stands behind an office: "First Minister of Norland Mara Holt", not "a spokesman for
        Harbour Committee Chairman Holt"."""
        after = behind(sentence, token)
        if after and sentence.tokens[token.i + 1].text == "for":
            return None
        last = after[-1].i if after else -1
        chunk = next((c for c in self.chunks[number] if c.last == last and c.first > token.i + 2), None)
        between = sentence.tokens[token.i + 2 : chunk.first] if chunk is not None else ()
        if not any(t.tag.startswith("NNP") and t.text.lower().rstrip(".") not in titles_and_offices() for t in between):
            return None  # "a spokesman for President Holt"
        party = self.registry.find(chunk) if chunk is not None else None
        return party if party is not None and party.kind == "person" else None

    def _owned(self, phrase: Sequence[Token], number: int) -> Party | None:
        """``his campaign``, ``her office``: a body that goes by the name of who leads it."""
        lower = phrase[-1].text.lower()
        if phrase[0].tag != "PRP$" or lower not in led_bodies() | _RUN:
            return None
        leader = self.memory.pronoun(phrase[0].text.lower(), number, speaks=False)
        return self._described(f"{leader.name.split()[-1]} {lower}", None) if leader and leader.kind == "person" else None

    def _named_within(self, token: Token, number: int) -> Party | None:
        """``the Morning Star newspaper``: the name right before the common noun."""
        inner = next((c for c in self.chunks[number] if c.last == token.i - 1), None)
        if inner is None or find_country(inner.name) is not None or inner.name in known_bodies():
            return None
        party = self.registry.find(inner)
        return party if party is not None and party.kind == "body" else None

    def _holder(
        self, sentence: Sentence, phrase: Sequence[Token], token: Token, number: int, country: str | None
    ) -> Party | None:
        """The person whose office the phrase names: the most salient, else the only one of the article."""
        if token.tag in ("NNS", "NNPS"):
            return None
        told = describe(sentence, phrase, token, country)
        lower = told.head
        if lower in partisans():
            return self._partisan(number, lower[0].upper(), told)
        if lower in epithets():
            return self._taken_up(number, country)
        fitting = holders(self.registry.people, told)
        if told.office in roles() and (len(fitting) != 1 or told.office in _MANY or phrase[0].text.lower() != "the"):
            return None
        if told.office == "diplomat" and not {"top", "chief"} & {t.text.lower() for t in phrase}:
            return None
        bare = told.office == lower and not told.words and phrase[0].text.lower() == "the"
        if not fitting and bare and lower in stands_for().keys() | _ELECTED:
            if lower in _RUNNING:  # who runs for one office has held another
                known = self.memory.clear_first(number, lambda f: f.kind == "person" and bool(f.offices or f.side))
                return known or self._taken_up(number, country)
            new = self.memory.latest(lambda f: _is_called(f, {lower}, plural=False)) if lower not in _ELECTED else None
            return self._taken_up(number, country) if new is None else None  # "a spokesman ...": brought in without a name
        if len(fitting) == 1:
            return fitting[0]
        ranked = sorted(fitting, key=lambda f: -f.count)
        if len(ranked) > 1 and ranked[0].count >= _FAR_MORE * ranked[1].count:
            return ranked[0]
        sure = country is None or all(f.of == country for f in fitting)
        return self.memory.clear_first(number, lambda f: any(f is x for x in fitting), rival=1.0 if sure else 0.5)

    def _taken_up(self, number: int, country: str | None) -> Party | None:
        """The person without an office whom the article speaks of most just now."""
        return self.memory.clear_first(
            number,
            lambda f: f.kind == "person" and not f.offices and (country is None or f.of in (None, country)),
            rival=0.5,
        )

    def _partisan(self, number: int, side: str, told: Described) -> Party | None:
        """The politician of a party whom the article speaks of most just now, for "the Harbour Town Democrat"; where nobody is
        told to be of it, of those whose party is not told."""
        near = self.memory.salient(number, lambda f: f.side == side and not told.words.isdisjoint(f.home))
        if near:
            return near[0][1]
        own = self.memory.clear_first(number, lambda f: f.side == side and agree(told.words, f.home), rival=0.9)
        return own or self.memory.clear_first(
            number,
            lambda f: f.kind == "person" and not f.side and " " in f.name and (f.office is None or f.office in lawmakers()),
            rival=0.8,
        )

    def _body(self, phrase: Sequence[Token], number: int, definite: bool, country: str | None) -> Party | None:
        """``the ministry``: a body spoken of; ``Norland's army``, ``the foreign ministry``: a body by description."""
        lower = phrase[-1].text.lower()
        modifiers = [t for t in phrase[:-1] if t.tag not in ("DT", "POS") and t.text != "same"]
        if country is not None and modifiers:
            return self._described(" ".join(t.text for t in phrase if t.tag not in ("DT", "POS")), country)
        if not definite:
            return None
        owner = next((phrase[k - 1].text for k, t in enumerate(phrase) if k and t.tag == "POS"), "")
        if owner[:1].isupper() and lower in led_bodies():  # "Holt's campaign"
            return self._described(f"{owner} {lower}", None)
        loose = not modifiers and lower in loose_anaphors()
        firm = lower in firm_anaphors()
        kinds = {t.text.lower() for t in modifiers if t.tag in ("NN", "NNS")}  # "the governor's office" is not the sheriff's
        found = self.memory.salient(
            number,
            lambda f: (
                (f.kind == "body" or (lower in _TEAMS and f.kind == "group" and f.of is None))  # a team goes by a plural
                and (
                    (lower in f.name.lower().split() and kinds <= set(f.name.lower().removeprefix("the ").split()))
                    or (loose and _may_be_called(f.name) and (firm or f.name not in companies()))
                    or (firm and f.name in companies())
                    or (not modifiers and f.name.replace(".", "") in agencies().get(lower, ()))
                )
            ),
        )
        if found:
            return found[0][1]
        if modifiers and all(t.tag in ("NN", "JJ", "NNP", "CC") for t in modifiers):
            return self._described(as_printed(t for t in phrase if t.tag != "DT" and t.text != "same"), None)
        return None

    def _described(self, name: str, country: str | None) -> Party:
        key = "body " + name.lower()
        if key not in self.unnamed:
            self.unnamed[key] = Party(name, "body", of=country)
        return self.unnamed[key]

    def _source(
        self,
        sentence: Sentence,
        phrase: Sequence[Token],
        token: Token,
        number: int,
        country: str | None,
        definite: bool,
        speaks: bool,
    ) -> Party | None:
        """People who are sources without a name; "the official" takes up the one before."""
        lower = token.text.lower()
        plural = token.tag in ("NNS", "NNPS") or lower in plural_sources()
        name = source_name(sentence, phrase, token)
        again = plural and name == lower and token.dep in _SUBJECTS  # "Officials said" behind "US officials said"
        if definite or again:
            words = set(name.lower().split())
            found = self.memory.salient(number, lambda f: _is_called(f, words, plural=plural))
            if found and (definite or found[0][0] > _SUBJECT_LATELY):
                return found[0][1]
            before = self.memory.latest(lambda f: _is_called(f, words, plural=plural)) if definite else None
            if before is not None:
                return before
        the = phrase[0].text.lower() == "the" and not plural
        if the and speaks and not behind(sentence, token) and not any(t.tag == "POS" for t in phrase):
            recalled = self.memory.last_speaker(number, lambda f: f.kind == "person" and not f.offices)
            if recalled is not None:
                return recalled
        key = name if plural else f"{name} {number}"
        if key not in self.unnamed:
            of = country or country_in(behind(sentence, token))
            gender = "m" if lower in ("man", "spokesman") else "f" if lower in ("woman", "spokeswoman") else ""
            self.unnamed[key] = Party(
                "unnamed: " + name,
                "unnamed",
                of=of,
                plural=plural,
                gender=gender,
                described=the and not behind(sentence, token),
            )
        return self.unnamed[key]


def _is_called(party: Party, words: set[str], *, plural: bool) -> bool:
    """Whether somebody without a name is described by these words, or by them and others ("the official": "an official of the
    port")."""
    told = party.name.lower().removeprefix("unnamed: ").split()
    if party.kind != "unnamed" or party.plural != plural or not words <= set(told):
        return False
    return told[next((k for k, word in enumerate(told) if k and word in _BEHIND), len(told)) - 1] in words


def _may_be_called(name: str) -> bool:
    """Whether "the company" or "the group" may take up a body whose name does not say what it is."""
    last = name.split()[-1]
    told = last.islower() or last.lower() in led_bodies() or (last.lower() in state_bodies() and last.lower() not in _BANDS)
    return not told and name not in known_bodies()


def _acts(sentence: Sentence, head: Token, country: Country) -> bool:
    """Whether the name of a country stands for an actor here, not for a place or a property."""
    if head.dep in _INNER:
        return False
    if country.sense == "people":
        return head.tag in ("NNS", "NNPS", "NN", "NNP")
    if country.sense == "capital":
        return not (head.dep == "pobj" and sentence.tokens[head.head].text.lower() in _LOCATIVE)
    return True
