"""One event, many reports, one account that can be checked."""

__version__ = "0.1.0"
