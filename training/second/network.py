"""MiniLM's layers over a row of two parts, with heads for pairs of quotes, for events, what they mean, whom their sentences
name, and facts."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rashomon.second import EVENT_TYPES, MEANING
from training.quotes.network import Config, Layer, Network

__all__ = ["SIDES", "Reader"]

SIDES = ("nobody", "state", "other")
"""Who acts or suffers, a helper task: nobody who is told, states by whoever stands for them, or somebody in his own name."""


class Reader(nn.Module):
    """Log odds that two quotes report one utterance, and what a mention of an event tells."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.encoder = Network(config)
        self.out = nn.Linear(2 * config.width, 1)
        self.ev = nn.Linear(2 * config.width, 1 + len(EVENT_TYPES) + 2 * len(SIDES))
        self.parts = nn.Linear(config.width, 2)
        self.told = nn.Linear(2 * config.width, 1)
        self.same = nn.Linear(2 * config.width, MEANING)
        self.scale = nn.Parameter(torch.tensor(2.3))
        self.none = nn.Parameter(torch.tensor(0.5))

    def _states(self, pieces: Tensor, sides: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        there = torch.arange(pieces.shape[1]) < lengths[:, None]
        bias = torch.where(there, 0.0, -1e4)[:, None, None, :]
        n = self.encoder
        x = n.dropout(n.norm(n.words(pieces) + n.positions(torch.arange(pieces.shape[1])) + n.kinds(sides)))
        for layer in n.layers:
            x = layer(x, bias)
        return x, (x * there.unsqueeze(-1)).sum(1) / lengths[:, None]

    def pair(self, pieces: Tensor, sides: Tensor, lengths: Tensor) -> Tensor:
        """``pieces`` and ``sides`` (batch, pieces), ``lengths`` (batch); gives (batch)."""
        return self._whole(self.out, pieces, sides, lengths)

    def fact(self, pieces: Tensor, sides: Tensor, lengths: Tensor) -> Tensor:
        """Log odds that a reader points out a sentence under a headline; as ``pair``."""
        return self._whole(self.told, pieces, sides, lengths)

    def _whole(self, head: nn.Linear, pieces: Tensor, sides: Tensor, lengths: Tensor) -> Tensor:
        x, mean = self._states(pieces, sides, lengths)
        score: Tensor = head(torch.cat([x[:, 0], mean], -1).float())
        return score[:, 0]

    def event(self, pieces: Tensor, sides: Tensor, lengths: Tensor, marks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``marks`` (batch) are the places of the piece before the trigger.

        Gives (batch, 1 + types + 2 * sides); of whom each piece names whether he acts and bears, (batch, pieces, 2); and the
        meanings, of length one, (batch, ``MEANING``).
        """
        x, _ = self._states(pieces, sides, lengths)
        states = torch.cat([x[:, 0], x[torch.arange(len(x)), marks]], -1).float()
        found: Tensor = self.ev(states)
        return found, self.parts(x).float(), F.normalize(self.same(states).float(), dim=-1)

    def alike(self, meanings: Tensor) -> Tensor:
        """Log odds, up to a constant, that each mention of a story tells what each other does, and last nothing that another
        tells: (mentions, mentions + 1)."""
        scale = torch.exp(self.scale)
        return torch.cat([scale * (meanings @ meanings.T), (scale * self.none).expand(len(meanings), 1)], 1)

    def load_minilm(self, path: Path) -> None:
        """Start from the weights of all-MiniLM-L6-v2 (a safetensors file)."""
        self.encoder.load_minilm(path)

    @property
    def layers(self) -> list[Layer]:
        """From the lowest to the highest."""
        return [layer for layer in self.encoder.layers if isinstance(layer, Layer)]
