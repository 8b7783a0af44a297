"""Write the trained weights as the ONNX graph that the program runs: int8 weights, and only the word pieces that news has.

python -m training.second.export --data FOLDER --weights weights.pt --out src/rashomon/data/second
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from rashomon.pieces import BEGIN, CLOSE, END, OPEN, UNKNOWN, WORD, word_pieces
from training.quotes.export import attend
from training.quotes.network import Config
from training.second.network import Reader

_LEAST = 3
"""Articles that must have a word piece for it to be kept."""


class Alone(nn.Module):
    """One row without padding, in operations that every runtime knows."""

    def __init__(self, network: Reader, rows: Tensor, kept: Tensor) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("rows", rows)
        self.kept = nn.Embedding.from_pretrained(network.encoder.words.weight.detach()[kept])

    def forward(self, pieces: Tensor, sides: Tensor, mark: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``pieces`` and ``sides`` (1, pieces), ``mark`` (1); gives the answers of both heads, (1) and (1, answers), and the
        states of a mention that the second answers by, (1, states)."""
        n = self.network.encoder
        words = self.kept(self.rows[pieces].long())
        x = n.norm(words + n.positions(torch.arange(pieces.shape[1])) + n.kinds(sides))
        for layer in self.network.layers:
            x = attend(layer, x)
        pair = self.network.out(torch.cat([x[:, 0], x.mean(1)], -1))[:, 0]
        states = torch.cat([x[:, 0], x[0, mark]], -1)
        return pair, self.network.ev(states), states


def kept_pieces(bulk: Path) -> list[int]:
    """Numbers of the word pieces that several articles have; [UNK] first."""
    held: Counter[int] = Counter()
    with bulk.open(encoding="utf-8") as lines:
        for line in lines:
            held.update({piece for word in set(WORD.findall(json.loads(line)["text"])) for piece in word_pieces(word)})
    special = (UNKNOWN, 0, OPEN, CLOSE, BEGIN, END)
    return [*special, *sorted(piece for piece, n in held.items() if n >= _LEAST and piece not in special)]


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "weights", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    given = options.parse_args()
    saved = torch.load(given.weights)
    network = Reader(Config(**saved["config"]))
    network.load_state_dict(saved["weights"])
    network.eval()
    kept = kept_pieces(given.data / "bulk" / "articles.jsonl")
    rows = torch.zeros(network.config.vocabulary, dtype=torch.int16)
    rows[kept] = torch.arange(len(kept), dtype=torch.int16)
    given.out.mkdir(parents=True, exist_ok=True)
    ones = torch.ones((1, 12), dtype=torch.long)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "network.onnx")
        torch.onnx.export(
            Alone(network, rows, torch.tensor(kept)),
            (ones, ones, torch.zeros(1, dtype=torch.long)),
            str(path),
            input_names=["pieces", "sides", "mark"],
            output_names=["pair", "event", "states"],
            dynamic_axes={"pieces": {1: "pieces"}, "sides": {1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        target = given.out / "network.onnx"
        quantize_dynamic(path, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    print(f"{len(kept)} word pieces, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
