"""From the predicates of one sentence to mentions of events."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Literal

from rashomon.extract.events.arguments import Arguments
from rashomon.extract.events.aspects import contexts_of, mode_of
from rashomon.extract.events.clauses import clause_of
from rashomon.extract.events.day import time_of
from rashomon.extract.events.homes import placed
from rashomon.extract.events.naming import Naming, side
from rashomon.extract.events.patterns import Hit
from rashomon.extract.events.phrases import phrase_of
from rashomon.extract.events.plain import find_plain
from rashomon.extract.events.predicates import Predicate, modal, promised_type
from rashomon.extract.events.speech import calls_names, speech_type
from rashomon.extract.events.status import is_asserted, quote_over, status_in, status_of
from rashomon.extract.events.where import place_of
from rashomon.lexicon import lexicon
from rashomon.model import Actor, EventMention, Quote, Sentence, Span, Status, TimeMention, Token

__all__ = ["Reader"]

_CLAIMING = frozenset("allege claim contend insist charge".split())
"""Words of speech that contest: what is claimed of another is held against him."""
_WRONGS = frozenset(("ASSAULT", "COERCE", "REJECT"))
"""Types that, told of another, accuse him."""
_DENIABLE = frozenset(("AGREE", "SUPPORT", "AID", "RETREAT"))
"""Types whose omission is a refusal: "did not give permission"."""
_QUALIFYING = frozenset(("advcl", "relcl", "acl"))
_ASIDE = _QUALIFYING | {"pcomp", "prep"}
_ACCUSED = frozenset(("be", "stand", "go"))
"""Verbs of accusation whose subject is the accused: "was responsible", "stood trial", "went on trial"."""
_ACTIVE = frozenset(("CONSULT", "COOPERATE", "RETREAT", "STATEMENT", "OTHER"))
"""Types whose subject acts even where it receives, faces or suffers something: "received the envoy", "suffered a stroke"."""
_MEASURES = frozenset(("SANCTION", "COERCE", "MOBILIZE"))
_CALLS = frozenset("call telephone phone ring write".split())
_PONDERING = frozenset("consider intend mull weigh hope prepare contemplate aim retaliate".split())
"""Words that hold a measure out and do not announce it."""
_SAME = (frozenset(("ASSAULT", "COERCE")), frozenset(("RETREAT", "CONCEDE")))
"""Types of which one clause tells what was done and another who did it."""
_SELF = frozenset(("he", "she", "it", "they", "we", "i"))


_How = Literal["told", "aside", "touched"]
"""How a happening is told: for its own sake, in a clause that says more about something else, or by a mere noun."""


@functools.cache
def _light() -> frozenset[str]:
    """Verbs that tell little of what happened."""
    return frozenset(lexicon("events")["operators"]["begin"].split())


@functools.cache
def _blaming() -> frozenset[str]:
    """Words that blame whom they are said of."""
    return frozenset(lexicon("events")["blaming"]["words"].split())


@functools.cache
def _otherwise(by: str) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """Types that are others to readers ("listed") or to PLOVER ("coded"), with ours and the words that tell."""
    rows = lexicon("events")[by]
    return tuple((row["type"], frozenset(row["of"].split()), frozenset(row["words"].split())) for row in rows)


class Reader:
    """Makes mentions of the predicates of one sentence."""

    def __init__(self, sentence: Sentence, naming: Naming, *, quotes: Sequence[Quote], times: Sequence[TimeMention]) -> None:
        self.sentence = sentence
        self.quotes = quotes
        self.times = times
        self.arguments = Arguments(sentence, naming)

    def read(self, predicates: Sequence[Predicate]) -> list[EventMention]:
        """The mentions of the sentence, those of the main clause first.

        A noun that is only touched on ("after the attack") is left out where the sentence tells something else; a clause that
        says more about something else is a reader's, and nothing to PLOVER, whose coders take what a sentence tells first.
        """
        telling = {i for p in predicates for hit in (*p.chain, *p.governors) for i in (hit.i, *hit.words)}
        mentions = list(self._mentions(self._turned(predicates), telling))
        told = any(how == "told" and mention.plover[0] not in ("STATEMENT", "OTHER") for mention, how in mentions)
        if told:
            kept = [(mention, how) for mention, how in mentions if how != "touched"]
            found = [replace(m, coded=("OTHER", m.plover[1])) if how == "aside" else m for m, how in kept]
        else:
            found = [mention for mention, _ in mentions]
        return _once(found) + [self._plainly(p, telling) for p in find_plain(self.sentence, self.quotes, telling)]

    def _plainly(self, predicate: Predicate, telling: Set[int]) -> EventMention:
        actors = self.arguments.actors(predicate)
        recipients = self.arguments.recipients(predicate, actors)
        return self._mention(predicate, actors, recipients, speech=None, telling=telling)

    def _mentions(self, predicates: Sequence[Predicate], telling: Set[int]) -> Iterator[tuple[EventMention, _How]]:
        """Each mention, and how its happening is told."""
        acting = self._acting(predicates)
        speakers = {p.top: actors for p, actors in zip(predicates, acting, strict=True) if p.type == "STATEMENT" and actors}
        announced = self._announced(predicates, acting, speakers)
        heralds = set(announced.values())
        for k, (predicate, actors) in enumerate(zip(predicates, acting, strict=True)):
            if (
                predicate.type == "STATEMENT"
                and predicate.core.type != "STATEMENT"
                and (not actors or predicate.top in heralds or self._tells_act(predicate, predicates))
            ):
                continue
            speech = announced.get(k)
            if speech is not None and not actors:  # "rebels said they would meet": they are the rebels
                actors = speakers[speech]
            recipients = self.arguments.recipients(predicate, actors)
            if self._is_undergone(predicate):
                accusing = predicate.governors[:1] if predicate.type == "ACCUSE" else ()
                told = speakers.get(accusing[0].i, ()) if accusing else ()
                actors, recipients = self.arguments.inflicting(predicate, actors) or told, actors
            actors, recipients = placed(self.arguments.naming, predicate, actors, recipients)
            noun = self.sentence.tokens[predicate.core.i].pos == "NOUN" and len(predicate.chain) == 1
            bare = noun and not (actors or recipients)
            if not (bare and predicate.core.weak):
                loose = self._describes(predicate.top, predicate) or (not actors and self._is_within(predicate.top, _ASIDE))
                aside = loose or self._is_means(predicate, predicates) or self._is_beside(predicate, predicates)
                how: _How = "touched" if bare or (noun and loose) else "aside" if aside else "told"
                yield self._mention(predicate, actors, recipients, speech=speech, telling=telling), how

    def _is_undergone(self, predicate: Predicate) -> bool:
        """Whether the subject of a verb suffers what it tells: "faces charges", "came under fire from rebels"."""
        core = predicate.core
        if predicate.type == "ACCUSE" and core.word in _ACCUSED:
            return True
        told = predicate.type not in _ACTIVE and bool(core.words)
        return told and self.arguments.is_undergoing(core.i, core.words)

    def _acting(self, predicates: Sequence[Predicate]) -> list[tuple[Actor, ...]]:
        """Who acts in each predicate: in a passive without an agent whoever acts in the clause of time that tells the same,
        "was killed when rebels stormed the post", "was freed after the president pardoned her"."""
        acting = [self.arguments.actors(p) for p in predicates]
        for k, predicate in enumerate(predicates):
            same = next((types for types in _SAME if predicate.type in types), frozenset[str]())
            if acting[k] or not same or not self.arguments.is_suffered(predicate.top):
                continue
            for other, actors in zip(predicates, acting, strict=True):
                token = self.sentence.tokens[other.top]
                if other.type in same and actors and token.dep == "advcl" and token.head == predicate.top:
                    acting[k] = actors
        return acting

    def _tells_act(self, speech: Predicate, predicates: Sequence[Predicate]) -> bool:
        """Whether what is said is itself that somebody acted: the act is then told, by whom is seen from the quote."""
        contents = {c.i for c in self.sentence.children(speech.top) if c.dep == "ccomp"}
        return any(p.top in contents and p.type not in ("STATEMENT", "OTHER") and self.arguments.actors(p) for p in predicates)

    def _describes(self, i: int, predicate: Predicate) -> bool:
        """Whether the clause of word ``i`` only tells which noun is meant: "the treaty that she signed"."""
        token = self.sentence.tokens[i]
        return token.dep in ("relcl", "acl") and any(token.head in hit.words for hit in predicate.chain)

    def _is_means(self, predicate: Predicate, predicates: Sequence[Predicate]) -> bool:
        """Whether a call only serves to do something else: "telephoned the minister to congratulate her"."""
        if predicate.type != "CONSULT" or predicate.core.word not in _CALLS:
            return False
        tops = {c.i for c in self.sentence.children(predicate.top) if c.dep in ("advcl", "xcomp") and c.tag == "VB"}
        return any(p.top in tops for p in predicates)

    def _is_beside(self, predicate: Predicate, predicates: Sequence[Predicate]) -> bool:
        """Whether a clause qualifies another, and does not tell what a call was for."""
        within = self._is_within(predicate.top, _QUALIFYING)
        return within and not any(self._is_means(p, [predicate]) for p in predicates)

    def _is_matter(self, verb: Token) -> bool:
        """Whether a participle tells what an object is about: "published a report **accusing** them"."""
        return verb.dep == "acl" and verb.tag == "VBG" and self.sentence.tokens[verb.head].dep == "dobj"

    def _is_within(self, i: int, sorts: Set[str]) -> bool:
        """Whether word ``i`` stands in a clause or phrase that qualifies another, of one of the given dependencies."""
        token = self.sentence.tokens[i]
        for _ in range(len(self.sentence.tokens)):
            if token.dep in sorts and not self._is_matter(token):
                return True
            if token.head == token.i:
                return False
            token = self.sentence.tokens[token.head]
        return False

    # ------------------------------------------------------------------------------------------ acts that are announced

    def _announced(
        self, predicates: Sequence[Predicate], acting: Sequence[tuple[Actor, ...]], speakers: Mapping[int, tuple[Actor, ...]]
    ) -> dict[int, int]:
        """Which predicates tell an act of the very speaker who announces it, and the word of speech by which he does."""
        found = {}
        for k, (predicate, actors) in enumerate(zip(predicates, acting, strict=True)):
            speech = predicate.governors[0].i if predicate.governors else None
            if speech is not None and speech in speakers and self._is_own(predicate, actors, speakers[speech]):
                found[k] = speech
        return found

    def _is_own(self, predicate: Predicate, actors: Sequence[Actor], speakers: Sequence[Actor]) -> bool:
        if self.sentence.tokens[predicate.top].dep != "ccomp":
            return False
        if not actors:
            subject = self.arguments.subject(predicate.top)
            return subject is not None and (
                self.sentence.tokens[subject].lemma in _SELF
                or any(c.dep == "poss" and c.tag == "PRP$" for c in self.sentence.children(subject))
            )
        return bool({side(a) for a in actors} & {side(a) for a in speakers})

    # ------------------------------------------------------------------------------------------ speech that is an act

    def _turned(self, predicates: Sequence[Predicate]) -> list[Predicate]:
        """What somebody says that another must do is a request, what he claims that another did an accusation."""
        found, bidden = [], set()
        for predicate in predicates:
            content = next((c for c in self.sentence.children(predicate.top) if c.dep == "ccomp"), None)
            if predicate.type == "STATEMENT" and content is not None and self._is_of_another(predicate, content.i):
                if modal(self.sentence, content.i) == "must":
                    bidden.add(content.i)
                    predicate = replace(predicate, type="REQUEST")
                elif predicate.core.word in _CLAIMING or self._tells_wrong(predicate, content.i, predicates):
                    predicate = replace(predicate, type="ACCUSE")
            found.append(predicate)
        return [p for p in found if p.top not in bidden]

    def _tells_wrong(self, predicate: Predicate, content: int, predicates: Sequence[Predicate]) -> bool:
        """Whether what is said blames who it is said of. What comes before "officials said" is told, not held against anyone,
        unless it stands in quotation marks."""
        token = self.sentence.tokens[content]
        quote = quote_over(self.quotes, Span(token.start, token.end))
        if content < predicate.top and (quote is None or quote.mode == "indirect"):
            return False
        if any(p.top == content and p.type in _WRONGS and not p.refused for p in predicates):
            return True
        words = {t.lemma for t in self.sentence.children(content)} | {self.sentence.tokens[content].lemma}
        return bool(words & _blaming()) and not any(c.dep == "neg" for c in self.sentence.children(content))

    def _is_of_another(self, predicate: Predicate, content: int) -> bool:
        """Whether the clause at ``content`` has another subject than who says it."""
        subject = self.arguments.subject(content)
        speakers = {side(a) for a in self.arguments.actors(predicate)}
        told = {side(a) for a in self.arguments.naming.of(subject)} if subject is not None else set()
        return bool(told and speakers) and not told & speakers

    # ------------------------------------------------------------------------------------------ mentions

    def _mention(
        self,
        predicate: Predicate,
        actors: tuple[Actor, ...],
        recipients: tuple[Actor, ...],
        *,
        speech: int | None,
        telling: Set[int],
    ) -> EventMention:
        word = self.sentence.tokens[self._telling(predicate.core)]
        trigger = Span(word.start, word.end)
        span = clause_of(self.sentence, predicate, under=speech, others=telling)
        type_, status = self._judged(predicate)
        if type_ == "MOBILIZE" and len({side(a) for a in actors}) > 1:
            type_ = "COOPERATE"  # PLOVER: manoeuvres of several countries
        if status == "happened" and not actors and self._is_aim(predicate.top):
            status = "hypothetical"
        coded = self._coded(predicate, type_), status
        type_, status = self._listed(predicate, type_, status)
        quote = quote_over(self.quotes, trigger)
        words = [token for token in self.sentence.tokens if span.start <= token.start < span.end]
        sides = {side(a) for a in actors}
        told, coded = status_in(quote, status, type_, sides), (coded[0], status_in(quote, coded[1], coded[0], sides))
        return EventMention(
            span=span,
            trigger=trigger,
            type=type_,
            actor=actors,
            recipient=recipients,
            actor_span=phrase_of(self.arguments, predicate, actors, span, acting=True) if actors else None,
            recipient_span=phrase_of(self.arguments, predicate, recipients, span, acting=False) if recipients else None,
            time=time_of(self.sentence, predicate, self.times),
            place=place_of(self.sentence, predicate),
            status=told,
            speaker=quote.speaker if quote else None,
            mode=mode_of(coded[0], self._telling_words(predicate), words),
            contexts=contexts_of(words) if type_ not in ("STATEMENT", "OTHER") else (),
            coded=None if coded == (type_, told) else coded,
            asserted=is_asserted(self.sentence, predicate),
        )

    def _telling_words(self, predicate: Predicate) -> list[Token]:
        """The words of the predicate's pattern, the core first, with what modifies them."""
        core = predicate.core
        found = [self.sentence.tokens[i] for i in (core.i, *core.words)]
        return found + [c for t in found for c in self.sentence.children(t.i) if c.dep in ("compound", "amod", "dobj")]

    def _is_aim(self, i: int) -> bool:
        """Whether word ``i`` is an infinitive of nobody told: "a bill to close the border"."""
        token = self.sentence.tokens[i]
        marked = any(c.dep == "aux" and c.tag == "TO" for c in self.sentence.children(i))
        return marked and token.tag == "VB" and token.head != i

    def _telling(self, hit: Hit) -> int:
        """The word that says what happened: of "held talks" the noun."""
        if hit.word not in _light():
            return hit.i
        return next((i for i in reversed(hit.words) if self.sentence.tokens[i].pos == "NOUN"), hit.i)

    def _judged(self, predicate: Predicate) -> tuple[str, Status]:
        """Type and status, where the grammar of promise and refusal bends them."""
        status = status_of(self.sentence, predicate)
        modals = {modal(self.sentence, hit.i) for hit in predicate.chain}
        reported = any(hit.type in ("say", "proclaim") for hit in predicate.governors)
        willed = predicate.promised or "will" in modals or ("would" in modals and reported)
        acts = any(self.arguments.subject(hit.i) is not None for hit in predicate.chain)
        if acts and willed and status in ("planned", "negated"):
            promised = promised_type(predicate.type, refused=predicate.refused)
            if promised != predicate.type or status == "negated":
                return promised, "happened"
        if acts and status == "negated" and predicate.type in _DENIABLE:
            return "REJECT", "happened"
        return predicate.type, status

    def _other(self, by: str, predicate: Predicate, type_: str) -> str | None:
        words = {hit.word for hit in predicate.chain} | {self.sentence.tokens[i].lemma for i in predicate.core.words}
        return next((name for name, of, told in _otherwise(by) if type_ in of and told & words), None)

    def _coded(self, predicate: Predicate, type_: str) -> str:
        """What PLOVER calls it: who calls others out against somebody accuses him, who calls for a protest threatens."""
        themes = {hit.type for hit in predicate.themes}
        if type_ == "REQUEST" and "PROTEST" in themes:
            return "THREATEN"
        if (
            type_ == "REQUEST"
            and themes & _MEASURES
            and any(t.lemma == "against" for t in self.sentence.subtree(predicate.top))
        ):
            return "ACCUSE"
        return self._other("coded", predicate, type_) or type_

    def _listed(self, predicate: Predicate, type_: str, status: Status) -> tuple[str, Status]:
        """Type and status as a reader lists them: PLOVER counts a visit announced as a promise, a reader as a visit planned."""
        other = self._other("listed", predicate, type_)
        if other is not None:
            return other, status
        cue = self.sentence.tokens[predicate.top]
        if type_ == "ACCUSE" and cue.lemma in ("call", "describe") and not calls_names(self.sentence, cue):
            return "STATEMENT", status
        if type_ == "STATEMENT":
            content = next((c for c in self.sentence.children(cue.i) if c.dep == "ccomp"), None)
            said = speech_type(self.sentence, cue, content) if content else None
            return said or type_, status
        bent = type_ != predicate.type and not predicate.refused and status == "happened"
        if bent and promised_type(predicate.type, refused=False) == type_ and (type_ == "AGREE" or self._is_settled(predicate)):
            return predicate.type, "planned"
        return type_, status

    def _is_settled(self, predicate: Predicate) -> bool:
        """Whether a measure against somebody is announced, not held out as a threat."""
        words = {hit.word for hit in (*predicate.governors, *predicate.chain)}
        return predicate.type in _MEASURES and not words & _PONDERING


def _once(mentions: Sequence[EventMention]) -> list[EventMention]:
    """Each happening once to PLOVER: what tells of less than another one of the sentence does not count there ("donated, and
    delivered to Norland, food"), and is left out where it has no clause of its own."""
    found: list[EventMention] = []
    kept: list[EventMention] = []
    for mention in mentions:
        same = [m for m in mentions if m is not mention and m.type == mention.type and m.status == mention.status]
        less = [m for m in same if _tells_less(mention, m) and not (_tells_less(m, mention) and m not in found)]
        if not less:
            found.append(mention)
            kept.append(mention)
        elif not any(m.span.overlaps(mention.span) for m in less):
            kept.append(replace(mention, coded=("OTHER", mention.plover[1])))
    return kept


def _tells_less(one: EventMention, other: EventMention) -> bool:
    """Whether all that one mention names, the other names too."""
    return set(one.actor) <= set(other.actor) and set(one.recipient) <= set(other.recipient)
