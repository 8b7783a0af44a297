"""Actors: who is named, who is meant, for whom they act."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from rashomon.actor_codes import speaker_name
from rashomon.countries import country_name, find_country, match_country, people
from rashomon.extract.actors import find_actors
from rashomon.model import Actor, Article, Block, Span
from rashomon.parse import parse, parse_text
from rashomon.settings import Settings

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "actors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    text = case["text"]
    found = [[m.span.of(text), m.actor.name, m.actor.kind, m.actor.of, m.actor.office] for m in find_actors(parse_text(text))]
    remaining = iter(found)
    for wanted in case.get("actors", ()):
        assert wanted in remaining, f"{wanted} not in order in {found}"
    assert not [m for m in found if m[0] in case.get("never", ())]


def test_mentions_stand_in_order_of_the_text():
    text = "Jane Roe met Peter Lind in Oslo. She said the Norwegian army, not Lind, was to blame. The minister left."
    spans = [m.span for m in find_actors(parse_text(text))]
    assert spans == sorted(spans)


def test_a_headline_is_understood_by_the_report():
    text = "HOLT MEETS DRESK AFTER RAID\nMara Holt met Ilan Dresk on Friday."
    end = text.index("\n")
    article = Article(id="a", text=text, blocks=(Block(Span(0, end), "title"), Block(Span(end + 1, len(text)), "body")))
    found = [(m.span.of(text), m.actor.name) for m in find_actors(parse([article], Settings())[0])]
    assert found[:2] == [("HOLT", "Mara Holt"), ("DRESK", "Ilan Dresk")]


def test_a_subhead_in_capitals_makes_no_names():
    text = "Holt Praised Dresk In Oslo\nMara Holt met Ilan Dresk on Friday."
    end = text.index("\n")
    article = Article(id="a", text=text, blocks=(Block(Span(0, end), "subhead"), Block(Span(end + 1, len(text)), "body")))
    assert {m.actor.name for m in find_actors(parse([article], Settings())[0]) if m.form == "name"} <= {
        "Mara Holt",
        "Ilan Dresk",
        "Oslo",
    }


def test_an_epithet_takes_up_whoever_is_spoken_of():
    found = find_actors(parse_text("Mara Holt opened the hall on Monday. The former tycoon smiled and left."))
    assert [m.actor.name for m in found if m.form == "title"] == ["Mara Holt"]


def test_who_writes_in_a_memo_speaks_in_it():
    text = "The Harbour Council warned in a memo that the ferries were old. The memo said so twice."
    assert {m.actor.name for m in find_actors(parse_text(text)) if "memo" in m.span.of(text)} == {"Harbour Council"}


def test_of_two_men_he_means_neither():
    text = "Peter Lind and Paul Dahl were there, and Paul Dahl and Peter Lind agreed. In the end he fell."
    assert not [m for m in find_actors(parse_text(text)) if m.form == "pronoun"]


def test_a_president_without_a_country_is_of_the_only_seat_of_government():
    bare = "President Mara Holt spoke on Monday. The White House gave no details."
    both = bare + " The Kremlin was silent."
    assert _of("Mara Holt", bare) == "USA"
    assert _of("Mara Holt", both) is None


def _of(name, text):
    return next(m.actor.of for m in find_actors(parse_text(text)) if m.actor.name == name)


@pytest.mark.parametrize("text", ["", " \n ", "Holt, " * 400, "A\x00B said", "X" * 9_000, "the the the of of of", "'s 's ’s"])
def test_odd_input_does_no_harm(text):
    assert all(m.span.of(text) for m in find_actors(parse_text(text)))


def test_a_last_name_before_the_full_one_is_the_same_person():
    first = "Mara Holt spoke. Holt left."
    other = "Holt left. Mara Holt spoke."
    assert {m.actor for m in find_actors(parse_text(first))} == {m.actor for m in find_actors(parse_text(other))}


@pytest.mark.parametrize(
    ("words", "code", "sense"),
    [
        ("Norway", "NOR", "name"),
        ("U.S.", "USA", "name"),
        ("the United Kingdom", "GBR", "name"),
        ("Americans", "USA", "people"),
        ("Oslo’s", "NOR", "capital"),
        ("the Kremlin", "RUS", "seat"),
        ("IRANIAN", "IRN", "people"),
    ],
)
def test_countries_as_news_names_them(words, code, sense):
    assert find_country(words) == (code, sense)


def test_what_is_no_country():
    assert find_country("Norland") is None
    assert find_country("us") is None
    assert match_country(["the", "deal"], 1) is None


def test_the_longest_name_counts():
    assert match_country("the South Korean army".split(), 1) == (2, ("KOR", "people"))


def test_names_of_countries_and_what_is_of_them():
    assert (country_name("PRK"), people("CHN"), people("USA"), people("VAT")) == (
        "North Korea",
        "Chinese",
        "US",
        country_name("VAT"),
    )


def test_an_article_without_sentences_has_no_actors():
    parsed = parse_text("Mara Holt spoke.")
    assert find_actors(replace(parsed, sentences=())) == []


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        (Actor("Norway", "country", "NOR"), "Norwegian government"),
        (Actor("United States", "country", "USA"), "United States government"),
        (Actor("U.K. government", "body", "GBR"), "British government"),
        (Actor("Holt government", "body", "NOR"), "Holt government"),
        (Actor("Mara Holt", "person", "NOR"), "Mara Holt"),
        (Actor("Norland", "country"), "Norland"),
    ],
)
def test_a_country_speaks_by_its_government(actor, name):
    assert speaker_name(actor) == name
