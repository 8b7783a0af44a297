"""Write the trained weights as the ONNX graph that the program runs, with int8 weights.

python -m training.second.export --weights weights.pt --out src/rashomon/data/second
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.quotes.export import attend
from training.quotes.network import Config
from training.second.network import Reader


class Alone(nn.Module):
    """One row without padding, in operations that every runtime knows."""

    def __init__(self, network: Reader) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: Tensor, sides: Tensor, mark: Tensor) -> tuple[Tensor, ...]:
        """``words`` (1, pieces, width), ``sides`` (1, pieces), ``mark`` (1).

        Gives log odds of a pair, (1), the answers about a mention, (1, answers), the states that these rest on, (1, states),
        its meaning, (1, ``MEANING``), and log odds of a fact, (1).
        """
        n = self.network.encoder
        x = n.norm(words + n.positions(torch.arange(words.shape[1])) + n.kinds(sides))
        for layer in self.network.layers:
            x = attend(layer, x)
        whole = torch.cat([x[:, 0], x.mean(1)], -1)
        states = torch.cat([x[:, 0], x[0, mark]], -1)
        meaning = self.network.same(states)
        meaning = meaning / meaning.pow(2).sum(-1, keepdim=True).sqrt()
        return self.network.out(whole)[:, 0], self.network.ev(states), states, meaning, self.network.told(whole)[:, 0]


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("weights", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    given = options.parse_args()
    saved = torch.load(given.weights)
    network = Reader(Config(**saved["config"]))
    network.load_state_dict(saved["weights"])
    network.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    ones = torch.ones((1, 12), dtype=torch.long)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "network.onnx")
        torch.onnx.export(
            Alone(network),
            (torch.zeros((1, 12, network.config.width)), ones, torch.zeros(1, dtype=torch.long)),
            str(path),
            input_names=["words", "sides", "mark"],
            output_names=["pair", "event", "states", "meaning", "fact"],
            dynamic_axes={"words": {1: "pieces"}, "sides": {1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        target = given.out / "network.onnx"
        quantize_dynamic(path, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    print(f"{target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
