"""Where an article comes from, by the notes of its page: outlet, address and date, and the agencies that it credits."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from urllib.parse import urlsplit

from rashomon.clean.bylines import MONTH, day_of
from rashomon.clean.lines import agencies_in
from rashomon.clean.sheet import Sheet, bare
from rashomon.lexicon import lexicon

__all__ = ["address_in", "credited_agencies", "date_of_url", "outlet_of_path", "outlet_of_url", "outlet_on_top", "owner_in"]

_CREDITS = frozenset(("agency or reporters' credit", "agency after the last sentence"))
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]{4,400}")
_URL_DATE = re.compile(rf"/((?:19|20)\d\d)[/-](\d\d?|{MONTH})[/-](\d\d?)(?=[/.-]|$)", re.IGNORECASE)

_OWNER = re.compile(
    r"(?:©|\([Cc]\)|[Cc]opyright)[\s©(Cc),]*(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?,? (?:by )?"
    r"(?P<owner>(?:The )?[A-Z][\w.&'’-]{0,30}(?: [A-Z&][\w.&'’-]{0,30}){0,4}?)"
    r"(?:,? (?:LLC|Inc|Ltd|Limited|Corp|GmbH|plc|Company|Co)\b|\.(?:\s|$)|,|$| [Aa]ll)"
)
_SELLERS = re.compile(r"\b(?:Agency|Syndicate|Creators|Services?|Content|Images)\b")
"""Who holds a copyright under one of these names sells texts; the outlet is somebody else."""


def address_in(sheet: Sheet) -> str | None:
    """The page's own address, where a line gives it ("Original URL: ...")."""
    for line in sheet.lines:
        if line.why == "the page's own address" and (match := _ADDRESS.search(line.text)):
            return match.group()
    return None


_BOX = re.compile(
    r"(?P<outlet>(?:The )?[A-Z][\w/.&’'-]{1,30}(?: [A-Z][\w&’'-]{1,30}){0,3}?)(?:[’']s)? "
    r"(?:journalists|reporters|correspondents|newsroom) (?:report|cover|deliver|bring|provide)s?\b.{0,40}\b(?:news|stories)\b"
)
_BOX_LINES = 12


def owner_in(sheet: Sheet) -> str | None:
    """Who a copyright line says owns the page, unless it is an agency or another seller of texts; else the outlet that a
    box at the end speaks of ("Norland Radio journalists report the news in ...")."""
    for line in sheet.lines:
        if line.why == "copyright line" and (match := _OWNER.search(line.text)):
            owner = match.group("owner").strip(" .")
            return None if agencies_in(owner) or _SELLERS.search(owner) else owner
    boxes = (_BOX.match(line.text[:200]) for line in sheet.lines[-_BOX_LINES:])
    return next((box.group("outlet") for box in boxes if box is not None), None)


def credited_agencies(sheet: Sheet) -> tuple[str, ...]:
    """The news agencies that the article's credits name, in order, each once."""
    texts = (block.span.of(sheet.text) for block in sheet.blocks() if block.why in _CREDITS)
    return tuple(dict.fromkeys(name for text in texts for name in agencies_in(text)))


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://", "www."))


def date_of_url(url: str | None) -> date | None:
    """The day in an address such as ``https://example.org/2017/04/12/talks-fail``."""
    match = _URL_DATE.search(url) if url and _is_url(url) else None
    return day_of(*match.groups()) if match is not None else None


def outlet_of_url(url: str | None) -> str | None:
    """The host, as the outlet's name where nothing better is known."""
    if not url or not _is_url(url):
        return None
    try:
        host = urlsplit(url if "://" in url else f"https://{url}").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") if "." in host and not host.replace(".", "").isdigit() else None


_TOP_LINES = 4
_TOP = r"(?:com|org|net|info|news|co\.uk|com\.au|co|uk|de|fr|ru|in|au|ca|ie|tv|eu|us|int|gov|edu)"
_HOST = re.compile(rf"(?:www\.)?((?:[a-z0-9-]{{2,30}}\.){{1,3}}{_TOP})(?![a-z0-9])")
_PLAIN_WORDS = frozenset("news today daily weekly press review record post star sun mail wire report standard register".split())
"""Words that name no outlet when they stand alone: "news.txt", "today.txt"."""


def outlet_on_top(sheet: Sheet, path: str | None) -> str | None:
    """A line above the report that says what the file's name says ("Metro Nord" in ``metro-nord.txt``)."""
    name = bare(PurePath(path.replace("\\", "/")).stem.replace("_", " ")) if path else ""
    tops = (line for line in sheet.lines[:_TOP_LINES] if line.n_words <= 5 and not line.is_closed)
    return next((" ".join(line.text.split()) for line in tops if name and bare(line.text) == name), None)


def outlet_of_path(path: str | None) -> str | None:
    """The outlet in a file's name, if it looks like one: a host, or words that newspapers and stations have in theirs.

    >>> outlet_of_path("reports/the-harbour-post_2017-04-12.txt")
    'The Harbour Post'
    >>> outlet_of_path("reports/article-3.txt") is None
    True
    """
    if not path or "://" in path:
        return None
    file = PurePath(path.replace("\\", "/"))
    if (host := _HOST.match(re.sub(r"^[\d_-]+", "", file.name.lower()))) is not None:
        return host.group(1)
    names = lexicon("furniture")["outlets"]
    parts = [part for part in re.split(r"[\s_.+-]+|\d+", file.stem) if part]
    if not 1 <= len(parts) <= 5 or not all(map(str.isalpha, parts)):
        return None
    if len(parts) == 1 and parts[0].lower() in _PLAIN_WORDS:
        return None
    article = len(parts) == 2 and parts[0].lower() == "the"  # "the-continental.txt"
    if not article and not any(part.lower() in names["words"] for part in parts):
        return None
    return " ".join(part.upper() if part.lower() in names["capitals"] else part[:1].upper() + part[1:] for part in parts)
