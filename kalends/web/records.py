"""What the API answers with: the model's values as plain JSON of the shapes in ``kalends.web.shapes``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kalends.outputs.extraction import evidence, extraction_event
from kalends.outputs.record import event_record
from pipeline.model import Announcement, Claim, Event, Run
from store.history import Revision
from store.parties import OrganisationView
from store.sources import SourceView
from store.tables import Venue


def event_of(event: Event) -> dict[str, Any]:
    """An event as ``EventShape``."""
    return event_record(event)


def announcement_of(told: Announcement, event_id: str | None, seen: Any) -> dict[str, Any]:
    """An announcement as ``AnnouncementShape``; ``seen`` is its row."""
    fields = extraction_event(told)
    fields["evidence"] = evidence(told.claims)
    missing = seen.missing_since
    return {
        "id": told.id,
        "source": told.source_id,
        "url": told.url,
        "event": event_id,
        **fields,
        "first_seen": _moment(seen.first_seen),
        "last_seen": _moment(seen.last_seen),
        "missing_since": _moment(missing) if missing else None,
    }


def claim_of(announcement_id: str, claim: Claim) -> dict[str, Any]:
    """A claim as ``ClaimShape``."""
    return {
        "announcement": announcement_id,
        "field": claim.field,
        "value": claim.value,
        "raw": claim.raw,
        "quote": claim.quote,
        "span": list(claim.span) if claim.span else None,
        "method": claim.method,
        "score": claim.score,
        "language": claim.language,
        "settled": claim.settled,
    }


def revision_of(revision: Revision) -> dict[str, Any]:
    """A revision as ``RevisionShape``."""
    return {
        "announcement": revision.announcement_id,
        "at": _moment(revision.at),
        "field": revision.field,
        "old": revision.old,
        "new": revision.new,
        "url": revision.url,
        "run": revision.run_id,
    }


def organisation_of(view: OrganisationView) -> dict[str, Any]:
    """An organisation as ``OrganisationShape``."""
    return {
        "id": view.id,
        "name": view.name,
        "type": view.type,
        "country": view.country,
        "url": view.url,
        "part_of": view.parent,
        "members": list(view.members),
        "aliases": list(view.aliases),
        "identifiers": dict(view.identifiers),
        "events": dict(view.roles),
        "money": [{"year": year, "currency": unit, "amount": sum_} for year, unit, sum_ in view.money],
    }


def venue_of(row: Venue) -> dict[str, Any]:
    """A venue as ``VenueShape``."""
    names = ("id", "name", "address", "city", "country", "lat", "lon")
    return {name: getattr(row, name) for name in names}


def run_of(run: Run) -> dict[str, Any]:
    """A run as ``RunShape``."""
    return {
        "id": run.id,
        "source": run.source_id,
        "started": _moment(run.started),
        "ended": _moment(run.ended) if run.ended else None,
        "outcome": run.outcome,
        "counts": dict(run.counts),
        "issues": list(run.issues),
    }


def source_of(view: SourceView) -> dict[str, Any]:
    """A source as ``SourceShape``."""
    return {
        "id": view.id,
        "publisher": view.publisher,
        "url": view.url,
        "country": view.country,
        "city": view.city,
        "languages": list(view.languages),
        "networks": list(view.networks),
        "latest_run": run_of(view.runs[0]) if view.runs else None,
    }


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")
