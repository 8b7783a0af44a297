"""What of a text is report and what is the page around it; what the text tells of its own origin.

No offset shifts: every character that is not white space comes to lie in a block, and a block says what it is and by what
sign. Precision comes first: a line of furniture that is kept costs little, a sentence of report that is lost is lost.
"""

from __future__ import annotations

from dataclasses import replace

from rashomon.clean.lines import mark_closing_agency, mark_furniture, mark_stubs, mark_tail
from rashomon.clean.masthead import mark_masthead, mark_opening, mark_subheads, mark_title
from rashomon.clean.recurring import Recurring, mark_recurring, recurring_lines
from rashomon.clean.sheet import Sheet
from rashomon.clean.twice import mark_twice
from rashomon.model import Article, Block
from rashomon.settings import Settings

__all__ = ["Recurring", "clean", "explain", "recurring_lines"]


def clean(article: Article, settings: Settings, *, recurring: Recurring = frozenset()) -> Article:
    """Mark what every line of an article is, and fill in what its own lines tell.

    Args:
        article: Its text stays as it is; blocks that it has are found anew.
        settings: Thresholds.
        recurring: Lines that stand in several articles of the pile, from ``recurring_lines``.

    Returns:
        The article with ``blocks``; title, outlet, authors, date, address and agencies are filled in where they were not
        known and the text, the address or the file's name tells them.
    """
    sheet = Sheet(article.text)
    mark_stubs(sheet)
    mark_title(sheet, article.title)
    mark_furniture(sheet)
    article = mark_masthead(sheet, article)
    mark_twice(sheet, settings)
    mark_closing_agency(sheet)
    article = mark_opening(sheet, article)
    mark_recurring(sheet, article.outlet, recurring)
    mark_tail(sheet)
    mark_subheads(sheet)
    return replace(article, blocks=sheet.blocks())


def explain(article: Article) -> list[tuple[Block, str]]:
    """The blocks of a cleaned article, each with its words on one line."""
    return [(block, " ".join(block.span.of(article.text).split())) for block in article.blocks]
