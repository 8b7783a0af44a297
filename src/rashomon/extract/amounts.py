"""Amounts as text: a number with its hedge and its unit, before it is known what they count.

Everything here works on lower-cased text, which keeps the offsets of the article's. What stands in names, dates and other
places where digits count nothing is sorted out later, with the parse at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from rashomon.extract.numbers import AMOUNT, NUMBER, any_of, read_amount
from rashomon.lexicon import lexicon
from rashomon.model import Span

__all__ = ["MEASURED", "TRIGGERS", "Amount", "find_amounts"]

Kind = Literal["count", "money", "share", "time", "measure", "age", "ordinal", "vote"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in an article. ``span`` runs from the hedge to the unit, ``number`` holds the number itself."""

    span: Span
    number: Span
    low: float | None
    high: float | None
    kind: Kind
    unit: str = ""
    hedge: str = ""
    joined: bool = False
    """Whether a hyphen ties it to the noun that follows (a two-hour meeting)."""
    vague: bool = False
    """``dozens``, ``several``: says how many without a number."""
    bare: tuple[float | None, float | None] = (None, None)
    """Low and high of the number without its hedge."""

    def without_hedge(self) -> Amount:
        """The same number, its hedge found to belong elsewhere ("worried about two things")."""
        start = max(self.span.start, self.number.start)
        return replace(self, span=Span(start, self.span.end), low=self.bare[0], high=self.bare[1], hedge="")


_HEDGES = lexicon("hedges")
_UNITS = lexicon("units")


def _by_form(table: dict[str, list[str]]) -> dict[str, str]:
    return {form: unit for unit, unit_forms in table.items() for form in unit_forms}


_SIGNS: dict[str, str] = _UNITS["currency_signs"]
_KIND_OF_TABLE: dict[str, Kind] = {"currency_words": "money", "shares": "share", "times": "time", "measures": "measure"}
_UNIT_OF: dict[str, tuple[Kind, str]] = {
    form: (kind, unit) for name, kind in _KIND_OF_TABLE.items() for form, unit in _by_form(_UNITS[name]).items()
}
MEASURED = frozenset(
    (*_SIGNS.values(), *(unit for _, unit in _UNIT_OF.values()), *(f"{unit} old" for unit in _UNITS["times"]))
) | {"", "ordinal", "votes", "date", "time", "year"}
"""Units of figures that count no things."""
_EFFECT_BEFORE = {words: effect for effect, phrases in _HEDGES["before"].items() for words in phrases}
_EFFECT_AFTER = {words: effect for effect, phrases in _HEDGES["after"].items() for words in phrases}

_SIGN = any_of(_SIGNS)
_WORD_UNIT = any_of(form for form in _UNIT_OF if form[-1].isalpha())
_SIGN_UNIT = any_of(form for form in _UNIT_OF if not form[-1].isalpha())
_UNIT = rf"(?:{_SIGN_UNIT}|{_WORD_UNIT}(?![\w]))"
_NOT_WORD = r"(?<![\w.,:/#@&+*’'])(?<![\w]-)"

_ORDINAL_WORDS = {
    word: k
    for k, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}

TRIGGERS = frozenset(
    word
    for phrase in (
        *_UNITS["currency_signs"],
        *(w for table in ("vague", "vague_open", "vague_few") for w in _HEDGES[table]),
        "half halves quarter quarters hour hours minute minutes day days week weeks month months year years decade decades "
        "century centuries one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
        "trillion dozen third thirds fifths tenths mile",
        " ".join(_ORDINAL_WORDS),
    )
    for word in phrase.split()
    if word not in ("a", "of")
)
"""A sentence without a digit has no amount unless one of its words, in lower case, is among these."""

_NUMBER_ENDS = r"(?:(?![\w/])|(?=(?:km|kms|kg|mph|kph|cm|mm|ft|lbs?|[mg]w)\b))"
_AMOUNT = re.compile(
    rf"{_NOT_WORD}(?P<sign>{_SIGN})? ?(?P<num>{AMOUNT}){_NUMBER_ENDS}(?:(?P<joint> of | ?|-)(?P<unit>{_UNIT}))?"
    rf"(?:(?P<to> ?[-–] ?| to | and | or )(?P<sign2>{_SIGN})?(?P<num2>{NUMBER}){_NUMBER_ENDS}"
    rf"(?:(?P<joint2>[ -]?)(?P<unit2>{_UNIT}))?)?"
)
_FEW = re.compile(r"\b(?:past|next|last|first|these|those|coming|every|recent) $")
_SPAN_OF_TIME = "(?:minute|hour|day|night|week|month|year|decade|century)"
_ONE_UNIT = re.compile(
    rf"(?<![\w-])(?P<num>half an?|a half|an?|another|one)[ -](?P<unit>{_SPAN_OF_TIME}|mile)(?P<half> and a half)?"
    r"(?P<or> or two)?(?![\w-])"
)
_UNITS_ALONE = re.compile(
    r"(?<![\w-])(?P<lead>for|after|within|spent|took|lasted|takes|just|only|lasting|mere) "
    r"(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)\b"
    r"|(?<![\w-])(?P<unit2>minutes|hours|days|weeks|months|years|decades)(?= (?:of|later|earlier|ago|before|after)\b)"
)
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_PART_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "nine": 9}
_PART = re.compile(
    r"(?<![\w-])(?:(?P<n>a|one|two|three|four|nine)[ -](?P<part>third|quarter|fourth|fifth|sixth|tenth)s?"
    r"(?= of\b|[- ]majorit|,|\.| )"
    r"|(?P<half>half|one[- ]half)(?= (?:of|the|its|their|his|her|our|all|were|are|have|had|was|is)\b))"
)
_ONE_IN = re.compile(
    r"(?<![\w-])(?P<a>one|two|three|four|five|six|seven|eight|nine|\d)(?:[ -]in[ -]| out of (?:every )?)"
    r"(?P<b>two|three|four|five|six|seven|eight|nine|10|ten|20|twenty|100|\d)(?![\w,.]*\d)"
    r"(?! (?:years|months|weeks|days|hours)\b)\b"
)
_AGE = re.compile(
    r"(?<![\w-])(?<!\d\.)(?P<num>\d{1,3}(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)[- ](?P<unit>years?|months?|days?|weeks?)[- ]olds?\b"
)
_ORDINAL = re.compile(
    r"(?<![\w-])(?P<num>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|\d{1,3}(?:st|nd|rd|th)) (?=[a-z]{3})"
)
_VOTE = re.compile(r"(?<![\w.,:/$-])(?P<a>\d{1,3})(?P<to>[-–]| to )(?P<b>\d{1,3})(?![\d.,:/%]*\d)(?!-\d|[-\w%]| ?(?:per|%))")
_VOTE_WORDS = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|majority|ruling|ruled|decision|verdict|passed|approved|margin|party-line|split|rejected|confirmed"
    r"|reversed|upheld|along party lines|advantage|adopted)\b"
)

# ---------------------------------------------------------------------------------------------- hedges

_HEDGE_BEFORE = re.compile(rf"(?<![\w-])(?P<hedge>{any_of(_EFFECT_BEFORE)})(?: an?)? ?$")
_HEDGE_AFTER = re.compile(
    rf"(?:,? (?P<hedge>{any_of(w for w in _EFFECT_AFTER if w[0] != '-')})|(?P<tail>-odd|-plus|\+|-ish))(?!\w| \d)"
)
_BEFORE_OVER = re.compile(r"\b(?:for|of|after|takes?|took|taken|lasts?|lasted|spent|been|is|was|with|than|just|well) $")
_LONGEST_HEDGE = 36


def _bounds(effect: str, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """The interval that a hedge makes of a number's own, as ``hedges.toml`` says."""
    top = high if high is not None else low
    if low is None or top is None or effect in ("", "exact"):
        return low, high
    if effect == "above":
        return low, None
    if effect == "below":
        return None, top
    below, above = float(f"{low * 0.9:.12g}"), float(f"{top * 1.1:.12g}")
    return {"about": (below, above), "nearly": (below, top), "just_above": (low, above)}[effect]


def _hedged(amount: Amount, low_text: str, floor: int) -> Amount:
    """The amount with the hedges before and after it."""
    start, effect = amount.span.start, ""
    for _ in range(3):  # "at least another 50", "just over an additional"
        match = _HEDGE_BEFORE.search(low_text, max(floor, start - _LONGEST_HEDGE), start)
        if match is None:
            break
        found = _EFFECT_BEFORE[match["hedge"]]
        if (
            match["hedge"] == "over"
            and amount.kind == "time"
            and not _BEFORE_OVER.search(low_text, max(0, match.start() - 8), match.start())
        ):
            break  # "over two days" is while, not more than
        start = match.start("hedge")
        effect = found if effect in ("", "exact") else effect
    end = amount.span.end
    after = _HEDGE_AFTER.match(low_text, end)
    if after is not None and not effect:
        effect = "about" if after["tail"] in ("-odd", "-ish") else _EFFECT_AFTER.get(after["hedge"] or "", "above")
        end = after.end()
    low, high = _bounds(effect, amount.low, amount.high)
    hedge = low_text[start : amount.number.start].strip(" $£€") if start < amount.span.start else ""
    if after is not None and end > amount.span.end:
        hedge = after.group().strip(" ,-")
    return replace(amount, span=Span(start, end), low=low, high=high, hedge=hedge, bare=(amount.low, amount.high))


# ---------------------------------------------------------------------------------------------- readers of one kind


def _kind_and_unit(sign: str | None, unit: str | None) -> tuple[Kind, str]:
    if sign:
        return "money", _SIGNS[sign]
    return _UNIT_OF[unit] if unit else ("count", "")


_SCALE = re.compile(r"(hundred|thousand|million|billion|trillion|bn|tn|m|k)$")
_SHORT_MONEY = re.compile(r"\d[mkb]$")


def _plain(match: re.Match[str], low_text: str) -> Iterator[Amount]:
    """A number or a range of two with its unit."""
    value = read_amount(match["num"])
    if value is None or (match["num"] == "few" and not _FEW.search(low_text, max(0, match.start() - 8), match.start())):
        return
    sign, unit = match["sign"], match["unit"]
    kind, name = _kind_and_unit(sign, unit)
    if not sign and match["num"][-1:] == "b" and _SHORT_MONEY.search(match["num"]):
        return
    if name == "pounds" and re.search(r"(?:million|billion|bn|m)$", match["num"]):
        kind, name = "money", "GBP"
    end = match.end("unit") if unit else match.end("num")
    amount = Amount(
        Span(match.start("sign") if sign else match.start("num"), end), Span(match.start("num"), match.end("num")),
        value[0], value[1], kind, name, joined=match["joint"] == "-", vague=value[0] != value[1],
    )  # fmt: skip
    second = _range_end(match, value, low_text)
    if second is None:
        yield amount
        if match["num2"]:
            yield from find_amounts(low_text, match.start("sign2") if match["sign2"] else match.start("num2"), end=match.end())
        return
    low, high = second
    kind, name = _kind_and_unit(sign or match["sign2"], match["unit2"] or unit)
    between = _BETWEEN.search(low_text, max(0, amount.span.start - 24), amount.span.start)
    start = between.start() if between else amount.span.start
    yield replace(
        amount, span=Span(start, match.end()), low=low, high=high, kind=kind, unit=name, joined=match["joint2"] == "-"
    )


_BETWEEN = re.compile(r"\bbetween (?:about |around |roughly |some |approximately |an estimated )?$")


_MOST_WIDE = 3
"""How many times the lower end of a range the upper one may be, where a change is told."""
_CHANGED = re.compile(
    r"\b(?:rose|risen|rising|fell|fallen|falling|grew|grown|growing|up|down|jumped|climbed|dropped|declined|increased|decreased|"
    r"gained|lost|slid|sank|surged|soared|slipped|edged) (?:by )?(?:about |around |nearly |almost |more than |an? )?$"
)
"""Words before what something changed by: "up 5% to 63%", "rose by 12 to 340"."""


def _range_end(match: re.Match[str], first: tuple[float, float | None], low_text: str) -> tuple[float, float] | None:
    """Low and high of "10 to 15", if it is a range: the second is more than the first, and no change is told."""
    signs, units = (match["sign"], match["sign2"]), (match["unit"], match["unit2"])
    apart = (units[0] and signs[1]) or (all(units) and _kind_and_unit(None, units[0]) != _kind_and_unit(None, units[1]))
    if not match["num2"] or apart:
        return None
    last = read_amount(match["num2"])
    if last is None or last[1] is None or first[1] is None:
        return None
    low, high = first[0], last[1]
    scale = _SCALE.search(match["num2"])
    if (
        scale
        and not _SCALE.search(match["num"])
        and low <= (read_amount(match["num2"][: scale.start()].strip(" -")) or (0, 0))[0]
    ):
        low *= high / (read_amount(match["num2"][: scale.start()].strip(" -")) or (1, 1))[0]
    if not low < high:
        return None
    before, to = low_text[max(0, match.start() - 14) : match.start()], match["to"].strip()
    if to == "and":
        return (low, high) if _BETWEEN.search(low_text, max(0, match.start() - 24), match.start()) else None
    if to == "or":
        return (low, high) if high <= low + max(2, low) else None
    if to == "to":
        was = before.endswith("from ") and not before.endswith(("ing from ", "where from ", "ge from "))
        changed = high > _MOST_WIDE * low and _CHANGED.search(low_text, max(0, match.start() - 32), match.start())
        return None if was or changed else (low, high)
    return low, high


def _one_unit(match: re.Match[str], low_text: str) -> Iterator[Amount]:
    """``half an hour``, ``nearly a year``, ``a day after``."""
    value = 0.5 if "half" in match["num"] else 1.0
    unit = _UNIT_OF.get(match["unit"])
    if unit is None:
        return
    if match["half"]:
        value += 0.5
    elif value == 1.0 and match["num"] in ("a", "an") and not (match["or"] or _is_told(match, low_text)):
        return  # "$800,000 a year"
    span = Span(match.start(), match.end())
    high = 2.0 if match["or"] else value
    yield Amount(
        span, Span(match.start("num"), match.end("num")), value, high, unit[0], unit[1], vague=match["num"] in ("a", "an")
    )


_BEFORE_ONE_UNIT = re.compile(r"\b(?:for|in|within|lasted|takes?|took|spent|lasting|after|over) $")
_AFTER_ONE_UNIT = re.compile(r"['’]s?\b| (?:ago|later|earlier|before|after|of|from now|and a half)\b")


def _is_told(match: re.Match[str], low_text: str) -> bool:
    """Whether "a year" is a duration, not a rate: it has a hedge, or words of time beside it."""
    return bool(
        _HEDGE_BEFORE.search(low_text, max(0, match.start() - _LONGEST_HEDGE), match.start())
        or _BEFORE_ONE_UNIT.search(low_text, max(0, match.start() - 8), match.start())
        or _AFTER_ONE_UNIT.match(low_text, match.end())
    )


def _units_alone(match: re.Match[str], low_text: str) -> Iterator[Amount]:
    """``for years``, ``hours of talks``: two at least."""
    group = "unit" if match["unit"] else "unit2"
    kind, unit = _UNIT_OF[match[group]]
    span = Span(match.start(group), match.end(group))
    yield Amount(span, span, 2.0, None, kind, unit, vague=True)


def _part(match: re.Match[str], low_text: str) -> Iterator[Amount]:
    """``two-thirds``, ``more than half of``: as a share."""
    if match["half"]:
        if re.search(
            r"\b(?:first|second|other|better|latter|last|in|an?|by|and an?)\s$",
            low_text[max(0, match.start() - 8) : match.start()],
        ):
            return
        share = 50.0
    else:
        share = 100.0 * _PART_NUMBERS[match["n"]] / _PARTS[match["part"]]
        told = low_text.startswith((" of", ",", "."), match.end()) or _HEDGE_BEFORE.search(
            low_text, max(0, match.start() - _LONGEST_HEDGE), match.start()
        )
        if match["n"] in ("a", "one") and not told:
            return  # "a third party", "one quarter earlier"
        if share > 100 or re.match(r" of a (?:million|billion|century|mile)", low_text[match.end() : match.end() + 14]):
            return
        if re.match(r" of an? (?:percent|per cent|%|point|basis point)", low_text[match.end() : match.end() + 20]):
            share /= 100.0
    span = Span(match.start(), match.end())
    yield Amount(span, span, round(share, 2), round(share, 2), "share", "%")


def _one_in(match: re.Match[str], low_text: str) -> Iterator[Amount]:
    """``one in five``, ``nine out of 10``."""
    a, b = read_amount(match["a"]), read_amount(match["b"])
    if a is None or b is None or not 0 < a[0] < b[0]:
        return
    span = Span(match.start(), match.end())
    yield Amount(span, span, round(100 * a[0] / b[0], 2), round(100 * a[0] / b[0], 2), "share", "%")


def _age(match: re.Match[str], low_text: str) -> Iterator[Amount]:
    """``a 19-year-old``."""
    value = read_amount(match["num"])
    if value is None:
        return
    unit = match["unit"].rstrip("s") + "s old"
    span = Span(match.start(), match.end())
    yield Amount(span, Span(match.start("num"), match.end("num")), value[0], value[1], "age", unit, joined=True)


def _vote(match: re.Match[str], low_text: str) -> Iterator[Amount]:
    """``10-2``, ``a vote of 85 to 12``: two figures."""
    a, b = int(match["a"]), int(match["b"])
    near = low_text[max(0, match.start() - 60) : match.end() + 30]
    if not (_VOTE_WORDS.search(near) and (a >= b or "vote" in near)) or a + b > 1000:
        return
    for group, value in (("a", a), ("b", b)):
        span = Span(match.start(group), match.end(group))
        yield Amount(span, span, float(value), float(value), "vote", "votes", joined=True)


def _ordinal(match: re.Match[str], low_text: str) -> Iterator[Amount]:
    """``eighth veto``, ``third straight week``."""
    word = match["num"]
    if word[0].isdigit():
        value = int(word[:-2])
    elif "-" in word:
        tens, ones = word.split("-")
        value = int((read_amount(tens) or (0, 0))[0]) + _ORDINAL_WORDS[ones]
    else:
        value = _ORDINAL_WORDS[word]
    span = Span(match.start("num"), match.end("num"))
    yield Amount(span, span, float(value), float(value), "ordinal", "ordinal")


_READERS = (
    (("-", "–", " to "), _VOTE, _vote),
    (("old",), _AGE, _age),
    ((" in ", "-in-", " out of "), _ONE_IN, _one_in),
    (("half", "third", "quarter", "fourth", "fifth", "sixth", "tenth"), _PART, _part),
    (("",), _AMOUNT, _plain),
    (("an ", "a ", "another", "one ", "half"), _ONE_UNIT, _one_unit),
    (("minutes", "hours", "days", "weeks", "months", "years", "decades", "centuries"), _UNITS_ALONE, _units_alone),
    (("first", "st ", "second", "nd ", "third", "rd ", "th "), _ORDINAL, _ordinal),
)
"""What each kind of amount cannot do without, its pattern and its reader. The first that reads a place has it."""


def _in_years(amount: Amount) -> Amount:
    """Decades that are counted, as years: other accounts say "20 years", and "about a decade" is nine years to eleven."""
    if amount.unit != "decades" or amount.number == amount.span or amount.low is None:
        return amount
    return replace(amount, low=10 * amount.low, high=None if amount.high is None else 10 * amount.high, unit="years")


def find_amounts(low_text: str, start: int, *, end: int) -> list[Amount]:
    """The amounts of a stretch of lower-cased text, in order, none overlapping another."""
    found: list[Amount] = []
    for needs, pattern, reader in _READERS:
        if all(low_text.find(piece, start, end) < 0 for piece in needs):
            continue
        for match in pattern.finditer(low_text, start, end):
            amounts = [_in_years(amount) for amount in reader(match, low_text)]
            if amounts and not any(a.number.overlaps(b.span) for a in amounts for b in found):
                found.extend(
                    amount if amount.kind in ("vote", "ordinal") else _hedged(amount, low_text, start) for amount in amounts
                )
    return sorted(found, key=lambda amount: amount.span)
