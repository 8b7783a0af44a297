"""Copied passages, who had them first, and which articles count as one account."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Account, Actor, Article, Block, Copy, Quote, Span, Story
from rashomon.reconcile.copies import find_copies, find_pairs
from rashomon.settings import Settings

HARBOUR = (
    "Crews worked through the night to stop the oil from reaching the salt marshes east of Port Allard, the ministry said."
)
VOTE = "Parliament will vote on Friday on whether the owners of the tanker must pay for the cleaning of every beach."
LEDE = "Norland woke up to black beaches on Wednesday, and to the question of who is to blame for them."
TAIL = "Fishermen stayed at home, schools handed out masks, and the smell of crude hung over the old town until the evening."
OTHER = "The tanker had passed its last inspection in June, when two pumps and a radar were found wanting and then replaced."


def account(name: str, text: str, **fields: Any) -> Account:
    return Account(Article(id=name, text=text, **fields))


def story(*accounts: Account) -> Story:
    return Story("story", accounts)


def copies(*accounts: Account) -> tuple[Copy, ...]:
    return find_copies(story(*accounts), Settings())[0]


def printed(found: tuple[Copy, ...], *accounts: Account) -> list[set[str]]:
    text = {a.article.id: a.article.text for a in accounts}
    return [{passage.span.of(text[passage.article]) for passage in copy.passages} for copy in found]


def test_a_paragraph_inside_a_longer_article_is_found_to_the_character() -> None:
    a = account("a", f"{LEDE}\n\n{HARBOUR}\n\n{TAIL}")
    b = account("b", f"{OTHER} {HARBOUR}")
    found = copies(a, b)
    assert printed(found, a, b) == [{HARBOUR}]
    assert found[0].judgement.verdict == "verbatim"


def test_a_word_or_two_may_differ() -> None:
    edited = HARBOUR.replace("through the night", "all night").replace("salt marshes", "marshes")
    a, b = account("a", f"{LEDE} {HARBOUR}"), account("b", f"{edited} {TAIL}")
    found = copies(a, b)
    assert printed(found, a, b) == [{HARBOUR, edited}]
    assert found[0].judgement.verdict == "edited"


def test_typography_is_not_wording() -> None:
    a = account(
        "a", "The ministry's plan – which the U.S. backs – won't reach the marshes' eastern side before next Friday evening"
    )
    b = account(
        "b", "The ministry’s plan - which the US backs - won’t reach the marshes’ eastern side before next Friday evening"
    )
    assert [copy.judgement.verdict for copy in copies(a, b)] == ["verbatim"]


def test_what_was_reordered_is_found_in_its_pieces() -> None:
    a, b = account("a", f"{HARBOUR} {LEDE} {VOTE}"), account("b", f"{VOTE} {TAIL} {HARBOUR}")
    assert sorted(map(sorted, printed(copies(a, b), a, b))) == [[HARBOUR], [VOTE]]


@pytest.mark.parametrize(("n_words", "n_copies"), [(11, 0), (12, 1)])
def test_a_copy_has_twelve_words(n_words: int, n_copies: int) -> None:
    shared = " ".join(HARBOUR.split()[:n_words])
    assert len(copies(account("a", f"{LEDE} {shared}"), account("b", f"{shared} {TAIL}"))) == n_copies


QUOTATION = "We will clean every beach, and we will not rest until the last bird has been washed and set free again"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"“{QUOTATION},” Holt said.", f'Holt: "{QUOTATION}."'),
        (f"“{QUOTATION}.\n\n“{QUOTATION},” Holt said.", f'"{QUOTATION}," said Mara Holt.'),
        (f"Holt promised: ‘{QUOTATION}’.", f"Holt promised: '{QUOTATION}'."),
        (f"The minister said, “{QUOTATION}”", f"The minister said, {QUOTATION}."),  # one of them lost the marks
    ],
)
def test_a_quotation_is_told_twice_by_right(one: str, other: str) -> None:
    assert copies(account("a", one), account("b", other)) == ()


def test_a_direct_quotation_without_marks_is_apart_too() -> None:
    speaker = Actor("Mara Holt", "person")
    a, b = account("a", f"- {QUOTATION}\n{LEDE}"), account("b", f"{TAIL}\n- {QUOTATION}")
    assert len(copies(a, b)) == 1
    quoted = Quote((Span(2, 2 + len(QUOTATION)),), "direct", speaker=speaker)
    assert copies(replace(a, quotes=(quoted,)), b) == ()


def test_a_quotation_at_the_end_is_cut_off_the_passage() -> None:
    text = f"{HARBOUR[:-1]} in a note that ended: “{QUOTATION}.”"
    a, b = account("a", f"{LEDE} {text}"), account("b", f"{text} {TAIL}")
    assert printed(copies(a, b), a, b) == [{f"{HARBOUR[:-1]} in a note that ended"}]


def test_a_quotation_inside_divides_a_passage() -> None:
    text = f"{HARBOUR} “{QUOTATION},” Holt said. {VOTE}"
    a, b = account("a", f"{LEDE} {text}"), account("b", f"{text} {TAIL}")
    assert sorted(map(sorted, printed(copies(a, b), a, b))) == [[HARBOUR], [f"Holt said. {VOTE}"]]


def test_a_word_in_quotation_marks_does_not() -> None:
    text = HARBOUR.replace("salt marshes", "“salt” marshes")
    a, b = account("a", f"{LEDE} {text}"), account("b", f"{text} {TAIL}")
    assert printed(copies(a, b), a, b) == [{text}]


def test_furniture_is_no_copy_and_no_passage_runs_across_it() -> None:
    notice = "Read our guide to the best seafood restaurants along the northern coast of Norland this summer, with maps."
    half = HARBOUR.index("stop")
    parts = [HARBOUR[:half], notice, HARBOUR[half:]]
    text, blocks = "", []
    for part, kind in zip(parts, ("body", "link", "body"), strict=True):
        blocks.append(Block(Span(len(text), len(text) + len(part)), kind))  # type: ignore[arg-type]
        text += part + "\n"
    a = account("a", text, blocks=tuple(blocks))
    b = account("b", text)
    found = copies(a, b)
    assert all("seafood" not in passage for pair in printed(found, a, b) for passage in pair)
    assert [sorted(passages) for passages in printed(found, a, b)] == [[HARBOUR[half:]]]


EARLY = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
FULL = f"{LEDE} {HARBOUR} {OTHER} {TAIL}"
MISPRINTED = (
    FULL.replace("marshes", "marsbes").replace("smell", "smeil").replace("question", "qnestion").replace("pumps", "pnmps")
)
RENAMED = FULL.replace("Norland", "Sudria").replace("Allard", "Vesk").replace("pumps", "hoses").replace("crude", "tar")


@pytest.mark.parametrize(
    ("one", "other", "origin", "reason"),
    [
        ({}, {}, None, "cannot be told"),
        ({"published_on": date(2025, 3, 4)}, {"published_on": date(2025, 3, 5)}, "one", "earlier"),
        ({"published_on": date(2025, 3, 4)}, {"published_on": date(2025, 3, 4)}, None, "cannot be told"),
        ({"published_on": date(2025, 3, 4)}, {}, None, "cannot be told"),
        ({"published_at": EARLY.replace(hour=10)}, {"published_at": EARLY}, "other", "earlier"),
        ({"published_at": EARLY.replace(tzinfo=None)}, {"published_at": EARLY.replace(hour=10)}, None, "cannot be told"),
        ({"outlet": "Reuters"}, {"outlet": "Ledger", "agencies": ("Reuters",)}, "one", "agency's own"),
        ({"outlet": "Courier"}, {"outlet": "Agence France-Presse"}, "other", "agency's own"),
        ({"outlet": "Reuters", "published_on": date(2025, 3, 5)}, {"published_on": date(2025, 3, 4)}, "one", "agency's own"),
        ({"agencies": ("AP",), "published_on": date(2025, 3, 4)}, {"agencies": ("AP", "dpa"), "published_on": date(2025, 3, 5)},
         None, "same agency"),
        ({"agencies": ("AP",), "published_on": date(2025, 3, 5)}, {"published_on": date(2025, 3, 4)}, None, "one credits"),
        ({"text": f"{HARBOUR} The Courier reported. {TAIL}"}, {"outlet": "The Courier"}, "other", "named as the source"),
        ({"text": f"{HARBOUR} The Courier reported.", "outlet": "Ledger"},
         {"text": f"According to the Ledger: {HARBOUR}", "outlet": "Courier"}, None, "each names"),
        ({"text": FULL}, {"text": f"{HARBOUR} {TAIL}"}, "one", "whole of the other"),
        ({"text": FULL}, {"text": f"{HARBOUR} {VOTE}"}, None, "cannot be told"),
        ({"text": f"Here is what we know tonight about this: {FULL}"}, {"text": FULL}, "other", "without the other's lead"),
        ({"text": FULL}, {"text": MISPRINTED}, "one", "without the other's misprints"),
        ({"text": FULL}, {"text": RENAMED}, None, "cannot be told"),
    ],
)  # fmt: skip
def test_direction(one: dict[str, Any], other: dict[str, Any], origin: str | None, reason: str) -> None:
    texts = {"one": f"{LEDE} {HARBOUR}", "other": f"{HARBOUR} {TAIL}"}
    accounts = [account(name, **{"text": texts[name], **fields}) for name, fields in (("one", one), ("other", other))]
    for found in (copies(*accounts), copies(*reversed(accounts))):
        assert {copy.origin for copy in found} == {origin}
        assert reason in found[0].judgement.reason
        if origin:
            assert found[0].passages[0].article == origin


BODY = " ".join((LEDE, HARBOUR, VOTE))


@pytest.mark.parametrize(
    ("texts", "agencies", "together"),
    [
        ((BODY, f"{BODY} {TAIL}"), (), True),  # most of the one stands in the other
        ((f"{BODY} {OTHER}", f"{HARBOUR} {TAIL} Then came rain."), (), False),  # less than half of either does
        ((f"{BODY} {OTHER}", f"{HARBOUR} {TAIL} Then came rain."), ("dpa",), True),  # unless both print one agency
        ((f"{LEDE} {TAIL}", f"{VOTE} {OTHER}"), ("dpa",), False),  # crediting it is not enough
        ((f"{LEDE} “{QUOTATION}. {QUOTATION}.”", f"“{QUOTATION}. {QUOTATION},” Holt said. {VOTE}"), (), False),
    ],
)
def test_lineages(texts: tuple[str, str], agencies: tuple[str, ...], together: bool) -> None:
    accounts = [account(name, text, agencies=agencies) for name, text in zip("ab", texts, strict=True)]
    _, lineages = find_copies(story(*accounts), Settings())
    assert [lineage.articles for lineage in lineages] == ([("a", "b")] if together else [])
    if together and agencies:
        assert lineages[0].origin == "dpa"


@pytest.mark.parametrize(
    ("fields", "origin"),
    [
        ([{}, {}, {}], None),
        ([{"agencies": ("AFP", "dpa")}, {"agencies": ("dpa",)}, {}], "dpa"),
        ([{"outlet": "dpa"}, {"agencies": ("dpa",)}, {}], "0"),
        ([{"published_on": date(2025, 3, 5)}, {"published_on": date(2025, 3, 4)}, {"published_on": date(2025, 3, 6)}], "1"),
        ([{"published_on": date(2025, 3, 4)}, {"published_on": date(2025, 3, 4)}, {"published_on": date(2025, 3, 6)}], None),
    ],
)
def test_origin_of_a_lineage(fields: list[dict[str, Any]], origin: str | None) -> None:
    accounts = [account(str(k), BODY, **given_fields) for k, given_fields in enumerate(fields)]
    _, lineages = find_copies(story(*accounts), Settings())
    assert [(lineage.articles, lineage.origin) for lineage in lineages] == [(("0", "1", "2"), origin)]


def test_the_same_article_again_is_one_account_and_no_copy() -> None:
    found, lineages = find_copies(story(account("a", BODY), account("b", BODY, duplicate_of="a")), Settings())
    assert found == ()
    assert [lineage.articles for lineage in lineages] == [("a", "b")]


def test_many_prints_of_one_text_are_one_account() -> None:
    accounts = [account(f"{k:03}", f"{BODY} Print {k} of a paper in town {k * 7}.") for k in range(60)]
    found, lineages = find_copies(story(*accounts), Settings())
    assert [len(lineage.articles) for lineage in lineages] == [60]
    assert len(found) < 60 * 12  # each is compared with a few others, not with all


WORDS = st.sampled_from("oil tanker beach crew minister norland port bird crude “ ” \" ' . , \n 12 é U.S. won’t".split(" "))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=60).map(" ".join), min_size=2, max_size=4), st.randoms())
def test_spans_hold_and_order_does_not_matter(texts: list[str], random: Any) -> None:
    accounts = [account(str(k), text) for k, text in enumerate(texts)]
    found = find_copies(story(*accounts), Settings())
    for copy in found[0]:
        assert len({passage.article for passage in copy.passages}) == 2
        for passage in copy.passages:
            read = passage.span.of(texts[int(passage.article)])
            assert read == read.strip() != ""
    random.shuffle(accounts)
    assert find_copies(story(*accounts), Settings()) == found


@pytest.mark.parametrize("text", ["", "“", "word " * 3_000, "x" * 10_000, '"' * 500, "\n" * 50, "\ud800 " * 30])
def test_nothing_crashes(text: str) -> None:
    find_copies(story(account("a", text), account("b", text), account("c", BODY)), Settings())
    assert find_copies(Story("none", ()), Settings()) == ((), ())


def test_a_pile_of_texts() -> None:
    shared = find_pairs([f"{LEDE} {HARBOUR}", OTHER, f"{HARBOUR} {TAIL}"], Settings())
    assert [(pair.first, pair.second) for pair in shared] == [(0, 2)]
    assert shared[0].share_of_first == pytest.approx(0.5, abs=0.1)
