"""From bytes to text, whatever the encoding; and what is no text at all."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

__all__ = ["Decoded", "binary_kind", "decode", "one_line_end", "storable"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8 with BOM"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"WARC/1.", "a web archive"),
    (b"\x7fELF", "a program"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARABLE = re.compile(r"iso8859|cp\d|koi8|mac|gb|big5|shift_jis|euc|hp_roman|tis|ptcp|latin")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SAMPLE = 65_536


class Decoded(NamedTuple):
    """A text with the encoding that was guessed, as a person would name it."""

    text: str
    encoding: str


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes: a byte order mark tells; else what is valid UTF-8 is UTF-8 (other encodings hardly ever are by
    chance, so it is believed before ``declared``, the name that a page or server gave); else UTF-16 by its zero bytes;
    else what was declared, UTF-8 with some faulty bytes, Windows-1252, Latin-1. Never fails."""
    for mark, codec, name in _BOMS:
        if raw.startswith(mark):
            return Decoded(raw[len(mark) :].decode(codec, "replace"), name)
    if wide := _utf16_by_zeros(raw):
        return Decoded(raw.decode(wide, "replace"), wide)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_declared(raw, declared) or _decode_damaged(raw) or _decode_western(raw)


def _utf16_by_zeros(raw: bytes) -> str | None:
    """UTF-16 without a mark: in English every other byte is zero, and none of those between."""
    sample = raw[: _SAMPLE & ~1]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * pairs and even < 0.02 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.02 * pairs:
        return "utf-16-be"
    return None


def _decode_declared(raw: bytes, declared: str | None) -> Decoded | None:
    """As declared, where that is an encoding for text and fits. Latin-1 and ASCII mean Windows-1252, as in browsers."""
    try:
        codec = codecs.lookup((declared or "").strip().strip("\"'")).name
        if codec in ("iso8859-1", "ascii"):
            codec = "cp1252"
        if not _DECLARABLE.match(codec):
            return None
        return Decoded(raw.decode(codec), codec.replace("cp125", "windows-125"))
    except (LookupError, ValueError):
        return None


def _decode_damaged(raw: bytes) -> Decoded | None:
    """UTF-8 into which some bytes of Windows-1252 were pasted, or which was cut inside a character: still UTF-8 where the
    sound sequences outnumber the faulty ones."""
    text = raw.decode("utf-8", "surrogateescape")
    faulty = len(_ESCAPED_BYTE.findall(text))
    sound = len(text) - len(re.findall(r"[\x00-\x7f]", text)) - faulty
    if sound < 2 * faulty:
        return None
    return Decoded(_ESCAPED_BYTE.sub(_western_byte, text), "utf-8 with faulty bytes")


def _western_byte(match: re.Match[str]) -> str:
    return bytes([ord(match.group()) - 0xDC00]).decode("cp1252", "replace")


def _decode_western(raw: bytes) -> Decoded:
    try:
        return Decoded(raw.decode("cp1252"), "windows-1252")
    except UnicodeDecodeError:
        return Decoded(raw.decode("latin-1"), "iso-8859-1")


def binary_kind(raw: bytes, decoded: Decoded | None = None) -> str | None:
    """What the bytes are if they are no text (``a PDF``, ``binary``), else ``None``.

    Text has next to no control characters, and English in an 8-bit encoding is mostly ASCII.
    """
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            return name
    text, encoding = decoded or decode(raw[:_SAMPLE])
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) + sample.count("\ufffd") > max(2, 0.02 * len(sample)):
        return "binary"
    foreign = sum(1 for character in sample if character > "\x7f")
    if encoding in ("windows-1252", "iso-8859-1") and foreign > 0.3 * len(sample):
        return "binary or in an encoding that is not known"
    return None


def one_line_end(text: str) -> str:
    r"""The text with ``\n`` for every line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def storable(text: str) -> str:
    """The text with U+FFFD for what UTF-8 or a database cannot hold (half surrogate pairs, NUL): one for one, so that
    offsets stay."""
    return _UNSTORABLE.sub("\ufffd", text)
