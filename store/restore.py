"""Rows of one table back to the model's values, as they were stated. Nothing of the session in sight."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.model import (
    UNTOLD_YEAR,
    Claim,
    Funding,
    Party,
    Place,
    Precision,
    Registration,
    Role,
    When,
    Yearless,
)
from store import tables
from store.told import Told


def when_of(row: Told) -> When | None:
    """The time as stated; None where none was, or none with its year."""
    if row.start_text is None or row.precision is None or row.start_text.startswith(UNTOLD_YEAR):
        return None
    precision = Precision(row.precision)
    return When(
        start=_stated(row.start_text, row.zone),
        end=None if row.end_text is None else _stated(row.end_text, row.zone),
        zone=row.zone,
        precision=precision,
        all_day=row.all_day,
        inferred=tuple(row.inferred),
        rrule=row.rrule,
    )


def yearless_of(row: Told) -> Yearless | None:
    """The time as stated, where that is without its year."""
    if row.start_text is None or row.precision is None or not row.start_text.startswith(UNTOLD_YEAR):
        return None
    return Yearless(start=row.start_text, end=row.end_text, precision=Precision(row.precision))


def _stated(text: str, zone: str | None) -> datetime | date:
    if "T" not in text:
        return date.fromisoformat(text if len(text) > len("2026-02") else f"{text}-01")
    instant = datetime.fromisoformat(text)
    return _in_zone(instant, zone)


def _in_zone(instant: datetime, zone: str | None) -> datetime:
    if zone is None:
        return instant
    try:
        return instant.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OverflowError, OSError):
        # The offset as stated is the time all the same; the zone's name was none, or a folder's.
        return instant


def place_of(row: Told) -> Place:
    """Where, as stated."""
    return Place(
        venue=row.venue,
        room=row.room,
        address=row.address,
        postcode=row.postcode,
        city=row.city,
        country=row.country,
        lat=row.lat,
        lon=row.lon,
        online=row.online,
        online_url=row.online_url,
    )


def registration_of(row: Told) -> Registration:
    """How to take part, as stated."""
    return Registration(
        url=row.registration_url,
        deadline=deadline_of(row),
        required=row.registration_required,
        mailbox=row.registration_mailbox,
        capacity=row.capacity,
    )


def deadline_of(row: Told) -> datetime | date | Yearless | None:
    """When registration closes, as stated."""
    text = row.deadline_text
    if text is None or not text.startswith(UNTOLD_YEAR):
        return None if text is None else _stated(text, row.zone)
    return Yearless(start=text, precision=Precision.MINUTE if "T" in text else Precision.DAY)


def party_of(row: tables.Participation) -> Party:
    """A party as this announcement gives it."""
    return Party(
        name=row.name,
        role=Role(row.role),
        url=row.url,
        identifiers=dict(row.identifiers),
        inferred=row.inferred,
    )


def funding_of(row: tables.Funding) -> Funding:
    """Who pays, as stated."""
    return Funding(
        funder=row.funder,
        programme=row.programme,
        mechanism=row.mechanism,
        amount=row.amount,
        currency=row.currency,
        grant_id=row.grant_id,
        covers=row.covers,
        years=row.years,
    )


def claim_of(row: tables.Claim) -> Claim:
    """One claim; a span only where it has both ends."""
    return Claim(
        field=row.field,
        value=row.value,
        raw=row.raw,
        quote=row.quote,
        span=None if row.span_start is None or row.span_end is None else (row.span_start, row.span_end),
        method=row.method,
        score=row.score,
        language=row.language,
        settled=row.settled,
    )
