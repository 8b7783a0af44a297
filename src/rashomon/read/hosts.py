"""The outlet behind an address, where nothing better names it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["host_of", "is_host", "is_url", "outlet_name"]

_URL = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z]", re.IGNORECASE)
_FRONT_DOORS = ("www", "www1", "www2", "m", "mobile", "amp")


def is_url(value: object) -> bool:
    """Whether a value is an absolute http(s) address."""
    return isinstance(value, str) and bool(_URL.match(value.strip()))


def is_host(name: str) -> bool:
    """Whether a name is a host (``example.com``), not what an outlet calls itself (``Example``, ``Example.com``)."""
    return name.islower() and bool(_HOST.fullmatch(name))


def host_of(url: str | None) -> str | None:
    """The host of an address without ``www.`` and the like: ``https://www.example.com/a`` gives ``example.com``."""
    try:
        host = urlsplit((url or "").strip()).hostname or ""
    except ValueError:
        return None
    first, _, rest = host.partition(".")
    return (rest if first in _FRONT_DOORS and "." in rest else host) or None


def outlet_name(value: str) -> str | None:
    """An outlet as given: a name stays as it is, an address or host becomes its host without ``www.``."""
    value = " ".join(value.split())
    if is_url(value):
        return host_of(value)
    if is_host(value) or (value.lower().startswith("www.") and _HOST.fullmatch(value)):
        return host_of(f"http://{value}")
    return value or None
