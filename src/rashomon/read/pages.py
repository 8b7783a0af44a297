"""The pages whose addresses the user names, and no other: each once, politely, within limits of time, size and redirects."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from typing import IO, Any
from urllib.parse import quote, urlsplit, urlunsplit

from rashomon.read.draft import Fault, Kind, Place
from rashomon.settings import Settings

__all__ = ["Page", "fetch_pages"]

_KINDS: dict[str, Kind | None] = {
    "text/html": "html", "application/xhtml+xml": "html",
    "text/plain": "text", "text/markdown": "text", "text/x-markdown": "text",
    "application/json": "json", "text/json": "json", "application/feed+json": "json", "application/ld+json": "json",
    "application/x-ndjson": "lines", "application/jsonl": "lines", "application/jsonlines": "lines",
    "application/x-jsonlines": "lines",
    "text/csv": "table", "application/csv": "table", "text/tab-separated-values": "table",
    "application/octet-stream": None, "binary/octet-stream": None,
}  # fmt: skip
"""Kinds by media type; ``None`` where the content has to tell."""
_HOSTS_AT_ONCE = 8
_CHUNK = 65_536
_ASK = "check the address, or save the page in a browser and give the file"
_ASTRAY = "the page redirects to what is no http or https address"
_LATER = "try again later, or save the page in a browser and give the file"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave. ``url`` is where the redirects led; ``kind`` is ``None`` where the content has to tell."""

    name: str
    url: str
    raw: bytes
    kind: Kind | None
    charset: str | None


class _Refused(Exception):
    """A page cannot be had or used: why, and what to do about it."""

    def __init__(self, reason: str, remedy: str = _ASK) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def fetch_pages(urls: Sequence[str], settings: Settings) -> list[Page | Fault]:
    """Fetch pages, in the order given. Different hosts are asked side by side; one host one page at a time, with a pause
    between them. Nothing is tried twice, and no other address is asked for, robots.txt included.

    Args:
        urls: absolute http(s) addresses without fragment, each once.
        settings: ``fetch_timeout_s``, ``fetch_max_bytes``, ``fetch_max_redirects`` and ``fetch_pause_s`` apply.
    """
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(_authority(url), []).append(url)
    with ThreadPoolExecutor(max_workers=_HOSTS_AT_ONCE) as pool:
        parts = pool.map(lambda of_host: _fetch_in_turn(of_host, settings), by_host.values())
        fetched = {url: page for part in parts for url, page in part.items()}
    return [fetched[url] for url in urls]


def _authority(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url


def _fetch_in_turn(urls: Sequence[str], settings: Settings) -> dict[str, Page | Fault]:
    fetched: dict[str, Page | Fault] = {}
    for url in urls:
        if fetched:
            time.sleep(settings.fetch_pause_s)
        fetched[url] = _fetch(url, settings)
    return fetched


def _fetch(url: str, settings: Settings) -> Page | Fault:
    try:
        return _ask(url, settings)
    except _Refused as error:
        return Fault(Place(url), error.reason, error.remedy)
    except urllib.error.HTTPError as error:
        error.close()
        return Fault(Place(url), _of_status(error), _ASK if error.code < 500 and error.code != 429 else _LATER)
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        return Fault(Place(url), _of_error(error, settings), _LATER)


def _ask(url: str, settings: Settings) -> Page:
    from rashomon import __version__

    headers = {
        "User-Agent": f"Rashomon/{__version__} (reads single news pages that its user names)",
        "Accept": "text/html,application/xhtml+xml,text/plain,application/json;q=0.9,*/*;q=0.5",
        "Accept-Language": "en",
        "Accept-Encoding": "gzip",
    }
    deadline = time.monotonic() + settings.fetch_timeout_s
    request = urllib.request.Request(_quoted(url), headers=headers)
    with _opener(settings).open(request, timeout=settings.fetch_timeout_s) as response:
        kind, charset = _kind(response.headers)
        raw = _body(response, deadline, settings)
        return Page(url, response.geturl(), raw, kind, charset)


def _opener(settings: Settings) -> urllib.request.OpenerDirector:
    """An opener for http and https alone: the usual one would follow a redirect to a file or an FTP server."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(settings.fetch_max_redirects),
    ):
        opener.add_handler(handler)
    return opener


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Redirects up to a number, to http and https alone; what stands on the page that redirects is not read."""

    max_redirections = max_repeats = 1_000  # counted here instead

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._n_followed = 0

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        fp.close()
        self._n_followed += 1
        if self._n_followed > self._at_most:
            raise _Refused(f"the page has more than {self._at_most} redirects")
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise _Refused(_ASTRAY)
        # a HTTPMessage is what the base class is given
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _quoted(url: str) -> str:
    """The address as it goes over the wire: other than ASCII characters and blanks are escaped, escapes left as they are."""
    parts = urlsplit(url)
    if not parts.hostname or "@" in parts.netloc:
        raise _Refused("the address has no host, or a password in it", "give the address as a browser shows it")
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
    netloc = f"[{host}]" if ":" in host else host
    if parts.port:
        netloc += f":{parts.port}"
    keep = "!$%&'()*+,-./:;=?@_~[]"
    return urlunsplit((parts.scheme.lower(), netloc, quote(parts.path, safe=keep), quote(parts.query, safe=keep), ""))


def _kind(headers: Message) -> tuple[Kind | None, str | None]:
    if not headers.get("Content-Type"):
        return None, None
    media = headers.get_content_type()
    if media not in _KINDS:
        raise _Refused(f"the page is of type {media[:60]}", "give pages of text, HTML, JSON or CSV")
    return _KINDS[media], headers.get_content_charset()


def _body(response: Any, deadline: float, settings: Settings) -> bytes:
    """The page's bytes, unpacked. The limit is checked on what comes over the wire and on what it unpacks to."""
    too_big = _Refused(f"the page is larger than {settings.fetch_max_bytes:,} bytes", "save its text as a file and give that")
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > settings.fetch_max_bytes:
        raise too_big
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > settings.fetch_max_bytes:
            raise too_big
        if time.monotonic() > deadline:
            raise TimeoutError
    raw = b"".join(parts)
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing in ("", "identity"):
        return raw
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise _Refused(f"the page is packed as {packing[:30]}")
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    raw = unpacker.decompress(raw, settings.fetch_max_bytes + 1)
    if len(raw) > settings.fetch_max_bytes:
        raise too_big
    return raw


def _of_status(error: urllib.error.HTTPError) -> str:
    if 300 <= error.code < 400:
        return _ASTRAY
    phrase = http.client.responses.get(error.code, "")
    return f"the server answered {error.code} {phrase}".strip()


def _of_error(error: BaseException, settings: Settings) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) and isinstance(error.reason, BaseException) else error
    if isinstance(cause, TimeoutError):
        return f"the server took longer than {settings.fetch_timeout_s:g} seconds"
    if isinstance(cause, ssl.SSLError):
        return "no secure connection could be made"
    if isinstance(cause, ConnectionRefusedError):
        return "the server refuses connections"
    if isinstance(cause, socket.gaierror):
        return "the host cannot be found"
    if isinstance(cause, (http.client.HTTPException, zlib.error)):
        return "the server's answer is broken"
    return "the address is faulty" if isinstance(cause, ValueError) else "the connection failed"
