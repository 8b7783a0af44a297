"""Attributions of a file of documents by trained weights, as JSON lines for a scorer.

python -m training.quotes.predict --weights weights.pt --documents FILE.jsonl --out answers.jsonl [--held-back]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from training.quotes.network import Config, Network
from training.quotes.train import predict


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("weights", "documents", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--held-back", action="store_true", help="only every twentieth document, those not trained on")
    given = options.parse_args()
    saved = torch.load(given.weights)
    network = Network(Config(**saved["config"]))
    network.load_state_dict(saved["weights"])
    documents = [json.loads(line) for line in given.documents.read_text(encoding="utf-8").splitlines()]
    if given.held_back:
        documents = documents[::20]
    lines = (json.dumps(answer) + "\n" for answer in predict(network, documents))
    given.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
