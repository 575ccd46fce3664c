"""One event as plain JSON, and as the flat row that tables and spreadsheets show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kalends.outputs.extraction import extraction_event
from pipeline.model import Event, Role, Telling, iso

COLUMNS = (
    *("id", "start", "end", "title", "venue", "city", "country", "online", "status"),
    *("organisers", "funders", "registration_deadline", "languages", "networks", "tellings", "url"),
)


def event_record(event: Event) -> dict[str, Any]:
    """The event's settled fields as ``extract`` prints them, with its id, dates and every telling."""
    settled = extraction_event(event.settled)
    for left_out in ("primary", "evidence"):  # `explain` has the evidence, each page's own
        del settled[left_out]
    return {
        "id": event.id,
        **settled,
        "first_seen": event.first_seen.isoformat(timespec="seconds"),
        "last_changed": event.last_changed.isoformat(timespec="seconds"),
        "tellings": [_telling(telling) for telling in event.tellings],
    }


def _telling(telling: Telling) -> dict[str, Any]:
    missing = telling.missing_since
    return {
        "announcement": telling.announcement.id,
        "source": telling.announcement.source_id,
        "publisher": telling.publisher,
        "networks": list(telling.networks),
        "url": telling.announcement.url,
        "title": telling.announcement.title,
        "language": telling.announcement.language,
        "first_seen": telling.first_seen.isoformat(timespec="seconds"),
        "last_seen": telling.last_seen.isoformat(timespec="seconds"),
        "missing_since": missing.isoformat(timespec="seconds") if missing else None,
    }


def event_row(event: Event) -> Mapping[str, str]:
    """The event as text a column, ``COLUMNS``; several values of one are joined with "; "."""
    settled = event.settled
    when, deadline = settled.when or settled.yearless, settled.registration.deadline
    networks = sorted({network for telling in event.tellings for network in telling.networks})
    cells = {
        "id": event.id,
        "start": when.start_text if when else None,
        "end": when.end_text if when else None,
        "title": settled.title,
        "venue": settled.place.venue,
        "city": settled.place.city,
        "country": settled.place.country,
        "online": "yes" if settled.place.online else "no",
        "status": settled.status.value,
        "organisers": "; ".join(settled.names(Role.ORGANISER, Role.CO_ORGANISER)),
        "funders": "; ".join(_funder(f.funder, f.programme) for f in settled.funding),
        "registration_deadline": iso(deadline) if deadline else None,
        "languages": "; ".join(settled.languages),
        "networks": "; ".join(networks),
        "tellings": str(len(event.tellings)),
        "url": settled.url,
    }
    return {name: cells[name] or "" for name in COLUMNS}


def _funder(name: str | None, programme: str | None) -> str:
    return " / ".join(part for part in (name, programme) if part)
