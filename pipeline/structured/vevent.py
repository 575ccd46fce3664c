"""One parsed VEVENT into a RawEvent."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup
from icalendar import Component, Event, vCalAddress, vCategory, vDDDTypes

from pipeline.model import Party, Place, Role, Status
from pipeline.redact import is_role_mailbox
from pipeline.structured import RawEvent
from pipeline.structured.cues import Cues
from pipeline.structured.places import place_of
from pipeline.structured.stated import in_order

METHOD = "icalendar"
MAX_TOPICS = 5
"""A calendar that files an event under more has tags, not topics."""
_STATUS = {"CANCELLED": Status.CANCELLED, "TENTATIVE": Status.TENTATIVE}
_MARKUP = re.compile(r"<(?:br|p|a|div|span|ul|li|b|strong|html)\b", re.I)
_CONFERENCE = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")


def raw_event(event: Event, zone: str | None, cancelled: bool, cues: Cues) -> RawEvent:
    """Return what ``event`` states; ``zone`` is the calendar's, ``cancelled`` what its METHOD says.

    DTSTART must be readable. A day's end is its last day, included; hours that are all zero are none.
    """
    start, own_zone = _time(event, "DTSTART", zone)
    end, _ = _time(event, "DTEND", zone)
    start, end = _days_only(start, end if end is not None else _after(event, start))
    uid, url = text_property(event, "UID"), _address(event, "URL")
    stamp = stated(event, "RECURRENCE-ID") or (start if uid is None else None)
    status = Status.CANCELLED if cancelled else _STATUS.get(str(event.get("STATUS", "")).upper())
    quotes = {
        "start": _source(event, "DTSTART"),
        "end": _source(event, "DTEND"),
        "place": text_property(event, "LOCATION"),
    }
    return RawEvent(
        method=METHOD, uid=uid, recurrence=_basic(stamp) if isinstance(stamp, date) else None, url=url,
        title=text_property(event, "SUMMARY"), description=description_of(event), start=start,
        end=in_order(start, end),
        zone=own_zone if isinstance(start, datetime) else None, status=status, place=_place(event, cues),
        parties=_organiser(event, cues), topics=_topics(event), quotes={k: v for k, v in quotes.items() if v},
    )  # fmt: skip


def _time(event: Event, name: str, zone: str | None) -> tuple[datetime | date | None, str | None]:
    """Return a property's time and its IANA zone; UTC and floating times are told in the calendar's."""
    stamp = stated(event, name)
    if not isinstance(stamp, datetime):
        return (stamp if isinstance(stamp, date) else None), None
    named = str(event[name].params.get("TZID") or "")
    if stamp.tzinfo is None:
        return (stamp.replace(tzinfo=ZoneInfo(zone)), zone) if zone else (stamp, None)
    if named and named.upper() not in ("UTC", "GMT"):
        return stamp, named
    return (stamp.astimezone(ZoneInfo(zone)), zone) if zone else (stamp.astimezone(UTC), None)


def stated(event: Component, name: str) -> object:
    """Return the date, time or duration of a property; None where it is missing, broken or there twice."""
    found = event.get(name)
    return found.dt if isinstance(found, vDDDTypes) else None


def _after(event: Event, start: datetime | date | None) -> datetime | date | None:
    """Return the end that a DURATION gives."""
    length = stated(event, "DURATION")
    if start is None or not isinstance(length, timedelta) or not timedelta(0) < length < timedelta(days=1000):
        return None
    try:
        if isinstance(start, datetime) and start.tzinfo is not None:
            return (start.astimezone(UTC) + length).astimezone(start.tzinfo)
        return start + length
    except OverflowError:
        return None


def _days_only(
    start: datetime | date | None, end: datetime | date | None
) -> tuple[datetime | date | None, datetime | date | None]:
    """Return days for a time from midnight to midnight; a day's DTEND is the day after the last."""
    if isinstance(start, datetime):
        exact = start.timetz().replace(tzinfo=None)
        if exact != time(0) or (isinstance(end, datetime) and _clock(end) != time(0)):
            return start, end
        start = start.date()
    if isinstance(end, datetime):
        end = end.date()
    return start, end - timedelta(days=1) if end is not None and end > date.min else None


def _clock(stamp: datetime) -> time:
    return stamp.timetz().replace(tzinfo=None, second=0)


def _basic(stamp: date) -> str:
    """Return a recurrence id: its own local time, in iCalendar's basic form."""
    return stamp.strftime("%Y%m%dT%H%M%S" if isinstance(stamp, datetime) else "%Y%m%d")


def text_property(event: Event, name: str) -> str | None:
    """Return a property's text on one line; None where it is missing or empty."""
    found = event.get(name)
    words = " ".join(str(found[0] if isinstance(found, list) and found else found or "").split())
    return words[:500] or None


def description_of(event: Event) -> str | None:
    """Return the DESCRIPTION as plain text with its lines; markup in it is read."""
    found = event.get("DESCRIPTION")
    words = str(found[0] if isinstance(found, list) and found else found or "")[:20_000]
    if _MARKUP.search(words):
        words = BeautifulSoup(words, "lxml").get_text("\n")
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line) or None


def _source(event: Event, name: str) -> str | None:
    found = event.get(name)
    if found is None or not hasattr(found, "to_ical"):
        return None
    written = found.to_ical()
    return (written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written))[:60]


def _address(event: Event, name: str) -> str | None:
    words = text_property(event, name)
    return words if words and re.match(r"https?://[^\s/]", words) else None


def _place(event: Event, cues: Cues) -> Place | None:
    words = str(event.get("LOCATION") or "").strip()
    place = (
        place_of(", ".join(line.strip(" ,") for line in words.splitlines() if line.strip()), cues)
        if words
        else None
    )
    meeting = next((url for name in _CONFERENCE if (url := _address(event, name))), None)
    if meeting is None:
        return place
    return Place(venue=place.venue if place else None, online=True, online_url=meeting)


def _organiser(event: Event, cues: Cues) -> tuple[Party, ...]:
    """Return the ORGANIZER where it is an organisation, by its name or by a role's mailbox."""
    found = event.get("ORGANIZER")
    if not isinstance(found, vCalAddress):
        return ()
    name = str(found.params.get("CN", "")).strip()
    mailbox = re.sub(r"^mailto:", "", str(found), flags=re.I)
    named = cues.party_name(name, declared=False)
    if named and (cues.is_organisation(named) or is_role_mailbox(mailbox)):
        return (Party(name=named, role=Role.ORGANISER),)
    return ()


def _topics(event: Event) -> tuple[str, ...]:
    found = event.get("CATEGORIES")
    lists = found if isinstance(found, list) else [found] if found is not None else []
    words = [
        " ".join(str(cat).split())[:80] for one in lists if isinstance(one, vCategory) for cat in one.cats
    ]
    kept = tuple(dict.fromkeys(w for w in words if w))
    return kept if len(kept) <= MAX_TOPICS else ()
