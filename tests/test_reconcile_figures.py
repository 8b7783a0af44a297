"""Which figures of two accounts count one thing, and which times date one happening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rashomon.model import FigureMention, Span
from rashomon.reconcile.align import align_figures
from rashomon.reconcile.align_figures import Floors, compare, grouped
from rashomon.reconcile.dated import Signs, date_one_thing
from rashomon.reconcile.fates import fate_of
from rashomon.reconcile.identity import identify
from rashomon.reconcile.measures import measure
from rashomon.reconcile.stems import stem
from rashomon.reconcile.weigh import Root, Weights
from rashomon.settings import Settings
from rashomon.words import words
from tests.reconciling import Given, account, find, story

SETTINGS = Settings()
WEEK, DAY = ("2031-02-24", "2031-03-02"), ("2031-03-04", "2031-03-04")


def dated(one: tuple[str, str, tuple[str, str]], other: tuple[str, str, tuple[str, str]]) -> bool:
    """Whether two times, each given as its text, its words and its days, date one thing."""
    accounts = []
    for name, (text, told, days) in zip("ab", (one, other), strict=True):
        made = account(name, text, given=[Given(told, *days, "date")])
        accounts.append(replace(made, figures=(replace(made.figures[0], counted=Span(0, len(text))),)))
    filler = account(
        "c", "Mara Holt of Norland met Ilan Dresk of Sudria. The harbour of Vesk stayed open.", on=date(2031, 3, 4)
    )
    both = story(*accounts, filler)
    return any(len(group) > 1 for group in align_figures(both, identify(both), SETTINGS).groups)


def test_a_week_is_one_figure_only_where_it_dates_the_same() -> None:
    storm = ("The storm tore the roof off the museum last week.", "last week", WEEK)
    assert dated(storm, ("Last week a storm tore off the roof of the museum.", "Last week", WEEK))
    assert not dated(storm, ("Inspectors struck the law down last week.", "last week", WEEK))


def test_a_time_within_another_is_one_figure_only_where_both_date_the_same() -> None:
    fire = ("The ferry Heron burned in the strait last week.", "last week", WEEK)
    day = ("2031-02-26", "2031-02-26")
    assert dated(fire, ("The ferry Heron burned in the strait on 26 February.", "on 26 February", day))
    assert not dated(fire, ("Record cold was expected on 26 February.", "on 26 February", day))


@pytest.mark.parametrize(
    ("days", "head", "close", "one_thing"),
    [
        (WEEK, 0.0, 0.0, False),
        (WEEK, 0.5, 0.0, True),
        (("2031-02-26",) * 2, 0.5, 0.0, False),
        (("2031-02-26",) * 2, 0.5, 0.3, True),
    ],
)
def test_a_time_within_another_wants_two_signs_and_the_same_week_one(
    days: tuple[str, str], head: float, close: float, *, one_thing: bool
) -> None:
    week, other = (measure(FigureMention(Span(0, 1), *given, "date")) for given in (WEEK, days))
    signs = Signs(head, close, 0.0, (None, None))
    assert date_one_thing(week, other, signs=signs, specific=0.0) == one_thing


def test_a_weekday_of_the_story_is_one_figure_only_where_it_dates_the_same() -> None:
    met = ("The council of Vesk heard the pilots on Tuesday.", "on Tuesday", DAY)
    assert dated(met, ("On Tuesday the pilots were heard by the council of Vesk.", "On Tuesday", DAY))
    assert not dated(met, ("A union leader named the price fair on Tuesday.", "on Tuesday", DAY))


def test_the_day_under_a_post_is_not_the_day_of_what_is_reported() -> None:
    told = "The ferry Heron burned in the strait of Vesk"
    post = (f"{told} — Mara Holt (@holt) March 4, 2031.", "March 4, 2031", DAY)
    assert not dated((f"{told} on Tuesday.", "on Tuesday", DAY), post)
    assert dated((f"{told} on Tuesday.", "on Tuesday", DAY), (f"{told} on March 4, 2031.", "on March 4, 2031", DAY))


@pytest.mark.parametrize(("n", "joined"), [(14, False), (15, True)])
def test_values_that_agree_must_be_surer_than_values_that_differ(n: int, *, joined: bool) -> None:
    one = account("a", "The storm hit 14 boats.", given=[Given("14 boats", 14, 14, "boat")])
    other = account("b", f"Mara Holt counted {n} boats.", given=[Given(f"{n} boats", n, n, "boat")])
    made = story(one, other)
    compared = compare(made, SETTINGS, weights=Weights(made))
    groups = grouped(compared, {(0, 1): 0.4}, floors=Floors(0.26, 0.45, 0.3), again=0.3)
    assert any(len(group) == 2 for group in groups) == joined


def test_a_case_in_court_is_no_infection() -> None:
    text = "Prosecutors brought a case against 13 sailors."
    roots = [Root(word.text, stem(word.text), word.span) for word in words(text)]
    assert fate_of(roots, find(text, "13 sailors")) != "infected"
