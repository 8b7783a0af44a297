"""How accounts put it: headlines, verbs of saying, labels. Counts with places; nothing that both sides chose alike is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.lexicon import lexicon
from rashomon.model import Account, ActorMention, Figure, Framing, Judgement, Lineage, Passage, Told
from rashomon.reconcile import reconcile
from rashomon.reconcile.framing import find_framing
from rashomon.report.page import page
from tests.reconciling import DRESK, HOLT, Given, Said, account, find, story

CLAIM = "that a Sudrian cutter had rammed the patrol boat in the strait"


# Enough words of its own for each article to be an account of its own.
FILLER = {
    "a": "Fishermen mended their nets on the quay while gulls fought over scraps behind the old market hall of Allard.",
    "b": "Snow closed two mountain passes overnight, so lorries waited in long queues before the tunnel near Brask.",
    "c": "The orchestra of the northern province cancelled its winter season after the heating of its hall had failed.",
}


def teller(name: str, verb: str, *, title: str = "", label: str = "", quoted: str = "", lost: str = "") -> Account:
    text = f"Mara Holt {verb} {CLAIM}.\n{FILLER[name]}"
    text += f"\nThe port was shut by {label}Ilan Dresk on Monday." if label else ""
    text += f"\n“He is a {quoted},” said Holt." if quoted else ""
    text += f"\nSome 40 {lost} were lost at sea." if lost else ""
    made = account(
        name,
        text,
        said=[Said(HOLT, CLAIM, "indirect", cue=verb)],
        given=[Given("40", 40, 40, "people", lost)] if lost else (),
        named=[("Ilan Dresk", DRESK)] if label else (),
    )
    return replace(made, article=replace(made.article, title=title, outlet=f"Outlet {name}"))


def framing(*accounts: Account) -> Framing:
    return reconcile(story(*accounts)).framing


def labels(found: Framing) -> list[tuple[str, dict[str, set[str]]]]:
    return [
        (choice.actor.name if choice.actor else choice.about, {u.label: {p.article for p in u.passages} for u in choice.labels})
        for choice in found.choices
    ]


def test_one_statement_told_with_different_verbs() -> None:
    found = framing(teller("a", "said"), teller("b", "admitted"))
    (contrast,) = found.contrasts
    assert {(u.label, u.plain, u.passages[0].article) for u in contrast.verbs} == {
        ("said", True, "a"),
        ("admitted", False, "b"),
    }


@pytest.mark.parametrize("verbs", [("said", "noted"), ("admitted", "admits"), ("said", "said")])
def test_verbs_that_say_the_same_are_no_contrast(verbs: tuple[str, str]) -> None:
    assert framing(teller("a", verbs[0]), teller("b", verbs[1])).contrasts == ()


def test_verbs_are_counted_by_their_commonest_form() -> None:
    found = framing(teller("a", "claims"), teller("b", "claimed"), teller("c", "claimed"))
    assert [(u.label, len(u.passages)) for u in found.verbs] == [("claimed", 3)]


def test_labels_of_one_actor_are_set_side_by_side() -> None:
    found = framing(teller("a", "said", label="President "), teller("b", "said", label="the dictator "))
    assert labels(found) == [("Ilan Dresk", {"president": {"a"}, "dictator": {"b"}})]


def test_what_both_call_him_is_no_choice() -> None:
    assert framing(teller("a", "said", label="the dictator "), teller("b", "said", label="the dictator ")).choices == ()
    assert framing(teller("a", "said", label="President "), teller("b", "said", label="the leader ")).choices == ()


def test_a_speakers_word_is_not_the_outlets() -> None:
    assert (
        framing(teller("a", "said", label="President "), teller("b", "said", label="President ", quoted="dictator")).choices
        == ()
    )


def test_labels_without_a_name_count_where_they_tell_of_one_thing() -> None:
    made = story(teller("a", "said", lost="migrants"), teller("b", "said", lost="refugees"))
    told = tuple(Told(one.article.id, one.figures[0]) for one in made.accounts)
    figure = Figure("f", Passage("a", told[0].mention.span), "people", told, Judgement("same"))
    together = find_framing(made, {}, statements=(), figures=[figure])
    assert [found for found in labels(together) if found[0] == "those who come from abroad"] == [
        ("those who come from abroad", {"migrants": {"a"}, "refugees": {"b"}})
    ]
    assert find_framing(made, {}, statements=()).choices == ()


def test_copies_of_one_text_chose_once() -> None:
    made = story(teller("a", "said"), teller("b", "admitted"))
    read = reconcile(made)
    found = find_framing(made, {}, statements=read.statements, lineages=[Lineage(("a", "b"))])
    assert found == Framing()


def test_headlines_show_the_words_that_no_other_has() -> None:
    found = framing(teller("a", "said", title="Cutter rams boat"), teller("b", "said", title="Boat sunk, U.S. says"))
    words = {
        h.article: [span.of({"a": "Cutter rams boat", "b": "Boat sunk, U.S. says"}[h.article]) for span in h.own]
        for h in found.headlines
    }
    assert words == {"a": ["Cutter", "rams"], "b": ["sunk"]}


def test_one_account_has_nothing_to_be_compared_with() -> None:
    assert framing(teller("a", "claimed", title="Cutter rams boat")) == Framing()


def test_the_page_and_the_json_show_it_with_links_to_the_words() -> None:
    hostile = teller("b", "admitted", title="<script>alert(1)</script> boat", label="the dictator ")
    reading = reconcile(story(teller("a", "said", title="Cutter rams boat", label="President "), hostile))
    shown = page([reading])
    assert "How they put it" in shown
    assert "<script>alert" not in shown
    place = find(hostile.article.text, "dictator")
    number = 2 if f"a2-{place.start}-{place.end}" in shown else 1
    assert f'href="#a{number}-{place.start}-{place.end}"' in shown
    assert f'id="a{number}-{place.start}-{place.end}"' in shown
    assert reading.to_dict()["framing"]["choices"][0]["actor"] == "Ilan Dresk"


def test_every_list_of_labels_has_words_that_name_and_words_that_say_more() -> None:
    for entry in lexicon("framing")["labels"]:
        plain, more = entry["words"].split("|")
        assert plain.split()
        assert more.split()
        assert not set(plain.split()) & set(more.split())


def test_mentions_made_by_hand_are_mentions() -> None:
    made = teller("a", "said", label="President ")
    assert made.actors == (ActorMention(find(made.article.text, "Ilan Dresk"), DRESK),)
