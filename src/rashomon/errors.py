"""Errors that Rashomon raises, each with one sentence that says what to do.

::

    RashomonError
    ├── NothingToRead      no article could be read from what was given
    ├── ParserMissing      no English spaCy pipeline is installed
    ├── SettingsError      a settings file or value is not usable
    ├── CorrectionsError   a file of corrections cannot be read
    └── OutputError        a result could not be written
"""

from __future__ import annotations

__all__ = ["CorrectionsError", "NothingToRead", "OutputError", "ParserMissing", "RashomonError", "SettingsError"]


class RashomonError(Exception):
    """Base of all errors of this package."""


class NothingToRead(RashomonError):
    """No article could be read from what was given."""


class ParserMissing(RashomonError):
    """No English spaCy pipeline is installed."""


class SettingsError(RashomonError):
    """A settings file or value is not usable."""


class CorrectionsError(RashomonError):
    """A file of corrections cannot be read."""


class OutputError(RashomonError):
    """A result could not be written."""
