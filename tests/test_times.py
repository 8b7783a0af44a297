"""Times: what is found, what it means, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.extract.dating import date_by_story
from rashomon.extract.figures import find_figures
from rashomon.extract.times import find_times
from rashomon.extract.when import calendar as cal
from rashomon.extract.when import full_date, read_clock
from rashomon.model import Account, Article, Parsed, Span
from rashomon.parse import parse, parse_text
from rashomon.settings import Settings

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "times.yaml").read_text(encoding="utf-8"))


def parsed_on(text, published):
    parsed = parse_text(text)
    return Parsed(replace(parsed.article, published_on=published), parsed.sentences)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case):
    found = find_times(parsed_on(case["text"], case["published"]))
    assert [[m.span.of(case["text"]), m.start, m.end, m.grain] for m in found] == case["expect"]


def test_anchor_says_where_the_day_was_found():
    text = "The envoy left on Monday, after the strike of 4 April 2017. The next day talks began."
    dated = find_times(parsed_on(text, date(2017, 4, 12)))
    assert [m.anchor for m in dated] == ["published", "text", "before"]


def test_date_line_anchors_an_undated_article():
    head, report = (
        "Norland Courier\n13-04-2017 Mara Holt\n",
        "The two foreign ministers of Norland and Estria met on Wednesday, ",
    )
    text = head + report + "officials said."
    found = find_times(parse_text(text))
    assert [(m.span.of(text), m.start, m.anchor) for m in found][1:] == [("Wednesday", date(2017, 4, 12), "dateline")]


def test_dateline_of_the_first_sentence_anchors():
    text = (
        "LUND, April 12, 2017 (NPA) - The foreign ministers of Norland and Estria met for two hours on Tuesday "
        "to speak about the closed border between the two countries, officials said."
    )
    assert find_times(parse_text(text))[-1].start == date(2017, 4, 11)


def test_a_date_in_the_report_is_no_anchor():
    text = (
        "The foreign ministers of Norland and Estria, which have not spoken since the war that began on 4 May 2003, met for "
        "two hours on Wednesday."
    )
    assert find_times(parse_text(text))[-1].start is None


def test_time_of_publication_serves_as_day():
    parsed = parse_text("They met yesterday.")
    parsed = Parsed(replace(parsed.article, published_at=datetime(2021, 3, 1, 12)), parsed.sentences)
    assert find_times(parsed)[0].start == date(2021, 2, 28)


def test_furniture_is_not_read():
    article = Article(id="a", text="Updated on Monday\n\nThey met on Tuesday.", published_on=date(2021, 3, 11))
    assert [m.span.of(article.text) for m in find_times(parse([article], Settings())[0])] == ["Monday", "Tuesday"]
    empty = Article(id="b", text="")
    assert find_times(parse([empty], Settings())[0]) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("6:12 a.m.", "06:12"), ("12:01 a.m.", "00:01"), ("12 p.m.", "12:00"), ("6.13am", "06:13"), ("noon", "12:00"),
        ("7pm", "19:00"), ("15:30 gmt", "15:30"), ("10 o'clock", "10:00"), ("13 p.m.", None), ("no time", None),
    ],
)  # fmt: skip
def test_read_clock(words, expected):
    assert read_clock(words) == expected


def test_full_date_takes_the_first_with_a_year():
    assert full_date("Updated 5 March, first printed Feb. 28, 2021 and 2021-03-02") == date(2021, 2, 28)
    assert full_date("03/04/2021") is None  # day and month cannot be told apart
    assert full_date("31/12/2021") == date(2021, 12, 31)


# ---------------------------------------------------------------------------------------------- calendar

DAYS = st.dates(min_value=date(1600, 1, 1), max_value=date(2400, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_week_month_and_year(day):
    for interval in (cal.week_of(day), cal.month_of(day.year, day.month), cal.year_of(day.year)):
        assert interval.start <= day <= interval.end
    weekend = cal.weekend_of(day)
    assert (weekend.start.weekday(), weekend.end.weekday()) == (5, 6)


@given(DAYS, st.integers(-100, 100), st.sampled_from(["day", "week", "month", "year", "decade"]))
def test_shift_goes_the_right_way_and_back(day, count, unit):
    there = cal.shift(day, count, unit=unit)
    assert (there > day) == (count > 0)
    assert abs((cal.shift(there, -count, unit=unit) - day).days) <= 3  # the 31st has no match in every month
    interval = cal.around(day, count, unit=unit)
    assert interval.start <= there <= interval.end


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_in_spring(year):
    easter = cal.easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@pytest.mark.parametrize(("year", "day"), [(2000, (4, 23)), (2019, (4, 21)), (2024, (3, 31)), (1818, (3, 22)), (2038, (4, 25))])
def test_easter_of_known_years(year, day):
    assert cal.easter_sunday(year) == date(year, *day)


@given(DAYS, st.sampled_from(["early", "mid", "late"]))
def test_parts_lie_within(day, part):
    for whole in (cal.month_of(day.year, day.month), cal.year_of(day.year)):
        inner = cal.part_of(whole, part)
        assert whole.start <= inner.start <= inner.end <= whole.end


# ---------------------------------------------------------------------------------------------- any text

PIECES = st.sampled_from(
    "on Wednesday|last week|April 4|2014|in July|three days later|the next day|yesterday|at 6:12 a.m.|nearly|two|the past"
    "|months|will meet|met|said|.|,|Mara Holt|31 June|the 1990s|9999|0000|5,000,000 years ago|İ|\n|“|now|early|the end of"
    "|Feb. 29|New Year's Day|a century ago|in two weeks|12:99|Sunday Times".split("|")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=14), st.none() | DAYS)
def test_mentions_are_sound(pieces, published):
    text = " ".join(pieces)
    parsed = parsed_on(text, published)
    found = find_times(parsed)
    assert found == find_times(parsed)
    for mention in found:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert (mention.start is None) == (mention.end is None)
        assert mention.start is None or mention.start <= mention.end
        assert (mention.anchor == "") == (mention.start is None)
    assert [m.span for m in found] == sorted(m.span for m in found)
    assert not any(a.span.overlaps(b.span) for a, b in pairwise(found))
    if published is None:
        assert not any(m.anchor == "published" for m in found)


@settings(max_examples=25, deadline=None)
@given(DAYS, st.integers(-3000, 3000))
def test_relative_times_move_with_the_article(day, days):
    text = "They met yesterday, on Wednesday and earlier this month, three weeks ago."
    moved = date.fromordinal(max(1000, day.toordinal() + 7 * days))
    first, second = (find_times(parsed_on(text, d)) for d in (day, moved))
    assert [m.span for m in first] == [m.span for m in second]
    delta = moved - day
    for a, b in zip(first, second, strict=True):
        if a.grain != "month":  # whole weeks keep weekdays
            assert (b.start - a.start, b.end - a.end) == (delta, delta)


def test_years_of_history_and_of_the_far_future_stay_open():
    for text in ("It died out three million years ago.", "It will end in 9000 years."):
        assert all(m.start is None for m in find_times(parsed_on(text, date(2021, 3, 11))))


def test_spans_hold_after_letters_whose_lower_case_is_longer():
    text = "İİİ met İlan on Wednesday."
    found = find_times(parsed_on(text, date(2021, 3, 11)))
    assert [m.span for m in found] == [Span(text.index("Wednesday"), text.index("Wednesday") + 9)]
    assert found[0].end - found[0].start == timedelta(0)


# ---------------------------------------------------------------------------------------------- undated articles of a story


def told(text, published=None):
    parsed = parsed_on(text, published)
    times = find_times(parsed)
    return Account(
        parsed.article,
        sentences=tuple(sentence.span for sentence in parsed.sentences),
        figures=tuple(find_figures(parsed, [], times=times)),
        times=tuple(times),
    )


def test_an_undated_account_is_dated_by_its_story():
    text = "They met on Wednesday. The depot burned on 4 April, and three days later the fleet struck."
    dated = date_by_story(told(text), date(2017, 4, 13))
    assert [(m.start, m.anchor) for m in dated.times] == [
        (date(2017, 4, 12), "story"), (date(2017, 4, 4), "story"), (date(2017, 4, 7), "before"),
    ]  # fmt: skip
    assert [f.low for f in dated.figures if f.unit == "date"] == ["2017-04-12", "2017-04-04"]


def test_what_a_day_would_make_wrong_stays_open():
    text = "They met yesterday, talked tonight and will meet on Monday."
    assert all(m.start is None for m in date_by_story(told(text), date(2017, 4, 13)).times)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Holt was asked Tuesday about what could have happened.", date(2017, 4, 11)),
        ("Dresk answered the speech on Monday, saying he would reject the plan.", date(2017, 4, 10)),
        ("On Monday, they will meet.", None),
        ("Holt said that, on Monday, the fleet would sail.", None),
    ],
)
def test_a_day_behind_a_verb_of_the_past_is_past_whatever_follows(text, on):
    (time,) = date_by_story(told(text), date(2017, 4, 13)).times
    assert time.start == on


def test_a_dated_account_is_left_as_it_is():
    account = told("They met on Wednesday.", date(2017, 4, 20))
    assert date_by_story(account, date(2017, 4, 13)) is account
