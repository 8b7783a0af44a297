"""HTML fragments to lines of text, for text fields that hold HTML and pages too small for the extractor."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["has_markup", "lines_of"]

_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote|article|section|body|html|span|strong|em|b|i|a|table)\b[^<>]*>", re.IGNORECASE
)
_CLOSED = re.compile(r"</(?:p|div|h[1-6]|li|blockquote|article|section|body|html)\s*>|<br\s*/?>", re.IGNORECASE)
_LINE = frozenset(
    "p div br h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote article section header main table tr td th figure pre hr address "
    "center body html title option".split()
)
_UNSEEN = frozenset("script style noscript template svg iframe head nav footer aside button select figcaption".split())
_VOID = frozenset("br hr img input meta link source area base col embed track wbr".split())


def has_markup(text: str) -> bool:
    """Whether a text is HTML: at least two tags, one of which ends a line. A stray ``<b>`` is no HTML."""
    if "<" not in text:
        return False
    return bool(_CLOSED.search(text)) and len(_TAG.findall(text)) >= 2


def lines_of(html: str) -> str:
    """The text of an HTML fragment, one line a paragraph; what is never shown and what frames a page is left out."""
    lines = _Lines()
    lines.feed(html)
    lines.close()
    return lines.text()


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":  # ends a head that was never closed
            self._hidden.clear()
        if tag in _UNSEEN and tag not in _VOID:
            self._hidden.append(tag)
        if tag in _LINE:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        if tag in _LINE:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)
