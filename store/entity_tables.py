"""The tables of entities: organisations and venues, under all names that pages gave them."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Organisation(SQLModel, table=True):
    """An organisation as an entity; ``name`` is the canonical one of ``store.known`` where it is known there
    (by ``known_id``), else the first form met. Others are aliases.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str
    type: str | None = None
    url: str | None = None
    country: str | None = None
    known_id: str | None = Field(default=None, unique=True)
    parent_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)


class OrganisationAlias(SQLModel, table=True):
    """A name of an organisation; ``folded`` is its :func:`store.fold.organisation_key`."""

    __tablename__ = "organisation_alias"
    folded: str = Field(primary_key=True)
    name: str
    organisation_id: int = Field(foreign_key="organisation.id", index=True)


class OrganisationIdentifier(SQLModel, table=True):
    __tablename__ = "organisation_identifier"
    scheme: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)


class Venue(SQLModel, table=True):
    """A place by its folded name in a city; the finer words of each telling stay with the announcement."""

    __table_args__ = (UniqueConstraint("folded", "city_key"),)
    id: int | None = Field(default=None, primary_key=True)
    folded: str
    city_key: str
    name: str
    address: str | None = None
    city: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class VenueAlias(SQLModel, table=True):
    """What a venue is known by in its city: a folded name, or with ``name`` empty what other inflections,
    languages and abbreviations of a name share (``store.venues``).
    """

    __tablename__ = "venue_alias"
    key: str = Field(primary_key=True)
    city_key: str = Field(primary_key=True)
    name: str | None = None
    venue_id: int = Field(foreign_key="venue.id", index=True)
