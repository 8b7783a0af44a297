"""The Markdown brief: its footnotes lead to the characters, and nothing in it acts."""

from __future__ import annotations

import re

import pytest

from rashomon.report.markdown import markdown
from tests import handmade


def test_every_footnote_is_used_and_defined_once() -> None:
    text = markdown([handmade.reading(), handmade.hostile()])
    used = set(re.findall(r"\[\^([\d-]+)\](?!:)", text))
    defined = re.findall(r"^\[\^([\d-]+)\]:", text, flags=re.MULTILINE)
    assert len(used) > 20
    assert sorted(used) == sorted(defined)


def test_a_footnote_names_outlet_headline_day_address_and_characters() -> None:
    text = markdown([handmade.reading()])
    mark = re.search(r"Strait of Vesk\. …\[\^([\d-]+)\]", text)
    assert mark is not None
    note = re.search(rf"^\[\^{mark[1]}\]: (.*), characters (\d+)–(\d+)$", text, flags=re.MULTILINE)
    assert note is not None
    assert note[1].startswith("The Harbour Gazette, “Patrol boat sinks")
    assert note[1].endswith(", 3 March 2031, <https://gazette.example/vesk>")
    assert handmade.TEXTS["gazette"][int(note[2]) : int(note[3])].startswith("A Norland patrol boat sank")


def test_findings_stand_in_order_of_weight_with_what_differs_marked() -> None:
    text = markdown([handmade.reading()])
    kinds = re.findall(r"^- \*\*(.+?)\*\*", text, flags=re.MULTILINE)
    assert kinds[:3] == ["Accounts conflict", "Meaning may change", "Later figure"]
    assert "~~not~~" in text
    assert "**nobody,**" in text


@pytest.mark.parametrize("active", ["<script", "](javascript:", "{{ 7", "\u202e", "\x1b", "<img", "\x00"])
def test_what_an_article_says_is_no_markup(active: str) -> None:
    assert not re.search(r"(?<!\\)" + re.escape(active), markdown([handmade.hostile()]))
