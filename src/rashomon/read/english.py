"""Whether a text is surely not English: what the other stages would only misread."""

from __future__ import annotations

import functools
import re
from typing import Any

from rashomon.settings import Settings

__all__ = ["foreign_language"]

# Frequent in English and next to absent elsewhere: without "in", "is", "was", "for", "he", "be", "have", "had", "we", "she",
# which German, Dutch or the Scandinavian languages have too.
_ENGLISH = frozenset(
    "the of and to that with from his her their they been which this has not are would who said by were will when than about "
    "it's there into after could also because between".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_SLICE = 1_500  # characters


def foreign_language(text: str, settings: Settings, *, declared: str | None = None) -> str | None:
    """The code of the language that a text is surely in if that is not English, else ``None``.

    A share of English function words in the beginning, the middle or the end settles it for nearly every English text in
    a twentieth of a millisecond; only in doubt, and where there is enough text to tell or the file declares another
    language, the identifier (py3langid) is asked.

    Args:
        text: of the article.
        settings: ``english_word_share``, ``language_letters`` and ``language_confidence`` apply.
        declared: language that the file states; it only makes a short text worth asking about.
    """
    slices = _slices(text)
    if any(_share(part) >= settings.english_word_share for part in slices):
        return None
    sample = " ".join(slices)
    letters = sum(map(len, _WORD.findall(sample)))
    short = letters < settings.language_letters
    other_script = _other_script(sample)
    if short and (declared in (None, "en") or letters < settings.language_letters / 4) and not other_script:
        return None
    language, confidence = _identifier().classify(sample)
    sure = other_script or confidence >= settings.language_confidence
    return str(language) if language != "en" and sure else None


def _slices(text: str) -> list[str]:
    if len(text) <= 3 * _SLICE:
        return [text[start : start + _SLICE] for start in range(0, len(text), _SLICE)]
    middle = (len(text) - _SLICE) // 2
    return [text[:_SLICE], text[middle : middle + _SLICE], text[-_SLICE:]]


def _share(text: str) -> float:
    found = _WORD.findall(text.lower())
    return sum(word in _ENGLISH for word in found) / len(found) if found else 0.0


def _other_script(text: str) -> bool:
    """Whether most letters are not Latin: then a line is enough (Chinese says in 20 characters what takes English 60)."""
    letters = [character for word in _WORD.findall(text) for character in word]
    return len(letters) >= 20 and sum(character > "\u024f" for character in letters) > 0.6 * len(letters)


@functools.cache
def _identifier() -> Any:
    """The language identifier; its import and model cost most of a second, so only a text in doubt pays for them."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
