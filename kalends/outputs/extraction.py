"""What ``kalends extract`` prints: one document a line, its events with the evidence of each value."""

from __future__ import annotations

import json
from typing import Any

from pipeline.model import Announcement, Claim, Funding, Reading, Role, iso


def extraction_line(id_: str, url: str | None, reading: Reading) -> str:
    """One JSON object on one line: id, url, language, events (the primary first) and, if any, the error."""
    events = sorted(reading.announcements, key=lambda announcement: not announcement.primary)
    line: dict[str, Any] = {
        "id": id_,
        "url": url,
        "language": reading.language,
        "events": [extraction_event(announcement) for announcement in events],
    }
    if reading.error:
        line["error"] = reading.error
    return json.dumps(line, ensure_ascii=False)


def extraction_event(announcement: Announcement) -> dict[str, Any]:
    """One event as plain JSON; every key is always there, null or empty where the page says nothing."""
    registration, price = announcement.registration, announcement.price
    return {
        "primary": announcement.primary,
        "title": announcement.title or None,
        "summary": announcement.summary,
        **_time(announcement),
        **_place(announcement),
        **_parties(announcement),
        "registration_url": registration.url,
        "registration_deadline": iso(registration.deadline) if registration.deadline else None,
        "registration_required": registration.required,
        "mailbox": registration.mailbox,
        "capacity": registration.capacity,
        "free": price.free,
        "price": price.amount,
        "reduced_price": price.reduced,
        "currency": price.currency,
        "status": announcement.status.value,
        "languages": list(announcement.languages),
        "interpretation": list(announcement.interpretation),
        "audience": announcement.audience,
        "accessibility": list(announcement.accessibility),
        "series": announcement.series,
        "sub_events": [extraction_event(part) for part in announcement.sub_events],
        "same_as": list(announcement.same_as),
        "topics": list(announcement.topics),
        "evidence": evidence(announcement.claims),
    }


def _time(announcement: Announcement) -> dict[str, Any]:
    when, yearless = announcement.when, announcement.yearless
    if when is None and yearless is not None:
        return {
            "start": yearless.start,
            "end": yearless.end,
            "timezone": None,
            "precision": yearless.precision.value,
            "inferred": [],
        }
    return {
        "start": when.start_text if when else None,
        "end": when.end_text if when else None,
        "timezone": when.zone if when else None,
        "precision": when.precision.value if when else None,
        "inferred": list(when.inferred) if when else [],
    }


def _place(announcement: Announcement) -> dict[str, Any]:
    place = announcement.place
    keys = ("venue", "room", "address", "postcode", "city", "country", "online", "online_url")
    return {key: getattr(place, key) for key in keys}


def _parties(announcement: Announcement) -> dict[str, Any]:
    return {
        "organisers": announcement.names(Role.ORGANISER),
        "co_organisers": announcement.names(Role.CO_ORGANISER),
        "partners": announcement.names(Role.PARTNER),
        "media_partners": announcement.names(Role.MEDIA_PARTNER),
        "hosts": announcement.names(Role.HOST),
        "funders": [_funder(funding) for funding in announcement.funding],
    }


def _funder(funding: Funding) -> dict[str, Any]:
    return {
        "name": funding.funder,
        "programme": funding.programme,
        "mechanism": funding.mechanism,
        "amount": funding.amount,
        "currency": funding.currency,
        "covers": funding.covers,
    }


def evidence(claims: tuple[Claim, ...]) -> dict[str, dict[str, Any]]:
    """Field → where its settled value stands; further values of a field are ``field[1]`` and so on."""
    found: dict[str, dict[str, Any]] = {}
    for claim in claims:
        if not claim.settled:
            continue
        name, further = claim.field, 0
        while name in found:
            further += 1
            name = f"{claim.field}[{further}]"
        found[name] = {
            "quote": claim.quote,
            "span": list(claim.span) if claim.span else None,
            "method": claim.method,
            "score": claim.score,
            "raw": claim.raw,
        }
    return found
