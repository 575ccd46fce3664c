"""Watching a refresh: a progress bar for a person, one JSON line an event for everybody else."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from kalends.console import clean
from kalends.refresh.telling import Tell

_TOLD = (
    "pages {task.fields[pages]}  announcements {task.fields[announcements]}  problems {task.fields[problems]}"
)


@contextmanager
def watching() -> Iterator[Tell]:
    """Whom to tell of a refresh: stderr's bar where it is a terminal, else its lines."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(_TOLD),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress)


class Lines:
    """Each event as a JSON line on stderr; pages one by one are no news."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __call__(self, event: str, facts: Mapping[str, object]) -> None:
        """Write the event."""
        if event == "page_fetched":
            return
        line = json.dumps({"event": event, **facts}, ensure_ascii=False)
        with self._lock:
            print(line, file=sys.stderr, flush=True)


class Bar:
    """A bar that counts every source twice: once it is crawled, and once it is read and stored."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._counts: dict[str, Any] = {"pages": 0, "announcements": 0, "problems": 0}
        self._task: TaskID = progress.add_task("starting", total=None, **self._counts)

    def __call__(self, event: str, facts: Mapping[str, object]) -> None:
        """Move the bar on."""
        step = 0
        if event == "refresh_began":
            sources = facts["sources"]
            self._progress.update(self._task, total=2 * len(sources) if isinstance(sources, list) else None)
        elif event == "page_fetched":
            self._counts["pages"] += 1
        elif event == "source_crawled":
            step = 1
        elif event == "source_written":
            step = 1
            self._count(facts)
        said = f"{event.replace('_', ' ')} {clean(str(facts.get('source', '')))}"
        self._progress.update(self._task, description=said, advance=step, **self._counts)

    def _count(self, facts: Mapping[str, object]) -> None:
        counts, issues = facts["counts"], facts["issues"]
        if isinstance(counts, Mapping):
            self._counts["announcements"] += counts.get("new", 0) + counts.get("changed", 0)
        if isinstance(issues, list):
            self._counts["problems"] += len(issues)
