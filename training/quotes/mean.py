"""The mean of several trained weights, which went on from one another (Izmailov et al. 2018; Wortsman et al. 2022).

python -m training.quotes.mean --weights first.pt second.pt --out mean.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--weights", type=Path, nargs="+", required=True)
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    many = [torch.load(path) for path in given.weights]
    mean = {name: torch.stack([one["weights"][name] for one in many]).mean(0) for name in many[0]["weights"]}
    torch.save({"config": many[0]["config"], "weights": mean}, given.out)


if __name__ == "__main__":
    main()
