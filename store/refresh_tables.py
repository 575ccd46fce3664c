"""The tables by which a refresh goes on where it was stopped and asks only for what changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from store.columns import UtcDateTime


class Refresh(SQLModel, table=True):
    """One refresh of many sources; ``ended`` is empty while it runs and after it was killed."""

    id: str = Field(primary_key=True)
    started: datetime = Field(sa_type=UtcDateTime, index=True)
    ended: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sources: list[str] = Field(sa_type=JSON)


class Lease(SQLModel, table=True):
    """Who may do what only one process may do at a time, and until when nobody else may."""

    name: str = Field(primary_key=True)
    holder: str
    expires: datetime = Field(sa_type=UtcDateTime)


class Crawl(SQLModel, table=True):
    """A source's crawl that has ended and is not read and written yet; ``report`` is the crawl's own JSON."""

    run_id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    refresh_id: str = Field(foreign_key="refresh.id")
    started: datetime = Field(sa_type=UtcDateTime)
    report: dict[str, Any] = Field(sa_type=JSON)


class Visit(SQLModel, table=True):
    """What is remembered of a URL that a crawl asked for and that was there.

    ``url`` is the one asked, ``final_url`` the one that answered. ``sha256`` is of the decoded body that
    stands in the archive file of the crawl ``archived_in``; ``reading`` is the version of the reading that
    read it, empty for what is not read (mere listings, robots.txt). ``facts`` is the crawl's own JSON.
    """

    source_id: str = Field(primary_key=True, foreign_key="source.id")
    url: str = Field(primary_key=True)
    final_url: str
    role: str
    sha256: str
    etag: str = ""
    last_modified: str = ""
    archived_in: str
    reading: str = ""
    fetched_at: datetime = Field(sa_type=UtcDateTime)
    facts: dict[str, Any] = Field(sa_type=JSON)


class Pending(SQLModel, table=True):
    """An announcement that was written and is not matched since."""

    announcement_id: str = Field(primary_key=True, foreign_key="announcement.id")


class Publication(SQLModel, table=True):
    """A state of the corpus that was published: what it can be cited by, and what it held."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    events: int
    announcements: int
    digest: str
