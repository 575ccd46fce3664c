"""The tables, and the only ones. Everything below ``event`` can be rebuilt from what stands above it.

Ids of announcements and events are the 20 hexadecimal digits of ``pipeline.model.announcement_id``. Lists
that are only ever read whole (languages, reasons) are JSON; what is asked for by itself has a table.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from store.columns import UtcDateTime
from store.entity_tables import Organisation as Organisation
from store.entity_tables import OrganisationAlias as OrganisationAlias
from store.entity_tables import OrganisationIdentifier as OrganisationIdentifier
from store.entity_tables import Venue as Venue
from store.entity_tables import VenueAlias as VenueAlias
from store.health_tables import Alert as Alert
from store.health_tables import HostUse as HostUse
from store.health_tables import SourcePause as SourcePause
from store.match_tables import AnnouncementBlock as AnnouncementBlock
from store.match_tables import EventField as EventField
from store.match_tables import EventRedirect as EventRedirect
from store.match_tables import Judgement as Judgement
from store.match_tables import MatchPolicy as MatchPolicy
from store.refresh_tables import Crawl as Crawl
from store.refresh_tables import Lease as Lease
from store.refresh_tables import Pending as Pending
from store.refresh_tables import Publication as Publication
from store.refresh_tables import Refresh as Refresh
from store.refresh_tables import Visit as Visit
from store.told import Told

# Few events last longer than a day; those that do are looked for by their last one.
_LASTING = text("until_on > start_on")
# Nearly no announcement is a part: an index with all the others in it looks useless to a planner.
_PART = text("parent_id IS NOT NULL")


class Network(SQLModel, table=True):
    id: str = Field(primary_key=True)


class Source(SQLModel, table=True):
    id: str = Field(primary_key=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    publisher: str
    url: str | None = None
    country: str | None = None
    city: str | None = None
    timezone: str | None = None
    languages: list[str] = Field(sa_type=JSON)


class SourceNetwork(SQLModel, table=True):
    __tablename__ = "source_network"
    source_id: str = Field(primary_key=True, foreign_key="source.id")
    network_id: str = Field(primary_key=True, foreign_key="network.id", index=True)


class Run(SQLModel, table=True):
    __table_args__ = (Index("ix_run_latest", "source_id", "started"),)
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id")
    started: datetime = Field(sa_type=UtcDateTime)
    ended: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str = "ok"
    counts: dict[str, int] = Field(sa_type=JSON)
    issues: list[str] = Field(sa_type=JSON)
    vitals: dict[str, object] | None = Field(default=None, sa_type=JSON)


class Page(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("source_id", "url"),)
    id: int | None = Field(default=None, primary_key=True)
    source_id: str = Field(foreign_key="source.id")
    url: str
    sha256: str
    media_type: str
    language: str | None = None
    first_seen: datetime = Field(sa_type=UtcDateTime)
    fetched_at: datetime = Field(sa_type=UtcDateTime)
    missing_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    rights: str | None = None


class Event(Told, table=True):
    """One real event. Its columns are settled from its announcements by ``store.resolve``.

    ``digest`` is of who tells of it and what they say, all fields included that have no column here;
    ``position`` is its :func:`store.positions.position_of`, given by ``store.index``.
    """

    __table_args__ = (
        Index("ix_event_position", "position", unique=True),
        Index("ix_event_deadline", "deadline_on", "position"),
        Index("ix_event_changed", "last_changed", "position"),
        Index("ix_event_seen", "first_seen", "position"),
        Index("ix_event_venue", "venue_id", "position"),
        Index("ix_event_lasting", "until_on", "position", sqlite_where=_LASTING, postgresql_where=_LASTING),
    )
    id: str = Field(primary_key=True)
    digest: str
    position: int | None = Field(default=None, sa_type=BigInteger)
    first_seen: datetime = Field(sa_type=UtcDateTime)
    last_changed: datetime = Field(sa_type=UtcDateTime)
    missing_since: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Facet(SQLModel, table=True):
    """What some event is or was filtered by; ``key`` is :func:`store.facets.facet_key` of kind and value."""

    __table_args__ = (Index("ix_facet_value", "kind", "value"),)
    key: int = Field(primary_key=True, sa_type=BigInteger)
    kind: str
    value: str


class EventFacet(SQLModel, table=True):
    """The event at this position has the facet of this key."""

    __tablename__ = "event_facet"
    __table_args__ = {"sqlite_with_rowid": False}
    key: int = Field(primary_key=True, sa_type=BigInteger)
    position: int = Field(primary_key=True, sa_type=BigInteger, index=True)


class Announcement(Told, table=True):
    """One event as one page tells it. A row with a ``parent_id`` is a dated part of that one's programme.

    ``url_key`` is the URL's :func:`store.match.links.link_key`, empty where it has none.
    """

    __table_args__ = (
        Index("ix_announcement_key", "source_id", "key"),
        Index("ix_announcement_parent", "parent_id", sqlite_where=_PART, postgresql_where=_PART),
    )
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id")
    page_id: int = Field(foreign_key="page.id", index=True)
    parent_id: str | None = Field(default=None, foreign_key="announcement.id")
    event_id: str | None = Field(default=None, foreign_key="event.id", index=True)
    position: int = 0
    url: str = Field(index=True)
    url_key: str = Field(index=True)
    key: str
    is_primary: bool = True
    translation_key: str | None = Field(default=None, index=True)
    fields_digest: str
    claims_digest: str
    first_seen: datetime = Field(sa_type=UtcDateTime)
    last_seen: datetime = Field(sa_type=UtcDateTime)
    last_changed: datetime = Field(sa_type=UtcDateTime)
    missing_since: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AnnouncementLink(SQLModel, table=True):
    """A link that may name the event elsewhere; ``key`` is :func:`store.match.links.link_key`."""

    __tablename__ = "announcement_link"
    announcement_id: str = Field(primary_key=True, foreign_key="announcement.id")
    position: int = Field(primary_key=True)
    kind: str
    url: str
    key: str = Field(index=True)


class AnnouncementTopic(SQLModel, table=True):
    __tablename__ = "announcement_topic"
    announcement_id: str = Field(primary_key=True, foreign_key="announcement.id")
    position: int = Field(primary_key=True)
    topic: str = Field(index=True)


class Claim(SQLModel, table=True):
    announcement_id: str = Field(primary_key=True, foreign_key="announcement.id")
    position: int = Field(primary_key=True)
    field: str
    value: object = Field(sa_type=JSON)
    raw: str
    quote: str
    span_start: int | None = None
    span_end: int | None = None
    method: str
    score: float
    language: str | None = None
    settled: bool = False


class Participation(SQLModel, table=True):
    """An organisation in a role; ``name``, ``url`` and ``identifiers`` as this announcement gives them."""

    announcement_id: str = Field(primary_key=True, foreign_key="announcement.id")
    position: int = Field(primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    role: str
    name: str
    url: str | None = None
    identifiers: dict[str, str] = Field(sa_type=JSON)
    inferred: bool = False


class Funding(SQLModel, table=True):
    announcement_id: str = Field(primary_key=True, foreign_key="announcement.id")
    position: int = Field(primary_key=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    funder: str | None = None
    programme: str | None = None
    mechanism: str | None = None
    amount: float | None = None
    currency: str | None = None
    grant_id: str | None = None
    covers: str | None = None
    years: int | None = None


class Revision(SQLModel, table=True):
    """One field of one announcement as it was and as it became; ``at`` is the new page's fetch time and
    ``url`` its address (unknown for what changed before addresses were kept).
    """

    id: int | None = Field(default=None, primary_key=True)
    announcement_id: str = Field(foreign_key="announcement.id", index=True)
    run_id: str | None = Field(default=None, foreign_key="run.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    url: str | None = None
    field: str
    old: object = Field(sa_type=JSON)
    new: object = Field(sa_type=JSON)
