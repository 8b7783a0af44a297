"""What answers to one another across accounts, on accounts made by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Account, Actor, Article, Block, FigureMention, Lineage, Quote, Span, Story, Told
from rashomon.reconcile.align import align_figures, align_statements
from rashomon.reconcile.align_events import SIGNS, compare_events
from rashomon.reconcile.align_figures import VALUES, Floors, compare, grouped
from rashomon.reconcile.alike import Alike
from rashomon.reconcile.anchors import words_to_days
from rashomon.reconcile.identity import identify
from rashomon.reconcile.judge import judge_events, judge_figures, judge_statements
from rashomon.reconcile.utterances import utterances as split
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from tests.reconciling import DRESK, HOLT, Given, Happened, Said, account, story

SETTINGS = Settings()


def statements(*accounts: Account) -> list[set[tuple[str, str]]]:
    """Each utterance as the set of its tellings: article and first words."""
    made = story(*accounts)
    texts = {a.article.id: a.article.text for a in accounts}
    groups = align_statements(made, identify(made), SETTINGS).groups
    return [{(t.article, t.mention.span.of(texts[t.article])[:24]) for t in group} for group in groups]


def together(groups: list[set[tuple[str, str]]], one: tuple[str, str], other: tuple[str, str]) -> bool:
    return any(
        one in {(a, w[: len(one[1])]) for a, w in g} and other in {(a, w[: len(other[1])]) for a, w in g} for g in groups
    )


NORTH = account(
    "north",
    "“The harbour lords have robbed our fishermen for a century,” Mara Holt said in Port Allard.\n"
    "She added that Norland would not recall its patrol boats from the Strait of Vesk.\n"
    "Dresk said the cutter had kept its course all morning.",
    said=[
        Said(HOLT, "The harbour lords have robbed our fishermen for a century,"),
        Said(HOLT, "that Norland would not recall its patrol boats from the Strait of Vesk", "indirect"),
        Said(DRESK, "the cutter had kept its course all morning", "indirect"),
    ],
)
SOUTH = account(
    "south",
    "Holt accused Sudria's “harbour lords” of having “robbed our fishermen for a century”.\n"
    "The patrol boats will stay in the Strait of Vesk, she said.\n"
    "“I am not going to apologise to anybody for the fleet,” she told reporters.",
    said=[
        Said(HOLT, "Sudria's “harbour lords” of having “robbed our fishermen for a century”", "mixed"),
        Said(HOLT, "The patrol boats will stay in the Strait of Vesk", "indirect"),
        Said(HOLT, "I am not going to apologise to anybody for the fleet,"),
    ],
)


def test_one_utterance_is_found_over_direct_mixed_and_indirect_forms() -> None:
    groups = statements(NORTH, SOUTH)
    assert together(groups, ("north", "The harbour lords"), ("south", "Sudria's “harbour"))
    assert together(groups, ("north", "Norland would"), ("south", "The patrol boats"))


def test_other_utterances_of_the_same_speaker_stay_apart() -> None:
    groups = statements(NORTH, SOUTH)
    assert {("south", "I am not going to apolog")} in groups
    assert {("north", "the cutter had kept its ")} in groups


def test_the_same_words_of_two_speakers_are_two_utterances_unless_they_are_many() -> None:
    short = "It is over"
    one = account("a", f"“{short},” Holt said of the old fishing treaty.", said=[Said(HOLT, short)])
    other = account("b", f"Asked about his divorce, Dresk said: “{short}.”", said=[Said(DRESK, short)])
    assert len(statements(one, other)) == 2


def test_what_two_persons_say_is_not_brought_together_by_a_third_account() -> None:
    dead, fleet = "The fishing treaty of Vesk is dead", "The herring fleet of Vesk will sail under escort"
    one = account("a", f"“{dead},” Holt said.", said=[Said(HOLT, dead)])
    other = account("b", f"“{fleet},” Dresk said.", said=[Said(DRESK, fleet)])
    both = "that the fishing treaty of Vesk is dead and the herring fleet of Vesk will sail under escort"
    third = account("c", f"It was announced {both}.", said=[Said(None, both, "indirect")])
    groups = statements(one, other, third)
    assert any(len(group) > 1 for group in groups)
    assert not together(groups, ("a", "The fishing"), ("b", "The herring"))


def test_what_somebody_plans_is_no_statement() -> None:
    told = account("a", "Holt will end the old treaty.", said=[Said(HOLT, "the old treaty", "indirect")])
    assert statements(told) == [{("a", "the old treaty")}]
    planned = replace(told, quotes=tuple(replace(quote, said=False) for quote in told.quotes))
    assert statements(planned) == []


def test_a_reported_clause_begins_after_its_that_and_a_quotation_with_it() -> None:
    north = account(
        "north",
        "Holt said that the ferry was late. “That is not true,” Dresk said.",
        said=[Said(HOLT, "that the ferry was late", "indirect"), Said(DRESK, "That is not true,")],
    )
    south = account("south", "Dresk spoke of “that ferry again”.", said=[Said(DRESK, "that ferry again")])
    groups = statements(north, south)
    assert {("north", "the ferry was late")} in groups
    assert {("north", "That is not true,")} in groups
    assert {("south", "that ferry again")} in groups


def test_a_statement_and_its_negation_are_two_utterances() -> None:
    one = account(
        "a",
        "“He is a war hero because he was captured at Vesk,” Holt said.",
        said=[Said(HOLT, "He is a war hero because he was captured at Vesk,")],
    )
    other = account("b", "“He is not a war hero,” Holt said at Vesk.", said=[Said(HOLT, "He is not a war hero,")])
    assert len(statements(one, other)) == 2


def test_a_lead_in_and_the_quotation_that_follows_belong_to_one_item() -> None:
    one = account(
        "a",
        "Holt said that relations with Sudria were at an all-time low.\n"
        "“Our relations with Sudria are at an all-time low,” she said.",
        said=[
            Said(HOLT, "that relations with Sudria were at an all-time low", "indirect"),
            Said(HOLT, "Our relations with Sudria are at an all-time low,"),
        ],
    )
    assert len(statements(one)) == 1


def test_sentences_are_compared_one_by_one_and_put_together_again() -> None:
    first, second = "The strait belongs to those who fish it.", "Our boats will not leave Vesk."
    whole = account("a", f"“{first} {second}” Holt said.", said=[Said(HOLT, f"{first} {second}")])
    again = account("b", f"“{first} {second}” said Holt.", said=[Said(HOLT, f"{first} {second}")])
    part = account("c", f"“{second}” Holt said.", said=[Said(HOLT, second)])
    assert len(statements(whole, again)) == 1
    groups = statements(whole, again, part)
    assert sorted(len(group) for group in groups) == [2, 3]


@pytest.mark.parametrize(
    ("text", "content", "utterances"),
    [
        (
            "Holt said the “cutter kept its course all morning” and “the fleet will never leave Vesk”.",
            "the “cutter kept its course all morning” and “the fleet will never leave Vesk”",
            ["the “cutter kept its course all morning”", "“the fleet will never leave Vesk”"],
        ),
        (
            "Holt called the talks “a farce” and “a waste of time”.",
            "the talks “a farce” and “a waste of time”",
            ["the talks “a farce” and “a waste of time”"],
        ),
        (
            "Holt said the ties were at “an all-time low”, two days after the cutter was seized off Vesk.",
            "the ties were at “an all-time low”, two days after the cutter was seized off Vesk",
            ["the ties were at “an all-time low”"],
        ),
        (
            "Holt said the ties would be “dead” if the cutter was seized.",
            "the ties would be “dead” if the cutter was seized",
            ["the ties would be “dead” if the cutter was seized"],
        ),
    ],
)
def test_what_is_compared_of_a_quote(text: str, content: str, utterances: list[str]) -> None:
    found = split(account("a", text, said=[Said(HOLT, content, "mixed")]))
    assert [u.told.mention.span.of(text) for u in found] == utterances


def test_a_name_alone_is_nothing_said() -> None:
    text = "Holt praised Ilan Dresk. She confirmed it. She refused an inquiry."
    said = [Said(HOLT, words, "indirect") for words in ("Ilan Dresk", "it", "an inquiry")]
    made = account("a", text, said=said, named=[("Ilan Dresk", DRESK)])
    assert [u.told.mention.span.of(text) for u in split(made)] == ["an inquiry"]


def test_a_paraphrase_without_a_word_in_common_is_found_by_what_its_words_mean() -> None:
    one = account("a", "Holt urged an immediate truce.", said=[Said(HOLT, "an immediate truce", "indirect")])
    other = account("b", "Holt called for fighting to stop at once.", said=[Said(HOLT, "fighting to stop at once", "indirect")])
    alike, bags = Alike(weights := Weights(story(one, other))), []
    for made in (one, other):
        bags.append(weights.bag(weights.roots[made.article.id].within(made.quotes[0].content)))
    assert not bags[0].roots & bags[1].roots
    assert alike(*bags).dice > 0.2
    assert alike(*bags) == alike(*reversed(bags))


def test_what_a_headline_quotes_is_not_told() -> None:
    text = "Holt: “We will not be driven from these waters”\nThe prime minister spoke at noon."
    one = account("a", text, said=[Said(HOLT, "We will not be driven from these waters")])
    titled = replace(one, article=replace(one.article, blocks=(Block(Span(0, text.index("\n")), "title"),)))
    assert statements(titled) == []


def test_speaker_and_weight_of_a_statement() -> None:
    made = story(NORTH, SOUTH)
    who = identify(made)
    judged = judge_statements(made, align_statements(made, who, SETTINGS).groups, who, ())
    assert judged[0].independent == 2
    assert judged[0].speaker == HOLT
    assert [s.independent for s in judged] == sorted((s.independent for s in judged), reverse=True)
    fullest = judged[0].accounts[0]
    assert fullest.mention.mode == "direct"


def test_a_newspaper_gives_way_to_whom_another_account_has_say_it() -> None:
    post = Actor("Harbour Post", "body")
    text = "“The harbour lords have robbed our fishermen for a century,” it says."
    quoted = "The harbour lords have robbed our fishermen for a century,"
    made = story(*(account(name, text, said=[Said(who, quoted)]) for name, who in (("a", post), ("b", post), ("c", HOLT))))
    who = identify(made)
    (judged,) = judge_statements(made, align_statements(made, who, SETTINGS).groups, who, ())
    assert judged.speaker == HOLT


def test_copies_count_once() -> None:
    made = story(NORTH, SOUTH)
    who = identify(made)
    judged = judge_statements(made, align_statements(made, who, SETTINGS).groups, who, [Lineage(("north", "south"))])
    assert {s.independent for s in judged} == {1}


# ---------------------------------------------------------------------------------------------- figures

TOLL_A = account(
    "a",
    "The collision in the Strait of Vesk killed 17 sailors on Tuesday.\nNorland has 40 patrol boats in the strait.\n"
    "The talks lasted two hours.",
    given=[
        Given("17 sailors", 17, 17, "people"),
        Given("40 patrol boats", 40, 40, "boat"),
        Given("two hours", 2, 2, "hours"),
    ],
)
TOLL_B = account(
    "b",
    "At least 12 sailors were killed when the boats collided in the Strait of Vesk.\nSudria keeps 40 lighthouses on the coast.",
    given=[Given("At least 12 sailors", 12, None, "people"), Given("40 lighthouses", 40, 40, "lighthouse")],
)


def figures(*accounts: Account) -> list[set[tuple[str, str]]]:
    made = story(*accounts)
    texts = {a.article.id: a.article.text for a in accounts}
    groups = align_figures(made, identify(made), SETTINGS).groups
    return [{(t.article, t.mention.span.of(texts[t.article])) for t in group} for group in groups]


def test_figures_of_one_thing_are_found_though_the_values_differ() -> None:
    assert {("a", "17 sailors"), ("b", "At least 12 sailors")} in figures(TOLL_A, TOLL_B)


def test_equal_numbers_of_other_things_stay_apart() -> None:
    groups = figures(TOLL_A, TOLL_B)
    assert {("a", "40 patrol boats")} in groups
    assert {("b", "40 lighthouses")} in groups


@pytest.mark.parametrize(("units", "apart"), [(("building", "structure"), False), (("boat", "lighthouse"), True)])
def test_units_of_like_meaning_are_not_held_against_two_figures(units: tuple[str, str], apart: bool) -> None:
    one, other = (
        account(name, f"The storm hit 140 {unit}s in Vesk.", given=[Given(f"140 {unit}s", 140, 140, unit)])
        for name, unit in zip("ab", units, strict=True)
    )
    made = story(one, other)
    compared = compare(made, SETTINGS, weights=Weights(made))
    assert (compared.values((0, 1), 0.0)[VALUES.index("unit_apart")] > 0) == apart


def test_a_second_figure_of_an_article_must_go_with_the_others_besides_the_best() -> None:
    day = ("2031-03-04", "2031-03-04")
    one = account(
        "a",
        "The Heron sank in the Strait of Vesk on Tuesday.\nThe museum of clocks closed on 4 March.",
        given=[Given("on Tuesday", *day, "date"), Given("on 4 March", *day, "date")],
    )
    other = account("b", "The Heron went down on Tuesday.", given=[Given("on Tuesday", *day, "date")])
    made = story(one, other)
    compared = compare(made, SETTINGS, weights=Weights(made))
    best, second, theirs = sorted(
        range(len(compared.nodes)), key=lambda n: (compared.articles(n) == {"b"}, compared.head(n).told.mention.span)
    )
    chances = {tuple(sorted(pair)): p for pair, p in [((best, theirs), 0.9), ((second, theirs), 0.28), ((best, second), 0.9)]}
    assert sorted(map(len, grouped(compared, chances, floors=Floors(0.26, 0.26, 0.26), again=0.3))) == [1, 2]
    assert sorted(map(len, grouped(compared, chances, floors=Floors(0.26, 0.26, 0.26), again=0.0))) == [3]


def test_a_length_of_time_never_meets_a_count() -> None:
    one = account("a", "The talks on the strait lasted two hours.", given=[Given("two hours", 2, 2, "hours")])
    other = account("b", "The talks on the strait had two chairmen.", given=[Given("two chairmen", 2, 2, "people")])
    assert len(figures(one, other)) == 2


def test_sums_are_pointed_out() -> None:
    one = account(
        "a",
        "The ferry carried 167 passengers and nine crew members to Port Allard.",
        given=[Given("167 passengers", 167, 167, "people"), Given("nine crew members", 9, 9, "people")],
    )
    other = account(
        "b", "All 176 people on the ferry to Port Allard died.", given=[Given("All 176 people", 176, 176, "people")]
    )
    made = story(one, other)
    judged = judge_figures(made, align_figures(made, {}, SETTINGS).groups, ())
    (total,) = [f for f in judged if 176 in {t.mention.low for t in f.accounts}]
    assert "“167 passengers” and “nine crew members” make “All 176 people” together" in total.judgement.reason
    assert total.judgement.verdict in ("single", "scope")


def test_what_comes_on_top_is_added_though_it_is_told_later() -> None:
    one = account(
        "a",
        "Norland asked for the letters of nine members of the council.\nA week later it asked for four additional members.",
        given=[Given("nine members", 9, 9, "people"), Given("four additional members", 4, 4, "people")],
    )
    other = account(
        "b", "Norland asked for the letters of 13 members of the council.", given=[Given("13 members", 13, 13, "people")]
    )
    made = story(one, other)
    judged = judge_figures(made, align_figures(made, {}, SETTINGS).groups, ())
    (total,) = [f for f in judged if 13 in {t.mention.low for t in f.accounts}]
    assert "“nine members” and “four additional members” make “13 members” together" in total.judgement.reason
    assert total.judgement.verdict in ("single", "scope")


def test_a_real_conflict_of_small_numbers_is_found_and_named() -> None:
    one = account(
        "a",
        "Four Sudrian patrol boats came near the Heron shortly before midnight.",
        given=[Given("Four Sudrian patrol boats", 4, 4, "boat")],
    )
    other = account(
        "b",
        "Two Sudrian patrol boats came near the Heron shortly before midnight and opened fire.",
        given=[Given("Two Sudrian patrol boats", 2, 2, "boat")],
    )
    made = story(one, other)
    (judged,) = judge_figures(made, align_figures(made, {}, SETTINGS).groups, ())
    assert judged.judgement.verdict == "conflict"


def test_a_second_trip_is_no_second_meeting() -> None:
    one = account("a", "Holt was in Sudria for a second trip.", given=[Given("second trip", 2, 2, "ordinal")])
    other = account("b", "Holt was in Sudria for a second meeting.", given=[Given("second meeting", 2, 2, "ordinal")])
    assert len(figures(one, other)) == 2


def test_the_dead_and_the_injured_are_two_figures() -> None:
    one = account("a", "The collision killed 14 sailors in the strait.", given=[Given("14 sailors", 14, 14, "people")])
    other = account("b", "The collision injured 15 sailors in the strait.", given=[Given("15 sailors", 15, 15, "people")])
    assert len(figures(one, other)) == 2


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Wednesday", "2031-03-05", "2031-03-05"),
        ("Thursday morning", "2031-03-06", "2031-03-06"),
        ("April 12", "2031-04-12", "2031-04-12"),
        ("28 December", "2030-12-28", "2030-12-28"),
        ("yesterday", "2031-03-05", "2031-03-05"),
        ("New Year’s Day", "2031-01-01", "2031-01-01"),
    ],
)
def test_time_words_of_an_undated_article_mean_days_of_the_story(words: str, first: str, last: str) -> None:
    found = words_to_days(words, date(2031, 3, 6))
    assert found is not None
    assert (found[0].isoformat(), found[1].isoformat()) == (first, last)


# ---------------------------------------------------------------------------------------------- events

NORLAND, SUDRIA = Actor("Norland", "country", "NOR"), Actor("Sudria", "country", "SWE")


def test_an_event_has_what_most_independent_accounts_say() -> None:
    clause = "A Sudrian cutter rammed a Norland patrol boat in the Strait of Vesk"
    accounts = [
        account(
            name,
            clause + " on Tuesday.",
            happened=[Happened(clause, "rammed", kind, (SUDRIA,), (NORLAND,), status, "Strait of Vesk")],
        )
        for name, kind, status in (
            ("a", "ASSAULT", "happened"),
            ("b", "ASSAULT", "alleged"),
            ("c", "COERCE", "happened"),
            ("d", "COERCE", "alleged"),
        )
    ]
    made = story(*accounts)
    tellings = [Told(a.article.id, a.events[0]) for a in accounts]
    (event,) = judge_events(made, [tellings], {}, [Lineage(("b", "c", "d"))])
    assert event.independent == 2
    assert event.actor == (SUDRIA,)
    assert event.recipient == (NORLAND,)
    assert event.status == "happened"
    assert event.place == "Strait of Vesk"
    assert event.judgement.verdict == "differ"
    assert "status: happened, alleged" in event.judgement.reason


def test_what_one_account_leaves_open_another_settles() -> None:
    clause = "A Sudrian cutter rammed a Norland patrol boat"
    told = [("a", (("ACCUSE", 0.5), ("ASSAULT", 0.45))), ("b", (("COERCE", 0.5), ("ASSAULT", 0.45)))]
    accounts = [account(name, clause + ".", happened=[Happened(clause, "rammed", kinds[0][0])]) for name, kinds in told]
    tellings = [
        Told(one.article.id, replace(one.events[0], kinds=kinds)) for one, (_, kinds) in zip(accounts, told, strict=True)
    ]
    (event,) = judge_events(story(*accounts), [tellings], {}, ())
    assert event.type == "ASSAULT"


def test_types_that_two_tellings_may_both_be_of_bring_them_together() -> None:
    clause = "A Sudrian cutter rammed a Norland patrol boat"

    def alike(*kinds: tuple[tuple[str, float], ...]) -> float:
        told = [account(name, clause + f" {name}.", happened=[Happened(clause, "rammed", "OTHER")]) for name in "ab"]
        sure = [replace(a, events=(replace(a.events[0], type=k[0][0], kinds=k),)) for a, k in zip(told, kinds, strict=True)]
        made = story(*sure)
        compared = compare_events(made, {}, SETTINGS, weights=Weights(made))
        return float(compared.unlisted[0, SIGNS.index("type_likely")])

    open_, other = (("ACCUSE", 0.5), ("ASSAULT", 0.5)), (("COERCE", 0.5), ("ASSAULT", 0.5))
    assert alike(open_, other) == pytest.approx(0.5)
    assert alike(open_, (("COERCE", 1.0),)) == 0.0
    assert alike(open_, open_[::-1]) == pytest.approx(1.0)


def test_joint_acts_have_all_parties_on_both_sides() -> None:
    clause = "Norland met Sudria in Port Allard"
    one = account("a", clause + ".", happened=[Happened(clause, "met", "CONSULT", (NORLAND,), (SUDRIA,))])
    (event,) = judge_events(story(one), [[Told("a", one.events[0])]], {}, ())
    assert set(event.actor) == set(event.recipient) == {NORLAND, SUDRIA}


# ---------------------------------------------------------------------------------------------- properties

SUBJECTS = ["the strait", "the fishermen", "our patrol boats", "the harbour lords", "the treaty of Vesk", "seventeen sailors"]
VERBS = ["will leave", "robbed", "must protect", "never saw", "betrayed", "will not recall"]
PEOPLE = [HOLT, DRESK, None, Actor("unnamed: official", "unnamed", "NOR"), Actor("Norland", "country", "NOR")]
SENTENCE = st.tuples(
    st.sampled_from(SUBJECTS), st.sampled_from(VERBS), st.sampled_from(SUBJECTS), st.sampled_from(PEOPLE), st.booleans()
)


def made_account(name: str, sentences: list[tuple[str, str, str, Actor | None, bool]]) -> Account:
    text, quotes, figures = "", [], []
    for k, (subject, verb, other, speaker, direct) in enumerate(sentences):
        said = f"{subject} {verb} {other}"
        text += "“" if direct else "He said "
        quotes.append(Quote((Span(len(text), len(text) + len(said)),), "direct" if direct else "indirect", speaker=speaker))
        text += said + ("” he said " if direct else " ")
        figures.append(FigureMention(Span(len(text), len(text) + 1), float(k), float(k), "boat"))
        text += f"{k % 10} times.\n"
    spans = []
    at = 0
    for line in text.splitlines():
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Account(Article(name, text), tuple(spans), quotes=tuple(quotes), figures=tuple(figures))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(SENTENCE, max_size=4), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_every_mention_stands_in_one_group_whatever_the_order_of_articles(
    pile: list[list[tuple[str, str, str, Actor | None, bool]]], chance: random.Random
) -> None:
    accounts = [made_account(f"a{k}", sentences) for k, sentences in enumerate(pile)]
    made = Story("s", tuple(accounts))
    who = identify(made)
    groups = align_statements(made, who, SETTINGS).groups
    told = [(t.article, span) for group in groups for t in group for span in t.mention.content]
    assert sorted(told) == sorted((a.article.id, span) for a in accounts for q in a.quotes for span in q.content)
    counted = align_figures(made, who, SETTINGS).groups
    assert sorted((t.article, t.mention.span) for g in counted for t in g) == sorted(
        (a.article.id, f.span) for a in accounts for f in a.figures
    )
    shuffled = list(accounts)
    chance.shuffle(shuffled)
    other = Story("s", tuple(shuffled))
    key = lambda groups: sorted(sorted((t.article, t.mention.span) for t in g) for g in groups)  # noqa: E731
    assert key(align_statements(other, identify(other), SETTINGS).groups) == key(groups)
    assert key(align_figures(other, identify(other), SETTINGS).groups) == key(counted)


def test_five_hundred_accounts_of_one_utterance_are_one_statement() -> None:
    accounts = [replace(NORTH, article=replace(NORTH.article, id=f"n{k:03d}")) for k in range(250)]
    accounts += [replace(SOUTH, article=replace(SOUTH.article, id=f"s{k:03d}")) for k in range(250)]
    made = Story("s", tuple(accounts))
    groups = align_statements(made, identify(made), SETTINGS).groups
    assert sorted(map(len, groups), reverse=True)[:2] == [500, 500]


def test_a_negation_that_both_quote_sets_no_cut_apart() -> None:
    whole = Said(HOLT, "Norland wants no war, but Norland will not be lectured,")
    cut = Said(HOLT, 'that her country "will not be lectured"', "mixed")
    texts = (f'"{whole.content}" Holt said.', f"Holt said {cut.content}.")
    assert len(statements(account("a", texts[0], said=[whole]), account("b", texts[1], said=[cut]))) == 1
