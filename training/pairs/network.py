"""The network: MiniLM's layers over two quotes in a row, and one score of the whole."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from training.quotes.network import Config, Layer, Network

__all__ = ["Pairs"]


class Pairs(nn.Module):
    """Log odds that two quotes report one utterance."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.encoder = Network(config)
        self.out = nn.Linear(2 * config.width, 1)

    def forward(self, pieces: Tensor, sides: Tensor, lengths: Tensor) -> Tensor:
        """``pieces`` and ``sides`` (batch, pieces), ``lengths`` (batch); gives (batch)."""
        there = torch.arange(pieces.shape[1]) < lengths[:, None]
        bias = torch.where(there, 0.0, -1e4)[:, None, None, :]
        n = self.encoder
        x = n.dropout(n.norm(n.words(pieces) + n.positions(torch.arange(pieces.shape[1])) + n.kinds(sides)))
        for layer in n.layers:
            x = layer(x, bias)
        mean = (x * there.unsqueeze(-1)).sum(1) / lengths[:, None]
        score: Tensor = self.out(torch.cat([x[:, 0], mean], -1).float())
        return score[:, 0]

    def load_minilm(self, path: Path) -> None:
        """Start from the weights of all-MiniLM-L6-v2 (a safetensors file)."""
        self.encoder.load_minilm(path)

    @property
    def layers(self) -> list[Layer]:
        """From the lowest to the highest."""
        return [layer for layer in self.encoder.layers if isinstance(layer, Layer)]
