"""What an article says it is, by the marks that outlets print."""

from __future__ import annotations

import pytest

from rashomon.genre import genre
from rashomon.model import Article


@pytest.mark.parametrize(
    ("title", "outlet", "url", "expected"),
    [
        ("Opinion | The strait belongs to those who fish in it", "Northern Post", None, "opinion"),
        ("OPINION: Let them fish", "Northern Post", None, "opinion"),
        ("Let them fish - Editorial", "Northern Post", None, "opinion"),
        ("Let them fish", "Northern Post - Opinion", None, "opinion"),
        ("Let them fish", "Northern Post", "https://post.example/2031/03/03/opinion/let-them-fish.html", "opinion"),
        ("Let them fish", "Northern Post", "https://post.example/commentisfree/2031/mar/03/let-them-fish", "opinion"),
        ("Analysis: What the collision means", "Northern Post", None, "analysis"),
        ("Patrol boat sinks off Vesk", "Northern Post", "https://post.example/world/patrol-boat-sinks", None),
        ("Post's opinion page apologises for cartoon", "Northern Post", "https://post.example/media/opinion-apologises", None),
        ("Minister: opinion of the court is wrong", "The Opinion Journal", None, None),
        (None, None, "https://[broken/opinion/x", None),
        (None, None, None, None),
    ],
)
def test_a_genre_is_known_by_label_section_or_outlet_only(
    title: str | None, outlet: str | None, url: str | None, expected: str | None
) -> None:
    assert genre(Article("x", "text", outlet, title, url=url)) == expected
