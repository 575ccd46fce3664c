"""Whole announcements with their labels: ``tests/announcements/<lang>/<case>/``, found by walking.

A case is a page (``page.html``, ``page.txt`` or ``page.md``), ``meta.yml`` (its url, the day it was fetched,
the source's facts) and ``expected.yml``: the page's language and its events in the order they are told, the
primary first, each with the fields that the page states (``tests.telling.told``).

What cannot be read yet stays labelled as it ought to be. An event's ``unread`` names such fields, and
``unread_events: true`` says that the set of events itself comes out wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model import Page, Reading, SourceFacts
from pipeline.read import read_page
from tests.telling import page_of, read_yaml

FOLDER = Path(__file__).parent / "announcements"
MEDIA_TYPES = {".html": "text/html", ".txt": "text/plain", ".md": "text/markdown"}


@dataclass(frozen=True)
class Case:
    """One labelled announcement: its events' labels, beside each the fields known to be unread."""

    folder: Path
    page: Page
    facts: SourceFacts
    language: str | None
    events: list[dict[str, Any]]
    unread: list[set[str]]
    unread_events: bool

    @property
    def name(self) -> str:
        """``<lang>/<case>``."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    def reading(self) -> Reading:
        """What is read of the case's page, as of the day it was fetched."""
        return read_page(self.page, self.facts)


def load_cases(folder: Path = FOLDER) -> list[Case]:
    """Every case below ``folder``, in order."""
    return [_load(path.parent) for path in sorted(folder.rglob("expected.yml"))]


def _load(folder: Path) -> Case:
    meta = read_yaml(folder / "meta.yml")
    expected = read_yaml(folder / "expected.yml")
    path = next(folder.glob("page.*"))
    facts = {**meta["facts"], "languages": tuple(meta["facts"]["languages"])}
    page = page_of(path.read_bytes(), MEDIA_TYPES[path.suffix], meta["fetched"], url=meta["url"])
    events = expected["events"] or []
    unread = [set(event.pop("unread", ())) for event in events]
    return Case(
        folder,
        page,
        SourceFacts(id="example", **facts),
        expected.get("language"),
        events,
        unread,
        bool(expected.get("unread_events")),
    )
