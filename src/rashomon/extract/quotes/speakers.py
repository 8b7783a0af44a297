"""Who a quote's source is: from the words that name it to an actor of the article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain

from rashomon.extract.actors.offices import is_office
from rashomon.extract.actors.vocabulary import epithets, is_agent, papers, titles_and_offices
from rashomon.extract.apposition import apposed
from rashomon.extract.quotes.cues import is_document
from rashomon.extract.quotes.reporting import speaking_people
from rashomon.extract.quotes.view import View
from rashomon.model import Actor, ActorMention, Span, Token

__all__ = ["CONFIDENCE", "Speakers"]

CONFIDENCE = {
    "person": 0.96, "title": 0.95, "pronoun": 0.9, "body": 0.82, "unnamed": 0.85, "inherited": 0.75, "country": 0.5,
    "described": 0.5,
}  # fmt: skip
"""How often the speaker is right, by what the source is: counted on the 442 speakers that five reference readings share with
the tagger (named 184 of 193, offices 24 of 24, pronouns 63 of 70, bodies 39 of 49, unnamed ones 75 of 87, countries 10 of 19,
where a reader would say which official spoke); of 52 pronouns in forty other stories 48 were right."""

_RELATIVE = frozenset(("who", "which", "that", "whom"))
_REFLEXIVE = frozenset(("himself", "herself"))
_NUMBERS = frozenset(
    "number majority minority scores dozens hundreds thousands handful lot half most many some several all both each any one "
    "two three four five group couple pair".split()
)
"""Words for how many, before "of"."""
_TITLES = frozenset(("NN", "NNP", "JJ", "CC", "HYPH", "CD", "VBN", "AFX"))
_BEHIND = frozenset("of for with at in from on by to against".split())
"""Words that open what tells more of a noun behind it."""
_SUCH = frozenset(("including", "such", "like"))
_LEAST_LISTED = 3
_JOINS = frozenset(("and", "&"))
_SEPARATORS = _JOINS | {",", ";"}
_MAX_JOINED = 6
_MAX_UP = 4
"""Steps up the tree from a noun to whom it describes."""
_BRACKET = 24
"""Characters before a party in brackets in which its member is named."""
_SKIPPED = frozenset("a an the one two three four five some several many few most this that these those all".split())


class Speakers:
    """The actors of an article by where they are mentioned."""

    def __init__(self, actors: Sequence[ActorMention]) -> None:
        self._mentions = sorted(actors, key=lambda m: m.span)
        self._starts = [m.span.start for m in self._mentions]
        self._by_last_name = {m.actor.name.split()[-1].lower(): m.actor for m in self._mentions if m.actor.kind == "person"}

    def at(self, place: Span) -> ActorMention | None:
        """The mention that covers the end of ``place``, or lies in it."""
        k = bisect_right(self._starts, place.end - 1)
        for mention in reversed(self._mentions[max(0, k - 4) : k]):
            if mention.span.start < place.end and place.start < mention.span.end:
                return mention
        return None

    def _mentions_in(self, place: Span) -> Sequence[ActorMention]:
        """The mentions that begin within a place, in order."""
        return self._mentions[bisect_left(self._starts, place.start) : bisect_left(self._starts, place.end)]

    def called(self, word: str) -> Actor | None:
        """The person of that last name, whatever the parser took the word for."""
        return self._by_last_name.get(word.lower()) if word[:1].isupper() else None

    def resolve(self, view: View, subject: Token, source: Span) -> tuple[Actor | None, float]:
        """The speaker that ``subject`` names, with the confidence in it; nobody where it is a paper that nobody is told to have
        written, or "others"."""
        speaker, confidence = self._named(view, subject, source)
        return (speaker, confidence) if speaker is None or not _is_of_nobody(speaker) else (None, 0.0)

    def _named(self, view: View, subject: Token, source: Span) -> tuple[Actor | None, float]:
        """Whom or what ``subject`` names, with the confidence in it."""
        listed = self._list(view, source)
        if listed:
            return Actor.together(listed), CONFIDENCE["person"]
        head = _counted(view, self._antecedent(view, subject))
        first = next((t for t in view.tokens if t.start >= source.start), head)
        if _is_party(view, first, head):
            before = [m for m in self._mentions_in(Span(first.start - _BRACKET, first.start)) if m.actor.kind == "person"]
            return (before[-1].actor, CONFIDENCE["person"]) if before else (None, 0.0)
        mention = self.at(Span(head.start, head.end))
        if mention is None and head.pos in ("NOUN", "PROPN"):
            mention = self._appositive(view, head) or self._behind(view, head)
        if mention is None or mention.form != "name" or mention.actor.kind != "person":
            mention = (
                self._titled(view, head, source)
                or self._set_off(view, head, source)
                or self._led(view, head, source)
                or mention
            )
        if mention is not None:
            return self._with_joined(view, head, mention, source), CONFIDENCE[_form(mention)]
        called = self.called(head.text)
        if called is not None:  # in a headline or a transcript: "HOLT: ..."
            return called, CONFIDENCE["person"]
        within = next((m for m in self._mentions_in(source) if m.actor.kind == "person" and m.form == "name"), None)
        if within is not None and (head.tag in ("NNP", "NNPS") or head.text in _REFLEXIVE):  # "Mara Holt, D-Md."
            return within.actor, CONFIDENCE["person"]
        if head.ent in ("DATE", "TIME"):
            return None, 0.0
        if head.tag in ("NNP", "NNPS") or (head.tag in ("NN", "NNS") and _may_speak(head) and not _is_nobody(view, source)):
            return _described(view, head, source), CONFIDENCE["described"]
        return None, 0.0

    def _antecedent(self, view: View, subject: Token) -> Token:
        """Whom a relative pronoun takes up; for "who" a person, where a noun before it only describes one: "Mara Holt, one of
        the senators who has said"."""
        verb = view.tokens[subject.head]
        if subject.text.lower() not in _RELATIVE or verb.dep not in ("relcl", "ccomp", "acl"):
            return subject
        head = token = view.tokens[verb.head]
        plural = head.tag in ("NNS", "NNPS") and not any(t.tag == "VBZ" for t in (verb, *view.sentence.children(verb.i)))
        if subject.text.lower() != "who" or plural:
            return head
        for _ in range(_MAX_UP):
            mention = self.at(Span(token.start, token.end))
            if mention is not None and mention.form == "name" and mention.actor.kind == "person":
                return token
            above = view.tokens[token.head]
            named = next((t for t in view.sentence.children(token.i) if t.text in ("named", "called")), None)
            if named is not None:
                token = view.child(named.i, "oprd") or view.child(named.i, "dobj") or above
            elif token.dep in ("appos", "prep") or (token.dep == "pobj" and above.text.lower() == "of"):
                token = above
            else:
                break
        return head

    def _titled(self, view: View, head: Token, source: Span) -> ActorMention | None:
        """The person named at the end of the description that the head stands in: "the Norland senator and hopeful Mara Holt".

        So is the only one that stands for many: "several lawyers, including Mara Holt", "others, like Mara Holt".
        """
        names = [
            m for m in self._mentions_in(source) if m.form == "name" and m.actor.kind == "person" and m.span.start >= head.end
        ]
        if not names:
            return None
        between = [t for t in view.tokens if head.i <= t.i and t.end <= names[0].span.start]
        if head.tag in ("NNS", "NNPS"):
            new = len(names) == 1 and names[0].span.of(view.text).count(" ") > 0  # brought in here, with the full name
            return names[0] if new and any(t.text.lower() in _SUCH for t in between) else None
        told = bool(between) and _describes(between[-1])
        return names[0] if told and all(t.tag in _TITLES for t in between) else None

    def _led(self, view: View, head: Token, source: Span) -> ActorMention | None:
        """The person named behind a body and an office in it, where the parser takes the body for the head: "**Friends** of the
        Harbour President Mara Holt"."""
        named = [m for m in self._mentions_in(source) if m.form == "name" and m.actor.kind == "person"]
        if len(named) != 1 or not head.text[0].isupper() or named[0].span.start <= head.start:
            return None
        start, rest = named[0].span.start, view.text[named[0].span.end : source.end].strip()
        before = [t for t in view.tokens if head.start <= t.start and t.end <= start]
        titled = bool(before) and (_describes(before[-1]) or before[-1].text.lower().rstrip(".") in titles_and_offices())
        body = next((t for t in reversed(before[1:-1]) if t.tag != "JJ"), None)  # "... of Norland gubernatorial nominee Holt"
        led = titled and body is not None and body.tag in ("NNP", "NNPS")
        return named[0] if led and not any(t.pos == "VERB" for t in before) and rest[:1] in ("", ",", "(") else None

    def _set_off(self, view: View, head: Token, source: Span) -> ActorMention | None:
        """The one person whose full name ends a description, behind a comma, whatever the parser hangs it on: "one of the
        passengers, Mara Holt", "the top agent in Norland, Mara Holt"."""
        named = [m for m in self._mentions_in(source) if m.form == "name" and m.actor.kind == "person"]
        name = named[-1] if named else None
        if name is None or name.span.start < head.end or " " not in name.span.of(view.text):
            return None
        between = [t for t in view.tokens if head.end <= t.start and t.end <= name.span.start]
        rest = view.text[name.span.end : source.end]
        if any(map(str.isalnum, rest)) or not between or between[-1].text != ",":
            return None
        ends = any(t.text == "," or t.tag == "CC" or t.pos == "VERB" for t in between[:-1])
        others = any(m.span.start >= head.end for m in named[:-1])
        return name if not ends and not others and not _is_of_other(view, head, between) else None

    def _list(self, view: View, source: Span) -> Sequence[Actor]:
        """The persons, where a source is a list of names and nothing else, whatever the parse makes of what stands between
        them: "senators Mara Holt of Norland, Ilan Dresk, R-Md., and Pavel Orlov"."""
        names = [m for m in self._mentions_in(source) if m.form == "name" and m.actor.kind == "person"]
        if len(names) < _LEAST_LISTED:
            return ()
        tokens = [t for t in view.tokens if source.start <= t.start and t.end <= source.end]
        edges = [source.start, *(at for m in names for at in m.span), source.end]
        gaps = [
            [t for t in tokens if start <= t.start and t.end <= end] for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]
        before, *between, behind = ([t.text.lower() for t in gap] for gap in gaps)
        is_list = all(not _SEPARATORS.isdisjoint(words) for words in between) and not _JOINS.isdisjoint(between[-1])
        ends = _JOINS.isdisjoint((*before, *behind)) and not {"of", "for"} & {*before}
        return tuple(m.actor for m in names) if is_list and ends and all(map(_may_stand_in_list, chain(*gaps))) else ()

    def _with_joined(self, view: View, head: Token, mention: ActorMention, source: Span) -> Actor:
        """The actor of the head, with those whom the source joins to it: "Mara Holt and Ilan Dresk"."""
        actors, last = [mention.actor], head
        for _ in range(_MAX_JOINED):
            joined = view.child(last.i, "conj") or (self._listed(view, last) if last is head else None)
            if joined is None or not source.covers(Span(joined.start, joined.end)) or joined.pos == "VERB":
                break
            other = self.at(Span(joined.start, joined.end)) or self._appositive(view, joined)
            if other is not None and other.form != "pronoun" and not other.span.overlaps(mention.span):
                actors.append(other.actor)
            last = joined
        if not any(t.dep == "cc" and head.i < t.i < last.i for t in view.tokens):  # "the chairman, Mara Holt": no list
            return mention.actor
        return Actor.together(actors) if all(a.kind != "group" or not a.members for a in actors) else mention.actor

    def _listed(self, view: View, head: Token) -> Token | None:
        """The second of three names, which the parser takes for another name of the first: "Mara Holt, **Ilan Dresk** and Pavel
        Orlov"."""
        second = view.child(head.i, "appos")
        names = [self.at(Span(t.start, t.end)) for t in (head, second) if t is not None]
        if second is None or view.child(second.i, "cc") is None or view.child(second.i, "conj") is None:
            return None
        return second if all(m is not None and m.form == "name" and m.actor.kind == "person" for m in names) else None

    def _behind(self, view: View, head: Token) -> ActorMention | None:
        """The name right behind the head: "the newspaper Morning Star"."""
        k = head.i + 1
        if k >= len(view.tokens) or view.tokens[k].tag != "NNP":
            return None
        return self.at(Span(view.tokens[k].start, view.tokens[k].end))

    def _appositive(self, view: View, head: Token) -> ActorMention | None:
        """The name in apposition to the head: "the minister, Ilan Dresk"."""
        own = (t for t in apposed(view.sentence, head) if not _is_of_other(view, head, view.tokens[head.i + 1 : t.i]))
        found = (self.at(Span(t.start, t.end)) for t in own)
        return next((mention for mention in found if mention is not None), None)


def _is_party(view: View, first: Token, head: Token) -> bool:
    """Whether a source begins with the party of somebody who is named before it: "Holt (R-Calif.) said"."""
    if first.text[:2] in ("R-", "D-", "I-"):
        return True
    return first.text in ("R", "D", "I") and (first.i < head.i or view.text[first.end : first.end + 1] in ("-", "–"))


def _is_of_other(view: View, head: Token, between: Sequence[Token]) -> bool:
    """Whether a name behind a description is that of somebody else within it: "a lawyer for the driver, Ilan Dresk"."""
    new = _describes(head) and any(
        t.text.lower() in ("a", "an", "another", "one") for t in view.tokens[max(0, head.i - 4) : head.i]
    )
    behind = next((k for k, t in enumerate(between) if t.tag == "IN"), len(between))
    return new and any(t.tag in ("NN", "NNP") and _describes(t) for t in between[behind:])


def _may_stand_in_list(token: Token) -> bool:
    """Whether a word can stand beside the names of a list: an office, a party, a place, what sets names apart."""
    text = token.text.lower()
    known = text in _SEPARATORS or text in "()-–." or text == "of" or token.tag in ("NNP", "NNPS", "JJ")
    return known or _describes(token) or (token.tag == "NNS" and is_office(text.removesuffix("s")))


def _describes(token: Token) -> bool:
    """Whether a noun before a name says what somebody is: "minister", "tycoon", "medalist"."""
    word = token.text.lower()
    return is_office(token.text) or word in epithets() or (token.tag == "NN" and is_agent(word))


def _is_of_nobody(actor: Actor) -> bool:
    """Whether a speaker without a name is a paper, or no more than "others"."""
    if actor.kind != "unnamed":
        return False
    words = actor.name.removeprefix("unnamed: ").lower().split()
    head = words[next((k for k, word in enumerate(words) if k and word in _BEHIND), len(words)) - 1]
    return words == ["others"] or not papers().isdisjoint((head, head.removesuffix("s")))


def _may_speak(head: Token) -> bool:
    """Whether a noun names people, a body or a document."""
    return is_agent(head.text.lower()) or is_document(head) or head.text.lower() in speaking_people()


def _is_nobody(view: View, source: Span) -> bool:
    """Whether the source denies that there is one: "no group claimed ..."."""
    return any(t.text.lower() in ("no", "none", "nobody") for t in view.tokens if source.start <= t.start < source.end)


def _form(mention: ActorMention) -> str:
    if mention.form == "pronoun":
        return "pronoun"
    if mention.actor.kind in ("person", "unnamed"):
        return mention.actor.kind if mention.form == "name" or mention.actor.kind == "unnamed" else "title"
    return "country" if mention.actor.kind == "country" else "body"


def _counted(view: View, head: Token) -> Token:
    """Those of whom a number speaks: "a majority of the **council**", "one of the **students**"."""
    if head.text.lower() in _NUMBERS and head.i + 1 < len(view.tokens) and view.tokens[head.i + 1].text == "of":
        return view.child(head.i + 1, "pobj") or head
    return head


def _described(view: View, head: Token, source: Span) -> Actor:
    """A source that is not named: the words up to the head of the phrase, articles left out."""
    words: list[str] = []
    for t in view.tokens:
        if source.start <= t.start and t.end <= head.end and t.text.lower() not in _SKIPPED and t.pos != "PUNCT":
            if words and t.tag == "POS":
                words[-1] += t.text
            else:
                words.append(t.text)
    return Actor("unnamed: " + " ".join(words[-6:] or [head.text]), "unnamed")
