"""A progress bar on stderr: only on a terminal, only for what takes longer than a second."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from threading import Lock, Timer
from types import TracebackType
from typing import Any

_PATIENCE = 1.0  # seconds before a bar is worth showing
_STAGES = {
    "reading": (0, 10),
    "understanding": (10, 25),
    "converting": (25, 70),
    "looking at names": (55, 58),
    "looking for candidates": (58, 60),
    "comparing": (60, 62),
    "writing": (70, 100),
}
"""Where each stage begins and ends, in hundredths of the whole, as measured with 100,000 lines."""


class Bar:
    """Shows stage, count and time to go. Use as a context manager and as the pipeline's progress callback."""

    def __init__(self, *, wanted: bool, stages: Mapping[str, tuple[int, int]] = _STAGES) -> None:
        self._stages = stages
        self._wanted = wanted and sys.stderr.isatty()
        self._lock = Lock()
        self._timer = Timer(_PATIENCE, self._show)
        self._timer.daemon = True
        self._shown: Any = None
        self._task: Any = None
        self._words, self._done = "starting", 0

    def __enter__(self) -> Bar:
        if self._wanted:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._wanted = False
            if self._shown is not None:
                self._shown.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say how far a stage is; `total` 0 means that it cannot be known."""
        start, end = self._stages[stage]
        count = f" {min(done + 1, total)} of {total}" if total else ""
        with self._lock:
            self._words = f"{stage}{count}"
            now = start + (end - start) * done // total if total else start
            self._done = max(self._done, now)  # a stage may have steps of its own that begin again
            if self._shown is not None:
                self._shown.update(self._task, description=self._words, completed=self._done)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        with self._lock:
            if not self._wanted:
                return
            self._shown = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._shown.add_task(self._words, total=100, completed=self._done)
            self._shown.start()
