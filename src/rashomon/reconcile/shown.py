"""How two quotes are shown to the network that reads them side by side (``rashomon.second``)."""

from __future__ import annotations

from rashomon.model import Quote, Span

__all__ = ["shown"]

_SHORT, _BEFORE = 70, 90
"""A quote of fewer characters is read with so many that stand before it in its paragraph."""


def shown(text: str, quote: Quote, speaker: str | None) -> str:
    """A quote as the network reads it: who speaks, and what is said.

    Args:
        text: of the article.
        quote: one of it.
        speaker: the speaker's name; none where he is not known.
    """
    said = " … ".join(span.of(text) for span in quote.content)
    if len(said) < _SHORT:
        start = min(span.start for span in quote.content)
        paragraph = text.rfind("\n", 0, start) + 1
        said = f"{Span(max(paragraph, start - _BEFORE), start).of(text)} {said}"
    return f"{speaker or 'someone'}: {said}".replace("\n", " ")
