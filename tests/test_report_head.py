"""The head of the page: whether the accounts agree, and what of the brief is denied."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.model import (
    Account,
    Actor,
    ActorKind,
    Article,
    Block,
    Event,
    EventMention,
    Judgement,
    Only,
    Passage,
    Reading,
    Span,
    Status,
    Story,
    Told,
)
from rashomon.report.labels import say_stand
from rashomon.report.ledger import Ledger
from rashomon.report.page import page, story_page
from rashomon.report.positions import stands_view
from rashomon.report.story import story_line, story_view
from rashomon.report.tell import say_act
from tests import handmade


@pytest.fixture(scope="module")
def reading() -> Reading:
    return handmade.reading()


def test_all_that_is_shared_has_its_part_in_the_answer(reading: Reading) -> None:
    agreement = story_view(reading).agreement
    assert {label.key: count for label, count, *_ in agreement.parts} == {"alike": 1, "retold": 1, "later": 1, "differs": 3}
    assert (agreement.shared, agreement.disputed, agreement.answer) == (6, 2, "Hardly.")
    assert agreement.in_full == "Hardly. Not on 5 points."
    assert story_view(Reading(reading.story)).agreement.answer == "They tell no thing in common."


def test_points_that_are_more_likely_none_are_counted_as_unsure(reading: Reading) -> None:
    conflict = replace(reading.figures[0], judgement=replace(reading.figures[0].judgement, confidence=0.4))
    agreement = story_view(replace(reading, figures=(conflict, *reading.figures[1:]))).agreement
    assert agreement.in_full == "Hardly. Not on 5 points, of which 1 is unsure."


def test_events_that_differ_in_who_or_when_alone_are_not_told_differently(reading: Reading) -> None:
    crash = replace(reading.events[0], judgement=Judgement("differ", "who: Sudria or Norland"))
    agreement = story_view(replace(reading, events=(crash, *reading.events[1:]))).agreement
    assert {label.key: count for label, count, *_ in agreement.parts} == {"retold": 2, "later": 1, "differs": 3}


def test_what_is_denied_and_asserted_by_nobody_is_not_called_disputed(reading: Reading) -> None:
    denied = replace(reading.positions[0], asserts=(), judgement=Judgement("denied"))
    kinds = [finding.kind.text for finding in story_view(replace(reading, positions=(denied,))).findings]
    assert "Denied" in kinds
    assert "Disputed" not in kinds


def test_a_proposition_that_is_said_as_it_stands_is_not_told_twice(reading: Reading) -> None:
    position = reading.positions[0]
    said = position.asserts[0].passage
    stopped = replace(position.asserts[0], passage=Passage(said.article, Span(said.span.start, said.span.end + 1)))
    same = replace(position, asserts=(stopped,), proposition=said)
    (finding,) = (f for f in story_view(replace(reading, positions=(same,))).findings if f.kind.key == "disputed")
    assert finding.quoted is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Mara Holt", "denies"), ("Norland Railways", "denies"), ("Mara Holt and Ilan Dresk", "deny"), ("officials", "deny"),
        ("doctors of the ward", "deny"), ("spokesman for the boats", "denies"), ("boss", "denies"),
    ],
)  # fmt: skip
def test_one_denies_and_several_deny(name: str, said: str) -> None:
    assert say_stand("denies", name) == said


def test_an_act_of_no_named_kind_upon_nobody_is_told_by_its_clause_alone(reading: Reading) -> None:
    act = replace(reading.events[0], type="OTHER", recipient=())
    view = story_view(replace(reading, events=(act,))).events[0]
    assert (view.type, say_act(replace(act, actor=()), Ledger(reading))) == ("", "")
    assert "→" not in story_page(replace(reading, events=(act,))).split(f'id="{view.ref.lower()}"')[1].split("</p>")[1]


@pytest.mark.parametrize(
    ("actor", "recipient", "said"),
    [
        (("Holt", "person"), ("Norway", "country"), "Holt"),
        (("Norway", "country"), ("Holt", "person"), "→ Holt"),
        (("Norway", "country"), ("Norway", "country"), "Norway"),
        (("Holt", "person"), ("Dresk", "person"), "Holt → Dresk"),
    ],
)
def test_of_an_act_at_home_the_country_is_not_told(
    reading: Reading, actor: tuple[str, ActorKind], recipient: tuple[str, ActorKind], said: str
) -> None:
    sides = [(Actor(name, kind, "NOR"),) for name, kind in (actor, recipient)]
    assert say_act(replace(reading.events[0], type="PROTEST", actor=sides[0], recipient=sides[1]), Ledger(reading)) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [("Workers in Bergen", "Workers in Bergen"), ("The Norwegian fishermen", "Norwegian fishermen"), ("their crews", "Norway"),
     ("Two Norwegian patrol boats", "Norwegian patrol boats"), ("Norway", "Norway"), ("The Norwegians", "Norway"),
     ("they", "Norway")],
)  # fmt: skip
def test_of_an_act_at_home_the_clause_tells_which_of_its_people(words: str, said: str) -> None:
    norway = Actor("Norway", "country", "NOR")
    text = f"{words} went on strike on Monday."
    strike = EventMention(Span(0, len(text)), Span(len(words) + 1, len(words) + 5), "PROTEST", (norway,))
    strike = replace(strike, actor_span=Span(0, len(words)))
    article = Article("one", text)
    what, told = Passage("one", strike.span), (Told("one", strike),)
    event = Event("e", what, "PROTEST", (norway,), (), None, None, None, "happened", told, Judgement("single"))
    ledger = Ledger(Reading(Story("strike", (Account(article),))))
    assert say_act(event, ledger) == said
    assert say_act(replace(event, recipient=(Actor("Kenya", "country", "KEN"),)), ledger) == "Norway → Kenya"


def test_furniture_within_words_is_shown_as_left_out() -> None:
    text = "Officer Holt Mara HoltHolt resigns MORE told reporters on Friday. (Read on.) Holt Mara HoltVotes MORE’s plan"
    links = ("Mara HoltHolt resigns MORE", "(Read on.)", "Mara HoltVotes MORE")
    cuts = [text.index(words) for words in links]
    ends = [cut + len(words) for cut, words in zip(cuts, links, strict=True)]
    article = Article("one", text, blocks=tuple(Block(Span(a, b), "link") for a, b in zip(cuts, ends, strict=True)))
    ledger = Ledger(Reading(Story("plan", (Account(article),))))
    assert ledger.words(Passage("one", Span(0, cuts[1]))).text == "Officer Holt … told reporters on Friday."
    assert ledger.words(Passage("one", Span(0, ends[1]))).text == "Officer Holt … told reporters on Friday."
    assert ledger.words(Passage("one", Span(ends[1] + 1, len(text)))).text == "Holt …’s plan"
    assert ledger.words(Passage("one", Span(cuts[1], ends[1]))).text == "(Read on.)"
    ledger = Ledger(Reading(Story("plan", (Account(article, (Span(0, ends[0]),)),))))
    assert [shown.text.strip() for shown in ledger.around(Passage("one", Span(0, cuts[0])), 80)] == ["", ""]


def test_who_meets_is_told_once(reading: Reading) -> None:
    both = Actor("Norway", "country", "NOR"), Actor("Kenya", "country", "KEN")
    met = replace(reading.events[0], type="CONSULT", actor=both, recipient=both)
    assert say_act(met, Ledger(reading)) == "Norway ↔ Kenya"
    view = story_view(replace(reading, events=(met,))).events[0]
    told = story_page(replace(reading, events=(met,))).split(f'id="{view.ref.lower()}"')[1].split("</p>")[1]
    assert (told.count("Norway"), told.count("Kenya"), "→" in told) == (1, 1, False)


def test_the_brief_says_denied_only_where_an_article_says_so(reading: Reading) -> None:
    assert [sentence.denied for sentence in story_view(reading).brief] == [(), ()]
    asserted = replace(reading, brief=(handmade.passage("gazette", "He called the collision “a deliberate act”"),))
    ((name, cite),) = story_view(asserted).brief[0].denied
    assert (name, cite.outlet) == ("Vira Oln", "Northern Post")


def test_a_copy_agrees_with_nobody(reading: Reading) -> None:
    crash = replace(reading.events[0], independent=1)
    agreement = story_view(replace(reading, events=(crash, *reading.events[1:]))).agreement
    assert agreement.shared == 5


@pytest.mark.parametrize(("status", "verdict"), [("planned", "particulars"), ("alleged", "attributed")])
def test_accounts_of_other_status_that_contradict_nobody_are_not_told_otherwise(
    reading: Reading, status: Status, verdict: str
) -> None:
    crash, summons, demand = reading.events
    happened, other = summons.accounts
    told = (happened, Told(other.article, replace(other.mention, status=status)))
    view = story_view(replace(reading, events=(crash, replace(summons, accounts=told, against=()), demand)))
    assert "E2" not in [finding.ref for finding in view.findings]
    ((_, (*_, row)),) = [section for section in view.matrix.sections if section[0] == "Events"]  # type: ignore[union-attr]
    assert row.verdict.key == verdict
    assert "otherwise" not in [cell.state for cell in row.cells]


def test_an_event_that_an_account_tells_otherwise_is_a_finding(reading: Reading) -> None:
    (finding,) = [finding for finding in story_view(reading).findings if finding.ref == "E2"]
    assert [telling.cites[0].outlet for telling in finding.tellings] == ["Evening Star", "The Harbour Gazette"]


def test_what_is_more_likely_wrong_than_right_is_called_unsure_and_told_last_of_its_kind(reading: Reading) -> None:
    first = reading.figures[0]
    unsure = replace(first, id="u", judgement=replace(first.judgement, confidence=0.4))
    sure = replace(first, judgement=replace(first.judgement, confidence=0.6))
    corrected = replace(unsure, id="c", corrected=("verdict",))
    view = story_view(replace(reading, figures=(unsure, sure, corrected)))
    told = [(finding.ref, finding.name) for finding in view.findings if finding.kind.key == "conflict"]
    kind = view.findings[0].kind.text
    assert told == [("F2", kind), ("F3", kind), ("F1", f"{kind} (unsure)")]
    html = story_page(replace(reading, figures=(unsure, sure, corrected)))
    assert "confidence 0.40" in html
    assert "confidence 0.60" in html
    assert [figure.confidence for figure in view.figures] == [0.4, 0.6, None]


def test_who_more_likely_did_not_act_is_marked_so(reading: Reading) -> None:
    crash, summons, *others = reading.events
    events = (crash, replace(summons, actor_confidence=0.4, recipient_confidence=0.6), *others)
    doubted = {view.ref: view.doubted for view in story_view(replace(reading, events=events)).events}
    assert doubted["E2"] == (True, False)
    page, plain = (story_page(replace(reading, events=told)) for told in (events, reading.events))
    assert page.count("More likely somebody else") == plain.count("More likely somebody else") + 1


def test_a_figure_is_shown_in_the_words_round_it(reading: Reading) -> None:
    finding = story_view(reading).findings[0]
    shown = {t.cites[0].outlet: [(piece.kind, piece.text.strip()) for piece in t.pieces] for t in finding.tellings}
    assert shown["The Harbour Gazette"][-2:] == [("key", "At least 12 sailors"), ("same", "were killed.")]
    assert shown["The Harbour Gazette"][0] == ("gap", "")  # the sentence begins earlier
    assert ("key", "17 sailors") in shown["Northern Post"]
    assert ("same", "dead.") in shown["Northern Post"]


def test_two_days_of_different_things_are_no_difference(reading: Reading) -> None:
    days = replace(reading.figures[1], unit="date", judgement=Judgement("scope", "two days in one sentence"))
    view = story_view(replace(reading, figures=(reading.figures[0], days)))
    assert [finding.kind.key for finding in view.findings if finding.ref.startswith("F")] == ["conflict"]


def test_each_account_is_heard_before_one_is_heard_twice(reading: Reading) -> None:
    said = [
        ("post", "Fishermen said"),
        ("post", "Our captain kept"),
        ("star", "Norland on Wednesday"),
        ("gazette", "HARBOUR CITY"),
    ]
    only = tuple(Only(handmade.passage(name, words), ()) for name, words in said)
    again = Only(handmade.passage("post", "Fishermen said"), ())
    view = story_view(replace(reading, only=(*only, again)))
    assert [item.cite.outlet for item in view.only] == ["Northern Post", "Northern Post", "Evening Star", "The Harbour Gazette"]
    found = [finding.tellings[0].cites[0].outlet for finding in view.findings if finding.kind.key == "only"]
    assert found == ["Northern Post", "Evening Star", "The Harbour Gazette"]


def test_opinion_pieces_are_called_so_and_lend_no_headline(reading: Reading) -> None:
    accounts = list(reading.story.accounts)
    place = next(k for k, account in enumerate(accounts) if account.article.title == story_view(reading).title.text)
    article = accounts[place].article
    accounts[place] = replace(accounts[place], article=replace(article, url="https://x.example/opinion/strait"))
    argued = replace(reading, story=replace(reading.story, accounts=tuple(accounts)))
    view = story_view(argued)
    assert view.n_opinions == 1
    assert view.title.text != article.title
    html = story_page(argued)
    assert "opinion piece" in html
    assert html.count('class="chip grey genre">opinion<') == 2  # in the table of headlines and over the article


def test_nobody_is_called_unnamed(reading: Reading) -> None:
    diplomat = replace(handmade.OLN, name="unnamed: diplomat", kind="unnamed", office=None, of=None)
    (first, *others) = reading.statements
    html = story_page(replace(reading, statements=(replace(first, speaker=diplomat), *others)))
    assert "unnamed:" not in html
    assert "not named" in html


def test_a_line_of_the_index_says_whether_they_agree(reading: Reading) -> None:
    assert story_line(reading, "x.html").answer == story_view(reading).agreement.in_full


def test_positions_are_set_against_actors(reading: Reading) -> None:
    table = stands_view(story_view(reading).positions)
    assert table is not None
    assert table.actors[0] == "Ilan Dresk"
    cells = {row.ref: dict(zip(table.actors, row.cells, strict=True)) for row in table.rows}
    assert cells["P1"] == {"Ilan Dresk": ("asserts",), "Vira Oln": ("denies",), "Ministry of Defence": ("declines",)}
    assert cells["P2"]["Ilan Dresk"] == ("asserts", "denies")
    assert 'class="stands"' in story_page(reading)
    assert stands_view(story_view(reading).positions[:1]) is None


def test_articles_that_no_other_goes_with_are_no_stories(reading: Reading) -> None:
    lone = Reading(Story("lone", reading.story.accounts[:1]))
    title = '<h1 class="title" id="stories-title">{}</h1>'
    assert title.format("1 story and 1 single article") in page([reading, lone])
    assert title.format("2 stories") in page([reading, reading])
    assert title.format("2 single articles") in page([lone, lone])
