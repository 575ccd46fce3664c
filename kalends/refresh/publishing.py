"""Publishing: the corpus gets a number, and files that never can be seen half written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from kalends.outputs import OUTPUTS
from kalends.refresh.work import Work
from pipeline.model import Event
from store.events import find_page
from store.filters import Filters
from store.publications import Published, is_published, publish_state
from store.session import session

FILES = ("csv", "jsonl")
_PAGE = 500


def published(work: Work) -> Published:
    """Publish the corpus as it is; files are written where it is another than before, or one is missing."""
    with work.writing() as opened:
        state = publish_state(opened, work.clock())
    folder = work.settings.publish
    if folder is not None:
        for name in FILES:
            path = folder / f"events.{name}"
            if state.is_new or not path.exists():
                _write(work.engine, name, path)
    work.say("published", number=state.number, events=state.events, new=state.is_new)
    return state


def was_published(work: Work) -> bool:
    """Whether anything was published so far."""
    with session(work.engine) as opened:
        return is_published(opened)


def _write(engine: Engine, name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as out:
        OUTPUTS[name](_events(engine), out)
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
