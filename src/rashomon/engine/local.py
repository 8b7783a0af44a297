"""A pool of processes on this machine, or none where the work is small."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

__all__ = ["Engine", "Inline", "LocalPool", "calm_collector", "open_engine"]

Task = TypeVar("Task")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs one function over many tasks and gives the results in the order of the tasks."""

    def map(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """Results of ``function`` over ``tasks``, in order. ``function`` is a module-level one."""
        ...

    def close(self) -> None:
        """Give back what the engine holds."""
        ...


class Inline:
    """Does the work in this process, task by task."""

    def map(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """See ``Engine.map``."""
        return map(function, tasks)

    def close(self) -> None:
        """Nothing is held."""


class LocalPool:
    """A pool of processes. They are spawned, not forked: the same on every system, and safe beside threads."""

    def __init__(self, processes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(processes, mp_context=context, initializer=calm_collector)

    def map(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """See ``Engine.map``."""
        return self._executor.map(function, tasks)

    def close(self) -> None:
        """Wait for what runs, drop what does not, end the processes."""
        self._executor.shutdown(cancel_futures=True)


def calm_collector() -> None:
    """Let Python look for cycles seldom. Records have none; looking at millions of them takes a third of the time to
    compare and write. For processes that are ours: workers, and the command line.
    """
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)


@contextmanager
def open_engine(processes: int) -> Iterator[Engine]:
    """An engine with so many processes (0: one a core; 1: this process), closed at the end."""
    processes = processes or _cores()
    engine: Engine = Inline() if processes == 1 else LocalPool(processes)
    try:
        yield engine
    finally:
        engine.close()


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
