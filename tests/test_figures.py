"""Figures: numbers in words and digits, their hedges, what they count, and what is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.export.json import interval_of
from rashomon.extract.amounts import find_amounts
from rashomon.extract.figures import find_figures
from rashomon.extract.numbers import read_amount
from rashomon.extract.times import find_times
from rashomon.model import Actor, Parsed, Quote, Span
from rashomon.parse import parse_text

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "figures.yaml").read_text(encoding="utf-8"))


def figures_of(text, quotes=()):
    parsed = parse_text(text)
    parsed = Parsed(replace(parsed.article, published_on=date(2021, 3, 11)), parsed.sentences)
    return find_figures(parsed, quotes, times=find_times(parsed))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case):
    found = figures_of(case["text"])
    assert [[f.span.of(case["text"]), f.low, f.high, f.unit] for f in found] == case["expect"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The gas killed more than 80 people in the town.", "killed more than 80 people in the town"),
        ("Among the dead were at least 30 children.", "30 children"),
        ("Mara Holt, 64, was hurt.", "Mara Holt, 64"),
        ("Norland imposed 25 percent tariffs on steel.", "imposed 25 percent tariffs on steel"),
        ("The Lund index rose 0.8 percent.", "The Lund index rose 0.8 percent"),
    ],
)
def test_counted_says_what_is_counted(text, counted):
    figure = figures_of(text)[0]
    assert counted in figure.counted.of(text)


def test_what_is_counted_begins_with_a_whole_word():
    text = "Norland’s fish and grain and salt and wool markets were opened on 4 April 2017."
    counted = figures_of(text)[0].counted.of(text)
    assert counted.startswith("Norland’s")


def test_hedge_is_kept_as_printed():
    text = "At least another 50 people came, up to 10 boats and 5,000 or more cars."
    assert [f.hedge for f in figures_of(text)] == ["at least another", "up to", "or more"]


def test_the_innermost_quote_gives_the_speaker():
    text = "Mara Holt said Ilan Dresk claimed 50 people had died."
    outer, inner = Actor("Mara Holt", "person"), Actor("Ilan Dresk", "person")
    start = text.index("Ilan")
    quotes = [
        Quote((Span(start, len(text)),), "indirect", speaker=outer),
        Quote((Span(text.index("50"), len(text)),), "indirect", speaker=inner),
    ]
    assert [f.speaker for f in figures_of(text, quotes)] == [inner]
    assert [f.speaker for f in figures_of(text)] == [None]


def test_an_undated_weekday_is_a_figure_with_open_ends():
    text = "They met on Wednesday."
    parsed = parse_text(text)
    found = find_figures(parsed, [], times=find_times(parsed))
    assert [(f.span.of(text), f.low, f.high, f.unit) for f in found] == [("on Wednesday", None, None, "date")]


def test_days_come_from_the_times_that_are_given():
    parsed = parse_text("They met on 4 April 2017.")
    assert [f.low for f in find_figures(parsed, [], times=find_times(parsed))] == ["2017-04-04"]


# ---------------------------------------------------------------------------------------------- numbers

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()
ONES += ["eighteen", "nineteen"]
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelt(number):
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f" and {spelt(number % 100)}" if number % 100 else "")
    return f"{spelt(number // 1000)} thousand" + (f" {spelt(number % 1000)}" if number % 1000 else "")


@given(st.integers(1, 999_999))
def test_spelt_numbers_are_read(number):
    assert read_amount(spelt(number)) == (number, number)


@given(st.integers(0, 10**9))
def test_digits_are_read_with_and_without_commas(number):
    assert read_amount(str(number)) == read_amount(f"{number:,}") == (number, number)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two and a half million", (2.5e6, 2.5e6)), ("half a dozen", (6, 6)), ("a quarter of a million", (250_000, 250_000)),
        ("a million and a half", (1.5e6, 1.5e6)), ("34bn", (34e9, 34e9)), ("several thousand", (3000, 9000)),
        ("tens of thousands", (20_000, 99_999)), ("a couple of", (2, 2)), ("nonsense", None), ("9" * 500, None),
    ],
)  # fmt: skip
def test_read_amount(words, value):
    assert read_amount(words) == value


# ---------------------------------------------------------------------------------------------- any text

PIECES = st.sampled_from(
    "more than|about|nearly|up to|80|people|two|dozen|dozens of|$34 billion|25%|percent|10-2|voted|between|and|to|from|5,000"
    "|hours|two-hour|meeting|first|eighth|veto|half of|one in five|19-year-old|Mara Holt, 64,|killed|on Wednesday|2014|.|(|)|İ"
    "|1/2|or more|a|million|£|-|missiles|the|9/11|G7|1)|at 6:12 a.m.|three days later|for years".split("|")
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=16))
def test_figures_are_sound(pieces):
    text = " ".join(pieces)
    found = figures_of(text)
    assert found == figures_of(text)
    for figure in found:
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert figure.counted is None or 0 <= figure.counted.start < figure.counted.end <= len(text)
        if figure.low is not None and figure.high is not None:
            assert type(figure.low) is type(figure.high)
            assert figure.low <= figure.high
        if figure.hedge:
            assert figure.hedge in " ".join(text.lower().split())
    assert [f.span for f in found] == sorted(f.span for f in found)


@given(st.text(alphabet="0123456789.,-/$%£ abtohundred\n½", max_size=200))
def test_any_digits_are_survived(text):
    low = text.lower()
    for amount in find_amounts(low, 0, end=len(low)):
        assert 0 <= amount.span.start < amount.span.end <= len(low)
        assert amount.low is None or amount.high is None or amount.low <= amount.high


def test_empty_and_endless_words():
    assert figures_of("") == []
    assert figures_of("1" * 12_000) == []
    assert [f.low for f in figures_of("x" * 12_000 + " killed 80 people.")] == [80]


def test_a_whole_year_is_given_out_as_its_number_and_a_month_as_its_days() -> None:
    told = {f.unit: interval_of(f) for f in figures_of("The ferry had sailed since 2015. It sank in May of 2013.")}
    assert (told["year"]["low"], told["year"]["high"]) == (2015, 2015)
    assert (told["date"]["low"], told["date"]["high"]) == ("2013-05-01", "2013-05-31")
