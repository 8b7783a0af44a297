"""Positions, facts of one account alone, briefs, and the stage as a whole."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from rashomon.model import Account, Actor, Article, Lineage, Position, Quote, Reading, Span, Story, Told
from rashomon.reconcile import reconcile
from rashomon.reconcile.align import align_statements
from rashomon.reconcile.brief import choose_brief
from rashomon.reconcile.identity import identify
from rashomon.reconcile.judge import judge_statements
from rashomon.reconcile.only import SIGNS, LinearRank, Ranks, find_only
from rashomon.reconcile.positions import find_positions
from rashomon.settings import Settings
from tests.reconciling import DRESK, HOLT, Given, Said, account, story

SETTINGS = Settings()
NORLAND = Actor("Norland", "country", "NOR")
SUDRIA = Actor("Sudria", "country", "SWE")


def positions(*accounts: Account) -> tuple[Position, ...]:
    made = story(*accounts)
    who = identify(made)
    return find_positions(made, judge_statements(made, align_statements(made, who, SETTINGS).groups, who, ()), who)


CLAIM = account(
    "a",
    "Holt said that a Sudrian cutter rammed the patrol boat in the strait.\nThe weather was calm.",
    said=[Said(HOLT, "that a Sudrian cutter rammed the patrol boat in the strait", "indirect")],
)


def test_who_asserts_and_who_denies() -> None:
    denial = account(
        "b",
        "Dresk denied that the cutter rammed the patrol boat.",
        said=[Said(DRESK, "that the cutter rammed the patrol boat", "indirect", "denies")],
    )
    (position,) = positions(CLAIM, denial)
    assert [stand.actor for stand in position.asserts] == [HOLT]
    assert [stand.actor for stand in position.denies] == [DRESK]
    assert position.judgement.verdict == "disputed"


@pytest.mark.parametrize(
    ("content", "cue"),
    [
        ("claims that the cutter rammed the patrol boat were untrue", "said"),
        ("that the cutter rammed the patrol boat were untrue", "said claims"),
        ("the report that the cutter rammed the patrol boat was not accurate", "said"),
        ("the report that the cutter rammed the patrol boat was fiction, and that he would stay", "said"),
    ],
)
def test_a_claim_that_is_called_false_is_denied_itself(content: str, cue: str) -> None:
    text = f"Dresk {cue} {content}."
    (position,) = positions(CLAIM, account("b", text, said=[Said(DRESK, content, "indirect", "denies", cue)]))
    assert [stand.actor for stand in position.denies] == [DRESK]
    alone = positions(account("b", text, said=[Said(DRESK, content, "indirect", "denies", cue)]))
    assert [text[slice(*position.proposition.span)] for position in alone] == ["the cutter rammed the patrol boat"]


def test_what_is_denied_may_itself_be_that_something_is_wrong() -> None:
    content = "the idea that the charts of the strait were wrong"
    text = f"Dresk pushed back on {content}."
    (position,) = positions(account("b", text, said=[Said(DRESK, content, "indirect", "denies", "pushed back on")]))
    assert text[slice(*position.proposition.span)].endswith("the charts of the strait were wrong")


def test_a_negation_of_another_side_denies_as_well() -> None:
    denial = account(
        "b",
        "“Our cutter did not ram the patrol boat in the strait,” Dresk said.",
        said=[Said(DRESK, "Our cutter did not ram the patrol boat in the strait,")],
    )
    (position,) = positions(CLAIM, denial)
    assert [stand.actor for stand in position.denies] == [DRESK]


@pytest.mark.parametrize(
    ("cue", "side"), [("expressed doubts", "denies"), ("disagreed", "denies"), ("stopped short of saying", "declines")]
)
def test_a_cue_that_doubts_or_says_nothing_is_no_assertion(cue: str, side: str) -> None:
    words = "that a Sudrian cutter rammed the patrol boat in the strait"
    answer = account("b", f"Dresk {cue} {words}.", said=[Said(DRESK, words, "indirect", cue=cue)])
    (position,) = positions(CLAIM, answer)
    assert [stand.actor for stand in getattr(position, side)] == [DRESK]
    assert DRESK not in [stand.actor for stand in position.asserts]


def test_what_one_does_not_believe_one_denies() -> None:
    denial = account(
        "b",
        "“I do not believe the cutter rammed the patrol boat,” Dresk said.",
        said=[Said(DRESK, "I do not believe the cutter rammed the patrol boat,")],
    )
    (position,) = positions(CLAIM, denial)
    assert [stand.actor for stand in position.denies] == [DRESK]


def test_disbelief_in_passing_denies_nothing() -> None:
    words = "If I refuse an order because I do not believe it, the cutter rammed the patrol boat, and I go"
    remark = account("b", f"“{words},” Dresk said.", said=[Said(DRESK, f"{words},")])
    assert not any(position.denies for position in positions(CLAIM, remark))


def test_one_may_decline_to_comment_on_what_an_ally_said() -> None:
    ally = Actor("Norland navy", "body", "NOR")
    text = "Holt said that a Sudrian cutter rammed the patrol boat in the strait. The navy declined to comment on the report."
    one = account(
        "a",
        text,
        said=[
            Said(HOLT, "that a Sudrian cutter rammed the patrol boat in the strait", "indirect"),
            Said(ally, "to comment on the report", "indirect", "declines", cue="declined"),
        ],
    )
    (position,) = positions(one)
    assert [stand.actor for stand in position.declines] == [ally]
    assert position.proposition.span.of(text).startswith("a Sudrian cutter")


def test_a_negation_of_the_same_side_is_no_dispute() -> None:
    again = account(
        "b",
        "“The cutter did not ram our patrol boat in the strait by mistake,” Holt said.",
        said=[Said(HOLT, "The cutter did not ram our patrol boat in the strait by mistake,")],
    )
    assert positions(CLAIM, again) == ()


def test_a_negation_of_something_else_in_the_sentence_is_no_denial() -> None:
    text = "“That a cutter rammed the patrol boat in the strait should never have happened,” Dresk said."
    regret = account(
        "b", text, said=[Said(DRESK, "That a cutter rammed the patrol boat in the strait should never have happened,")]
    )
    assert positions(CLAIM, regret) == ()


def test_a_denial_of_other_matters_is_not_set_against_the_claim() -> None:
    denial = account(
        "b",
        "Dresk denied that fishermen had been arrested at dawn.",
        said=[Said(DRESK, "that fishermen had been arrested at dawn", "indirect", "denies")],
    )
    (position,) = positions(CLAIM, denial)
    assert position.asserts == ()
    assert position.judgement.verdict == "denied"


def test_a_denial_of_nothing_in_particular_is_left_alone() -> None:
    denial = account("b", "Dresk rejected the allegation.", said=[Said(DRESK, "the allegation", "indirect", "denies")])
    assert positions(CLAIM, denial) == ()


def test_who_declines() -> None:
    silent = account(
        "b",
        "Dresk declined to confirm that a cutter had rammed the patrol boat.",
        said=[Said(DRESK, "to confirm that a cutter had rammed the patrol boat", "indirect", "declines")],
    )
    (position,) = positions(CLAIM, silent)
    assert [stand.actor for stand in position.declines] == [DRESK]


def test_a_speaker_who_changed_position() -> None:
    text = "Holt had called the alliance “obsolete” in spring.\n“It is no longer obsolete,” she said on Tuesday."
    turn = account("a", text, said=[Said(HOLT, "the alliance “obsolete”", "mixed"), Said(HOLT, "It is no longer obsolete,")])
    (position,) = positions(turn)
    assert position.judgement.verdict == "reversal"
    assert [stand.actor for stand in (*position.asserts, *position.denies)] == [HOLT, HOLT]


def answer(text: str, content: str, stance: str, cue: str, mode: str = "indirect") -> Account:
    return account("b", text, said=[Said(DRESK, content, mode, stance, cue)])  # type: ignore[arg-type]


def test_what_is_rejected_as_the_allegation_is_what_stands_just_before() -> None:
    text = "Holt said that a Sudrian cutter rammed the patrol boat. Dresk rejected the allegation."
    both = account(
        "a",
        text,
        said=[
            Said(HOLT, "that a Sudrian cutter rammed the patrol boat", "indirect", cue="said"),
            Said(DRESK, "the allegation", "indirect", "denies", "rejected"),
        ],
    )
    (position,) = positions(both)
    assert position.judgement.verdict == "disputed"
    assert position.proposition.span.of(text) == "a Sudrian cutter rammed the patrol boat"
    assert [stand.passage.span.of(text) for stand in position.denies] == ["rejected the allegation"]


def test_a_flat_word_turns_the_whole_down() -> None:
    text = "Dresk said it is false that the cutter rammed the patrol boat in the strait, and called the reports childish."
    content = "it is false that the cutter rammed the patrol boat in the strait, and called the reports childish"
    (position,) = positions(CLAIM, answer(text, content, "asserts", "said"))
    assert position.judgement.verdict == "disputed"


@pytest.mark.parametrize(
    ("text", "content", "stance", "cue"),
    [
        (
            "Dresk would deny that the cutter rammed the patrol boat.",
            "that the cutter rammed the patrol boat",
            "denies",
            "deny",
        ),
        ("Dresk refused to move the cutter from the strait.", "to move the cutter from the strait", "declines", "refused"),
        (
            "Dresk rejected an apology from the captain of the patrol boat.",
            "an apology from the captain of the patrol boat",
            "denies",
            "rejected",
        ),
        ("Norland Daily was rejected by Mara Holt.", "Mara Holt", "denies", "rejected"),
        ("Dresk dismissed the harbour festival as a bad joke.", "the harbour festival as a bad joke", "denies", "dismissed"),
        (
            "Dresk said the fleet can no longer wait in the strait for the patrol boat.",
            "the fleet can no longer wait in the strait for the patrol boat",
            "asserts",
            "said",
        ),
    ],
)
def test_what_is_no_denial_of_a_proposition(text: str, content: str, stance: str, cue: str) -> None:
    assert positions(CLAIM, answer(text, content, stance, cue)) == ()


RAMMED = "Holt said that a Sudrian cutter rammed the patrol boat in the strait. "


def after_claim(answer: str, content: str, stance: str, cue: str | None = None, *, claim: str = RAMMED) -> tuple[Position, ...]:
    """Positions of an article in which Dresk answers what Holt said just before."""
    said = [
        Said(HOLT, claim.removeprefix("Holt said ").removesuffix(". "), "indirect", cue="said"),
        Said(DRESK, content, "indirect", stance, cue),
    ]
    return positions(account("a", claim + answer, said=said))


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("Dresk declined to comment.", "to comment", "declined"),
        ("Dresk did not respond to a request for comment.", "a request for comment", "did not respond to"),
        ("Dresk did not agree a treaty of fishing rights with Velden.", "a treaty of fishing rights with Velden", "agree"),
        ("Dresk did not add a lantern to the harbour wall.", "a lantern to the harbour wall", "did not add"),
        ("Dresk did not offer an explanation.", "an explanation", "did not offer"),
        ("Dresk declined to provide any charts.", "provide any charts", "declined to"),
        ("Dresk did not disclose that his brother owned the cutter.", "that his brother owned the cutter", "did not disclose"),
        ("Dresk did not say that the lanterns had failed.", "that the lanterns had failed", "did not say"),
        ("Dresk did not deny that the lanterns had failed.", "that the lanterns had failed", "did not deny"),
    ],
)
def test_who_refuses_to_answer_must_say_what_about(text: str, content: str, cue: str) -> None:
    assert after_claim(text, content, "declines", cue) == ()


@pytest.mark.parametrize(
    ("text", "content", "cue", "shown"),
    [
        ("Dresk declined to comment on the ferry talks.", "to comment on the ferry talks", "declined", "the ferry talks"),
        ("Dresk declined to comment on the ferry talks.", "the ferry talks", "declined to comment on", "the ferry talks"),
        (
            "Dresk did not respond to a request for comment on the ferry talks.",
            "a request for comment on the ferry talks",
            "did not respond to",
            "the ferry talks",
        ),
        (
            "Dresk did not offer details about the ferry talks in Velden.",
            "the ferry talks in Velden",
            "did not offer details about",
            "the ferry talks in Velden",
        ),
        (
            "Dresk would not say whether the lanterns had failed.",
            "whether the lanterns had failed",
            "would not say",
            "whether the lanterns had failed",
        ),
        (
            "Dresk neither confirmed nor denied whether the lanterns had failed.",
            "whether the lanterns had failed",
            "neither confirmed nor denied",
            "whether the lanterns had failed",
        ),
    ],
)
def test_what_one_does_not_speak_of_is_the_proposition(text: str, content: str, cue: str, shown: str) -> None:
    (position,) = after_claim(text, content, "declines", cue)
    assert position.judgement.verdict == "declined"
    assert position.proposition.span.of(RAMMED + text) == shown


def test_a_question_without_an_answer_has_nobody_who_asserts_it() -> None:
    text = "Dresk would not say what had rammed the patrol boat in the strait."
    content = "what had rammed the patrol boat in the strait"
    (position,) = positions(CLAIM, answer(text, content, "declines", "would not say"))
    assert (position.asserts, len(position.declines)) == ((), 1)


def test_a_text_that_is_silent_declines_nothing() -> None:
    text = "The treaty does not say whether the lanterns must burn."
    made = account("a", text, said=[Said(DRESK, "whether the lanterns must burn", "indirect", "declines", "does not say")])
    quote = replace(made.quotes[0], source=Span(0, len("The treaty")))
    assert positions(replace(made, quotes=(quote,))) == ()
    assert positions(made) != ()


def test_a_denial_of_something_else_is_not_hung_on_the_statement_before_it() -> None:
    (position,) = after_claim("Dresk denied the affair.", "the affair", "denies", "denied")
    assert position.asserts == ()
    assert position.proposition.span.of(RAMMED + "Dresk denied the affair.") == "denied the affair"


@pytest.mark.parametrize(
    ("text", "content", "stance", "cue"),
    [
        ("Dresk called the allegations “baseless.”", "the allegations “baseless.”", "asserts", "called"),
        ("Dresk pushed back against that characterization.", "that characterization", "asserts", "pushed back against"),
        ("Dresk denied Holt's claim.", "Holt's claim", "denies", "denied"),
    ],
)
def test_what_points_back_is_set_against_what_was_said_before(text: str, content: str, stance: str, cue: str) -> None:
    (position,) = after_claim(text, content, stance, cue)
    assert position.judgement.verdict == "disputed"
    assert [stand.actor for stand in (*position.asserts, *position.denies)] == [HOLT, DRESK]


def test_the_allegations_that_one_denies_are_those_that_another_denies_next() -> None:
    text = (
        "Holt denied allegations that a patrol boat had rammed the cutter, and called the hearing a farce. "
        "Dresk denied the allegations."
    )
    said = [
        Said(HOLT, "allegations that a patrol boat had rammed the cutter", "indirect", "denies", "denied"),
        Said(HOLT, "the hearing a farce", "indirect", cue="called"),
        Said(DRESK, "the allegations", "indirect", "denies", "denied"),
    ]
    (position,) = positions(account("a", text, said=said))
    assert position.asserts == ()
    assert sorted(stand.actor.name for stand in position.denies) == [DRESK.name, HOLT.name]


def test_an_allegation_made_after_a_denial_is_the_one_that_is_denied_next() -> None:
    text = (
        "Holt denied allegations that a patrol boat had lost its lanterns. The weather was calm in the strait. "
        "Quist said that a Sudrian cutter rammed a ferry near Vesk. Dresk denied this allegation."
    )
    said = [
        Said(HOLT, "allegations that a patrol boat had lost its lanterns", "indirect", "denies", "denied"),
        Said(Actor("Peder Quist", "person", "NOR"), "that a Sudrian cutter rammed a ferry near Vesk", "indirect", cue="said"),
        Said(DRESK, "this allegation", "indirect", "denies", "denied"),
    ]
    verdicts = {position.judgement.verdict: position for position in positions(account("a", text, said=said))}
    assert [stand.actor for stand in verdicts["disputed"].denies] == [DRESK]
    assert [stand.actor for stand in verdicts["denied"].denies] == [HOLT]


def test_a_claim_of_somebody_else_is_not_what_stands_before() -> None:
    (position,) = after_claim("Dresk denied Quist's claim.", "Quist's claim", "denies", "denied")
    assert position.asserts == ()


def test_her_story_may_be_that_of_another() -> None:
    (position,) = after_claim("Dresk disputed her story.", "her story", "denies", "disputed")
    assert position.asserts == ()


def test_a_claim_that_somebody_rejects_stands_before_the_words_of_denying() -> None:
    text = "Holt said that a Sudrian cutter rammed the patrol boat in the strait, a claim Dresk rejects."
    said = [
        Said(HOLT, "that a Sudrian cutter rammed the patrol boat in the strait", "indirect", cue="said"),
        Said(DRESK, "a claim", "indirect", "denies", "rejects"),
    ]
    (position,) = positions(account("a", text, said=said))
    assert [stand.passage.span.of(text) for stand in position.denies] == ["a claim Dresk rejects"]
    assert [stand.actor for stand in position.asserts] == [HOLT]


@pytest.mark.parametrize(
    "content",
    [
        "there is no evidence that the lanterns of the harbour had failed",
        "there are no indications the lanterns of the harbour had failed",
        "he did not believe that the lanterns of the harbour had failed",
        "it was not true that the lanterns of the harbour had failed",
    ],
)
def test_words_that_turn_down_what_follows_deny_it(content: str) -> None:
    text = f"Dresk said {content}."
    (position,) = positions(account("a", text, said=[Said(DRESK, content, "indirect", cue="said")]))
    assert position.judgement.verdict == "denied"
    assert position.proposition.span.of(text).endswith("the lanterns of the harbour had failed")


@pytest.mark.parametrize(
    ("content", "stance", "cue"),
    [
        ("that a Sudrian cutter rammed the patrol boat in the strait", "asserts", "left no doubt"),
        ("that a Sudrian cutter rammed the patrol boat in the strait", "asserts", "left little doubt"),
        ("that a Sudrian cutter rammed the patrol boat in the strait", "asserts", "said he had not heard"),
        ("a request that", "denies", "denied"),
        ("a request that the patrol boat leave the strait", "denies", "denied"),
        ("whether a Sudrian cutter rammed the patrol boat", "asserts", "disagreed"),
        ("on whether a Sudrian cutter rammed the patrol boat", "asserts", "disagreed"),
        ("each other on the cutter that rammed the patrol boat", "denies", "contradicted"),
        ("do not ram the patrol boat in the strait", "asserts", "said"),
        ("or corrected the harbour master of the strait", "denies", "contradicted"),
        ("the patrol boat was in the strait not only by day", "asserts", "said"),
        ("his plan not to ram the patrol boat in the strait", "asserts", "defended"),
        ("he did not know of a Sudrian cutter that rammed the patrol boat", "asserts", "said"),
        ("a Sudrian cutter rammed the patrol boat in fake fog", "asserts", "said"),
    ],
)
def test_what_sounds_like_a_denial_and_is_none(content: str, stance: str, cue: str) -> None:
    found = positions(CLAIM, answer(f"Dresk {cue} {content}.", content, stance, cue))
    assert [position for position in found if position.denies] == []


def test_what_is_set_against_the_negated_is_not_denied() -> None:
    claim = account(
        "a", "Holt said that the sinking was an attack.", said=[Said(HOLT, "the sinking was an attack", "indirect")]
    )
    content = "the sinking was no accident but an attack"
    assert positions(claim, answer(f"Dresk said {content}.", content, "asserts", "said")) == ()


def test_a_doing_that_is_denied_belongs_to_what_is_denied() -> None:
    text = "Dresk denied discussing with the pilots the merger of the two ferry lines."
    (position,) = positions(answer(text, "the merger of the two ferry lines", "denies", "denied discussing with the pilots"))
    assert position.proposition.span.of(text) == "discussing with the pilots the merger of the two ferry lines"


def test_a_speaker_who_denies_again_in_fewer_words_takes_one_position() -> None:
    text = "Dresk denied being involved. On Monday Dresk denied involvement."
    said = [
        Said(DRESK, "being involved", "indirect", "denies", "denied"),
        Said(DRESK, "involvement", "indirect", "denies", None),
    ]
    (position,) = positions(account("a", text, said=said))
    assert len(position.denies) == 2


def test_an_office_that_is_no_longer_held_is_no_view_that_changed() -> None:
    text = "Holt praised the director of the port. “Quist is no longer the director of the port,” she said."
    said = [Said(HOLT, "the director of the port", "indirect"), Said(HOLT, "Quist is no longer the director of the port,")]
    assert positions(account("a", text, said=said)) == ()


def test_a_proposition_is_one_stretch_of_words() -> None:
    text = "Holt is accused by pilots of hiding the lantern reports from the harbour board. Holt denied the accusation."
    said = [
        Said(DRESK, "Holt || of hiding the lantern reports from the harbour board", "indirect"),
        Said(HOLT, "the accusation", "indirect", "denies", "denied"),
    ]
    (position,) = positions(account("a", text, said=said))
    assert position.proposition.span.of(text) == "hiding the lantern reports from the harbour board"


# ---------------------------------------------------------------------------------------------- only

SHARED = "A Norland patrol boat and a Sudrian cutter collided in the Strait of Vesk on Tuesday, killing 17 sailors."
OWN = "The harbour master Peder Quist had warned of damaged buoys and fog signals in January."
ONE = account(
    "a",
    f"{SHARED}\n{OWN}\nRescuers searched the strait for survivors of the collision.",
    given=[Given("17 sailors", 17, 17, "people")],
)
TWO = account(
    "b",
    "Seventeen sailors were killed when a Sudrian cutter collided with a Norland patrol boat in the Strait of Vesk.\n"
    "Rescuers searched for survivors of the collision in the strait.",
)


def test_what_one_account_alone_has_is_found_and_what_both_have_is_not() -> None:
    found = find_only(story(ONE, TWO), (), SETTINGS)
    assert [o.passage.span.of(ONE.article.text) for o in found] == [OWN]
    assert found[0].silent == ("b",)


def test_what_copies_of_one_text_have_is_still_one_account_alone() -> None:
    copy = replace(ONE, article=replace(ONE.article, id="c"))
    found = find_only(story(ONE, TWO, copy), [Lineage(("a", "c"))], SETTINGS)
    assert {o.silent for o in found} == {("b",)}
    assert find_only(story(ONE, copy), [Lineage(("a", "c"))], SETTINGS) == ()


def test_what_another_account_reports_of_a_speech_in_other_words_is_not_one_accounts_alone() -> None:
    aside = "The keeper of the lanterns wept in the old customs house."
    text = f"Holt said that the harbour master Quist had been warned of rotten lanterns.\n{aside}"
    one = account("a", text, said=[Said(HOLT, "that the harbour master Quist had been warned of rotten lanterns", "indirect")])
    two = account("b", "“Quist knew about the lights,” Holt said.", said=[Said(HOLT, "Quist knew about the lights,")])
    made = story(one, two)
    told = [Told(each.article.id, each.quotes[0]) for each in made.accounts]
    shown = {o.passage.span.of(text) for o in find_only(made, (), SETTINGS, said=[told]) if o.passage.article == "a"}
    assert shown == {aside}
    apart = [[each] for each in told]
    assert text.split("\n")[0] in "".join(o.passage.span.of(text) for o in find_only(made, (), SETTINGS, said=apart))


def test_neighbouring_sentences_of_one_account_alone_are_one_passage() -> None:
    more = "The pilot Runa Stahl resigned over the lanterns in February."
    one = account("a", f"{SHARED} {OWN} {more}\nRescuers searched the strait for survivors of the collision.")
    (found,) = find_only(story(one, TWO), (), SETTINGS)
    assert found.passage.span.of(one.article.text) == f"{OWN} {more}"


def test_no_account_has_more_than_its_share_of_the_facts_while_others_wait() -> None:
    def told(name: str, n: int) -> Account:
        other = "The weather was calm in the strait that night."
        lines = [f"Keeper {name}{letter} saw the ship {letter}{name} near {letter * 2}{name}." for letter in letters[:n]]
        return account(name, f"\n{other}\n".join(lines))

    letters = "bcdfghjklmnprstvwz"
    found = find_only(story(told("ist", 15), told("ahl", 15)), (), SETTINGS)
    assert sorted(o.passage.article for o in found) == ["ahl"] * 6 + ["ist"] * 6
    found = find_only(story(told("ist", 15), told("ahl", 2)), (), SETTINGS)
    assert sorted(o.passage.article for o in found) == ["ahl"] * 2 + ["ist"] * 10


def test_of_accounts_that_the_accurate_model_read_the_network_ranks_the_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Preferring:
        def fact(self, title: str, sentence: str) -> float:
            asked.append(sentence)
            return 5.0 if "lanterns" in sentence else -5.0

    monkeypatch.setattr(sys.modules["rashomon.reconcile.only"], "shipped", Preferring)
    other = "The weather was calm in the strait that night."
    text = f"{OWN}\n{other}\nThe pilot Runa Stahl resigned over the lanterns in February."
    one, two = account("a", f"{text}\n{SHARED}"), account("b", f"{other}\n{SHARED}")
    find_only(story(one, two), (), SETTINGS)
    assert asked == []
    ranks = Ranks(LinearRank((0.0,) * len(SIGNS), 0.0), LinearRank((1.0, 1.0), 0.0))
    accounts = (replace(account, quote_model="accurate") for account in (one, two))
    found = find_only(story(*accounts), (), SETTINGS, ranks=ranks)
    assert asked
    assert "lanterns" in found[0].passage.span.of(one.article.text)
    assert found[0].weight > 0.9 > 0.1 > found[-1].weight


def test_a_story_of_one_account_has_nothing_that_others_lack() -> None:
    assert find_only(story(ONE), (), SETTINGS) == ()


def test_facts_of_one_account_are_few_and_short() -> None:
    sentence = "Quist number {} reported {} broken lanterns on pier {} of the harbour of Allard"
    text = "\n".join(sentence.format(k, k, k) + " and more" * 70 + "." for k in range(30))
    found = find_only(story(account("a", text), TWO), (), SETTINGS)
    assert len(found) <= SETTINGS.only_most
    assert all(len(o.passage.span.of(text).split()) <= 60 for o in found)


# ---------------------------------------------------------------------------------------------- brief


def test_a_brief_is_led_by_what_most_accounts_share_and_does_not_repeat_itself() -> None:
    third = account("c", f"Fishermen in Port Allard fear for the herring season after a long and cold winter.\n{SHARED}")
    made = story(ONE, TWO, third)
    texts = {a.id: a.text for a in made.articles}
    brief = [p.span.of(texts[p.article]) for p in choose_brief(made, (), SETTINGS)]
    assert "collided" in brief[0]
    assert len(brief) == len(set(brief)) <= SETTINGS.brief_sentences
    assert brief.count(SHARED) <= 1


def test_copies_have_one_vote_in_the_brief() -> None:
    odd = "The mayor of Allard opened the new fish market with a speech on herring and trade."
    copies = [account(name, f"{odd}\nHe thanked the builders of the market for their work in the cold.") for name in "xyz"]
    made = story(ONE, TWO, *copies)
    texts = {a.id: a.text for a in made.articles}
    alone = choose_brief(made, [Lineage(("x", "y", "z"))], SETTINGS)[0]
    assert "collided" in alone.span.of(texts[alone.article])


LEAD = "A patrol boat and a cutter collided in the Strait of Vesk on Tuesday and twelve sailors were killed."


def chosen(*accounts: Account) -> list[str]:
    """The sentences of the brief."""
    made = story(*accounts)
    texts = {a.id: a.text for a in made.articles}
    return [p.span.of(texts[p.article]) for p in choose_brief(made, (), SETTINGS)]


def test_a_brief_of_news_quotes_no_opinion_piece() -> None:
    wrong = "The collision in the Strait of Vesk that killed twelve sailors was the fault of a vain and idle ministry."
    argued = account("c", wrong)
    labelled = replace(argued, article=replace(argued.article, title="Opinion: A vain and idle ministry"))
    news = account("a", LEAD), account("b", f"{LEAD} The minister of Norland will speak to the families on Thursday evening.")
    assert wrong in chosen(*news, argued)
    assert wrong not in chosen(*news, labelled)
    assert chosen(labelled) == [wrong]  # where there is nothing else


@pytest.mark.parametrize(
    "odd",
    [
        "Our thoughts are with the twelve sailors killed in the Strait of Vesk pic.twitter.com/Xy12 — Navy (@navy) March 3",
        "Coast Guard Names Twelve Sailors Killed When Patrol Boat Collided With Cutter In Strait Of Vesk",
        "“We mourn. The patrol boat and the cutter collided and twelve sailors were killed in the Strait of Vesk.”",
        "“We shall find out why twelve sailors were killed in the Strait of Vesk when the patrol boat collided.”",
    ],
)
def test_what_cannot_stand_alone_is_not_in_a_brief(odd: str) -> None:
    brief = chosen(account("a", f"{odd}\n{LEAD}"), account("b", f"{odd}\n{LEAD}"))
    assert brief[0] == LEAD
    assert not any(sentence in odd for sentence in brief)


def test_the_middle_of_what_somebody_said_is_not_in_a_brief() -> None:
    words = "We mourn. The patrol boat and the cutter collided and twelve sailors were killed. We will find out why."
    text = f'"{words}" Mara Holt told the families of the sailors in the port.\n{LEAD}'
    brief = chosen(*(account(name, text, said=[Said(Actor("Mara Holt", "person"), words)]) for name in "ab"))
    assert brief
    assert not any(sentence in words for sentence in brief)


def test_from_the_third_sentence_on_a_brief_says_something_new() -> None:
    again = "Twelve sailors were killed on Tuesday, when the patrol boat and the cutter collided in the Strait of Vesk."
    fresh = "The government of Norland called its ambassador home and asked for an inquiry by a court abroad."
    brief = chosen(
        account("a", f"{LEAD}\n{fresh}"), account("b", again), account("c", f"{LEAD[:-1]}, the coast guard said.\n{fresh}")
    )
    assert fresh in brief
    assert sum("collided" in sentence for sentence in brief) <= 2


# ---------------------------------------------------------------------------------------------- the stage


def passages(reading: Reading) -> list[tuple[str, Span]]:
    found = [(p.article, p.span) for p in reading.brief]
    found += [(t.article, span) for s in reading.statements for t in s.accounts for span in t.mention.content]
    found += [(p.article, p.span) for s in reading.statements for d in s.differences for p in (d.fullest, d.other) if p]
    found += [(f.what.article, f.what.span) for f in reading.figures] + [(e.what.article, e.what.span) for e in reading.events]
    found += [(s.passage.article, s.passage.span) for p in reading.positions for s in (*p.asserts, *p.denies, *p.declines)]
    return found + [(o.passage.article, o.passage.span) for o in reading.only]


def test_a_reading_points_into_its_articles_and_does_not_depend_on_their_order() -> None:
    denial = account(
        "d",
        "Dresk denied that a cutter rammed the patrol boat.",
        said=[Said(DRESK, "that a cutter rammed the patrol boat", "indirect", "denies")],
    )
    made = story(ONE, TWO, CLAIM, denial) if ONE.article.id != CLAIM.article.id else story(ONE, TWO, denial)
    reading = reconcile(made, SETTINGS)
    lengths = {a.id: len(a.text) for a in made.articles}
    assert all(0 <= span.start < span.end <= lengths[article] for article, span in passages(reading))
    other = reconcile(Story(made.id, made.accounts[::-1]), SETTINGS)
    assert other.statements == reading.statements
    assert other.figures == reading.figures
    assert other.positions == reading.positions
    assert other.brief == reading.brief
    assert {o.passage for o in other.only} == {o.passage for o in reading.only}


@pytest.mark.parametrize(
    "text",
    ["", "…", "word " * 2_000, "x" * 10_000, "“““ ’’ ‘ ” \n\n ” “", "\u202e 1 2 3 %%% $ 5 —"],
    ids=["empty", "mark", "long", "one word", "marks", "signs"],
)
def test_hostile_articles_are_read(text: str) -> None:
    whole = Span(0, len(text))
    quotes = (Quote((whole,), "direct"), Quote((whole,), "mixed", speaker=HOLT)) if text else ()
    accounts = [Account(Article(name, text), (whole,) if text else (), quotes=quotes) for name in "ab"]
    reading = reconcile(Story("s", tuple(accounts)), SETTINGS)
    assert len(reading.story.accounts) == 2


def test_a_story_without_articles_or_findings_is_read() -> None:
    assert reconcile(Story("s", ()), SETTINGS).statements == ()
    assert reconcile(story(account("a", "Nothing was said.")), SETTINGS).brief == ()


def test_what_is_told_in_the_same_words_by_many_is_surer_than_a_paraphrase() -> None:
    quoted = "The boats will be back in Allard before the ice comes"
    retold = "that the trawlers would return to port ahead of winter"
    others = [account(name, f"“{quoted},” Holt said on Tuesday.", said=[Said(HOLT, f"{quoted},")]) for name in "abc"]
    last = account("d", f"Dresk told parliament {retold}.", said=[Said(DRESK, retold, "indirect")])
    echo = account("e", f"The boats would return, Dresk told parliament, {retold}.", said=[Said(DRESK, retold, "indirect")])
    sure = {s.speaker: s.judgement.confidence for s in reconcile(story(*others, last, echo)).statements}
    assert 1 > sure[HOLT] > sure[DRESK] > 0
