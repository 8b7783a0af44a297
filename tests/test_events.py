"""Events: what a sentence tells, how it is told, and which mentions tell one event."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.actor_codes import party_name, plover_code
from rashomon.extract import extract
from rashomon.extract.events import find_events, told_once
from rashomon.lexicon import lexicon
from rashomon.model import Account, Actor, ActorMention, Article, EventMention, Parsed, Quote, Span, Story, TimeMention, Told
from rashomon.parse import parse, parse_text
from rashomon.reconcile.align_events import align_events
from rashomon.settings import Settings

FOLDER = Path(__file__).parent / "cases"
CASES = yaml.safe_load((FOLDER / "events.yaml").read_text(encoding="utf-8"))
TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
    "ASSAULT STATEMENT OTHER".split()
)


def named(text: str, actors: Mapping[str, str | None]) -> list[ActorMention]:
    """Mentions of actors wherever their names stand."""
    found = []
    for name, of in actors.items():
        start = text.find(name)
        while start >= 0:
            found.append(ActorMention(Span(start, start + len(name)), Actor(name, "person", of)))
            start = text.find(name, start + 1)
    return sorted(found, key=lambda mention: mention.span)


def events_of(text: str, actors: Mapping[str, str | None] = {}) -> list[EventMention]:
    return find_events(parse_text(text), named(text, actors), [], [])


def sides(actors: tuple[Actor, ...]) -> list[str]:
    return sorted({actor.of or actor.name for actor in actors})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_sentence(case):
    told = {e["type"] for e in case["events"]}
    found = [
        {"type": e.plover[0], "actor": sides(e.actor), "recipient": sides(e.recipient), "status": e.plover[1], "place": e.place}
        for e in events_of(case["text"], case.get("actors") or {})
        if e.plover[0] in told or e.plover[0] not in ("STATEMENT", "OTHER")
    ]
    expected = [
        {"status": "happened", **e, "actor": sorted(e["actor"]), "recipient": sorted(e["recipient"])} for e in case["events"]
    ]
    kept = [{k: f[k] for k in e} for f, e in zip(found, expected, strict=False)]
    assert kept == expected
    assert len(found) == len(expected), found


def test_three_score_cases():
    assert len(CASES) >= 60


# ------------------------------------------------------------------------------------------ the mention


def clause(text: str, trigger: str) -> str:
    return next(e.span.of(text) for e in events_of(text) if e.trigger.of(text) == trigger)


def test_clause_begins_with_the_subject_and_leaves_out_joined_clauses():
    text = "After a long winter, Norway lifted its ban on Ugandan fish, which had angered traders, while Kenya kept its own."
    assert clause(text, "lifted").endswith("Norway lifted its ban on Ugandan fish")


def test_clause_of_a_noun_that_is_subject_is_that_of_its_verb():
    assert clause("The talks in Port Allard lasted two long days.", "talks") == "The talks in Port Allard lasted two long days"


def test_a_visit_announced_is_a_visit_planned_to_a_reader_and_a_promise_to_plover():
    (event,) = events_of("Norway will host the Chilean president in May.")
    assert (event.type, event.status, event.plover) == ("CONSULT", "planned", ("AGREE", "happened"))


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Norway said it would suspend aid to Uganda.", "SANCTION"),
        ("Norway said it would consider suspending aid to Uganda.", "THREATEN"),
    ],
)
def test_a_measure_announced_is_planned_and_one_pondered_a_threat(text, type_):
    assert type_ in {event.type for event in events_of(text)}


def test_an_investigation_is_a_request_to_a_reader_and_an_accusation_to_plover():
    (event,) = events_of("Kenyan police are investigating the fire.")
    assert (event.type, event.plover[0]) == ("REQUEST", "ACCUSE")


def test_a_clause_that_says_more_about_somebody_is_told_to_readers_only():
    events = events_of("Norway imposed sanctions on Uganda after the murder, and a man who killed three sailors ate.")
    assert [(e.type, e.plover[0]) for e in events] == [("SANCTION", "COERCE"), ("ASSAULT", "OTHER")]


def test_a_clause_that_no_word_of_the_lexicon_tells_is_told_all_the_same():
    events = events_of("The mayor of Port Allard repainted the old lighthouse on Monday.")
    assert [(e.type, e.trigger.start) for e in events] == [("OTHER", 25)]


def test_he_and_she_do_things_in_a_main_clause():
    text = "She repainted the old lighthouse of Port Allard."
    assert [e.trigger.of(text) for e in events_of(text)] == ["repainted"]
    assert not events_of("Nobody cared that it repainted the old lighthouse.")


@pytest.mark.parametrize(
    "text",
    [
        "The council of Port Allard is expected to repaint the lighthouse.",
        "The governor considered a new road to the harbour.",
        "Mara Holt created the first fishing fleet of Port Allard.",
    ],
)
def test_what_is_expected_considered_or_created_is_told(text):
    assert events_of(text, {"Mara Holt": None})


@pytest.mark.parametrize(
    ("text", "kind", "coded"),
    [
        ("The council passed the harbour bill on Monday.", "OTHER", "SUPPORT"),
        ("The governor declared a state of emergency on Monday.", "MOBILIZE", "COERCE"),
        ("Mara Holt called the inquiry a stunt.", "ACCUSE", "ACCUSE"),
        ("Mara Holt called it an accident.", "STATEMENT", "ACCUSE"),
    ],
)
def test_acts_of_home_affairs_are_listed_as_readers_do(text, kind, coded):
    (event,) = events_of(text, {"Mara Holt": None})
    assert (event.type, event.plover[0]) == (kind, coded)


@pytest.mark.parametrize(
    "text",
    [
        "The lighthouse of Port Allard is very old.",
        "He repainted it.",
        "The mayor did not repaint the old lighthouse on Monday.",
    ],
)
def test_states_trifles_and_what_did_not_happen_are_no_plain_happenings(text):
    assert not events_of(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mara Holt said the inquiry was a disgrace.", "ACCUSE"),
        ("Mara Holt said the rescuers were heroic.", "SUPPORT"),
        ("Mara Holt said she had never seen the letter.", "REJECT"),
        ("Mara Holt said the ferry leaves at noon.", "STATEMENT"),
    ],
)
def test_what_is_said_makes_an_act_of_the_saying_for_readers_only(text, kind):
    event = next(e for e in events_of(text, {"Mara Holt": None}) if e.trigger.of(text) == "said")
    assert (event.type, event.plover[0]) == (kind, "STATEMENT")


def test_speech_that_is_an_event_of_its_own_needs_no_content():
    assert [e.type for e in events_of("Mara Holt testified before the committee on Monday.")] == ["STATEMENT"]


def test_clause_of_a_noun_is_its_phrase():
    text = "Farmers complained about Norway's suspension of aid to Uganda."
    assert clause(text, "suspension") == "Norway's suspension of aid to Uganda"


def test_relative_clause_takes_in_what_it_tells_of():
    text = "Traders fear the Ugandan missile that hit the Kenyan base in May."
    assert clause(text, "hit") == "the Ugandan missile that hit the Kenyan base in May"


def test_announced_act_begins_with_the_announcement():
    text = "Norway said on Monday that it would suspend aid to Uganda."
    (event,) = [e for e in events_of(text) if e.plover[0] not in ("STATEMENT",)]
    assert (event.plover[0], sides(event.actor), event.span.of(text)) == ("THREATEN", ["NOR"], text[:-1])


def test_speech_that_tells_an_act_is_told_as_the_act():
    text = "Mara Holt said that Norway had supported the Kenyan claim."
    (event,) = events_of(text, {"Mara Holt": "NOR"})
    assert (event.type, sides(event.actor), sides(event.recipient)) == ("SUPPORT", ["NOR"], ["KEN"])


def test_who_passes_it_on_is_not_whom_it_is_about():
    text = "Mara Holt told Harbour News that Uganda looked tired."
    actors = [*named(text, {"Mara Holt": "NOR"}), ActorMention(Span(15, 27), Actor("Harbour News", "body"))]
    (event,) = find_events(parse_text(text), actors, [], [])
    assert (event.type, sides(event.recipient)) == ("STATEMENT", ["UGA"])


def test_a_country_in_no_table_is_not_taken_for_the_one_that_hosts_the_talks():
    text = "Norlanders attacked the convoy. Norlanders left. Talks will be held in Switzerland."
    actors = named(text, {"Switzerland": "CHE"}) + [
        ActorMention(Span(start, start + 10), Actor("Norlanders", "group")) for start in (0, 32)
    ]
    events = find_events(parse_text(text), actors, [], [])
    assert "CHE" not in [side for event in events if event.type == "ASSAULT" for side in sides(event.actor)]


def test_a_people_without_a_state_is_of_the_only_country_told_of():
    text = "Kurdish fighters attacked a Turkish convoy."
    actors = [ActorMention(Span(0, 7), Actor("Kurdish", "group"))]
    (event,) = find_events(parse_text(text), actors, [], [])
    assert (sides(event.actor), sides(event.recipient)) == (["TUR"], ["TUR"])


def test_mere_speech_is_a_statement():
    text = "Mara Holt said that the harbour looked fine."
    (event,) = events_of(text, {"Mara Holt": "NOR"})
    assert (event.type, sides(event.actor)) == ("STATEMENT", ["NOR"])


def test_what_another_is_said_to_have_done_is_alleged():
    text = "Uganda bombed a Kenyan village, Mara Holt said."
    content = Span(0, text.index(","))
    quote = Quote((content,), "indirect", speaker=Actor("Mara Holt", "person", "NOR"))
    events = find_events(parse_text(text), named(text, {"Mara Holt": "NOR"}), [quote], [])
    event = next(e for e in events if e.type == "ASSAULT")
    assert (event.status, event.speaker) == ("alleged", quote.speaker)


def test_time_of_the_clause_comes_before_one_outside():
    text = "On Monday traders cheered as Norway lifted its ban on Ugandan fish on Friday."
    times = [TimeMention(Span(text.index(day), text.index(day) + 6), None, None, "day") for day in ("Monday", "Friday")]
    event = next(e for e in find_events(parse_text(text), [], [], times) if e.type == "CONCEDE")
    assert event.time is times[1]


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("On Monday the harbour closed, officials said.", "closed", "Monday"),
        ("The harbour board met on Monday to discuss the strike.", "met", "Monday"),
        ("The board fired Ilan Dresk, who had robbed a bank in 2011.", "fired", None),
        ("The mayor praised Ilan Dresk, who won the race on Monday.", "praised", None),
        ("Ilan Dresk met Mara Holt shortly after the 2016 election.", "met", None),
        ("Protesters toppled a statue of a 2016 champion.", "toppled", None),
        ("Rebels meddled in the 2016 election.", "meddled", "2016"),
        ("The union has signed a deal, officials said on Monday.", "signed", "Monday"),
        ("Mara Holt said on Monday that rebels had attacked the harbour.", "attacked", None),
        ("Mara Holt said on Monday that she would visit the harbour.", "visit", "Monday"),
    ],
)
def test_a_happening_is_dated_by_what_hangs_on_it_or_governs_it(text, trigger, day):
    times = [TimeMention(Span(text.index(d), text.index(d) + len(d)), None, None, "day" if len(d) > 4 else "year")
             for d in ("Monday", "2011", "2016") if d in text]  # fmt: skip
    found = [e for e in find_events(parse_text(text), [], [], times) if e.trigger.of(text) == trigger]
    assert [e.time.span.of(text) if e.time else None for e in found] == [day]


def test_two_sides_are_the_countries_that_the_article_is_on():
    text = "Norway and Chile met. Norway wants fish. Chile wants wood. The two countries agreed to trade."
    actors = [
        ActorMention(Span(start, start + len(name)), Actor(name, "country", code))
        for name, code in (("Norway", "NOR"), ("Chile", "CHL"))
        for start in (text.index(name), text.rindex(name))
    ]
    event = next(e for e in find_events(parse_text(text), actors, [], []) if e.type == "AGREE")
    assert sides(event.actor) == ["CHL", "NOR"]


def test_order_of_mentions_does_not_matter():
    text = "Mara Holt met Ilan Dresk in Oslo after Uganda had bombed Kenya."
    actors = named(text, {"Mara Holt": "NOR", "Ilan Dresk": "CHL"})
    assert find_events(parse_text(text), actors, [], []) == find_events(parse_text(text), actors[::-1], [], [])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*'"“”()[]—,.;: \n', "killed", "said", "that", "Norway", "Ugandan", "attack", "of", "to", "will", "and", "not"]
        )
    )
)
def test_any_text_gives_well_formed_mentions(words):
    text = " ".join(words)
    parsed = parse_text(text)
    for event in find_events(parsed, [], [], []):
        assert event.span.covers(event.trigger)
        assert event.trigger.of(text).strip()
        assert event.type in TYPES
        assert any(sentence.span.covers(event.span) for sentence in parsed.sentences)


@pytest.mark.parametrize("text", ["", "a" * 10_000, "killed " * 2_000, "(" * 500 + "attack" + "]" * 500])
def test_hostile_text(text):
    events_of(text)


# ------------------------------------------------------------------------------------------ the lexicon


def test_lexicon_names_known_types_and_classes():
    table = lexicon("events")
    assert set(table["types"]) == TYPES | {"NONE"}
    entries = [entry for entry in table["types"].values()]
    words = {
        w for e in entries for phrase in (e["phrases"] + "," + e["nouns"]).split(",") for w in phrase.strip("? \n").split()
    }
    classes = {word.lstrip("^") for word in words if word.lstrip("^").isupper()}
    assert classes <= set(table["classes"])
    assert set(table["classes"]) == classes, "a class that no phrase uses"


def test_no_phrase_has_two_types():
    seen: dict[str, str] = {}
    for name, entry in lexicon("events")["types"].items():
        for phrase in (*entry["verbs"].split(), *(p.strip() for p in entry["phrases"].split(","))):
            assert not phrase or seen.setdefault(phrase, name) == name, phrase


def test_codes_of_actors():
    codes = {
        "NOR": Actor("Mara Holt", "person", "NOR"),
        "IGO": Actor("United Nations", "body"),
        "NGO": Actor("Amnesty International", "body"),
        "KEN": Actor("Kenyan Workers' Union", "body"),
        "Mara Holt": Actor("Mara Holt", "person"),
        "LBN": Actor("Hezbollah", "body", "Hezbollah"),
    }
    assert {code: plover_code(actor) for code, actor in codes.items()} == {code: code for code in codes}
    assert plover_code(Actor("Norbay Relief Committee", "body")) == "NGO"
    assert plover_code(Actor("Organization of Fishing States", "body")) == "IGO"


def test_parties_have_one_name():
    assert party_name(Actor("Western military alliance", "body")) == "NATO"
    assert party_name(Actor("Harbour Democrats", "group", "NOR")) == "Harbour Democrats"


# ------------------------------------------------------------------------------------------ the same event across accounts

REPORTS = (
    "Norway imposed tariffs on Ugandan fish on Monday. Ugandan fishermen blocked the harbour of Port Allard in protest. "
    "Mara Holt met the Kenyan president in Nairobi to discuss the drought.",
    "Uganda's fish exporters face new Norwegian tariffs on fish, which Norway imposed on Monday. Mara Holt held talks on the "
    "drought with the president of Kenya in Nairobi.",
    "Angry Ugandan fishermen blocked the harbour at Port Allard. Norway's tariffs on fish from Uganda took effect on Monday.",
)


def story_of(texts) -> Story:
    articles = [Article(f"a{k}", text, outlet=f"Outlet {k}") for k, text in enumerate(texts)]
    return Story("story", tuple(map(account_of, parse(articles, Settings()))))


def account_of(parsed: Parsed) -> Account:
    actors = named(parsed.article.text, {"Mara Holt": "NOR"})
    events = tuple(find_events(parsed, actors, [], []))
    return Account(parsed.article, tuple(s.span for s in parsed.sentences), actors=tuple(actors), events=events)


def together(groups, *words) -> bool:
    """Whether the mentions with these trigger words, each (article, word), stand in one group."""
    texts = {f"a{k}": text for k, text in enumerate(REPORTS)}
    for group in groups:
        found = {(t.article, t.mention.trigger.of(texts[t.article])) for t in group}
        if set(words) <= found:
            return True
    return False


def test_same_event_is_one_across_accounts():
    groups = align_events(story_of(REPORTS), {}, Settings()).groups
    assert together(groups, ("a0", "blocked"), ("a2", "blocked"))
    assert together(groups, ("a0", "met"), ("a1", "talks"))
    assert together(groups, ("a0", "imposed"), ("a1", "tariffs"))
    assert not together(groups, ("a0", "blocked"), ("a0", "imposed"))


def test_every_mention_stands_in_one_group():
    story = story_of(REPORTS)
    told = [(t.article, t.mention) for group in align_events(story, {}, Settings()).groups for t in group]
    mentions = [(a.article.id, e) for a in story.accounts for e in a.events]
    assert len(told) == len(mentions)
    assert set(told) == set(mentions)


def test_order_of_accounts_does_not_matter():
    story = story_of(REPORTS)
    other = Story("story", story.accounts[::-1])
    assert align_events(story, {}, Settings()).groups == align_events(other, {}, Settings()).groups


@pytest.mark.parametrize("texts", [(), ("",), (REPORTS[0],), ("Oslo lies on a fjord.", "")])
def test_stories_with_little_to_align(texts):
    groups = align_events(story_of(texts), {}, Settings()).groups
    assert all(len({t.article for t in group}) == 1 for group in groups)


# ------------------------------------------------------------------------------------------ how, about what, in whose name


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The Kenyan president telephoned the Chilean foreign minister.", "phone"),
        ("Chilean police arrested a Kenyan sailor.", "arrest"),
        ("A Chilean drone strike killed a Kenyan general.", "drone"),
        ("Norway imposed sanctions on Uganda.", "restrict"),
        ("Norway withdrew its ambassador from Uganda.", "withdraw"),
        ("Norway praised Kenya.", None),
    ],
)
def test_mode_says_how(text, mode):
    assert [e.mode for e in events_of(text) if e.plover[0] not in ("STATEMENT",)] == [mode]


def test_contexts_say_what_about():
    (event,) = events_of("Norway imposed tariffs on steel imports from Kenya.")
    assert event.contexts[0] == "economic"


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        (Actor("Mara Holt", "person", "NOR", "foreign minister"), "NOR"),
        (Actor("Mara Holt", "person", "NOR", "senator"), "Mara Holt"),
        (Actor("Ministry of Fish", "body", "NOR"), "NOR"),
        (Actor("Harvest Party", "body", "NOR"), "Harvest Party"),
        (Actor("unnamed: Norwegian rebels", "unnamed", "NOR"), "Norwegian rebels"),
        (Actor("Harvest Party", "body"), "Harvest Party"),
    ],
)
def test_who_acts_in_his_own_name(actor, name):
    assert party_name(actor) == name


def test_the_two_countries_are_those_told_of_last():
    text = "Kenya and Uganda have often met. Chile warned Norway on Monday. The two countries broke off talks."
    spans = [
        (name, code, text.index(name))
        for name, code in (("Kenya", "KEN"), ("Uganda", "UGA"), ("Chile", "CHL"), ("Norway", "NOR"))
    ]
    actors = [ActorMention(Span(at, at + len(name)), Actor(name, "country", code)) for name, code, at in spans]
    events = find_events(parse_text(text), actors, [], [])
    assert sides(events[-1].actor) == ["CHL", "NOR"]


def test_what_stands_in_a_quotation_or_is_told_in_three_words_is_listed_later():
    text = "The mayor of Port Allard repainted the old lighthouse on Monday."
    (mention,) = events_of(text)
    whole = Quote(content=(Span(0, len(text)),), mode="direct")

    def likely(mention: EventMention, *quotes: Quote) -> float:
        account = Account(Article("A1", text), events=(mention,), quotes=quotes)
        return align_events(Story("story", (account,)), {}, Settings()).listed[Told("A1", mention)]

    told = likely(mention)
    assert likely(mention, whole) < told
    assert likely(replace(mention, span=Span(25, 44))) < told


def test_what_two_accounts_tell_is_likelier_listed_than_what_one_tells():
    texts = ("Kenyan police arrested a Chilean sailor on Monday.", "On Monday police in Kenya arrested a sailor from Chile.")
    alone = align_events(story_of(texts[:1]), {}, Settings()).listed
    both = align_events(story_of(texts), {}, Settings()).listed
    (told,) = alone
    assert both[told] > alone[told]


def test_two_of_one_country_meet_in_their_own_name():
    text = "Ilan Dresk will meet Mara Holt on Monday to discuss disputes with the Harvest Union."
    who = [Actor("Ilan Dresk", "person", "NOR", "police chief"), Actor("Mara Holt", "person", "NOR", "president")]
    union = Actor("Harvest Union", "body")
    spans = [Span(text.index(actor.name), text.index(actor.name) + len(actor.name)) for actor in (*who, union)]
    mentions = [ActorMention(span, actor) for span, actor in zip(spans, (*who, union), strict=True)]
    event = find_events(parse_text(text), mentions, [], [])[0]
    assert (event.actor, event.recipient) == ((who[0],), (who[1],))


def test_a_call_for_somebody_to_act_spans_what_is_called_for():
    text = "In Oslo, students are calling for the mayor of Kampala to step down."
    assert [e.span.of(text) for e in events_of(text)] == ["In Oslo, students are calling for the mayor of Kampala to step down"]


def test_a_mention_tells_whose_body_it_is():
    text = "The European Commission announced that it had suspended aid to Uganda in protest at the harassment of doctors."
    body = Actor("European Commission", "body", "European Union")
    mentions = [
        ActorMention(Span(text.index(word), text.index(word) + len(word)), body) for word in ("European Commission", "it")
    ]
    events = find_events(parse_text(text), mentions, [], [])
    assert [e.plover[0] for e in events if e.plover[0] not in ("STATEMENT", "OTHER")] == ["SANCTION"]


# ------------------------------------------------------------------------------------------ the words for each side


@pytest.mark.parametrize(
    ("text", "acting", "bearing"),
    [
        ("Kansas nurses walked out of two hospitals on Monday.", "Kansas nurses", None),
        ("Workers in Norway went on strike on Monday.", "Workers in Norway", None),
        ("Kenya was accused by Norway of spying.", "Norway", "Kenya"),
        (
            "Two Kenyan soldiers were killed by Somali militants who had crossed the border.",
            "Somali militants",
            "Two Kenyan soldiers",
        ),
        ("Norway imposed sanctions on Kenya and Uganda.", "Norway", "Kenya and Uganda"),
    ],
)
def test_a_mention_keeps_the_words_that_name_each_side(text: str, acting: str, bearing: str | None) -> None:
    event = next(e for e in events_of(text) if e.actor)
    assert event.actor_span is not None
    assert event.actor_span.of(text) == acting
    assert (event.recipient_span.of(text) if event.recipient_span else None) == bearing


# ------------------------------------------------------------------------------------------ one happening, one mention


def mention(start: int, end: int, type_: str, **known) -> EventMention:
    return EventMention(Span(start, end), Span(start, start + 1), type_, **known)


def test_two_words_of_one_clause_for_one_act_are_one_mention() -> None:
    whole, part = mention(0, 50, "CONSULT"), mention(0, 40, "CONSULT")
    assert told_once([part, whole]) == told_once([whole, part]) == [whole]


def test_what_may_well_be_of_the_others_type_is_one_with_it() -> None:
    whole = mention(0, 50, "OTHER", kinds=(("OTHER", 0.6), ("CONSULT", 0.4)))
    (kept,) = told_once([whole, mention(0, 40, "CONSULT")])
    assert (kept.span, kept.plover[0]) == (whole.span, "CONSULT")
    unlike = mention(0, 50, "OTHER", kinds=(("OTHER", 0.9), ("CONSULT", 0.1)))
    assert len(told_once([unlike, mention(0, 40, "CONSULT")])) == 2


def test_acts_of_two_types_or_of_two_clauses_stay_two() -> None:
    events = [mention(0, 50, "CONSULT"), mention(2, 50, "ASSAULT"), mention(30, 50, "CONSULT"), mention(60, 90, "CONSULT")]
    assert told_once(events) == events


def test_what_plover_codes_of_an_act_is_kept() -> None:
    whole = mention(0, 50, "CONSULT", coded=("OTHER", "happened"))
    (kept,) = told_once([whole, mention(0, 40, "CONSULT", coded=("REJECT", "planned"))])
    assert (kept.span, kept.plover) == (whole.span, ("REJECT", "planned"))


# ------------------------------------------------------------------------------------------ who does what to whom, counted


def finds(case) -> bool:
    """Whether some mention has the type and both sides of a case."""
    found = extract(parse_text(case["text"])).events
    return any(
        case["type"] in (event.type, event.plover[0])
        and [{*map(party_name, event.actor)}, {*map(party_name, event.recipient)}] == [{*case["actor"]}, {*case["recipient"]}]
        for event in found
    )


def test_type_and_sides_reach_their_floor() -> None:
    cases = yaml.safe_load((FOLDER / "roles.yaml").read_text(encoding="utf-8"))
    floor = json.loads((FOLDER.parent / "gate.json").read_text(encoding="utf-8"))["roles"]
    share = sum(map(finds, cases)) / len(cases)
    assert share >= floor, f"right {share:.3f}"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mara Holt's mother accused Kenya of neglect.", ["Mara Holt's mother"]),
        ("Ten friends of Mara Holt protested in Oslo.", ["friends"]),
        ("Kenyan soldiers attacked Ugandan troops.", ["KEN"]),
    ],
)
def test_whoever_belongs_to_somebody_is_not_that_person(text: str, who: list[str]) -> None:
    (event,) = extract(parse_text(text)).events
    assert [*map(party_name, event.actor)] == who


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Mara Holt repeated her claim that Kenyan troops shelled the town.", "alleged"),
        ("Norway has seen reports that Kenyan troops shelled the town.", "alleged"),
        ("Mara Holt dismissed reports that Kenyan troops shelled the town.", "denied"),
        ("Norway signed the treaty after Kenyan troops shelled the town.", "happened"),
        ("Mara Holt read the report that angered Kenyan troops who shelled the town.", "happened"),
    ],
)
def test_what_is_claimed_need_not_have_happened(text: str, status: str) -> None:
    assert [(sides(e.actor), e.status) for e in events_of(text) if e.type == "ASSAULT"] == [(["KEN"], status)]
