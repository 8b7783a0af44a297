"""Transcripts: each paragraph is a turn of one who speaks."""

from __future__ import annotations

import pytest

from rashomon.extract.actors import find_actors
from rashomon.extract.quotes import Draft, find_quotes
from rashomon.model import Article, Quote, Span
from rashomon.parse import parse
from rashomon.settings import Settings

TALK = """Governor Mara Holt told Morning View on Sunday that the bridge was safe. A partial transcript follows.

DRESK: Governor, let’s start with the bridge. The “Harbour Post” says it is not safe.

HOLT: It is safe. We looked at it twice, and Ilan Brandt told me that he would drive over it himself. (LAUGHTER)

DRESK (crosstalk): Who looked at it?

HOLT: Engineers. Good ones."""


def quotes_in(text: str, drafts: list[Draft] | None = None) -> list[Quote]:
    parsed = parse([Article(id="a", text=text)], Settings())[0]
    return find_quotes(parsed, find_actors(parsed), drafts=drafts)


@pytest.mark.parametrize("tagged", [False, True], ids=["rules", "tagger"])
@pytest.mark.parametrize("mark", ["", "“", '"'])
def test_each_turn_is_one_quote_of_its_speaker(mark: str, *, tagged: bool) -> None:
    text = TALK.replace("\n\n", f"\n\n{mark}")
    half = text.index("twice")
    drafts = [Draft([Span(half, half + 20)])] if tagged else None
    turns = [q for q in quotes_in(text, drafts) if q.cue and q.cue.of(text) == ":"]
    assert [q.content[0].of(text) for q in turns] == [
        line.split(": ", 1)[1].removesuffix(" (LAUGHTER)") for line in TALK.split("\n\n")[1:]
    ]
    assert {q.mode for q in turns} == {"direct"}
    assert [q.speaker.name if q.speaker else None for q in turns][1::2] == ["Mara Holt", "Mara Holt"]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Holt spoke at noon.\n\nWhere: Port Allard.\n\nWhen: Monday.\n\nWho: Everybody.",
        "Holt: the bridge is safe\n\nMara Holt said the bridge was safe.\n\nHolt: no date for the ferry yet.",
    ],
    ids=["facts", "one speaker"],
)
def test_a_colon_alone_makes_no_transcript(text: str) -> None:
    assert not any(q.mode == "direct" for q in quotes_in(text))


def test_several_turns_in_one_paragraph() -> None:
    text = "Dresk: Is it safe? Holt: It is. We looked. Dresk: Who looked?\n\nHolt: Engineers. Good ones."
    turns = [q.content[0].of(text) for q in quotes_in(text)]
    assert turns == ["Is it safe?", "It is. We looked.", "Who looked?", "Engineers. Good ones."]


def test_the_part_that_somebody_plays_is_not_his_name() -> None:
    text = "MARA HOLT, HOST: Is it safe?\n\nILAN DRESK, BYLINE: It is. We looked.\n\nHOLT: Who looked?\n\nDRESK: Engineers.\n\n"
    text += "HOLT: Good ones?\n\nDRESK: Good ones."
    spoken = [(q.source.of(text) if q.source else None, q.content[0].of(text)) for q in quotes_in(text)]
    assert spoken[:2] == [("MARA HOLT", "Is it safe?"), ("ILAN DRESK", "It is. We looked.")]
