"""The public surface, and the layers below it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import rashomon

SOURCE = Path(rashomon.__file__).parent

# A module may import from its own layer's package and from the layers above it in this list.
LAYERS = [
    {"model", "errors"},
    {
        "settings",
        "lexicon",
        "words",
        "marks",
        "countries",
        "actor_codes",
        "sectors",
        "corrections",
        "genre",
        "pieces",
        "networks",
        "second",
    },
    {"read", "clean", "parse", "extract", "group", "reconcile", "relations"},
    {"engine"},
    {"pipeline"},
    {"report", "export"},
    {"cli", "__main__", "__init__"},
]
LAYER_OF = {name: number for number, layer in enumerate(LAYERS) for name in layer}


def _modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def _part(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def _imported(tree: ast.Module) -> set[str]:
    """Parts of the package that a module imports when it is loaded (imports inside functions are deferred on purpose)."""
    names = [node.module for node in tree.body if isinstance(node, ast.ImportFrom) and node.module]
    names += [alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("rashomon.")}


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_layers_are_kept(path: Path) -> None:
    own = _part(path)
    for other in _imported(ast.parse(path.read_text(encoding="utf-8"))) - {own}:
        assert LAYER_OF[other] <= LAYER_OF[own], f"{own} imports {other}, which stands above it"
        if LAYER_OF[other] == 2 == LAYER_OF[own]:
            pytest.fail(f"stage {own} imports stage {other}")


def test_nothing_is_printed_by_the_package() -> None:
    printing = [
        str(path)
        for path in _modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_public_names_are_few_and_there() -> None:
    assert len(rashomon.__all__) <= 12
    assert callable(rashomon.read)
    assert callable(rashomon.reconcile)
    assert all(hasattr(rashomon, name) for name in rashomon.__all__)


def test_importing_the_package_takes_no_parser_along() -> None:
    heavy = ("spacy", "trafilatura", "dateparser", "jinja2")
    code = f"import sys, rashomon; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
