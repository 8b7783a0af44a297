"""Rows as CSV, TSV or Parquet."""

from __future__ import annotations

import csv
import importlib.util
import io
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rashomon.errors import OutputError

__all__ = ["Column", "as_parquet", "as_text", "cell", "need_parquet"]

_FORMULA = ("=", "+", "-", "@")


class Column(NamedTuple):
    """A column: its name, the type of its values, and what they mean."""

    name: str
    type: type
    means: str


def cell(words: str | None) -> str:
    """Words of an article as a cell: on one line, and never a formula where a spreadsheet opens the table."""
    line = " ".join((words or "").split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def as_text(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, tabs: bool = False) -> str:
    """Comma- or tab-separated lines with a head; ``None`` is an empty cell."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, dialect="excel-tab" if tabs else "excel", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return table.getvalue()


def need_parquet() -> None:
    """See that Parquet can be written.

    Raises:
        OutputError: if pyarrow is not installed.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise OutputError("Parquet needs pyarrow, which is not installed; install rashomon[parquet], or name a .csv file")


def as_parquet(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """A Parquet file.

    Raises:
        OutputError: if pyarrow is not installed.
    """
    need_parquet()
    import pyarrow as arrow
    from pyarrow import parquet

    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64()}
    fields = [arrow.field(c.name, types.get(c.type, arrow.date32()), metadata={"description": c.means}) for c in columns]
    by_column = list(zip(*rows, strict=True)) or [() for _ in columns]
    arrays = [arrow.array(values, type=field.type) for values, field in zip(by_column, fields, strict=True)]
    sink = io.BytesIO()
    parquet.write_table(arrow.Table.from_arrays(arrays, schema=arrow.schema(fields)), sink)
    return sink.getvalue()
