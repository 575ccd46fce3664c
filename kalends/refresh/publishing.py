"""Publishing: the corpus gets a number, and files that never can be seen half written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from kalends.outputs import OUTPUTS
from kalends.refresh.work import Work
from pipeline.model import Event
from store.events import find_page
from store.filters import Filters
from store.publications import Published, publish_state
from store.session import session

FILES = ("csv", "jsonl")
_PAGE = 500


def published(work: Work) -> Published:
    """Publish the corpus as it is; files are written that are not of this publication.

    A refresh that was stopped between changing events and publishing them, or could not write a file, has
    this made good by the next one, whether or not that changes an event.
    """
    with work.writing() as opened:
        state = publish_state(opened, work.clock())
    folder = work.settings.publish
    paths = {name: folder / f"events.{name}" for name in FILES} if folder is not None else {}
    stale = {name: path for name, path in paths.items() if state.is_new or not _is_of(state, path)}
    for name, path in stale.items():
        _write(work.engine, name, path, state)
    if state.is_new or stale:
        work.say("published", number=state.number, events=state.events, new=state.is_new)
    return state


def _is_of(state: Published, path: Path) -> bool:
    """Whether a file was written for this publication: it is as old as that."""
    return path.exists() and int(path.stat().st_mtime) == int(state.at.timestamp())


def _write(engine: Engine, name: str, path: Path, state: Published) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as out:
        OUTPUTS[name](_events(engine), out)
    os.utime(part, times=(state.at.timestamp(),) * 2)
    part.replace(path)


def _events(engine: Engine) -> Iterator[Event]:
    """All events, by start, as one transaction sees them."""
    with session(engine) as opened:
        after: int | None = None
        while True:
            page = find_page(opened, Filters(), after=after, limit=_PAGE)
            yield from page.events
            after = page.next
            if after is None:
                return
            opened.expunge_all()
