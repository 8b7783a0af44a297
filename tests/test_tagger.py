"""The trained tagger: spans of source, cue and content, the same whatever else is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import SettingsError
from rashomon.export.json import account_to_dict
from rashomon.extract.quotes import tag
from rashomon.extract.quotes.windows import windows
from rashomon.model import Article, Span
from rashomon.parse import parse_text
from rashomon.pieces import word_pieces
from rashomon.pipeline import tell
from rashomon.settings import Settings

HARBOUR = "The harbour will reopen by May, Foreign Minister Ilan Dresk of Norland told reporters on Tuesday."
DENIAL = "Mara Holt, the rebels’ spokeswoman, denied that her men had mined the strait."
QUOTED = "“Nobody was hurt,” said Holt. “We let the crew go ashore.”"


def shown(text):
    return [
        (d.source and d.source.of(text), d.cue.of(text), [piece.of(text).strip("“”,.") for piece in d.pieces])
        for d in tag(parse_text(text))
    ]


def test_content_before_its_source():
    assert shown(HARBOUR) == [("Foreign Minister Ilan Dresk of Norland", "told", ["The harbour will reopen by May"])]


def test_denial_with_an_apposition_in_the_source():
    ((source, cue, content),) = shown(DENIAL)
    assert source.startswith("Mara Holt")
    assert cue == "denied"
    assert content[0].endswith("her men had mined the strait")


def test_a_quotation_in_two_pieces_is_one():
    ((source, cue, content),) = shown(QUOTED)
    assert (source, cue) == ("Holt", "said")
    assert content == ["Nobody was hurt", "We let the crew go ashore"]


def test_what_nobody_said_is_left_alone():
    assert shown("The ferry left the harbour at noon with forty passengers and six lorries.") == []


def test_paragraphs_do_not_change_one_another():
    alone = [found for text in (HARBOUR, DENIAL, QUOTED) for found in shown(text)]
    assert shown("\n".join((HARBOUR, DENIAL, QUOTED))) == alone


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="aB1 .,“”'\n\"é中\u202e", max_size=120))
def test_spans_lie_in_the_text(text):
    for draft in tag(parse_text(text)):
        for span in (draft.cue, draft.source, *draft.pieces):
            assert span is None or (0 <= span.start < span.end <= len(text) and span.of(text).strip())


@pytest.mark.parametrize("text", ["", "x" * 10_000, "“" * 600, "said " * 700], ids=["empty", "long word", "marks", "cues"])
def test_hostile_text_is_read(text):
    assert isinstance(tag(parse_text(text)), list)


def test_a_long_paragraph_is_cut_into_windows_that_cover_it():
    text = "Holt said the crew was safe and well. " * 60
    found = list(windows(text, [Span(0, len(text))]))
    assert len(found) > 1
    assert [span.of(text) for window in found for span in window.spans] == text.replace(".", " .").split()
    assert all(len(window.pieces) <= 252 for window in found)


def test_words_are_cut_without_regard_to_case_and_accents():
    assert word_pieces("Élysée") == word_pieces("elysee")
    assert len(word_pieces("unimaginableness")) > 1
    assert word_pieces("中文字") == word_pieces("x" * 101)  # both unknown


def test_each_account_says_which_model_found_its_quotes():
    article = Article("a", HARBOUR)
    for model in ("accurate", "fast"):
        (account,) = tell([article], Settings(quotes=model))
        assert account_to_dict(account)["quote_model"] == model


def test_auto_is_accurate_for_small_piles_alone():
    chosen = Settings(quotes="auto", accurate_articles=10)
    assert (chosen.quote_model(10), chosen.quote_model(11)) == ("accurate", "fast")


def test_an_unknown_model_is_refused():
    with pytest.raises(SettingsError, match="quotes: 'best' will not do; give one of auto, accurate, fast"):
        Settings(quotes="best")
