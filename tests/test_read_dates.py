"""Dates as exports and pages print them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.dates import date_in_url, order_of, read_when

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "read_dates.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["value"]))
def test_dates_are_read(case):
    when = read_when(case["value"])
    assert when.on == case["day"]
    assert (when.at.isoformat() if when.at else None) == case.get("at")


def test_order_of_day_and_month_follows_the_file():
    assert read_when("04/12/2017", order="dmy").on == date(2017, 12, 4)
    assert read_when("04/12/2017", order="mdy").on == date(2017, 4, 12)
    assert read_when("25/12/2017", order="mdy").on == date(2017, 12, 25)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["04/12/2017", "25/12/2017"], "dmy"),
        (["04/12/2017", "12/25/2017"], "mdy"),
        (["04/12/2017"], "unclear"),
        (["04/12/2017", "25/12/2017", "12/25/2017"], "unclear"),
        (["04/04/2017", "25/12/2017"], "either"),
        (["2017-04-12", None, 7], None),
    ],
)
def test_order_is_told_by_dates_with_one_reading(values, order):
    assert order_of(values) == order


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://post.example/2017/04/12/talks-fail", date(2017, 4, 12)),
        ("https://post.example/world/2017/apr/12/talks", date(2017, 4, 12)),
        ("https://post.example/talks-20170412", date(2017, 4, 12)),
        ("https://post.example/2017-04-12-talks.html", date(2017, 4, 12)),
        ("https://post.example/2017/04/talks", None),
        ("https://post.example/story/201704129", None),
        ("https://post.example/2017/13/45/talks", None),
        (None, None),
    ],
)
def test_day_in_an_address(url, day):
    assert date_in_url(url) == day


@given(st.one_of(st.text(max_size=60), st.integers(), st.floats(), st.from_regex(r"[\d/:. -]{6,30}", fullmatch=True)))
def test_anything_may_be_asked(value):
    read_when(value)


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
def test_days_come_back_from_every_common_form(day):
    for form in ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%b %d %Y", "%a, %d %b %Y"):
        assert read_when(day.strftime(form)).on == day
