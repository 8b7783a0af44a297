"""The page and the terminal summary of a reading.

``views`` turns a reading into plain records; the templates, the style sheet and the script make the page of them,
``terminal`` the summary. The look of the page is in ``templates/``, ``style.css`` and ``script.js`` alone, the fixed words
in ``labels.toml``.
"""

from __future__ import annotations

from rashomon.report.page import index_page, story_page
from rashomon.report.terminal import show

__all__ = ["index_page", "show", "story_page"]
