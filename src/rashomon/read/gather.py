"""What the user named: the files, folders, addresses and standard input, each once and in a fixed order."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rashomon.read.draft import Fault, Kind, Place
from rashomon.read.hosts import is_url

__all__ = ["KINDS", "STDIN", "File", "Gathered", "gather", "printable"]

KINDS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "lines", ".ndjson": "lines",
    ".csv": "table", ".tsv": "table",
}  # fmt: skip
"""Kinds of files by suffix."""
STDIN = "standard input"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "__macosx"))


class File(NamedTuple):
    """A file to read. ``kind`` is ``None`` where its name does not tell, and its content has to."""

    path: Path
    name: str
    kind: Kind | None


class Gathered(NamedTuple):
    """All that is to be read, each part in the order of its names."""

    files: list[File]
    stdin: bool
    urls: list[str]
    faults: list[Fault]


def gather(paths: Sequence[str | os.PathLike[str]], *, urls: Sequence[str] = ()) -> Gathered:
    """Sort out what was named. Folders are walked, hidden files in them passed over; a file or page that is named twice, or
    reached by two names, is read once. The order of the arguments does not matter."""
    files: list[File] = []
    faults: list[Fault] = []
    pages = [url.strip() for url in urls if url.strip() and not url.strip().startswith("#")]
    stdin = False
    for name in (os.fspath(path) for path in paths):
        if name == "-":
            stdin = True
        elif is_url(name) or (_SCHEME.match(name) and not os.path.lexists(name)):
            pages.append(name)
        else:
            found = list(_of_path(Path(name)))
            files += [entry for entry in found if isinstance(entry, File)]
            faults += [entry for entry in found if isinstance(entry, Fault)]
    wrong = sorted({url for url in pages if not is_url(url)})
    faults += [Fault(Place(url), "only http and https addresses are read", "give such an address or a file") for url in wrong]
    right = sorted({url.partition("#")[0] for url in pages if is_url(url)})
    return Gathered(_once(files), stdin, right, sorted(faults, key=lambda fault: fault.place))


def printable(path: Path) -> str:
    """The path as text that can be written out; bytes that are no UTF-8 show as U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _once(files: list[File]) -> list[File]:
    kept: dict[str, File] = {}
    for file in sorted(files, key=lambda file: file.name):
        kept.setdefault(os.path.realpath(file.path), file)
    return list(kept.values())


def _of_path(path: Path) -> Iterator[File | Fault]:
    place = Place(printable(path))
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError):
            yield Fault(place, "reading it is not permitted", "change its permissions")
        elif path.is_symlink():
            yield Fault(place, "the link leads nowhere", "give the file itself")
        else:
            yield Fault(place, "there is no such file or folder", "check the name")
        return
    if stat.S_ISDIR(mode):
        yield from _of_folder(path)
    else:
        yield File(path, place.file, KINDS.get(path.suffix.lower()))


def _of_folder(top: Path) -> Iterator[File | Fault]:
    """The files of a folder and those below, by name; of other kinds it is said how many there are, in one sentence."""
    others: Counter[str] = Counter()
    failed: list[OSError] = []
    seen: set[str] = set()
    n_files = 0
    for folder, folders, names in os.walk(top, onerror=failed.append, followlinks=True):
        if (real := os.path.realpath(folder)) in seen:  # a link to a folder above
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not _is_passed(name) and not _is_part_of_page(name, names))
        for name in sorted(name for name in names if not _is_passed(name)):
            path = Path(folder, name)
            kind = KINDS.get(path.suffix.lower())
            if kind and (os.path.isfile(path) or not os.path.exists(path)):  # never a pipe, which would wait for ever
                n_files += 1
                yield from _of_path(path)
            else:
                others[path.suffix.lower()] += 1
    for error in failed:
        where = printable(Path(error.filename or top))
        yield Fault(Place(where), "the folder cannot be opened", "change its permissions")
    if others:
        yield Fault(Place(printable(top)), _of_other_kinds(others), "export them as text, HTML, JSON or CSV")
    elif not n_files and not failed:
        yield Fault(Place(printable(top)), "the folder holds no file", "give a folder with articles")


def _is_passed(name: str) -> bool:
    return name.startswith(".") or name.lower() in _SYSTEM


def _is_part_of_page(folder: str, names: list[str]) -> bool:
    """Whether a folder holds the pictures and scripts that a browser saved beside ``NAME.html``."""
    stem = re.sub(r"(?:_files|\.files)$", "", folder)
    return stem != folder and any(f"{stem}{suffix}" in names for suffix in (".html", ".htm", ".xhtml"))


def _of_other_kinds(others: Counter[str]) -> str:
    total = sum(others.values())
    shown = ", ".join(f"{suffix or 'no suffix'}: {count}" for suffix, count in sorted(others.items())[:6])
    return f"{total} file{' is' if total == 1 else 's are'} of another kind and passed over ({shown})"
