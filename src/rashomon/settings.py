"""All that can be set, in one frozen record; a TOML file or keywords make another.

Beside each threshold stands why it has its value, and the benchmark that set it.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from rashomon.errors import SettingsError
from rashomon.model import QuoteModel

__all__ = ["Settings"]

_QUOTES = ("auto", "accurate", "fast")


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and thresholds of a run."""

    # --- read
    max_text_bytes: int = 2_000_000
    """Longest text, in bytes of UTF-8, that counts as one article; longer ones are books or dumps."""
    fetch_timeout_s: float = 20.0
    fetch_max_bytes: int = 10_000_000
    fetch_max_redirects: int = 5
    fetch_pause_s: float = 1.0
    """Pause between two requests to the same host: what a polite crawler keeps."""
    max_file_bytes: int = 500_000_000
    """Largest JSON or CSV file: it is read whole, at about five times its size in memory. JSON lines are streamed and have
    no such limit."""
    english_word_share: float = 0.12
    """Share of English function words in 1,500 characters from which a text is English without asking further: the lowest
    of 3,374 English news articles has 0.14, other European languages stay below 0.06."""
    language_letters: int = 120
    """Letters from which the language of a text is asked at all; two lines can be names only."""
    language_confidence: float = 0.95
    """Confidence of the language identifier from which a text is surely not English."""

    # --- engine
    processes: int = 0
    """Worker processes; 0 takes one a core. The result is the same for every number."""
    pool_from_chars: int = 300_000
    """Piles of less text are read in one process: a pool takes two seconds to start, which is what it gains here."""
    pool_from_pages: int = 100
    """The same for HTML files, which take 60 ms each to find the article in."""
    chunk_articles: int = 32
    """Articles a task: enough sentences to fill the parser's batches, few enough to share out evenly."""
    chunk_stories: int = 8
    """Stories a task."""

    # --- clean
    recurring_articles: int = 3
    """Stories of one outlet in which a line must stand to be page text: an update repeats its forerunner's lines once."""
    twice_words: int = 40
    """Words that must be told twice to be a body told twice; a repeated lead is shorter (benchmarks/furniture.py)."""

    # --- parse
    parser_batch: int = 256
    """Sentences a batch: from 64 to 256 the parser gains a tenth, beyond nothing (benchmarks/parse.py)."""

    # --- extract
    quotes: str = "auto"
    """What finds the quotes: ``accurate`` (a trained tagger), ``fast`` (rules), or ``auto``: accurate for piles of up to
    ``accurate_articles``, fast beyond. With the accurate one a second network reads again what is in doubt: pairs of quotes,
    and events. Each account says which it was."""
    accurate_articles: int = 1_000
    """Articles that the accurate model reads in about two and a half minutes on two cores (docs/limits.md)."""

    # --- group
    story_likeness: float = 0.15
    """Mean likeness of two groups of articles from which they tell one story, where an article is compared with 30 others or
    fewer. Small piles drawn at random do best at .10 to .14, piles with odd articles on the same subject at .16 to .20."""
    story_likeness_tenfold: float = 0.04
    """What is asked on top for each tenfold number of articles compared: the more there are, the likelier that one is alike
    by chance. The best is .10 for piles of 6 to 30 articles, .14 for 90, .18 for 300, .22 for 1,200, .28 for 4,200."""
    story_floor: float = 0.5
    """Share of the likeness asked for below which a pair counts as unlike: as good as counting every pair, with a thirtieth
    of the pairs."""
    story_window_days: int = 8
    """Articles of one story stand at most so many days apart: of 1,070 real stories 99 % span three days, the longest seven."""
    story_decay_days: float = 3.0
    """From the second day on likeness fades by 1/e in so many days: bulk .83 without dates, .90 with a window alone or with
    fading; 2 to 5 days do equally well."""

    # --- reconcile
    statement_floor: float = 0.27
    """Mean chance from which two groups of quotes are one utterance: best F1 of pairs on the reference readings, each story
    read with a model fitted on the others (training/fit_alignment.py)."""
    statement_partners: int = 6
    """Quotes of other articles that a quote is compared with, by the rare words they share: of the pairs of five reference
    readings 6 hold 83 %, 12 hold 85 %."""
    pairs_read: int = 1_500
    """Doubtful pairs of quotes of a story that are read side by side by a network, at 4 ms each, where the quotes were found by
    the accurate model: a story of three articles has about a hundred."""
    figure_floor: float = 0.26
    """The same for figures that count one thing, but whose values cannot be one: .20 to .30 do about equally well on readings
    whose story was left out (training/fit_figure_alignment.py)."""
    figure_agreed: float = 0.3
    """The same where their values may be one, as many are by chance: of 52 readings that were not tuned on, .26 to .34 give
    much the same F1 of pairs, and the more of it the fewer wrong ones."""
    time_agreed: float = 0.26
    """The same for times, of which most that agree by chance are left out before (``reconcile/dated.py``)."""
    figure_again: float = 0.3
    """Mean chance from which a second figure of one article belongs to a group beside its best one: .3 to .5 do about equally
    well (training/fit_figure_alignment.py)."""
    figure_partners: int = 8
    """Figures that a figure is compared with: 8 to 25 do equally well on the reference readings."""
    event_floor: float = 0.18
    """Chance of telling one event that a pair of mentions must have to be worth it: .12 to .22 do about equally well on
    reference readings whose story was left out (training/fit_event_alignment.py)."""
    event_partners: int = 16
    """Event mentions of other articles that one is compared with in a story of more than 300; fewer are all compared."""
    brief_sentences: int = 6
    """Most sentences of a brief; from the fourth on only such that another account supports, so that most have three."""
    only_most: int = 12
    """Facts of one account alone that are shown; the reference readings have eight a story."""
    only_likeness: float = 0.6
    """Share of a sentence's worth that another account's sentence may have, for it still to tell something of its own."""
    longest_posting: int = 60
    """Mentions of one word that are looked at, the fullest first: what keeps a story of 500 articles linear."""

    # --- copies
    copy_words: int = 12
    """Words outside quotations from which a passage that stands in two articles is a copy: names and titles make up shorter
    ones by themselves (reference readings)."""
    copy_edits: float = 0.2
    """Share of a copied passage's words that may differ; two may in any case (benchmarks/copies.py)."""
    lineage_share: float = 0.5
    """Share of one article's own words that stand in another from which the two count as one account. Of 45 pairs that
    share passages in 250 real stories 40 share less than .3, three .87 or more: what lies between is rare."""
    lineage_share_agency: float = 0.2
    """The same where both credit one agency."""

    def __post_init__(self) -> None:
        """Refuse words that choose nothing."""
        if self.quotes not in _QUOTES:
            raise SettingsError(f"quotes: {self.quotes!r} will not do; give one of {', '.join(_QUOTES)}")

    def quote_model(self, articles: int) -> QuoteModel:
        """What finds the quotes in a pile of so many articles."""
        if self.quotes == "auto":
            return "accurate" if articles <= self.accurate_articles else "fast"
        return "accurate" if self.quotes == "accurate" else "fast"

    @classmethod
    def from_toml(cls, path: str | os.PathLike[str]) -> Settings:
        """Read settings from a TOML file of ``name = value`` lines.

        Raises:
            SettingsError: if the file cannot be read, is not TOML, or names what is no setting.
        """
        try:
            table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{path}: cannot be read as TOML ({error}); give a file of name = value lines") from error
        return cls().with_values(**table)

    def with_values(self, **values: Any) -> Settings:
        """These settings with some values changed.

        Raises:
            SettingsError: if a name is unknown or a value has another type than the default.
        """
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise SettingsError(f"{name}: no such setting; known are {', '.join(sorted(known))}")
            number = isinstance(known[name], (int, float)) and not isinstance(known[name], bool)
            if number != (isinstance(value, (int, float)) and not isinstance(value, bool)):
                raise SettingsError(f"{name}: {value!r} will not do; give a value like {known[name]!r}")
        return replace(self, **values)
