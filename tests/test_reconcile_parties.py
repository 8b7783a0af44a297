"""Who acts in an event and to whom, where its clause does not say so."""

import pytest

from rashomon.actor_codes import party_name, party_names
from rashomon.model import Actor, Told
from rashomon.reconcile.judge_events import judge_events
from rashomon.reconcile.parties import ChoiceModel, Choices, Chooser, Sides
from rashomon.reconcile.scene import NOBODY, Scene
from tests.reconciling import Happened, account, story

VALE = Actor("Mara Vale", "person", None, "gunman")
PEN = Actor("Orla Pen", "person")
SHERIFF = Actor("Tam Ruud", "person", "NOR", "sheriff")

SHOT = "Mara Vale shot Orla Pen in Port Allard"
DIED = "the shooting at the ferry"


def shooting():
    text = f"{SHOT}.\nMara Vale was seen with Orla Pen. Witnesses recalled {DIED}."
    one = account(
        "a",
        text,
        happened=[Happened(SHOT, "shot", "ASSAULT", (VALE,), (PEN,)), Happened(DIED, "shooting", "ASSAULT")],
        named=[("Mara Vale", VALE), ("Orla Pen", PEN)],
    )
    return story(one)


def test_a_deed_that_a_noun_recalls_is_done_to_whom_the_story_tells():
    made = shooting()
    clusters = [[Told("a", event)] for event in made.accounts[0].events]
    events = {e.what.span.of(made.accounts[0].article.text): e for e in judge_events(made, clusters, {}, ())}
    assert (events[SHOT].actor, events[SHOT].recipient) == ((VALE,), (PEN,))
    assert events[DIED].recipient == (PEN,)


def test_a_mere_statement_is_made_to_nobody():
    clause = "Sheriff Tam Ruud said the ferry was late"
    told = Happened(clause, "said", "STATEMENT", (SHERIFF,))
    made = story(account("a", clause + ".", happened=[told], named=[("Sheriff Tam Ruud", SHERIFF)]))
    (event,) = judge_events(made, [[Told("a", made.accounts[0].events[0])]], {}, ())
    assert event.recipient == ()


def choices(kind="ASSAULT"):
    made = shooting()
    clusters = [[Told("a", event)] for event in made.accounts[0].events]
    scene = Scene(made, {}, clusters)
    sides = frozenset(("Mara Vale",)), frozenset(("Orla Pen",))
    return Choices(scene, clusters[0], kind, sides)


def test_what_speaks_for_a_choice_is_where_the_clause_names_it():
    found = choices()
    assert found.parties[0] == NOBODY
    actor, recipient = (found.parties.index(frozenset((name,))) for name in ("Mara Vale", "Orla Pen"))
    assert found.signs(actor, 0)["before"] == found.signs(recipient, 0)["after"] == 1.0
    assert "after" not in found.signs(actor, 0)
    assert found.given(recipient, frozenset(("Orla Pen",)))["self"] == 1.0


@pytest.mark.parametrize(
    ("kind", "bears", "recipient"),
    [
        ("ASSAULT", {"abroad": 1.0, "ruled": 3.0}, "Orla Pen"),
        ("ASSAULT", {"nobody": 9.0}, None),
        ("CONSULT", {"self": 9.0}, "Mara Vale"),
        ("ASSAULT", {"self": 9.0, "ruled": 1.0}, "Orla Pen"),  # nobody but a state does to itself what is not done together
    ],
)
def test_who_suffers_is_chosen_given_who_acts(kind, bears, recipient):
    sides = Chooser(ChoiceModel({"ruled": 5.0}, bears)).choose(choices(kind))
    assert sides[:2] == (frozenset(("Mara Vale",)), frozenset((recipient,)) if recipient else NOBODY)


def test_who_is_too_unlikely_is_not_named():
    vale, pen = frozenset(("Mara Vale",)), frozenset(("Orla Pen",))
    assert Sides(vale, pen, 0.2, 0.9).known[:2] == (NOBODY, pen)
    assert Sides(vale, pen, 0.9, 0.2).known[:2] == (vale, NOBODY)
    sure, torn = (Chooser(ChoiceModel({"ruled": weight}, {"ruled": weight})).choose(choices()) for weight in (9.0, 0.01))
    assert sure.known[:2] == (vale, pen)
    assert sure.actor_chance > 0.9 > 0.5 > torn.actor_chance


def test_a_country_that_is_chosen_is_shown_by_whom_the_clause_names_for_it():
    made = shooting()
    scene = Scene(made, {}, [])
    assert scene.actors(frozenset(("NOR",)), [SHERIFF]) == (SHERIFF,)
    assert party_names(scene.actors(frozenset(("NOR",)), ())) == ["NOR"]


def test_of_an_act_at_home_each_side_is_shown_by_whom_its_clause_names_there():
    head, rebels = Actor("Mara Holt", "person", "NOR", "president"), Actor("army", "body", "NOR")
    clause = "The army rose against Mara Holt"
    told = Happened(clause, "rose", "PROTEST", (rebels,), (head,))
    made = story(account("a", clause + ".", happened=[told], named=[("army", rebels), ("Mara Holt", head)]))
    (event,) = judge_events(made, [[Told("a", made.accounts[0].events[0])]], {}, ())
    assert (event.actor, event.recipient) == ((rebels,), (head,))


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        (Actor("Orla O’Pen", "person"), "Orla O'Pen"),
        (Actor("Mara Holt", "person", "NOR", "house speaker"), "Mara Holt"),
        (Actor("Mara Holt", "person", "NOR", "minority leader"), "Mara Holt"),
        (Actor("Mara Holt", "person", "NOR", "foreign minister"), "NOR"),
        (Actor("Mara Holt", "person", "NOR", "senior official"), "Mara Holt"),
        (Actor("GOP", "group", "USA"), "Republicans"),
    ],
)
def test_a_party_goes_by_its_plain_name(actor, name):
    assert party_name(actor) == name
