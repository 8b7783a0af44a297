"""Who a quote's source is: from the words that name it to an actor of the article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from rashomon.extract.quotes.cues import is_document
from rashomon.extract.quotes.view import View
from rashomon.model import Actor, ActorMention, Span, Token

__all__ = ["CONFIDENCE", "Speakers"]

CONFIDENCE = {
    "person": 0.95, "title": 0.9, "pronoun": 0.8, "unnamed": 0.8, "body": 0.75, "inherited": 0.75, "described": 0.5,
}  # fmt: skip
"""How often the speaker is right, by what the source is (benchmarks/quotes.py has no speakers: counted on five reference
readings, 404 speakers)."""

_RELATIVE = frozenset(("who", "which", "that", "whom"))
_AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|ant|ee|men|women|people)s?\Z")
"""Endings of nouns for people."""
_SKIPPED = frozenset("a an the one two three four five some several many few most this that these those all".split())


class Speakers:
    """The actors of an article by where they are mentioned."""

    def __init__(self, actors: Sequence[ActorMention]) -> None:
        self._mentions = sorted(actors, key=lambda m: m.span)
        self._starts = [m.span.start for m in self._mentions]

    def at(self, place: Span) -> ActorMention | None:
        """The mention that covers the end of ``place``, or lies in it."""
        k = bisect_right(self._starts, place.end - 1)
        for mention in reversed(self._mentions[max(0, k - 4) : k]):
            if mention.span.start < place.end and place.start < mention.span.end:
                return mention
        return None

    def resolve(self, view: View, subject: Token, source: Span) -> tuple[Actor | None, float]:
        """The speaker that ``subject`` names, with the confidence in it."""
        head = subject
        if subject.text.lower() in _RELATIVE:
            verb = view.tokens[subject.head]
            head = view.tokens[verb.head] if verb.dep in ("relcl", "ccomp", "acl") else subject
        mention = self.at(Span(head.start, head.end))
        if mention is None and head.pos in ("NOUN", "PROPN"):
            mention = self._appositive(view, head) or self._behind(view, head)
        if mention is not None:
            return mention.actor, CONFIDENCE[_form(mention)]
        if head.tag in ("NNP", "NNPS") or (head.tag in ("NN", "NNS") and (_AGENT.search(head.text) or is_document(head))):
            return _described(view, head, source), CONFIDENCE["described"]
        return None, 0.0

    def _behind(self, view: View, head: Token) -> ActorMention | None:
        """The name right behind the head: "the newspaper Morning Star"."""
        k = head.i + 1
        if k >= len(view.tokens) or view.tokens[k].tag != "NNP":
            return None
        return self.at(Span(view.tokens[k].start, view.tokens[k].end))

    def _appositive(self, view: View, head: Token) -> ActorMention | None:
        """The name in apposition to the head: "the minister, Ilan Dresk"."""
        for child in view.sentence.children(head.i):
            if child.dep == "appos":
                mention = self.at(Span(child.start, child.end))
                if mention is not None:
                    return mention
        return None


def _form(mention: ActorMention) -> str:
    if mention.form == "pronoun":
        return "pronoun"
    if mention.actor.kind in ("person", "unnamed"):
        return mention.actor.kind if mention.form == "name" or mention.actor.kind == "unnamed" else "title"
    return "body"


def _described(view: View, head: Token, source: Span) -> Actor:
    """A source that is not named: the words up to the head of the phrase, articles left out."""
    words = [
        t.text
        for t in view.tokens
        if source.start <= t.start and t.end <= head.end and t.text.lower() not in _SKIPPED and t.pos != "PUNCT"
    ]
    return Actor("unnamed: " + " ".join(words[-6:] or [head.text]), "unnamed")
