"""Write the vectors of the word pieces that news has: eight bits each value, one scale each piece.

    python -m training.pieces --data FOLDER --minilm FOLDER

The pieces are those that several articles of the bulk file have; no training here moves them (``words`` are frozen).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np

from rashomon.pieces import BEGIN, CLOSE, END, OPEN, UNKNOWN, WORD, word_pieces
from training.quotes.network import Config, Network

_LEAST = 3
"""Articles that must have a word piece for it to be kept."""
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "pieces" / "vectors.npz"


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
    for name in ("data", "minilm"):
        options.add_argument(f"--{name}", type=Path, required=True)
    given = options.parse_args()
    network = Network(Config())
    network.load_minilm(given.minilm / "model.safetensors")
    kept = kept_pieces(given.data / "bulk" / "articles.jsonl")
    values = network.words.weight.detach().numpy()[kept]
    scales = np.abs(values).max(1) / 127
    whole = np.round(values / scales[:, None]).astype(np.int8)
    np.savez(_TARGET, pieces=np.asarray(kept, dtype=np.uint16), values=whole, scales=scales.astype(np.float32))
    print(f"{len(kept)} word pieces, {_TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
