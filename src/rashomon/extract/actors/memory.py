"""Who was spoken of how lately: what a pronoun or "the minister" takes up."""

from __future__ import annotations

from collections.abc import Callable

from rashomon.extract.actors.registry import Party

__all__ = ["SPEAKS", "Memory"]

_DECAY = 0.5
"""What is left of an actor's salience a sentence later (set on the readings: .4 to .6 differ by a point)."""
_FORGOTTEN = 0.12
_RIVAL = 0.9
"""Nobody is chosen where the second likeliest comes that close to the first: not known is better than wrong."""
SPEAKS = 4.0
"""Weight of the subject of a verb of saying."""
_STILL_SPEAKS = 2
"""For how many sentences "he said" means who spoke last."""
_SUBJECT = 1.4
"""What a thing must have had lately to be meant by "it" or "they": it was the subject of a sentence."""


class Memory:
    """Salience of the actors of one article, sentence by sentence."""

    def __init__(self) -> None:
        self._scores: dict[int, tuple[float, int]] = {}
        self._figures: dict[int, Party] = {}
        self._speaker: tuple[Party, int] | None = None

    def add(self, party: Party, weight: float, number: int) -> None:
        """Note that ``party`` was spoken of in sentence ``number``."""
        key = id(party)
        self._figures[key] = party
        score, last = self._scores.get(key, (0.0, number))
        self._scores[key] = (score * _DECAY ** (number - last) + weight, number)
        if weight >= SPEAKS:
            self._speaker = (party, number)

    def salient(self, number: int, fits: Callable[[Party], bool]) -> list[tuple[float, Party]]:
        """Fitting actors that are not forgotten, the strongest first; of equals the one noted first."""
        scored = [
            (-score * _DECAY ** (number - last), k, self._figures[key])
            for k, (key, (score, last)) in enumerate(self._scores.items())
            if number - last < 8 and fits(self._figures[key])
        ]
        scored.sort(key=lambda s: s[:2])
        return [(-score, party) for score, _, party in scored if -score > _FORGOTTEN]

    def clear_first(self, number: int, fits: Callable[[Party], bool], *, rival: float = _RIVAL) -> Party | None:
        """The strongest fitting actor, unless another comes close."""
        found = self.salient(number, fits)
        if not found or (len(found) > 1 and found[1][0] > rival * found[0][0]):
            return None
        return found[0][1]

    def pronoun(self, word: str, number: int, *, speaks: bool) -> Party | None:
        """Whom ``he``, ``she``, ``it`` or ``they`` means; ``speaks`` if it is the subject of a verb of saying."""
        if word in ("he", "she", "his", "her"):
            gender = "m" if word in ("he", "his") else "f"

            def fits(f: Party) -> bool:
                return f.kind in ("person", "unnamed") and not f.plural and not f.document and f.gender in ("", gender)

            party = None
            if speaks and self._speaker is not None and number - self._speaker[1] <= _STILL_SPEAKS and fits(self._speaker[0]):
                party = self._speaker[0]
            party = party or self.clear_first(number, fits)
            if party is not None and not party.gender:
                party.gender = gender
            return party
        if word in ("it", "its"):
            found = self.salient(number, lambda f: f.kind in ("body", "country") or f.document)
        elif word in ("they", "their"):
            found = self.salient(number, lambda f: f.plural or f.kind == "group")
        else:
            return None
        if not found or found[0][0] < _SUBJECT or (len(found) > 1 and found[1][0] > _RIVAL * found[0][0]):
            return None
        return found[0][1]
