"""The parser says what spaCy says, whatever stands beside a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.parse import parse_text
from rashomon.parse.pipeline import loaded
from rashomon.parse.predict import by_spacy, predictor
from rashomon.parse.transitions import edges, lifted
from rashomon.pipeline import demo_folder

_ODD = (
    "It is a scandal , said Holt , whom nobody had asked what to think of , and left",
    "Norland , Eastmark and three others : no comment . None . Nothing   at all .",
    "- - ( ) 3.5 % \" ' … x",
    "Holt",
    "Ostvik, Nov. 3 (Harbour Post) - Foreign Minister Ilan Dresk of Norland on Friday met Mara Holt, U.S. Navy Capt. Jo Lund "
    "and 1,200 of the roughly $3.5 billion Eastern Coast Guard Board's two dozen engineers at 7:30 p.m. in the Lindgren Hall",
)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Sentences of the demo articles, and odd ones."""
    with demo_folder() as folder:
        articles = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.suffix == ".txt"]
    found = [line.strip() for article in articles for line in article.replace(". ", ".\n").splitlines() if line.strip()]
    return [*_ODD, *found[:200]]


def _made(texts: list[str]) -> list[Any]:
    return [loaded().nlp.make_doc(text) for text in texts]


def test_our_steps_say_what_spacy_says(texts: list[str]) -> None:
    assert loaded().predict.__class__.__name__ == "_Ours"
    for ours, theirs, text in zip(loaded().predict(_made(texts)), by_spacy(loaded().nlp, _made(texts)), texts, strict=True):
        assert ours == theirs, text


def test_a_sentence_alone_is_parsed_as_among_others(texts: list[str]) -> None:
    together = loaded().predict(_made(texts[:40]))
    assert [loaded().predict(_made([text]))[0] for text in texts[:40]] == together
    assert loaded().predict(_made(["", "Holt left."]))[0].starts == []


def test_another_pipeline_is_left_to_spacy() -> None:
    nlp = loaded().nlp
    with nlp.select_pipes(disable=["ner"]):
        found = predictor(nlp)(_made(["Holt left."]))
    assert found[0].ents == ["", "", ""]
    assert found[0].heads[0] == 1


def test_arcs_are_taken_down_to_where_their_label_says() -> None:
    #  0 nobody  1 saw  2 the  3 ship  4 of  : "of" hangs on "saw" and says that it belongs to its object
    heads, labels = [1, 1, 3, 1, 1], ["nsubj", "ROOT", "det", "dobj", "prep||dobj"]
    lifted(heads, labels, [False] * 5)
    assert (heads[4], labels[4]) == (3, "prep")


def test_trees_of_a_sentence_begin_at_their_first_words() -> None:
    assert edges([1, 1, 3, 3])[2] == {0, 2}


def test_blanks_are_no_tokens() -> None:
    sentence = parse_text("Holt   left  Ostvik .").sentences[0]
    assert [token.text for token in sentence.tokens] == ["Holt", "left", "Ostvik", "."]
    assert sentence.tokens[2].head == 1
