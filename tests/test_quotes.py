"""Quotes: who said what, in which words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.clean import clean
from rashomon.extract.actors import find_actors
from rashomon.extract.quotes import find_quotes
from rashomon.extract.quotes.drafts import Draft, Page
from rashomon.extract.quotes.speakers import Speakers
from rashomon.marks import find_marks
from rashomon.model import Article, Block, Span
from rashomon.parse import parse, parse_text
from rashomon.settings import Settings

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "quotes.yaml").read_text(encoding="utf-8"))
STANCES = ("denies", "doubts", "declines", "asks")


def quotes_in(text, *, title=False):
    article = Article(id="a", text=text)
    if title:
        end = text.index("\n")
        article = replace(article, blocks=(Block(Span(0, end), "title"), Block(Span(end + 1, len(text)), "body")))
    parsed = parse([article], Settings())[0]
    return find_quotes(parsed, find_actors(parsed))


def shown(quote, text):
    pieces = [piece.of(text) for piece in quote.content]
    cue = quote.cue.of(text) if quote.cue else None
    stance = [quote.stance] if quote.stance in ("denies", "declines", "doubts") else []
    return [quote.mode, quote.speaker.name if quote.speaker else None, cue, *pieces, *stance]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    text = case["text"]
    assert [shown(quote, text) for quote in quotes_in(text, title=case.get("title", False))] == case["quotes"]


def test_source_is_the_words_that_name_the_speaker():
    text = "“We will fight on,” said Ilan Dresk, the foreign minister of Norland."
    (quote,) = quotes_in(text)
    assert quote.source.of(text) == "Ilan Dresk, the foreign minister of Norland"


def test_a_named_speaker_is_surer_than_an_inherited_one():
    text = "Ilan Dresk said the talks had failed.\n“We have waited for a year.”"
    named, inherited = quotes_in(text)
    assert named.confidence > inherited.confidence > 0


@pytest.mark.parametrize(
    ("before", "name"), [("Kevin Brandt", "Kevin Brandt"), ("the floor, as reported at length here,", None)]
)
def test_a_party_in_brackets_is_who_is_named_right_before_it(before, name):
    text = f"House Majority Leader {before} (R-Calif.) said the vote was a farce."
    parsed = parse_text(text)
    view = Page(parsed).view_at(0)
    party = next(token for token in view.tokens if token.text == "R")
    speaker, _ = Speakers(find_actors(parsed)).resolve(view, party, Span(party.start, text.index(")") + 1))
    assert (speaker.name if speaker else None) == name


@pytest.mark.parametrize(
    ("source", "subject"),
    [
        ("Swimmer and five-time medalist Mara Holt", "Swimmer"),
        ("Others, like Senator Mara Holt,", "Others"),
        ("Several lawyers, including Norland University, Harbour law school dean Mara Holt,", "lawyers"),
    ],
)
def test_the_name_at_the_end_of_a_description_is_who_speaks(source, subject):
    text = f"{source} said the games were off."
    parsed = parse_text(text)
    view = Page(parsed).view_at(0)
    head = next(token for token in view.tokens if token.text == subject)
    speaker, _ = Speakers(find_actors(parsed)).resolve(view, head, Span(0, len(source)))
    assert speaker.name == "Mara Holt"


def test_a_link_inside_a_line_is_no_part_of_what_is_said():
    link = "Mara Jane HoltNorland 'can't win' vote Holt resigns “again” Dresk: Holt must go MORE"
    text = f"Leader Mara Holt {link} (D-Md.) said she was ill.\n\n“We are done with Mara Holt {link} today,” Dresk said."
    (parsed,) = parse([clean(Article("a", text), Settings())], Settings())
    first, second = find_quotes(parsed, find_actors(parsed))
    assert (first.speaker.name, [piece.of(text) for piece in first.content]) == ("Mara Holt", ["she was ill"])
    assert (second.mode, [piece.of(text) for piece in second.content]) == ("direct", ["We are done with Mara Holt", "today,"])


def test_what_somebody_will_do_is_marked_as_not_said():
    text = "Norway will impose sanctions on Kenya. Mara Holt said the talks were over."
    parsed = parse_text(text)

    def at(words):
        return Span(text.index(words), text.index(words) + len(words))

    drafts = [
        Draft([at("sanctions on Kenya")], at("Norway"), at("will impose")),
        Draft([at("the talks were over")], at("Mara Holt"), at("said")),
    ]
    assert [q.said for q in find_quotes(parsed, find_actors(parsed), drafts=drafts)] == [False, True]


@pytest.mark.parametrize(
    ("cue", "stance", "said"),
    [
        ("fought back against", "denies", True), ("took issue with", "denies", True), ("brushed off", "denies", True),
        ("repeated", "asserts", True), ("faced", "asserts", False),
        ("responded to", "asserts", False), ("looked past", "asserts", False),
        ("did not push back against", "declines", False),
    ],
)  # fmt: skip
def test_what_others_claim_is_denied_or_left_open_by_what_is_done_with_it(cue, stance, said):
    text = f"Ilan Dresk {cue} claims that the letters were forged."
    parsed = parse_text(text)
    claim = text.index("claims")
    that = claim + len("claims ")
    draft = Draft([Span(that, len(text) - 1)], Span(0, 10), Span(11, that - 1))
    (quote,) = find_quotes(parsed, find_actors(parsed), drafts=[draft])
    assert (quote.stance, quote.said) == (stance, said)


@pytest.mark.parametrize(
    ("told", "stance"),
    [
        ("claims that she took money from the mill were untrue", "denies"),
        ("the allegation that she took money was a fabrication", "denies"),
        ("reports that the plant would close were not accurate", "denies"),
        ("reports that the plant would close were accurate", "asserts"),
        ("the allegation that she took money was not false", "asserts"),
        ("allegations that guards beat him were serious", "asserts"),
        ("the plant that would close was a hoax", "asserts"),
    ],
)
def test_who_says_that_a_claim_is_false_denies_it(told: str, stance: str) -> None:
    text = f"Mara Holt said {told}."
    parsed = parse_text(text)
    (quote,) = find_quotes(parsed, find_actors(parsed))
    assert quote.stance == stance


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("released a statement on Monday denying", "denies"),
        ("said when asked on Monday", "asserts"),
        ("refused on Monday to say", "declines"),
    ],
)
def test_the_stance_is_that_of_the_verb_that_says_most(cue, stance):
    text = f"Ilan Dresk {cue} that the letters were forged."
    parsed = parse_text(text)
    draft = Draft([Span(text.index("that the"), len(text) - 1)], Span(0, 10), Span(11, text.index(" that the")))
    (quote,) = find_quotes(parsed, find_actors(parsed), drafts=[draft])
    assert quote.stance == stance


@pytest.mark.parametrize(
    ("told", "stance", "said"),
    [
        ("Holt denied her a place on the board.", "asserts", False),
        ("Holt denied Dresk her seat on the ferry.", "asserts", False),
        ("The court denied him bail.", "asserts", False),
        ("Holt denied her claim of victory.", "denies", True),
        ("Holt denied the ministry knew of the plan.", "denies", True),
    ],
)
def test_who_withholds_something_denies_no_claim(told, stance, said):
    (quote,) = quotes_in(told)
    assert (quote.stance, quote.said) == (stance, said)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("GOP Sens. Mara Holt of Ohio, Ilan Dresk of Iowa and Pavel Orlov (R-Ky.)", "Mara Holt, Ilan Dresk and Pavel Orlov"),
        ("The lawyer for Mara Holt, Ilan Dresk and Pavel Orlov", "unnamed: lawyer for Mara Holt"),
        ("Mara Holt, whose friends are Ilan Dresk and Pavel Orlov,", "Mara Holt"),
    ],
)
def test_a_source_that_is_a_list_of_names_is_all_of_them(source, name):
    text = f"{source} said the games were off."
    parsed = parse_text(text)
    drafts = [
        Draft([Span(text.index("the games"), len(text) - 1)], Span(0, len(source)), Span(len(source) + 1, len(source) + 5))
    ]
    (quote,) = find_quotes(parsed, find_actors(parsed), drafts=drafts)
    assert quote.speaker.name == name


def test_a_word_of_saying_behind_the_marks_is_not_said():
    text = "“Both ferries have been found,” said Mara Holt, the minister."
    parsed = parse_text(text)
    draft = Draft([Span(0, text.index(" Mara"))], Span(text.index("Mara"), len(text) - 1))
    (quote,) = find_quotes(parsed, find_actors(parsed), drafts=[draft])
    assert [piece.of(text) for piece in quote.content] == ["“Both ferries have been found,"]


def test_nobody_is_made_up():
    text = "“There is no deal.”\nThe harbour was closed."
    (quote,) = quotes_in(text)
    assert (quote.speaker, quote.source, quote.confidence) == (None, None, 0.0)


def test_of_two_whom_a_pronoun_may_mean_neither_is_taken():
    text = "Ilan Dresk and Pavel Orlov met. The plan failed. The ferry that he owned sank."
    parsed = parse_text(text)
    assert not [m for m in find_actors(parsed) if m.form == "pronoun"]


HOSTILE = st.lists(
    st.sampled_from(
        ['"', "“", "”", "‘", "’", "'", "«", "»", ":", "-", "\n", ". ", ", ", "said ", "Holt ", "he ", "that ", "x" * 400]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_whatever_the_marks_spans_stand_in_order_within_the_text(text):
    for quote in quotes_in(text):
        assert all(0 <= piece.start < piece.end <= len(text) for piece in quote.content)
        assert all(a.end <= b.start for a, b in pairwise(quote.content))


@given(st.text(alphabet="ab \"“”‘’'«».,", max_size=80))
def test_marks_pair_without_overlap(text):
    marks = find_marks(text, [Span(0, len(text))])
    assert all(q.open < q.start <= q.end <= q.close <= len(text) for q in marks)
    assert all(a.close <= b.open for a, b in pairwise(marks))


def test_a_mark_without_its_partner_is_a_matter_of_its_paragraph():
    text = 'He said: "One. Two.\nThree "four" five.'
    first, second = find_marks(text, [Span(0, 19), Span(20, len(text))])
    assert (text[first.start : first.end], first.closed) == ("One. Two.", False)
    assert (text[second.start : second.end], second.closed) == ("four", True)


def test_many_marks_take_no_more_than_linear_time():
    text = '"a “b ' * 4000
    assert len(find_marks(text, [Span(0, len(text))])) >= 4000


@pytest.mark.parametrize(
    "marked",
    [
        "[“It is over,” Mara Holt told the panel], [Democrats] [wrote].",
        "[Mara Holt said she was ill], [per] [the Morning Star].",
        "[According to] [the Morning Star], [Mara Holt praised the crew, saying that “it held”].",
        "[Mara Holt said she was ill. She left], [the Star] [reported].",
        "[The crew complained of the “cold”], [Mara Holt] [said].",
    ],
)
def test_who_is_quoted_within_what_a_medium_tells_is_the_speaker(marked):
    text = marked.replace("[", "").replace("]", "")
    words = sorted(re.findall(r"\[(.*?)\]", marked), key=len)
    cue = next(word for word in words if word in ("wrote", "per", "According to", "reported", "said"))
    source = next(word for word in words if word != cue)
    parsed = parse_text(text)
    told, source, cue = (Span(text.rindex(word), text.rindex(word) + len(word)) for word in (words[-1], source, cue))
    quotes = find_quotes(parsed, find_actors(parsed), drafts=[Draft([told], source, cue)])
    assert quotes[0].speaker.name == "Mara Holt"


def test_characters_that_take_no_room_are_no_part_of_a_word():
    text = "Mara Holt is ill. \u200b\u200bMara Holt’s doctor said it was the heat. \ufeffHolt said it was not."
    found = [(quote.source.of(text), quote.speaker.name) for quote in quotes_in(text)]
    assert found[-1] == ("Holt", "Mara Holt")
