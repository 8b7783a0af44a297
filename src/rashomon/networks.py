"""Trained networks, ready to run: the only file that knows onnxruntime."""

from __future__ import annotations

from typing import Any

__all__ = ["session"]


def session(path: str) -> Any:
    """An ONNX graph, run in one thread: the program shares its work out among processes.

    Args:
        path: of the file.
    """
    import onnxruntime  # takes a third of a second: only those who run a network pay it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
