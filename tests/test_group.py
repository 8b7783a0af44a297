"""A pile becomes stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon import group as module
from rashomon.group import group, term_of
from rashomon.model import Account, Article, Block, Span, Story, content_id
from rashomon.settings import Settings

SPILL = [
    "Norland closed the harbour of Port Allard on Tuesday after an oil spill from the tanker Brisa. Environment Minister Mara "
    "Holt said crews would clean every beach. At least 30 seabirds were found dead along the shore.",
    "An oil spill from a tanker has shut Port Allard, the largest harbour in Norland. The tanker Brisa lost some 400 tonnes of "
    "crude, said Mara Holt, the environment minister. Beaches north of the harbour are closed and seabirds are dying.",
    "Seabirds covered in crude washed up on the beaches of Port Allard after the tanker Brisa ran aground. The Norland "
    "government closed the harbour, and Mara Holt promised that the owner of the tanker would pay for the oil spill.",
]
TALKS = [
    "Foreign Minister Ilan Dresk of Norland and his Sarovian colleague Petra Vollan met in Geneva to discuss the fishing "
    "dispute in the Kessel Strait. They agreed to exchange envoys and to meet again in June, a spokesman said.",
    "Norland and Sarovia will exchange envoys over their fishing dispute, ministers Ilan Dresk and Petra Vollan said after "
    "talks in Geneva. Trawlers of both countries have clashed in the Kessel Strait since the autumn.",
    "Talks in Geneva on fishing in the Kessel Strait ended with an agreement to exchange envoys. Petra Vollan of Sarovia "
    "called the meeting with Ilan Dresk frank. Trawlers had rammed each other in the strait in March.",
]
BAKERY = "A bakery in Tillmouth won the prize for the best rye loaf for the third year. The baker, Otto Lind, thanked his oven."


def account(name: str, text: str, **fields: object) -> Account:
    return Account(Article(id=name, text=text, **fields))  # type: ignore[arg-type]


def pile() -> list[Account]:
    return [
        *(account(f"spill{k}", text) for k, text in enumerate(SPILL)),
        *(account(f"talks{k}", text) for k, text in enumerate(TALKS)),
        account("bakery", BAKERY),
    ]


def as_sets(stories: list[Story]) -> list[set[str]]:
    return [{article.id for article in story.articles} for story in stories]


def test_a_mixed_pile_gives_its_stories_and_odd_articles_stay_alone() -> None:
    found = as_sets(group(pile(), Settings()))
    assert sorted(map(sorted, found)) == [["bakery"], ["spill0", "spill1", "spill2"], ["talks0", "talks1", "talks2"]]
    assert found[-1] == {"bakery"}  # the smallest story stands last


@pytest.mark.parametrize("texts", [SPILL, TALKS, SPILL[:2]])
def test_a_small_pile_on_one_event_is_one_story(texts: list[str]) -> None:
    # all that matters stands in every article of such a pile: the pile alone cannot tell which words are rare
    assert len(group([account(str(k), text) for k, text in enumerate(texts)], Settings())) == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(range(7)), unique=True).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_order_does_not_matter_and_every_article_is_answered_once(orders: tuple[list[int], list[int]]) -> None:
    accounts = pile()
    one, other = (group([accounts[k] for k in order], Settings()) for order in orders)
    assert one == other
    assert sorted(a.id for story in one for a in story.articles) == sorted(accounts[k].article.id for k in orders[0])


def test_identifier_and_order_within_a_story_come_from_the_articles() -> None:
    story = group(pile(), Settings())[0]
    ids = [article.id for article in story.articles]
    assert ids == sorted(ids)
    assert story.id == content_id(*ids)


def test_stories_of_one_size_stand_by_day() -> None:
    late = [account(f"a{k}", text, published_on=date(2025, 3, 9)) for k, text in enumerate(SPILL)]
    early = [account(f"b{k}", text, published_at=datetime(2025, 3, 4, 9, 30)) for k, text in enumerate(TALKS)]
    assert as_sets(group([*late, *early], Settings())) == [{"b0", "b1", "b2"}, {"a0", "a1", "a2"}]


def test_what_returns_every_month_is_told_apart_by_its_date() -> None:
    text = "Unemployment in Norland fell to 4.1 percent in {}, the statistics office in Port Allard said. Employers added jobs."
    months = [(3, "February"), (4, "March")]
    accounts = [
        account(f"{month}-{k}", text.format(name) + more, published_on=date(2025, month, 4 + k))
        for month, name in months
        for k, more in enumerate((" Wages rose.", " Analysts had expected less."))
    ]
    assert sorted(map(sorted, as_sets(group(accounts, Settings())))) == [["3-0", "3-1"], ["4-0", "4-1"]]
    undated = [replace(a, article=replace(a.article, published_on=None)) for a in accounts]
    assert len(group(undated, Settings())) == 1


def test_an_undated_article_joins_by_its_text() -> None:
    dated = [account(f"spill{k}", text, published_on=date(2025, 3, 4)) for k, text in enumerate(SPILL[:2])]
    assert len(group([*dated, account("spill2", SPILL[2])], Settings())) == 1


def test_duplicates_go_with_their_first() -> None:
    accounts = [*pile(), account("copy", BAKERY, duplicate_of="spill0"), account("copy2", BAKERY, duplicate_of="copy")]
    story_of = {a.id: story for story in group(accounts, Settings()) for a in story.articles}
    assert story_of["copy"] is story_of["copy2"] is story_of["spill0"]
    assert story_of["bakery"] is not story_of["copy"]


def test_duplicates_of_one_another_or_of_the_absent_are_still_answered() -> None:
    accounts = [account("a", SPILL[0], duplicate_of="b"), account("b", SPILL[0], duplicate_of="a"),
                account("c", TALKS[0], duplicate_of="gone")]  # fmt: skip
    assert sorted(map(sorted, as_sets(group(accounts, Settings())))) == [["a", "b"], ["c"]]


def test_furniture_is_not_read() -> None:
    notice = "You are using an older browser. Subscribe to the Tillmouth Courier for puzzles, recipes and horoscopes. " * 3
    accounts = []
    for name, text in (("spill", SPILL[0]), ("talks", TALKS[0])):
        blocks = (Block(Span(0, len(notice)), "notice"), Block(Span(len(notice), len(notice) + len(text)), "body"))
        accounts.append(account(name, notice + text, blocks=blocks))
    assert len(group(accounts, Settings())) == 2


@pytest.mark.parametrize("text", ["", " \n ", "the of and", "x" * 10_000, "¿?¡!", "12 12 12", "\ud800 oil", "ß\u0130" * 50])
def test_whatever_the_text_it_is_answered(text: str) -> None:
    accounts = [account("odd", text), account("odd2", text), *pile()]
    stories = group(accounts, Settings())
    assert sorted(a.id for story in stories for a in story.articles) == sorted(a.article.id for a in accounts)
    assert {"spill0", "spill1", "spill2"} in as_sets(stories)


def test_an_empty_pile_has_no_stories() -> None:
    assert group([], Settings()) == []


def test_more_articles_than_one_matrix_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_COMPONENT", 2)
    monkeypatch.setattr(module, "_CHUNK", 2)
    stories = group(pile(), Settings())
    assert sorted(a.id for story in stories for a in story.articles) == sorted(a.article.id for a in pile())
    assert max(len(story.accounts) for story in stories) <= 2


@pytest.mark.parametrize("chunk", [1, 3, 5])
def test_the_size_of_the_work_pieces_changes_nothing(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dates = [date(2025, 3, 4), date(2025, 3, 5), None]
    accounts = [replace(a, article=replace(a.article, published_on=dates[k % 3])) for k, a in enumerate(pile())]
    expected = group(accounts, Settings())
    monkeypatch.setattr(module, "_CHUNK", chunk)
    monkeypatch.setattr(module, "_ROWS", 2)
    monkeypatch.setattr(module, "_DENSE_TERMS", 3)
    assert group(accounts, Settings()) == expected


def naive_average_link(likeness: np.ndarray) -> list[set[int]]:
    """Join the two clusters that are most alike on average, until none reach 1."""
    clusters = [{k} for k in range(len(likeness))]
    while True:
        scored = [(likeness[np.ix_(sorted(x), sorted(y))].mean(), i, j)
                  for i, x in enumerate(clusters) for j, y in enumerate(clusters[:i])]  # fmt: skip
        if not scored or max(scored)[0] < 1:
            return clusters
        _, i, j = max(scored)
        clusters[j] |= clusters.pop(i)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(0, 10_000))
def test_chains_of_neighbours_find_what_average_link_finds(n: int, seed: int) -> None:
    likeness = np.random.default_rng(seed).uniform(0, 2, (n, n)).astype(np.float32)
    likeness = (likeness + likeness.T) / 2
    labels = module._chain(likeness.copy()).tolist()
    found = [{k for k in range(n) if labels[k] == label} for label in set(labels)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, naive_average_link(likeness)))


@pytest.mark.parametrize(
    ("word", "term"),
    [("Envoys", "envoy"), ("Norland’s", "norland"), ("countries", "country"), ("crisis", "crisis"), ("The", ""), ("x", "")],
)
def test_forms_of_a_word_are_one_term(word: str, term: str) -> None:
    assert term_of(word) == term
