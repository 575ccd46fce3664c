"""What is remembered of a page from one crawl to the next, so that only what changed is fetched and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TypedDict

from scrapy.http import Response

from pipeline.model import Page
from scrapers.gist import gist_of
from scrapers.kinds.base import Links, Role

# A server that calls everything unmodified is found out after this long.
WHOLE_AGAIN = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """A URL that a crawl asked for and that was there.

    ``url`` is the one asked, ``final_url`` the one that answered. ``sha256`` is of the decoded body; it is in
    the archive file of the run ``archived_in``, fetched at ``fetched_at``; ``gist`` is of what counts of it
    (see :mod:`scrapers.gist`; empty: not known). ``role`` is what it turned out to
    be: "service" for a robots.txt, whose text ``body`` keeps, "gone" for a page that answers 404 or 410,
    "absent" for a file of that kind that does: it is asked for if it was made since. ``checked_at`` is when
    the site last said that such a file is so (None: when it was fetched). ``links`` are of a list.
    """

    url: str
    final_url: str
    role: Role | str
    sha256: str
    etag: str = ""
    last_modified: str = ""
    archived_in: str
    fetched_at: datetime
    checked_at: datetime | None = None
    links: Links | None = None
    body: str = ""
    gist: str = ""

    def conditions(self, now: datetime) -> dict[str, str]:
        """Request headers by which a server need not send again what is known (RFC 9110, 13.1)."""
        if now - self.fetched_at > WHOLE_AGAIN:
            return {}
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


class Validators(TypedDict, total=False):
    """What a server gave to ask conditionally by."""

    etag: str
    last_modified: str


def validators_of(response: Response) -> Validators:
    """A response's ETag and Last-Modified, as fields of a :class:`KnownPage`; empty where it has none."""
    etag, modified = (response.headers.get(name) or b"" for name in ("ETag", "Last-Modified"))
    return {"etag": etag.decode("latin-1"), "last_modified": modified.decode("latin-1")}


def answered_page(
    page: Page, asked: str, role: Role | str, response: Response, run_id: str, links: Links | None
) -> KnownPage:
    """A page as it answered this time; one that is gone has no validators to ask by."""
    assert page.fetched_at is not None  # noqa: S101 (it was fetched)
    return KnownPage(
        url=asked,
        final_url=page.url,
        role=role,
        sha256=page.sha256,
        archived_in=run_id,
        fetched_at=page.fetched_at,
        gist=gist_of(page.body, page.media_type),
        links=links,
        **({} if role == "gone" else validators_of(response)),
    )


def absent_page(url: str, run_id: str, at: datetime) -> KnownPage:
    """A file that a site may have and that was not there ``at`` this time."""
    return KnownPage(
        url=url,
        final_url=url,
        role="absent",
        sha256="",
        last_modified=format_datetime(at.astimezone(UTC), usegmt=True),
        archived_in=run_id,
        fetched_at=at,
        checked_at=at,
    )
