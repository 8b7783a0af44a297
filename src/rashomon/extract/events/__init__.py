"""Events: clauses that tell who did what to whom, by PLOVER's types, read off the parse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.countries import country_name
from rashomon.extract.events.arguments import Arguments, Naming, side
from rashomon.extract.events.clauses import clause_of
from rashomon.extract.events.patterns import find_hits
from rashomon.extract.events.predicates import Predicate, find_predicates, modal, promised_type
from rashomon.extract.events.status import quote_over, status_of
from rashomon.model import Actor, ActorMention, EventMention, Parsed, Quote, Sentence, Span, Status, TimeMention

__all__ = ["find_events"]


def find_events(
    parsed: Parsed, actors: Sequence[ActorMention], quotes: Sequence[Quote], times: Sequence[TimeMention]
) -> list[EventMention]:
    """The events that an article tells, in order of its sentences; within a sentence the main clause's come first."""
    found: list[EventMention] = []
    two = _two_sides(actors)
    for sentence in parsed.sentences:
        hits = find_hits(sentence)
        if not hits:
            continue
        within = sentence.span
        reader = _Reader(
            sentence,
            Naming(sentence, [a for a in actors if within.overlaps(a.span)], two=two),
            quotes=[q for q in quotes if within.overlaps(q.span)],
            times=[t for t in times if within.overlaps(t.span)],
        )
        found.extend(reader.read(find_predicates(sentence, hits)))
    return found


def _two_sides(actors: Sequence[ActorMention]) -> tuple[Actor, ...]:
    """The two countries that an article speaks of most: "the two sides", where no third is spoken of as much."""
    counts = Counter(m.actor.of for m in actors if m.actor.of is not None and len(m.actor.of) == 3 and m.actor.of.isupper())
    most = sorted(counts, key=lambda code: (-counts[code], code))
    if len(most) < 2 or (len(most) > 2 and counts[most[2]] == counts[most[1]]):
        return ()
    return tuple(Actor(country_name(code), "country", code) for code in sorted(most[:2]))


_CLAIMING = frozenset("allege claim contend insist charge".split())


class _Reader:
    """Makes mentions of the predicates of one sentence."""

    def __init__(
        self,
        sentence: Sentence,
        naming: Naming,
        *,
        quotes: Sequence[Quote],
        times: Sequence[TimeMention],
    ) -> None:
        self.sentence = sentence
        self.quotes = quotes
        self.times = times
        self.arguments = Arguments(sentence, naming)

    def read(self, predicates: Sequence[Predicate]) -> list[EventMention]:
        """The mentions of the sentence, those of the main clause first.

        A noun that only names a happening ("after the attack") is left out where the sentence tells another.
        """
        mentions = list(self._mentions(predicates))
        told = any(not bare and m.type not in ("STATEMENT", "OTHER") for m, bare in mentions)
        return [m for m, bare in mentions if not (bare and told)]

    def _mentions(self, predicates: Sequence[Predicate]) -> Iterator[tuple[EventMention, bool]]:
        """Each mention, and whether it is a bare noun with nobody named."""
        predicates = self._said(predicates)
        acting = [self.arguments.actors(p) for p in predicates]
        announced = self._announced(predicates, acting)
        heralds = set(announced.values())
        for k, (predicate, actors) in enumerate(zip(predicates, acting, strict=True)):
            if predicate.type == "STATEMENT" and (not actors or predicate.top in heralds):
                continue
            mention = self._mention(predicate, actors or announced_actors(predicates, acting, announced.get(k)), announced.get(k))
            if mention is not None:
                noun = self.sentence.tokens[predicate.core.i].pos == "NOUN" and len(predicate.chain) == 1
                yield mention, noun and not (mention.actor or mention.recipient)

    def _said(self, predicates: Sequence[Predicate]) -> list[Predicate]:
        """What somebody says that another must do is a request, what he claims that another did an accusation."""
        found, bidden = [], set()
        for predicate in predicates:
            content = next((c for c in self.sentence.children(predicate.top) if c.dep == "ccomp"), None)
            if predicate.type == "STATEMENT" and content is not None and self._of_another(predicate, content.i):
                if modal(self.sentence, content.i) == "must":
                    bidden.add(content.i)
                    predicate = replace(predicate, type="REQUEST")
                elif predicate.core.word in _CLAIMING:
                    predicate = replace(predicate, type="ACCUSE")
            found.append(predicate)
        return [p for p in found if p.top not in bidden]

    def _of_another(self, predicate: Predicate, content: int) -> bool:
        """Whether the clause ``content`` has another subject than who says it."""
        subject = self.arguments.subject(content)
        speakers = {side(a) for a in self.arguments.actors(predicate)}
        told = {side(a) for a in self.arguments.naming.of(subject)} if subject is not None else set()
        return bool(told and speakers) and not told & speakers

    def _announced(self, predicates: Sequence[Predicate], acting: Sequence[tuple[Actor, ...]]) -> dict[int, int]:
        """Which predicates tell an act of the very speaker who announces it, and the word of speech by which he does."""
        said = {p.top: actors for p, actors in zip(predicates, acting, strict=True) if p.type == "STATEMENT"}
        found = {}
        for k, (predicate, actors) in enumerate(zip(predicates, acting, strict=True)):
            speech = predicate.governors[0].i if predicate.governors else None
            if speech in said and speech is not None and self._own(predicate, speech, actors, said[speech]):
                found[k] = speech
        return found

    def _own(self, predicate: Predicate, speech: int, actors: tuple[Actor, ...], speakers: tuple[Actor, ...]) -> bool:
        if self.sentence.tokens[predicate.top].dep != "ccomp":
            return False
        if not actors:
            subject = self.arguments.subject(predicate.top)
            return subject is not None and self.sentence.tokens[subject].lemma in ("he", "she", "it", "they", "we", "i")
        return bool({side(a) for a in actors} & {side(a) for a in speakers})

    def _mention(self, predicate: Predicate, actors: tuple[Actor, ...], speech: int | None) -> EventMention | None:
        """The mention of a predicate, or ``None`` where it tells nothing."""
        predicate, status = self._judge(predicate)
        recipients = self.arguments.recipients(predicate, actors)
        core = self.sentence.tokens[predicate.core.i]
        if predicate.core.weak and len(predicate.chain) == 1 and not (actors or recipients):
            return None
        span = clause_of(self.sentence, predicate, under=speech)
        trigger = Span(core.start, core.end)
        quote = quote_over(self.quotes, trigger)
        return EventMention(
            span=span,
            trigger=trigger,
            type=predicate.type,
            actor=actors,
            recipient=recipients,
            time=self._time(trigger, span),
            place=self.arguments.place(predicate),
            status=status,
            speaker=quote.speaker if quote else None,
        )

    def _judge(self, predicate: Predicate) -> tuple[Predicate, Status]:
        """Type and status, where the grammar of promise and refusal bends them."""
        status = status_of(self.sentence, predicate)
        verbs = [modal(self.sentence, hit.i) for hit in predicate.chain]
        willed = predicate.promised or "will" in verbs or ("would" in verbs and status == "planned")
        acts = any(self.arguments.subject(hit.i) is not None for hit in predicate.chain)
        if acts and willed and status in ("planned", "negated"):
            return replace(predicate, type=promised_type(predicate.type, refused=predicate.refused)), "happened"
        return predicate, status

    def _time(self, trigger: Span, span: Span) -> TimeMention | None:
        """The time nearest to the trigger, one within the clause before one outside."""

        def key(time: TimeMention) -> tuple[bool, int, int]:
            return (not span.covers(time.span), abs(time.span.start - trigger.start), time.span.start)

        return min(self.times, key=key, default=None)


def announced_actors(
    predicates: Sequence[Predicate], acting: Sequence[tuple[Actor, ...]], speech: int | None
) -> tuple[Actor, ...]:
    """Who speaks by the word ``speech``: "they" of "rebels said they would meet" are the rebels."""
    return next((a for p, a in zip(predicates, acting, strict=True) if p.type == "STATEMENT" and p.top == speech), ())
