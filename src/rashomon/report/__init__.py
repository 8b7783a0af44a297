"""The page and the terminal summary of a reading.

``story`` turns a reading into the plain records of ``views``; the templates, the style sheet and the script make the page
of them, ``terminal`` the summary. The look of the page is in ``templates/``, ``style.css`` and ``script.js`` alone, the
fixed words in ``labels.toml``.
"""
