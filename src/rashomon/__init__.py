"""One event, many reports, one account that can be checked.

>>> import rashomon
>>> stories = rashomon.read(["reports/"])                 # doctest: +SKIP
>>> reading = rashomon.reconcile(stories[0])              # doctest: +SKIP
>>> reading.statements[0].judgement.verdict               # doctest: +SKIP
'altered'
>>> page = reading.to_html()                              # doctest: +SKIP
"""

from __future__ import annotations

from rashomon.errors import NothingToRead, RashomonError
from rashomon.model import Account, Article, Problem, Quote, Reading, Span, Story
from rashomon.settings import Settings

# Last, and in this order: the functions take the places of the folders of the same names.
from rashomon.pipeline import read  # isort: skip
from rashomon.reconcile import reconcile  # isort: skip

__version__ = "0.15.0"

__all__ = [
    "Account",
    "Article",
    "NothingToRead",
    "Problem",
    "Quote",
    "RashomonError",
    "Reading",
    "Settings",
    "Span",
    "Story",
    "read",
    "reconcile",
]
