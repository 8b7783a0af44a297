"""States that no list of countries knows, learned from what the accounts say of their governments."""

from __future__ import annotations

from rashomon.extract import extract
from rashomon.model import Actor, Article, Story
from rashomon.parse import parse
from rashomon.reconcile.identity import identify
from rashomon.settings import Settings

REPORTS = (
    "Sudria's foreign minister, Mara Holt, met Kenyan diplomats on Monday. The Sudrian navy has two ships. Sudrian police "
    "closed the harbour. Holt said the Sudrians would wait.",
    "The president of Sudria, Ilan Dresk, welcomed the talks. Sudrian diplomats had asked for them, and Dresk thanked Kenya.",
)


def who_of(*texts: str) -> dict[str, Actor]:
    """Actors by the names that single articles have for them."""
    articles = [Article(f"a{k}", text) for k, text in enumerate(texts)]
    story = Story("story", tuple(extract(parsed) for parsed in parse(articles, Settings())))
    return {actor.name: one for actor, one in identify(story).items()}


def test_a_state_and_its_people_are_one_country() -> None:
    who = who_of(*REPORTS)
    state = Actor("Sudria", "country", "Sudria")
    assert {who["Sudria"], who["Sudrian"], who["Sudrians"]} == {state}


def test_officers_and_bodies_act_for_the_state_that_is_told_with_them() -> None:
    who = who_of(*REPORTS)
    acting = {name: one.of for name, one in who.items()}
    assert acting["Mara Holt"] == acting["Ilan Dresk"] == "Sudria"
    assert acting["unnamed: Sudrian police"] == acting["unnamed: Sudrian diplomats"] == "Sudria"
    assert acting["unnamed: Kenyan diplomats"] == "KEN"


def test_a_word_for_people_alone_makes_no_state() -> None:
    who = who_of(
        "Holtian police met Holtian diplomats on Monday.", "The Holtian navy has two ships. Mara Holt's president wept."
    )
    assert not any(one.kind == "country" for one in who.values())


def test_part_of_a_longer_name_is_no_state_of_its_own() -> None:
    who = who_of(
        "South Sudria's president spoke. South Sudrian police and the South Sudrian navy heard him. The Sudrian wept.",
        "The South Sudrian army and South Sudria's parliament were silent. A Sudrian sang.",
    )
    assert not any(one.name == "Sudria" and one.kind == "country" for one in who.values())


def test_who_speaks_together_acts_for_the_state_of_each() -> None:
    who = who_of(*REPORTS, "“We shall wait,” Mara Holt and Ilan Dresk said in a joint statement. Holt left.")
    (both,) = (one for one in who.values() if one.members)
    assert {member.of for member in both.members} == {"Sudria"}


def test_the_order_of_the_articles_does_not_matter() -> None:
    assert who_of(*REPORTS) == who_of(*reversed(REPORTS))
