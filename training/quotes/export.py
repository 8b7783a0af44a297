"""Write trained weights as the two ONNX graphs that the program runs: int8 weights, activations scaled as they come.

    python -m training.quotes.export --weights weights.pt --out src/rashomon/data/quotes

Weights keep to seven bits, so that processors without VNNI instructions give the same answers.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.quotes.network import Config, Layer, Network


def attend(layer: Layer, x: Tensor) -> Tensor:
    """A layer without padding, in operations that every runtime knows."""
    batch, length, width = x.shape
    size = width // layer.heads
    q, k, v = layer.qkv(x).view(batch, length, 3, layer.heads, size).permute(2, 0, 3, 1, 4).unbind(0)
    weights = torch.softmax(q @ k.transpose(-1, -2) / size**0.5, dim=-1)
    x = layer.norm1(x + layer.out((weights @ v).transpose(1, 2).reshape(batch, length, width)))
    return layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))


class Lower(nn.Module):
    """Vectors of pieces to states."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: Tensor, shapes: Tensor, marks: Tensor) -> Tensor:
        """``words`` (1, pieces, width), the others (1, pieces)."""
        n = self.network
        place = torch.arange(words.shape[1])
        x = n.norm(words + n.positions(place) + n.kinds.weight[0] + n.shapes(shapes) + n.marks(marks))
        for layer in n.layers[: n.config.split]:
            x = attend(layer, x)
        return x


class Upper(nn.Module):
    """States to scores of cue labels and roles."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, low: Tensor, marked: Tensor) -> tuple[Tensor, Tensor]:
        """``low`` (1, pieces, width), ``marked`` (cues, pieces)."""
        n = self.network
        x = low + marked.unsqueeze(-1) * n.marker
        for layer in n.layers[n.config.split :]:
            x = attend(layer, x)
        return n.cue(x), n.role(x)


def export(network: Network, folder: Path, *, whole: bool = False) -> None:
    """Write ``lower.onnx`` and ``upper.onnx``; ``whole`` keeps 32-bit weights."""
    network.eval()
    ones = torch.ones((1, 12), dtype=torch.long)
    low, marked = torch.zeros((1, 12, network.config.width)), torch.zeros((2, 12))
    with tempfile.TemporaryDirectory() as scratch:
        parts = (
            ("lower", Lower(network), (low, ones, ones), ["words", "shapes", "marks"], ["low"]),
            ("upper", Upper(network), (low, marked), ["low", "marked"], ["cues", "roles"]),
        )
        for name, module, inputs, names, outputs in parts:
            path = Path(scratch) / f"{name}.onnx"
            axes = {n: {1: "pieces"} for n in names + outputs}
            axes |= {n: {0: "cues", 1: "pieces"} for n in ("marked", "cues", "roles") if n in axes}
            torch.onnx.export(
                module,
                inputs,
                str(path),
                input_names=names,
                output_names=outputs,
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
            if name == "upper":
                _add_chain(path, network)
            target = folder / f"{name}.onnx"
            if whole:
                target.write_bytes(path.read_bytes())
            else:
                quantize_dynamic(path, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def _add_chain(path: Path, network: Network) -> None:
    model = onnx.load(str(path))
    chain = {name: getattr(network, name).tolist() for name in ("transitions", "begins", "ends")}
    entry = model.metadata_props.add()
    entry.key, entry.value = "chain", json.dumps(chain)
    onnx.save(model, str(path))


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--whole", action="store_true", help="keep 32-bit weights")
    given = options.parse_args()
    saved = torch.load(given.weights)
    network = Network(Config(**saved["config"]))
    network.load_state_dict(saved["weights"])
    given.out.mkdir(parents=True, exist_ok=True)
    export(network, given.out, whole=given.whole)


if __name__ == "__main__":
    main()
