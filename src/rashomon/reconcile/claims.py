"""How the speaker of a quote stands to what he is quoted with: a statement read as a claim about a proposition.

The words of saying tell it ("denied that", "pushed back on", "would not say whether"), or the words said ("there is no evidence
that", "called the report false"). A denial may name its proposition, or point back at one ("rejected the allegation"); what
does neither ("declined to comment") is no claim at all.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.lexicon import lexicon
from rashomon.model import Actor, Passage, Quote, Span, Stand, Statement, Told
from rashomon.reconcile.weigh import Bag, Root, Weights, rarity
from rashomon.words import words

__all__ = ["LEAST_WORTH", "Claim", "read_claims"]

LEAST_WORTH = 1.2
"""Rarity of the words of a proposition, summed, from which it says something that can be told from others."""
_LEAST_DENIED = 0.7
"""The same where the account says that it is denied ("any part in the attack"): below, it says only that something is."""
_LEAST_NEGATED = 0.9
"""The same where it is set against what somebody asserts in the same words."""
_SHORT = 10
"""Telling words of a sentence beyond which a negation in it may belong to anything."""
_REACH = 6
"""Words after a negation that it negates; with a sentence's other words nobody is contradicted."""
_NEAR = 60
"""Characters between the words of denying and what is denied."""
_POINTING = 5
"""Words of "the president's latest false allegations": with more, it says itself what is denied."""


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(lexicon("positions")[kind].split())


@functools.cache
def _phrases(kind: str) -> re.Pattern[str]:
    """Any of a list of phrases, one a line."""
    lines = [line.strip() for line in lexicon("positions")[kind].splitlines() if line.strip()] or ["(?!)"]
    return re.compile(rf"\b(?:{'|'.join(lines)})\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """One telling of a statement as it stands to a proposition."""

    statement: int
    told: Told[Quote]
    speaker: Actor
    bag: Bag
    """Of the words of the proposition, without negations and words of speaking."""
    against: bool
    """Whether the words themselves negate: "did not", "impossible"."""
    negated: frozenset[str]
    """The words that follow a negation."""
    stance: str
    """``asserts``, ``denies``, ``doubts`` or ``declines``."""
    lapsed: str
    """Root of what it says holds no longer ("is no longer **obsolete**"), or the empty string."""
    open: bool
    """Whether it asks, or says on what condition."""
    flat: bool
    """Whether a word turns all of it down: "impossible", "false"."""
    points_back: bool
    """Whether its words stand for something said before: "the allegation", "it"."""
    named: frozenset[str]
    """What a denial calls that which is denied: "allegation", "report"."""
    owner: frozenset[str]
    """Names whose claim it points back at: "**Holt's** allegation"."""
    cut: bool
    """Whether what it says begins in the middle: "as too broad the idea of"."""
    gist: Span
    """The proposition itself."""
    evidence: Span
    """The words that show it, those of denying included."""

    @property
    def denies(self) -> bool:
        """Whether the account says that it is a denial."""
        return self.stance in ("denies", "doubts", "declines")

    @property
    def is_against(self) -> bool:
        """Whether it stands against something that it says itself."""
        if self.stance == "denies":
            return not self.points_back or bool(self.owner) or self.bag.worth >= _LEAST_DENIED
        if self.denies:
            return (self.bag.worth >= _LEAST_DENIED and not self.points_back) or bool(self.owner)
        return self.negates and self.bag.worth >= _LEAST_NEGATED

    @property
    def is_thin(self) -> bool:
        """Whether its own words do not tell what is denied: "any involvement"."""
        return self.bag.worth < _LEAST_DENIED or len(self.bag.roots) < 2 or bool(self.owner) or self.cut

    @property
    def asserting(self) -> bool:
        """Whether it is put forward as being so, or not so."""
        return self.stance == "asserts" and not self.lapsed and not self.open

    @property
    def negates(self) -> bool:
        """Whether it is no denial by its verb, but by its words."""
        return self.asserting and self.against and len(self.bag.roots) <= _SHORT

    @property
    def rejects(self) -> bool:
        """Whether the whole proposition is turned down, by the verb or in flat words."""
        return (self.denies and not self.points_back) or (self.negates and self.flat)

    @property
    def asserts(self) -> bool:
        """Whether it simply says so."""
        return self.asserting and not self.against

    @property
    def stand(self) -> Stand:
        """Who says it where."""
        return Stand(self.speaker, Passage(self.told.article, self.evidence))


def read_claims(
    statements: Sequence[Statement], who: Mapping[Actor, Actor], weights: Weights, texts: Mapping[str, str]
) -> list[Claim]:
    """Every telling of the statements that takes a stand on a proposition.

    Args:
        statements: what was said, judged (``judge_statements``).
        who: every actor with its canonical one.
        weights: the words of the story.
        texts: the text of every article.
    """
    found = []
    for number, statement in enumerate(statements):
        for told in statement.accounts:
            speaker = told.mention.speaker
            speaker = who.get(speaker, speaker) if speaker is not None else statement.speaker
            claim = _claim(number, told, speaker, weights, texts[told.article]) if speaker is not None else None
            if claim is not None:
                found.append(claim)
    return found


def _claim(number: int, told: Told[Quote], speaker: Actor, weights: Weights, text: str) -> Claim | None:
    within = weights.roots[told.article].within
    quote = told.mention
    stance, gist, evidence = _stand(text, quote)
    if stance == "asserts":
        turns = any(map(_is_negation, within(quote.content)))
        gist = _first_clause(text, quote.content) if turns else quote.content
    elif stance == "none":
        return None
    roots = within(gist)
    after = quote.cue is not None and quote.cue.start >= quote.span.end
    pointing = stance != "asserts" and _points_back(_with_that(text, gist), after=after)
    return Claim(
        statement=number,
        told=told,
        speaker=speaker,
        bag=_bag(roots),
        against=_negations(roots) % 2 == 1,
        negated=_negated(roots),
        stance=stance,
        lapsed=_lapsed(roots),
        open=_is_open(roots, [span.of(text) for span in quote.content]) or (stance == "declines" and _asks(roots)),
        flat=_is_flat(roots),
        points_back=pointing,
        named=_named(text, evidence) if stance != "asserts" else frozenset(),
        owner=_owner(roots) if pointing else frozenset(),
        cut=bool(roots) and roots[0].text in _words("midway"),
        gist=_whole(text, gist),
        evidence=evidence,
    )


# ---------------------------------------------------------------------------------------------- the stand

_END = re.compile(
    r"[;–—]|\s--\s|,\s(?:and|but|which|who|while|because|as|since|adding|saying|calling)\b|(?<=[a-z]{3})[.?!][\"”’']*\s"
    r"|\s(?:in|during) (?:\w+ )?(?:comments|remarks|a statement|an interview)\b|,? according to\b|\sas\s[\"“‘']",
    re.IGNORECASE,
)
"""Where a proposition ends and what is said of it begins."""
_NOT_SO = re.compile(
    r"\b(?:would|could|might|may|will|should|must|can|to|not|never|cannot|if)\s+(?:\w+ly\s+)?$|n['’]t\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""Before a verb of denying: it has not happened."""
_ABOUT = re.compile(r"\b(?:about|on|regarding|concerning|over|asking) (?=\w)", re.IGNORECASE)
_OPENING = 4
"""Words within which it is said that a request was left without answer."""
_AS = re.compile(r"\sas\s", re.IGNORECASE)


_Stand = tuple[str, tuple[Span, ...], Span]
"""The stance, the proposition, and the words that show it."""


def _stand(text: str, quote: Quote) -> _Stand:
    """How the speaker stands to which proposition; ``none`` where to none, or where no stand can be told."""
    said = [word.text for word in words(text, quote.cue)] if quote.cue is not None else []
    stance = _by_cue(quote, said)
    if stance not in ("denies", "doubts", "declines"):
        return _by_content(text, quote, said)
    content = _with_that(text, quote.content)
    if stance == "declines":
        gist = _withheld(text, quote) if _is_silence(said, content) and not _is_writing(text, quote.source) else ()
    else:
        is_denial = _happened(text, quote.cue) and not _is_thing(text, said, quote, content)
        gist = _first_clause(text, _after_verb(text, quote)) if is_denial and not _is_torn(content) else ()
    return (stance if gist else "none"), gist, _with_cue(text, quote)


def _with_that(text: str, content: Sequence[Span]) -> list[str]:
    """The words of a content, with the "that" which opens it and may have been left out of it."""
    start = content[0].start
    opening = ["that"] if text[max(0, start - 5) : start].lower() == "that " else []
    return opening + [word.text for span in content for word in words(text, span)]


def _by_cue(quote: Quote, said: Sequence[str]) -> str:
    """The stance of the verb, or of other words of the cue: "expressed doubts about", "pushed back on"."""
    if _is_negated(said, _words("confirming")):  # "neither confirmed nor denied"
        return "declines"
    if quote.stance != "asserts" or not said:
        return quote.stance
    told = " ".join(said)
    for stance in ("doubts", "denies", "declines"):
        if _words(stance).intersection(said) or _phrases(f"{stance}_in_phrases").search(told):
            return stance
    return "declines" if _is_negated(said, _words("silent")) else "asserts"


def _happened(text: str, cue: Span | None) -> bool:
    """Whether the denial was made: not "would deny", "did not dispute"."""
    if cue is None:
        return True
    every = words(text, cue)
    if _is_negated([word.text for word in every], _words("denying")):
        return False
    verb = next((word for word in every if word.text in _words("denying")), every[-1] if every else None)
    return verb is None or not _NOT_SO.search(text[max(0, verb.span.start - 30) : verb.span.start])


def _is_negated(said: Sequence[str], verbs: frozenset[str]) -> bool:
    """Whether a negation stands before one of the verbs."""
    at = next((i for i, word in enumerate(said) if word in _words("negations") or word.endswith("n't")), len(said))
    return not verbs.isdisjoint(said[at + 1 :])


def _is_silence(said: Sequence[str], content: Sequence[str]) -> bool:
    """Whether an answer is refused ("declined to say"), not something else ("refused to leave", "did not agree")."""
    spoken = {*said, *(content[:3] if content[:1] == ["to"] or said[-1:] == ["to"] else ())}
    answers = not _words("answers").isdisjoint({*said, *content[:4]})
    if not said or not _words("refusing").isdisjoint(said):
        return not _words("speech").isdisjoint(spoken) or (answers and not _words("offering").isdisjoint(spoken))
    if not _words("declines").isdisjoint(said) or _phrases("declines_in_phrases").search(" ".join(said)):
        return True
    if not _words("offering").isdisjoint(said):
        return answers
    if _words("silent").isdisjoint(said) or (content[:1] == ["that"] and not _words("untold").isdisjoint(said)):
        return False
    return _words("saying").isdisjoint(said) or not _words("asking").isdisjoint(content[:2])


def _is_torn(content: Sequence[str]) -> bool:
    """Whether it is a piece of a sentence that was cut in the wrong place: "or corrected", "contradicting the"."""
    torn = content[:1] in (["or"], ["and"], ["but"], ["nor"]) or content[:2] == ["each", "other"]
    return torn or not _words("denying").isdisjoint(content[:1])


def _is_writing(text: str, source: Span | None) -> bool:
    """Whether a text is silent, not a person: "the treaty does not say whether"."""
    nouns = lexicon("reporting")["nouns"]
    last = words(text, source)[-1:] if source is not None else []
    return bool(last) and last[0].text in f"{nouns['documents']} {nouns['deeds']}".split()


def _after_verb(text: str, quote: Quote) -> tuple[Span, ...]:
    """What is denied, with what of it stands in the cue: "denied **discussing with Holt** the merger"."""
    first, *others = quote.content
    told = words(text, quote.cue) if quote.cue is not None and quote.cue.end <= first.start <= quote.cue.end + 1 else []
    at = next((i for i, word in enumerate(told) if word.text in _words("denying")), len(told))
    doing = told[at + 1 :]
    if doing and doing[0].text.endswith("ing"):
        return (Span(doing[0].span.start, first.end), *others)
    return quote.content


def _withheld(text: str, quote: Quote) -> tuple[Span, ...]:
    """What one declines to speak of, without the words of speaking; nothing where it is not named."""
    first, *others = _first_clause(text, quote.content)
    told = words(text, first)
    if any(word.text in _words("inquiries") for word in told[:_OPENING]):  # "a request for comment on the talks"
        about = _ABOUT.search(text, first.start, first.end)
        return (Span(about.end(), first.end), *others) if about else ()
    named = next((word for word in told if word.text not in _words("withholding")), None)
    return (Span(named.span.start, first.end), *others) if named is not None else tuple(others)


def _is_thing(text: str, said: Sequence[str], quote: Quote, content: Sequence[str]) -> bool:
    """Whether a thing is turned down, not a proposition: "rejected the offer", "denied the request", "dismissed it as a
    joke"."""
    if all(word[:1].isupper() for span in quote.content for word in span.of(text).split()):  # a name
        return True
    if not _words("requests").isdisjoint(content[:4]) or not _words("asking").isdisjoint(content[:2]):
        return True
    if content[:1] == ["that"] or not _words("propositions").isdisjoint(content):
        return content[-1] in _words("hanging")  # "a claim that", which he denied
    return not _words("turning_down").isdisjoint(said) or any(_AS.search(text, *span) for span in quote.content)


def _by_content(text: str, quote: Quote, said: Sequence[str]) -> _Stand:
    """What the words themselves turn down as a whole: "there is no evidence that ...", or a claim that is called false."""
    for span in quote.content if quote.stance == "asserts" else ():
        kinds = (("doubts", _no_proof(), " no "), ("doubts", _DISBELIEF, "t "), ("denies", _UNTRUE, " that "))
        for stance, pattern, within in kinds:
            if text.find(within, *span) >= 0 and (match := pattern.search(text, *span)):
                gist = _first_clause(text, (Span(match.end(), span.end),))
                return stance, gist, Span(match.start(), gist[0].end)
    if not _words("calling").isdisjoint(said):
        every = [word for span in quote.content for word in words(text, span)]
        at = next((i for i, word in enumerate(every) if i and word.text in _words("propositions")), len(every))
        if any(word.text in _words("flat") for word in every[at + 1 :]):
            return "denies", (Span(every[0].span.start, every[at].span.end),), _with_cue(text, quote)
    return quote.stance, quote.content, quote.span


@functools.cache
def _no_proof() -> re.Pattern[str]:
    proof = "|".join(sorted(_words("proof")))
    return re.compile(
        r"\b(?:there(?:['’]s| is| are| was| were| has been| have been)|saw|seen|found|have|has|had) (?:\w+ )?no (?:\w+ ){0,2}"
        rf"(?:{proof}) (?:(?:yet|so far|now|whatsoever|at all) )?"
        r"(?:(?:that|of|to suggest|to show|to support|to back up) (?:that )?"
        r"|(?=(?:he|she|it|they|we|i|the|his|her|its|their|any|anyone|anybody)\b))",
        re.IGNORECASE,
    )


_DISBELIEF = re.compile(
    r"\b(?:do|does|did)(?: not|n['’]t) (?:\w+ly )?(?:believe|accept|buy) (?:that )?(?!(?:in|so)\b)(?=\w)", re.IGNORECASE
)
_UNTRUE = re.compile(
    r"\bit(?:['’]s| is| was) (?:\w+ly )?(?:not true|untrue|false|a lie|a myth|not the case) that ", re.IGNORECASE
)


def _first_clause(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """The proposition itself, where it is denied or negated in a long sentence: its first clause."""
    first, *others = content
    end = _END.search(text, first.start, first.end)
    return (Span(first.start, end.start()), *others) if end and end.start() > first.start else tuple(content)


def _whole(text: str, gist: Sequence[Span]) -> Span:
    """One stretch of words: the longest that the words of saying do not part, without "that" and closing marks."""
    runs = [gist[0]]
    for span in gist[1:]:
        if any(True for _ in words(text, Span(runs[-1].end, span.start))):
            runs.append(span)
        else:
            runs[-1] = Span(runs[-1].start, span.end)
    start, end = max(runs, key=lambda run: run.end - run.start)
    inside = list(words(text, Span(start, end)))
    if len(inside) > 1 and inside[0].text in _words("opening"):
        start = inside[0].span.end + 1
    bare = text[start:end].rstrip(" .,;:\n")
    if bare[-1:] in '”"' and not re.search(r"[“\"]", bare[:-1]):
        bare = bare[:-1].rstrip(" .,;:")
    return Span(start, start + len(bare)) if bare else Span(start, end)


def _with_cue(text: str, quote: Quote) -> Span:
    """The content with the words that deny, where they stand right before or after."""
    span = quote.span
    for beside in (quote.cue, quote.source):
        if beside is None:
            continue
        between = Span(beside.end, span.start) if beside.end <= span.start else Span(span.end, beside.start)
        if 0 <= between.end - between.start <= _NEAR and "\n" not in between.of(text):
            span = Span(min(span.start, beside.start), max(span.end, beside.end))
    return span


# ---------------------------------------------------------------------------------------------- the words


def _points_back(texts: Sequence[str], *, after: bool) -> bool:
    """Whether the words stand for something said: "it", "the latest allegations", "Holt's claim", not "any claim of bribery".

    ``after`` tells that the denial follows them, as in "a claim that Holt rejects".
    """
    if len(texts) == 1:
        return texts[0] in _words("pronouns")
    known = bool(texts) and (texts[0] in _words("definite") or any(text.endswith(("'s", "s'")) for text in texts[:-1]))
    known = known or (after and texts[:1] in (["a"], ["an"]))
    return known and len(texts) <= _POINTING and texts[-1] in _words("pointing")


def _named(text: str, evidence: Span) -> frozenset[str]:
    """Nouns for something said, in the singular."""
    return frozenset(word.text.removesuffix("s") for word in words(text, evidence) if word.text in _words("pointing"))


def _owner(gist: Sequence[Root]) -> frozenset[str]:
    """Whose claim it is."""
    return frozenset(word.text.removesuffix("'s") for word in gist[:-1] if word.text.endswith("'s"))


def _bag(words: Iterable[Root]) -> Bag:
    """The words of a proposition with their rarity at large: what a story turns on is frequent in it, and disputed."""
    roots = frozenset(w.root for w in words if w.root and w.text not in _words("empty") and not w.text.endswith("ly"))
    return Bag(roots, math.fsum(map(rarity, roots)))


def _is_negation(word: Root) -> bool:
    return word.text in _words("negations") or word.text.endswith("n't")


def _negating(words: Sequence[Root]) -> list[int]:
    """Places of negations; "not only" is none, nor is "fake news"."""
    return [
        i
        for i, word in enumerate(words)
        if _is_negation(word)
        and not (i + 1 < len(words) and words[i + 1].text in _words("no_negation_before"))
        and (word.text not in _words("flat") or _is_predicate(words, i))
    ]


def _is_predicate(words: Sequence[Root], i: int) -> bool:
    """Whether a word is said of something ("is false that"), not before a noun ("a false alarm"), nor "impossible to" do."""
    if i + 1 == len(words) or words[i + 1].text in _words("after_flat"):
        return True
    return words[i + 1].span.start - words[i].span.end > 1


def _negations(words: Sequence[Root]) -> int:
    return len(_negating(words))


def _negated(words: Sequence[Root]) -> frozenset[str]:
    """What follows a negation, up to what is set against it: "not an accident **but** an attack"."""
    found: set[str] = set()
    for i in _negating(words):
        for word in words[i + 1 : i + 1 + _REACH]:
            if word.text in _words("contrast"):
                break
            found.add(word.root)
    return frozenset(found)


def _lapsed(words: Sequence[Root]) -> str:
    """Root of what "is no longer" so, or is not so "anymore"; what one can or will no longer do is no view that changed."""
    texts = [word.text for word in words]
    for i, text in enumerate(texts):
        if text == "anymore":
            return next((word.root for word in reversed(words[:i]) if word.root), "")
        if texts[i : i + 2] == ["no", "longer"] and (i == 0 or texts[i - 1] in _words("being")):
            return next((word.root for word in words[i + 2 : i + 3]), "")
    return ""


def _is_flat(words: Sequence[Root]) -> bool:
    """Whether a word turns the whole proposition down: "it is false", "do not believe"."""
    texts = [word.text for word in words]
    if any(_is_negation(word) and _words("believing").intersection(texts[i + 1 : i + 3]) for i, word in enumerate(words)):
        return True
    return any(word.text in _words("flat") and _is_predicate(words, i) for i, word in enumerate(words))


def _asks(gist: Sequence[Root]) -> bool:
    """Whether it is a question that one leaves without answer, which nobody asserts: "what the talks were about"."""
    return bool(gist) and gist[0].text in _words("asking")


def _is_open(words: Sequence[Root], pieces: Sequence[str]) -> bool:
    """Whether it asks, says on what condition or that one does not know, or tells that a time is over."""
    texts = [word.text for word in words]
    if texts[:1] in (["don't"], ["never"]) or texts[:2] in (["do", "not"], ["let's", "not"]):  # one is told to do so
        return True
    if any(_is_negation(word) and _words("knowing").intersection(texts[i + 1 : i + 3]) for i, word in enumerate(words)):
        return True
    over = any(text == "anymore" or texts[i : i + 2] == ["no", "longer"] for i, text in enumerate(texts))
    return over or any("?" in piece for piece in pieces) or bool(_words("open").intersection(texts))
