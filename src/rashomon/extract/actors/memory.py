"""Who was spoken of how lately: what a pronoun or "the minister" takes up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import takewhile

from rashomon.extract.actors.registry import Party
from rashomon.model import Actor

__all__ = ["SPEAKS", "SUBJECT", "Memory"]

_DECAY = 0.5
"""What is left of an actor's salience a sentence later (set on the readings: .4 to .6 differ by a point)."""
_FORGOTTEN = 0.12
_RIVAL = 0.9
"""Nobody is chosen where the second likeliest comes that close to the first: not known is better than wrong."""
SPEAKS = 4.0
"""Weight of the subject of a verb of saying."""
SUBJECT = 3.0
"""Weight of the subject of any other main clause."""
_MINOR = 1.5
"""Weight of the subject of a subordinate clause."""
_STILL_SUBJECT = 2
"""For how many sentences "he said" means the last subject of a main clause; another "he" for one."""
_SUBJECT = 1.4
"""What a thing must have had lately to be meant by "it" or "they": it was the subject of a sentence."""


class Memory:
    """Salience of the actors of one article, sentence by sentence."""

    def __init__(self, clock: Sequence[int]) -> None:
        """Begin with nobody; ``clock`` tells for each sentence how many came before that count as time passed."""
        self._clock = clock
        self._scores: dict[int, tuple[float, int]] = {}
        self._figures: dict[int, Party] = {}
        self._subjects: list[tuple[list[Party], int]] = []
        self._spoke: set[int] = set()
        """Indices of the subjects that spoke."""
        self._minor: list[tuple[Party, int]] = []
        """Subjects of subordinate clauses, with the sentence: they are taken up within it."""

    def add(self, party: Party, weight: float, number: int, *, joined: bool = False) -> None:
        """Note that ``party`` was spoken of in sentence ``number``, or was ``joined`` to the one noted before ("X and Y")."""
        key, number = id(party), self._clock[number]
        self._figures[key] = party
        score, last = self._scores.get(key, (0.0, number))
        self._scores[key] = (score * _DECAY ** (number - last) + weight, number)
        if joined and self._subjects and self._subjects[-1][1] == number:
            self._subjects[-1][0].append(party)
        elif weight >= SUBJECT:
            if weight >= SPEAKS:
                self._spoke.add(len(self._subjects))
            self._subjects.append(([party], number))
        elif weight >= _MINOR and party.kind == "person":
            self._minor.append((party, number))

    def salient(self, number: int, fits: Callable[[Party], bool]) -> list[tuple[float, Party]]:
        """Fitting actors that are not forgotten, the strongest first; of equals the one noted first."""
        number = self._clock[number]
        scored = [
            (-score * _DECAY ** (number - last), k, self._figures[key])
            for k, (key, (score, last)) in enumerate(self._scores.items())
            if number - last < 8 and fits(self._figures[key])
        ]
        scored.sort(key=lambda s: s[:2])
        return [(-score, party) for score, _, party in scored if -score > _FORGOTTEN]

    def latest(self, fits: Callable[[Party], bool]) -> Party | None:
        """The fitting actor that was spoken of last, however long ago."""
        told = [
            (last, -k, self._figures[key])
            for k, (key, (_, last)) in enumerate(self._scores.items())
            if fits(self._figures[key])
        ]
        return max(told, key=lambda t: t[:2])[2] if told else None

    def clear_first(self, number: int, fits: Callable[[Party], bool], *, rival: float = _RIVAL) -> Party | None:
        """The strongest fitting actor, unless another comes close."""
        found = self.salient(number, fits)
        if not found or (len(found) > 1 and found[1][0] > rival * found[0][0]):
            return None
        return found[0][1]

    def _last_subject(self, number: int, fits: Callable[[Party], bool], *, within: int) -> Party | None:
        """The fitting subject of a main clause that was told last, unless two were joined."""
        now = self._clock[number]
        minor = next((p for p, _ in takewhile(lambda told: told[1] == now, reversed(self._minor)) if fits(p)), None)
        here = takewhile(lambda told: told[1] == now, reversed(self._subjects))
        if minor is not None and not any(any(map(fits, parties)) for parties, _ in here):
            return minor
        found: list[Party] = []
        sentence = None
        for k in reversed(range(len(self._subjects))):
            parties, last = self._subjects[k]
            if now - last > within or (found and last != sentence):
                break
            fitting = [party for party in parties if fits(party)]
            if fitting and (not found or k in self._spoke):
                found, sentence = fitting, last
                if k in self._spoke:  # of two subjects of a sentence, the one who speaks
                    break
        return found[0] if found and all(party is found[0] for party in found) else None

    def last_speaker(self, number: int, fits: Callable[[Party], bool]) -> Party | None:
        """The fitting actor who spoke last, if he spoke lately and not with others."""
        now = self._clock[number]
        for k in reversed(range(len(self._subjects))):
            parties, last = self._subjects[k]
            if now - last > _STILL_SUBJECT:
                break
            if k in self._spoke:
                return parties[0] if len(parties) == 1 and fits(parties[0]) else None
        return None

    def _joint_subject(self, number: int) -> Party | None:
        """Those who spoke together last ("Holt and Dresk said"), as a group, if nobody else was the subject since."""
        parties, last = self._subjects[-1] if self._subjects else ([], 0)
        if len(parties) < 2 or self._clock[number] - last > _STILL_SUBJECT:
            return None
        together = Actor.together(party.actor() for party in parties)
        return Party(together.name, together.kind, plural=True, final=together)

    def pronoun(self, word: str, number: int, *, speaks: bool, without: Collection[int] = ()) -> Party | None:
        """Whom a pronoun means.

        Args:
            word: ``he``, ``she``, ``it``, ``they`` or a possessive of them.
            number: of its sentence.
            speaks: whether it is the subject of a verb of saying.
            without: identities of parties that its own clause names: it is none of them.
        """
        if word in ("he", "she", "his", "her"):
            gender = "m" if word in ("he", "his") else "f"

            def fits(f: Party) -> bool:
                person = f.kind in ("person", "unnamed") and not f.plural and not f.document and not f.described
                return person and f.gender in ("", gender) and id(f) not in without

            party = None if speaks else self._last_subject(number, lambda f: fits(f) and f.kind == "person", within=1)
            party = party or self._last_subject(number, fits, within=_STILL_SUBJECT if speaks else 1)
            party = party or self.clear_first(number, fits)
            if party is not None and not party.gender:
                party.gender = gender
            return party
        if word in ("it", "its"):
            found = self.salient(number, lambda f: (f.kind in ("body", "country") or f.document) and id(f) not in without)
        elif word in ("they", "their"):
            joint = self._joint_subject(number) if speaks else None
            if joint is not None:
                return joint
            found = self.salient(number, lambda f: (f.plural or f.kind == "group") and id(f) not in without)
        else:
            return None
        if not found or found[0][0] < _SUBJECT or (len(found) > 1 and found[1][0] > _RIVAL * found[0][0]):
            return None
        return found[0][1]
