"""How the speaker of a quote stands to which proposition: by the verb that reports him, or by the words that he says."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from rashomon.lexicon import lexicon
from rashomon.model import Quote, Span
from rashomon.words import words

__all__ = ["first_clause", "listed", "stand_of", "whole", "with_that"]

_NEAR = 60
"""Characters between the words of denying and what is denied."""


@functools.cache
def listed(kind: str) -> frozenset[str]:
    """The words of a list of ``data/positions.toml``."""
    return frozenset(lexicon("positions")[kind].split())


@functools.cache
def phrases(kind: str) -> re.Pattern[str]:
    """Any of a list of phrases, one a line."""
    lines = [line.strip() for line in lexicon("positions")[kind].splitlines() if line.strip()] or ["(?!)"]
    return re.compile(rf"\b(?:{'|'.join(lines)})\b")


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


def stand_of(text: str, quote: Quote) -> _Stand:
    """How the speaker stands to which proposition; ``none`` where to none, or where no stand can be told."""
    said = [word.text for word in words(text, quote.cue)] if quote.cue is not None else []
    stance = _by_cue(quote, said)
    if stance not in ("denies", "doubts", "declines"):
        return _by_content(text, quote, said)
    content = with_that(text, quote.content)
    if stance == "declines":
        gist = _withheld(text, quote) if _is_silence(said, content) and not _is_writing(text, quote.source) else ()
    else:
        is_denial = _happened(text, quote.cue) and not _is_thing(text, said, quote, content)
        named = _after_verb(text, quote) if listed("saying").isdisjoint(said) else _claimed(text, quote.content)
        gist = first_clause(text, named) if is_denial and not _is_torn(content) else ()
    return (stance if gist else "none"), gist, _with_cue(text, quote)


def with_that(text: str, content: Sequence[Span]) -> list[str]:
    """The words of a content, with the "that" which opens it and may have been left out of it."""
    start = content[0].start
    opening = ["that"] if text[max(0, start - 5) : start].lower() == "that " else []
    return opening + [word.text for span in content for word in words(text, span)]


def _by_cue(quote: Quote, said: Sequence[str]) -> str:
    """The stance of the verb, or of other words of the cue: "expressed doubts about", "pushed back on"."""
    if _is_negated(said, listed("confirming")):  # "neither confirmed nor denied"
        return "declines"
    if quote.stance != "asserts" or not said:
        return quote.stance
    told = " ".join(said)
    for stance in ("doubts", "denies", "declines"):
        if listed(stance).intersection(said) or phrases(f"{stance}_in_phrases").search(told):
            return stance
    return "declines" if _is_negated(said, listed("silent")) else "asserts"


def _happened(text: str, cue: Span | None) -> bool:
    """Whether the denial was made: not "would deny", "did not dispute"."""
    if cue is None:
        return True
    every = words(text, cue)
    if _is_negated([word.text for word in every], listed("denying")):
        return False
    verb = next((word for word in every if word.text in listed("denying")), every[-1] if every else None)
    return verb is None or not _NOT_SO.search(text[max(0, verb.span.start - 30) : verb.span.start])


def _is_negated(said: Sequence[str], verbs: frozenset[str]) -> bool:
    """Whether a negation stands before one of the verbs."""
    turned = listed("negations") | listed("scant")
    at = next((i for i, word in enumerate(said) if word in turned or word.endswith("n't")), len(said))
    return not verbs.isdisjoint(said[at + 1 :])


def _is_silence(said: Sequence[str], content: Sequence[str]) -> bool:
    """Whether an answer is refused ("declined to say"), not something else ("refused to leave", "did not agree")."""
    spoken = {*said, *(content[:3] if content[:1] == ["to"] or said[-1:] == ["to"] else ())}
    answers = not listed("answers").isdisjoint({*said, *content[:4]})
    if not said or not listed("refusing").isdisjoint(said):
        return not listed("speech").isdisjoint(spoken) or (answers and not listed("offering").isdisjoint(spoken))
    if not listed("declines").isdisjoint(said) or phrases("declines_in_phrases").search(" ".join(said)):
        return True
    if not listed("offering").isdisjoint(said):
        return answers
    if listed("silent").isdisjoint(said) or (content[:1] == ["that"] and not listed("untold").isdisjoint(said)):
        return False
    return listed("saying").isdisjoint(said) or not listed("asking").isdisjoint(content[:2])


def _is_torn(content: Sequence[str]) -> bool:
    """Whether it is a piece of a sentence that was cut in the wrong place: "or corrected", "contradicting the"."""
    torn = content[:1] in (["or"], ["and"], ["but"], ["nor"]) or content[:2] == ["each", "other"]
    return torn or not listed("denying").isdisjoint(content[:1])


def _is_writing(text: str, source: Span | None) -> bool:
    """Whether a text is silent, not a person: "the treaty does not say whether"."""
    nouns = lexicon("reporting")["nouns"]
    last = words(text, source)[-1:] if source is not None else []
    return bool(last) and last[0].text in f"{nouns['documents']} {nouns['deeds']}".split()


def _after_verb(text: str, quote: Quote) -> tuple[Span, ...]:
    """What is denied, with what of it stands in the cue: "denied **discussing with Holt** the merger"."""
    first, *others = quote.content
    told = words(text, quote.cue) if quote.cue is not None and quote.cue.end <= first.start <= quote.cue.end + 1 else []
    at = next((i for i, word in enumerate(told) if word.text in listed("denying")), len(told))
    doing = told[at + 1 :]
    if doing and doing[0].text.endswith("ing"):
        return (Span(doing[0].span.start, first.end), *others)
    return quote.content


def _claimed(text: str, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """What is claimed, of what tells that the claim is false: "claims that **she took money** were untrue"."""
    first, *others = first_clause(text, content)
    heading, verdict = _called_false()
    end = max(verdict.finditer(text, first.start, first.end), key=lambda match: match.start(), default=None)
    if end is None:
        return content
    begin = heading.match(text, first.start, end.start())
    return (Span(begin.end() if begin else first.start, end.start()), *others)


@functools.cache
def _called_false() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a claim and behind it, where it is said to be false."""
    nouns, unsound, sound = ("|".join(lexicon("reporting")["claims"][kind].split()) for kind in ("nouns", "unsound", "sound"))
    false = f"{unsound}|{'|'.join(sorted(listed('flat')))}"
    return (
        re.compile(rf"(?:\w+ ){{0,3}}?(?:{nouns})s? that ", re.IGNORECASE),
        re.compile(rf"\s(?:is|are|was|were)\s(?:\w+ly )?(?:an? )?(?:{false}|not (?:{sound}))\b", re.IGNORECASE),
    )


def _withheld(text: str, quote: Quote) -> tuple[Span, ...]:
    """What one declines to speak of, without the words of speaking; nothing where it is not named."""
    first, *others = first_clause(text, quote.content)
    told = words(text, first)
    if any(word.text in listed("inquiries") for word in told[:_OPENING]):  # "a request for comment on the talks"
        about = _ABOUT.search(text, first.start, first.end)
        return (Span(about.end(), first.end), *others) if about else ()
    named = next((word for word in told if word.text not in listed("withholding")), None)
    return (Span(named.span.start, first.end), *others) if named is not None else tuple(others)


def _is_thing(text: str, said: Sequence[str], quote: Quote, content: Sequence[str]) -> bool:
    """Whether a thing is turned down, not a proposition: "rejected the offer", "denied the request", "dismissed it as a
    joke"."""
    if all(word[:1].isupper() for span in quote.content for word in span.of(text).split()):  # a name
        return True
    if not listed("requests").isdisjoint(content[:4]) or not listed("asking").isdisjoint(content[:2]):
        return True
    if content[:1] == ["that"] or not listed("propositions").isdisjoint(content):
        return content[-1] in listed("hanging")  # "a claim that", which he denied
    return not listed("turning_down").isdisjoint(said) or any(_AS.search(text, *span) for span in quote.content)


def _by_content(text: str, quote: Quote, said: Sequence[str]) -> _Stand:
    """What the words themselves turn down as a whole: "there is no evidence that ...", or a claim that is called false."""
    for span in quote.content if quote.stance == "asserts" else ():
        kinds = (("doubts", _no_proof(), " no "), ("doubts", _DISBELIEF, "t "), ("denies", _UNTRUE, " that "))
        for stance, pattern, within in kinds:
            match = pattern.search(text, *span) if text.find(within, *span) >= 0 else None
            if match is not None and not _in_passing().search(text[max(0, match.start() - 30) : match.start()]):
                gist = first_clause(text, (Span(match.end(), span.end),))
                return stance, gist, Span(match.start(), gist[0].end)
    if not listed("calling").isdisjoint(said):
        every = [word for span in quote.content for word in words(text, span)]
        at = next((i for i, word in enumerate(every) if i and word.text in listed("propositions")), len(every))
        if any(word.text in listed("flat") for word in every[at + 1 :]):
            return "denies", (Span(every[0].span.start, every[at].span.end),), _with_cue(text, quote)
    return quote.stance, quote.content, quote.span


@functools.cache
def _no_proof() -> re.Pattern[str]:
    proof = "|".join(sorted(listed("proof")))
    return re.compile(
        r"\b(?:there(?:['’]s| is| are| was| were| has been| have been)|saw|seen|found|have|has|had) (?:\w+ )?no (?:\w+ ){0,2}"
        rf"(?:{proof}) (?:(?:yet|so far|now|whatsoever|at all) )?"
        r"(?:(?:that|of|to suggest|to show|to support|to back up) (?:that )?"
        r"|(?=(?:he|she|it|they|we|i|the|his|her|its|their|any|anyone|anybody)\b))",
        re.IGNORECASE,
    )


_DISBELIEF = re.compile(
    r"\b(?:do|does|did)(?: not|n['’]t) (?:\w+ly )?(?:believe|accept|buy) "
    r"(?!(?:in|so)\b|(?:it|this|that|them|him|her)\b\W*[.,;:!?])(?:that )?(?=\w)",
    re.IGNORECASE,
)
_UNTRUE = re.compile(
    r"\bit(?:['’]s| is| was) (?:\w+ly )?(?:not true|untrue|false|a lie|a myth|not the case) that ", re.IGNORECASE
)


@functools.cache
def _in_passing() -> re.Pattern[str]:
    """Before words that turn something down in passing: "just because I don't believe", "those who don't believe"."""
    return re.compile(rf"\b(?:{'|'.join(sorted(listed('in_passing')))}) (?:\w+ ){{0,2}}$", re.IGNORECASE)


def first_clause(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """The proposition itself, where it is denied or negated in a long sentence: its first clause."""
    first, *others = content
    end = _END.search(text, first.start, first.end)
    return (Span(first.start, end.start()), *others) if end and end.start() > first.start else tuple(content)


def whole(text: str, gist: Sequence[Span]) -> Span:
    """One stretch of words: the longest that the words of saying do not part, without "that" and closing marks."""
    runs = [gist[0]]
    for span in gist[1:]:
        if any(True for _ in words(text, Span(runs[-1].end, span.start))):
            runs.append(span)
        else:
            runs[-1] = Span(runs[-1].start, span.end)
    start, end = max(runs, key=lambda run: run.end - run.start)
    inside = list(words(text, Span(start, end)))
    if len(inside) > 1 and inside[0].text in listed("opening"):
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
