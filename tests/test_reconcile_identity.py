"""The same actor across the accounts of a story."""

from __future__ import annotations

import pytest

from rashomon.model import Account, Actor, ActorMention, Article, Span, Story
from rashomon.reconcile.identity import identify


def story(*articles: list[Actor]) -> Story:
    return Story(
        "s",
        tuple(
            Account(Article(f"A{k}", "x" * 20), actors=tuple(ActorMention(Span(0, 1), actor) for actor in actors))
            for k, actors in enumerate(articles)
        ),
    )


def person(name: str, of: str | None = None, office: str | None = None) -> Actor:
    return Actor(name, "person", of, office)


def body(name: str, of: str | None = None) -> Actor:
    return Actor(name, "body", of)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Mara Holt"), person("Holt")),
        (person("Mara Holt", "NOR"), person("Mr Holt")),
        (person("Mara Holt"), person("President Mara Holt")),
        (person("Mara J. Holt"), person("Mara Holt")),
        (person("William Brandt"), person("Bill Brandt")),
        (person("Ro Jun Sa"), person("Ro Jun-sa")),
        (person("Oleksiy Danivol"), person("Oleksiy Danyvol")),
        (person("José Muñez"), person("Jose Munez")),
        (person("Lucky Mara Holt"), person("Mara Holt")),
        (body("United Nations"), body("UN")),
        (body("Ministry of Commerce", "NOR"), body("Commerce Ministry", "NOR")),
        (body("Norway's Commerce Ministry"), body("Ministry of Commerce", "NOR")),
        (body("National Harbour Board"), body("NHB")),
        (body("the Harbour Board"), body("Harbour Board")),
        (Actor("Norway", "country", "NOR"), body("Norwegian government", "NOR")),
        (person("Mara Holt", "NOR"), body("Holt")),
        (person("Mara Dresk Holt"), person("Dresk Holt")),
        (person("Mark Holt Jr."), person("Mark Holt")),
        (body("U.N. Harbour Council"), body("Harbour Council", "United Nations")),
    ],
    ids=lambda actor: actor.name,
)
def test_one_actor(one: Actor, other: Actor) -> None:
    who = identify(story([one], [other]))
    assert who[one] == who[other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Mara Holt"), person("Peter Holt")),
        (person("M. Holt"), person("Peter Holt")),
        (person("Mara Anne Holt"), person("Mara Beth Holt")),
        (person("Mara Holt"), person("Mara Dresk")),
        (person("Mara Hart"), person("Mara Holt")),
        (body("Ministry of Commerce", "NOR"), body("Ministry of Commerce", "SWE")),
        (body("Security Council"), body("National Security Council")),
        (body("Ministry of Defence", "NOR"), body("Ministry of Commerce", "NOR")),
        (Actor("unnamed: senior official", "unnamed"), Actor("unnamed: official", "unnamed")),
        (Actor("Norway", "country", "NOR"), Actor("Sweden", "country", "SWE")),
    ],
    ids=lambda actor: actor.name,
)
def test_two_actors(one: Actor, other: Actor) -> None:
    who = identify(story([one], [other]))
    assert who[one] != who[other]


def test_the_fullest_name_stands_for_all_with_what_is_known_of_any() -> None:
    short, full, titled = person("Holt"), person("Mara Holt", "NOR"), person("Ms Holt", None, "prime minister")
    who = identify(story([short], [full], [titled]))
    assert who[short] == Actor("Mara Holt", "person", "NOR", "prime minister")
    assert len(set(who.values())) == 1


def test_a_bare_name_of_two_namesakes_stays_alone_unless_one_dominates() -> None:
    mara, peter, bare = person("Mara Holt"), person("Peter Holt"), person("Holt")
    assert identify(story([mara], [peter], [bare]))[bare] == bare
    assert identify(story([mara] * 6, [peter], [bare]))[bare] == mara


def test_a_government_that_goes_by_its_leader_acts_for_the_country() -> None:
    who = identify(story([person("Mara Holt", "NOR")], [body("Holt administration"), body("Mara Holt administration")]))
    assert who[body("Holt administration")].of == "NOR"
    assert who[body("Holt administration")] == who[body("Mara Holt administration")]


def test_every_actor_has_an_answer_whatever_its_name() -> None:
    odd = [
        person(""),
        person("…"),
        body("the"),
        body("UN UN"),
        person("Jr."),
        Actor("", "group"),
        body("'s"),
        person("x" * 10_000),
    ]
    who = identify(story(odd))
    assert set(who) == set(odd)


def test_the_order_of_articles_does_not_matter() -> None:
    actors = [
        person("Mara Holt", "NOR"),
        person("Holt"),
        person("Peter Holt"),
        body("UN"),
        body("United Nations"),
        person("Kim Ro"),
    ]
    forward = identify(story(actors[:3], actors[3:]))
    backward = identify(story(actors[3:][::-1], actors[:3][::-1]))
    assert forward == backward


def test_a_misprinted_first_name_is_no_second_person() -> None:
    one, other = person("Ilan Dresk", "NOR", "deputy foreign minister"), person("Pavel Dresk", "NOR", "foreign minister")
    who = identify(story([one], [one], [other]))
    assert who[other] == who[one]
    assert who[one].name == "Ilan Dresk"


def test_two_of_a_name_that_one_article_tells_apart_are_two() -> None:
    one, other = person("Ilan Dresk", "NOR", "foreign minister"), person("Pavel Dresk", "NOR", "foreign minister")
    who = identify(story([one, other], [one]))
    assert who[other] != who[one]


@pytest.mark.parametrize(
    ("named", "known"),
    [
        ("Norwegian president", True),
        ("Norwegian leader", True),
        ("former Norwegian president", False),
        ("Swedish president", False),
    ],
)
def test_an_office_without_a_name_is_who_holds_it_elsewhere(named: str, known: bool) -> None:
    holder = person("Mara Holt", "NOR", "president")
    office = Actor(f"unnamed: {named}", "unnamed", "SWE" if "Swedish" in named else "NOR")
    who = identify(story([office], [holder]))
    assert (who[office] == who[holder]) is known


def test_an_office_that_two_hold_is_nobody() -> None:
    office = Actor("unnamed: Norwegian president", "unnamed", "NOR")
    who = identify(story([office], [person("Mara Holt", "NOR", "president"), person("Ilan Dresk", "NOR", "president")]))
    assert who[office] == office


def test_those_who_speak_together_are_known_by_their_full_names() -> None:
    holt, dresk = person("Mara Holt"), person("Ilan Dresk")
    both = Actor.together([person("Holt"), person("Dresk")])
    who = identify(story([holt, dresk], [both]))
    assert who[both].name == "Mara Holt and Ilan Dresk"
    assert who[both].members == (who[holt], who[dresk])


def test_the_familiar_name_stands_for_the_formal_one() -> None:
    formal, familiar = person("William Brandt"), person("Bill Brandt")
    assert identify(story([formal, formal], [familiar]))[formal].name == "Bill Brandt"


def unnamed(name: str, of: str | None = None) -> Actor:
    return Actor(f"unnamed: {name}", "unnamed", of)


@pytest.mark.parametrize(
    ("actor", "of"),
    [
        (unnamed("Norwegian officials"), "NOR"),
        (unnamed("Holt's spokesman"), "NOR"),
        (unnamed("Holt administration official"), "NOR"),
        (unnamed("senior administration official"), "USA"),
        (body("Norway Daily"), "NOR"),
        (body("Norwegian Chamber of Commerce in Denmark"), None),
        (unnamed("officials"), "NOR"),
        (unnamed("teachers"), None),
        (body("South Haven Police Department"), "NOR"),
        (body("People's Liberation Army of Ost"), None),
        (unnamed("party leaders of New Jersey"), None),
        (person("Ilan Dresk", office="home secretary"), "GBR"),
        (person("Ilan Dresk", of="DNK", office="home secretary"), "DNK"),
        (person("Norway Jones"), None),
    ],
    ids=lambda value: value.name if isinstance(value, Actor) else str(value),
)
def test_whom_an_actor_acts_for_follows_from_its_name_where_nobody_tells(actor: Actor, of: str | None) -> None:
    who = identify(story([actor], [person("Mara Holt", "NOR")]))
    assert who[actor].of == of


def test_the_short_name_stands_for_one_with_an_epithet() -> None:
    names = [person("Lucky Mara Holt")], [person("Mara Holt")], [person("Mara Holt")]
    assert identify(story(*names))[person("Lucky Mara Holt")].name == "Mara Holt"


def told(*lines: list[tuple[Actor, int]]) -> Story:
    """A story of one article: its sentences of ten characters, with the actors in each."""
    mentions = [ActorMention(Span(10 * k + i, 10 * k + i + 1), actor) for k, line in enumerate(lines) for actor, i in line]
    spans = tuple(Span(10 * k, 10 * k + 10) for k in range(len(lines)))
    return Story("s", (Account(Article("A", "x" * 10 * len(lines)), sentences=spans, actors=tuple(mentions)),))


NORWAY, STATES = Actor("Norway", "country", "NOR"), Actor("United States", "country", "USA")
SWEDEN = Actor("Sweden", "country", "SWE")


@pytest.mark.parametrize(
    ("office", "beside", "of"),
    [
        ("prime minister", [NORWAY, NORWAY, STATES], "NOR"),
        ("prime minister", [STATES, STATES, NORWAY], "NOR"),  # the United States have none
        ("president", [NORWAY, STATES, STATES], "USA"),
        ("mayor", [SWEDEN, SWEDEN, NORWAY], "SWE"),
        ("professor", [NORWAY, NORWAY, NORWAY], None),
    ],
)
def test_an_office_without_a_country_is_of_the_country_that_is_told_beside_it(
    office: str, beside: list[Actor], of: str | None
) -> None:
    holt = person("Mara Holt", office=office)
    who = identify(told(*([(holt, 0), (other, 5)] for other in beside)))
    assert who[holt].of == of


def test_an_office_goes_by_the_full_name_of_whose_it_is() -> None:
    who = identify(story([person("Mara Holt", "NOR"), body("Mr. Holt office")], [body("Holt office")], [body("Patent Office")]))
    assert who[body("Mr. Holt office")] == who[body("Holt office")] == body("Mara Holt's office", "NOR")
    assert who[body("Patent Office")].name == "Patent Office"


def test_two_presidents_are_not_of_one_country() -> None:
    holt, dresk = person("Mara Holt", "DNK", "president"), person("Ilan Dresk", office="president")
    denmark = Actor("Denmark", "country", "DNK")
    who = identify(
        told([(holt, 0), (denmark, 5)], [(dresk, 0), (denmark, 5)], [(dresk, 0), (Actor("Peru", "country", "PER"), 5)])
    )
    assert who[dresk].of == "PER"


def news(*texts: str) -> Story:
    """A story of texts: persons and bodies are the words in capitals before a stroke, those without a name follow one."""
    accounts = []
    for k, text in enumerate(texts):
        mentions = []
        for name, actor in (
            ("Mara Holt", HOLT),
            ("Ilan Dresk", DRESK),
            ("gunman", GUNMAN),
            ("Ost Army", ARMY),
            ("attackers", BAND),
        ):
            at = text.find(name)
            if at >= 0:
                mentions.append(ActorMention(Span(at, at + len(name)), actor))
        accounts.append(Account(Article(f"A{k}", text), sentences=(Span(0, len(text)),), actors=tuple(mentions)))
    return Story("s", tuple(accounts))


HOLT, DRESK, GUNMAN = person("Mara Holt"), person("Ilan Dresk"), Actor("unnamed: gunman", "unnamed")
ARMY, BAND = body("Ost Army"), Actor("unnamed: attackers", "unnamed")


@pytest.mark.parametrize(
    ("texts", "unnamed", "who"),
    [
        (["A gunman fired. Ilan Dresk hid.", "Police identified the gunman as Mara Holt, 40."], GUNMAN, "Mara Holt"),
        (["A gunman fired.", "The suspect, 40-year-old Mara Holt, was held, Ilan Dresk said."], GUNMAN, "Mara Holt"),
        (["A gunman fired.", "The shooter fled, Ilan Dresk said."], GUNMAN, "unnamed: gunman"),
        (["A gunman fired.", "The suspect, Mara Holt, ran.", "The suspect, Ilan Dresk, ran."], GUNMAN, "unnamed: gunman"),
        (["The attackers fled.", "The Ost Army claimed responsibility."], BAND, "Ost Army"),
        (["The attackers fled.", "The Ost Army sent help."], BAND, "unnamed: attackers"),
    ],
)  # fmt: skip
def test_who_did_it_is_taken_from_the_account_that_names_him(texts: list[str], unnamed: Actor, who: str) -> None:
    assert identify(news(*texts))[unnamed].name == who


def unnamed(name: str, of: str | None = None) -> Actor:
    return Actor(f"unnamed: {name}", "unnamed", of)


def test_a_judge_without_a_name_is_the_only_one_whom_another_article_names() -> None:
    judge, holt, dresk = unnamed("federal judge"), person("Mara Holt", None, "judge"), person("Ilan Dresk", None, "judge")
    assert identify(story([judge], [holt]))[judge].name == "Mara Holt"
    assert identify(story([judge], [holt, dresk]))[judge] == judge


def test_a_spokesman_is_named_where_it_is_told_whose_he_is() -> None:
    orlov = person("Pavel Orlov", "NOR", "spokesman")
    assert (
        identify(story([unnamed("Norwegian spokesman", "NOR")], [orlov]))[unnamed("Norwegian spokesman", "NOR")].name
        == "Pavel Orlov"
    )
    for other in (unnamed("spokesman"), unnamed("spokesman for Norway's ministry", "NOR"), unnamed("Swedish spokesman", "SWE")):
        assert identify(story([other], [orlov]))[other].name == other.name


def test_her_father_is_the_only_father_of_the_story() -> None:
    father, dresk = unnamed("her father"), person("Ilan Dresk", None, "father")
    assert identify(story([father], [dresk]))[father].name == "Ilan Dresk"
    assert identify(story([father], [dresk, person("Pavel Orlov", None, "father")]))[father] == father


def test_officials_are_those_whom_their_article_has_told_more_of() -> None:
    bare, told, others = unnamed("officials"), unnamed("US officials", "USA"), unnamed("Pentagon officials", "USA")
    assert identify(story([bare, told], [body("White House", "USA")]))[bare].name == "unnamed: US officials"
    assert identify(story([bare, told, others]))[bare].name == "unnamed: officials"
    assert identify(story([bare], [told]))[bare].name == "unnamed: officials"


def test_police_are_the_only_force_that_the_article_names() -> None:
    police, force = unnamed("police"), body("Harle Police Department")
    assert identify(story([police, force]))[police].name == "Harle Police Department"
    assert identify(story([police, force, body("Oslo Police Department")]))[police].name == "unnamed: police"


def test_a_bare_name_beside_the_full_one_of_another_is_not_hers() -> None:
    president, wife = person("Holt", None, "president"), person("Mara Holt", None, "first lady")
    assert identify(story([president, wife]))[president].name == "Holt"
    assert identify(story([president], [wife]))[president].name == "Mara Holt"


def test_the_fullest_name_is_no_mere_part_of_another() -> None:
    part, whole = person("Dresk Holt"), person("Mara Dresk Holt")
    assert identify(story([part, part, whole]))[part].name == "Mara Dresk Holt"


def test_departments_of_one_country_have_its_name() -> None:
    department = body("State Department", "USA")
    assert identify(story([department]))[department].name == "US Department of State"
    assert identify(story([body("Fisheries Department")]))[body("Fisheries Department")].name == "Fisheries Department"


def test_who_goes_by_initials_keeps_them() -> None:
    short, full = body("FBI", "USA"), body("Federal Bureau of Investigation", "USA")
    assert identify(story([full, full, short]))[full].name == "FBI"


def printed(text: str, *actors: Actor) -> Story:
    """A story of one account with its text, in which each actor is mentioned once."""
    mentions = tuple(ActorMention(Span(k, k + 1), actor, "name") for k, actor in enumerate(actors))
    return Story(id="s", accounts=(Account(article=Article(id="A1", text=text), actors=mentions),))


def test_a_person_goes_by_the_first_name_that_is_printed_most() -> None:
    formal, familiar = person("Michael Brandt"), person("Mike Brandt")
    text = "Michael Brandt spoke. Michael Brandt sat down. Mike Brandt left."
    assert identify(printed(text, formal, familiar))[familiar].name == "Michael Brandt"
    assert identify(printed("Mike Brandt left.", formal, familiar))[formal].name == "Mike Brandt"


def test_a_newspaper_keeps_the_article_that_is_printed_with_a_capital() -> None:
    paper = body("Harbour Post")
    assert identify(printed("The Harbour Post reported it.", paper))[paper].name == "The Harbour Post"
    assert identify(printed("He told the Harbour Post about it.", paper))[paper].name == "Harbour Post"


def test_initials_that_news_takes_for_granted_are_written_out() -> None:
    assert identify(printed("The ACLU sued.", body("ACLU")))[body("ACLU")].name == "American Civil Liberties Union"
    assert identify(printed("The FBI came.", body("FBI")))[body("FBI")].name == "FBI"


def test_a_jr_whom_an_article_tells_apart_from_his_father_is_somebody_else_in_all() -> None:
    father, son = person("Mark Holt", "NOR", "president"), person("Mark Holt Jr.")
    who = identify(story([father, son], [son, person("Holt")]))
    assert who[son] != who[father]
    assert who[person("Holt")] == who[father]


def test_a_body_goes_by_the_name_that_tells_whose_it_is() -> None:
    short, full = body("Harbour Council", "United Nations"), body("UN Harbour Council")
    assert identify(story([short, short], [short, full]))[short].name == "UN Harbour Council"


@pytest.mark.parametrize(("others", "name"), [(1, "unnamed: Norwegian officials"), (5, "unnamed: officials")])
def test_officials_of_a_story_between_two_countries_are_not_said_to_be_of_either(others: int, name: str) -> None:
    officials = Actor("unnamed: officials", "unnamed")
    told = [Actor("Norway", "country", "NOR")] * 6 + [Actor("Denmark", "country", "DNK")] * others
    assert identify(story([*told, officials]))[officials].name == name
