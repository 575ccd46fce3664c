"""Events as an iCalendar that can be subscribed to (RFC 5545, 7986, 9073, 9253)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, timedelta
from functools import lru_cache

from icalendar import Calendar, vUri

from kalends.console import clean
from kalends.outputs.about import (
    About,
    event_uuid,
    funders,
    location,
    organisers,
    telling_urls,
    updated,
    web_address,
)
from kalends.outputs.ics_lines import (
    NO_PARAMETERS,
    component,
    escaped,
    line,
    text_line,
    time_line,
    uri_line,
)
from kalends.outputs.ics_times import time_lines, time_zones
from kalends.outputs.wording import moment_words
from pipeline.model import Event, Party, Precision, Role, Status

PRODUCT = "-//Kalends//Kalends//EN"
REFRESH = timedelta(hours=1)
_STATUS = {
    Status.CANCELLED: "CANCELLED",
    Status.TENTATIVE: "TENTATIVE",
    # A postponed event does not take place on the day that its pages still name.
    Status.POSTPONED: "TENTATIVE",
}
_END = b"END:VCALENDAR\r\n"
_DESCRIBING = {"VALUE": "URI", "LINKREL": "describedby"}


def calendar_of(events: Iterable[Event], about: About) -> bytes:
    """The calendar's bytes. Events without a day that a calendar has (none told, or no year) are left out."""
    dated = [event for event in events if event.settled.when is not None]
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, clean(about.title))
    calendar.add("last-modified", updated(dated))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add("source", vUri(about.self_url), parameters={"VALUE": "URI"})
    calendar.add("url", vUri(about.home_url))
    head = bytes(calendar.to_ical()).removesuffix(_END)
    zones = b"".join(time_zones(dated))
    return head + zones + b"".join(_component(event, about.base) for event in dated) + _END


def _component(event: Event, base: str) -> bytes:
    return _rendered(_Key(event, base))


class _Key:
    """An event as it was at its last change, so that an unchanged one is rendered once."""

    __slots__ = ("about", "event", "key")

    def __init__(self, event: Event, base: str) -> None:
        self.event, self.about = event, About(base=base)
        self.key = (event.id, event.last_changed, base, len(event.tellings))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.key == other.key and self.event.settled == other.event.settled


@lru_cache(maxsize=5000)
def _rendered(key: _Key) -> bytes:
    return _vevent(key.event, key.about)


def _vevent(event: Event, about: About) -> bytes:
    """One VEVENT of an event; one without a day has no times.

    Its sequence is the seconds from when the event was first seen to its last change: it never falls, since
    an event's id is that of its oldest announcement. The stamp is the last change, so that what did not
    change is the same bytes.
    """
    settled, changed = event.settled, event.last_changed.astimezone(UTC)
    language = {"LANGUAGE": settled.language} if settled.language else NO_PARAMETERS
    description = _description(event)
    topics = [escaped(clean(topic)) for topic in settled.topics]
    return component(
        "VEVENT",
        text_line("SUMMARY", clean(settled.title), language),
        *(time_lines(settled.when) if settled.when else ()),
        time_line("DTSTAMP", changed),
        text_line("UID", event_uuid(event)),
        line("SEQUENCE", str(max(0, int((event.last_changed - event.first_seen).total_seconds())))),
        time_line("CREATED", event.first_seen.astimezone(UTC)),
        time_line("LAST-MODIFIED", changed),
        *([text_line("DESCRIPTION", description, language)] if description else ()),
        line("STATUS", _status(event)),
        line("TRANSP", "OPAQUE" if _is_timed(event) else "TRANSPARENT"),
        line("URL", about.event_url(event)),
        *([line("CATEGORIES", ",".join(topics))] if topics else ()),
        *(line("LINK", url, _DESCRIBING) for url in telling_urls(event)),
        *_holders(event),
        *_place(event),
        *_participants(event),
    )


def _description(event: Event) -> str:
    settled = event.settled
    closing = settled.registration.deadline
    told = [clean(settled.summary)] if settled.summary else []
    return "\n\n".join([*told, f"Registration until {moment_words(closing)}"] if closing else told)


def _status(event: Event) -> str:
    when = event.settled.when
    is_rough = when is not None and when.precision is Precision.MONTH
    return _STATUS.get(event.settled.status, "TENTATIVE" if is_rough else "CONFIRMED")


def _is_timed(event: Event) -> bool:
    when = event.settled.when
    return when is not None and when.precision is Precision.MINUTE and event.settled.status not in _STATUS


def _place(event: Event) -> Iterator[bytes]:
    """Where it is, and as a component the venue alone (RFC 9073)."""
    place, where = event.settled.place, location(event)
    position = [] if place.lat is None or place.lon is None else [line("GEO", f"{place.lat};{place.lon}")]
    if where:
        yield text_line("LOCATION", where)
    yield from position
    if online := web_address(place.online_url):
        yield uri_line("CONFERENCE", online)
    if place.venue:
        uid = text_line("UID", f"{event_uuid(event)}-place")
        yield component("VLOCATION", uid, text_line("NAME", clean(place.venue)), *position)


def _holders(event: Event) -> Iterator[bytes]:
    holding = [p for p in event.settled.parties if p.role in (Role.ORGANISER, Role.CO_ORGANISER)]
    reachable = next((party for party in holding if web_address(party.url)), None)
    if reachable is not None:
        # An organiser's address may be any URI: its own site is true, an invented mailbox is not.
        yield line("ORGANIZER", str(reachable.url), {"CN": clean(reachable.name)})
    for name in organisers(event):
        if reachable is None or name != clean(reachable.name):
            yield text_line("CONTACT", name)


def _participants(event: Event) -> Iterator[bytes]:
    """Who has a part that no other property tells (RFC 9073)."""
    for number, name in enumerate(funders(event)):
        url = _address_of(name, event.settled.parties)
        yield _participant(f"{event_uuid(event)}-sponsor-{number}", "SPONSOR", name, url)
    if registration := web_address(event.settled.registration.url):
        uid = f"{event_uuid(event)}-registration"
        yield _participant(uid, "BOOKING-CONTACT", "Registration", registration)


def _participant(uid: str, kind: str, name: str, url: str | None) -> bytes:
    told = text_line("UID", uid), line("PARTICIPANT-TYPE", kind), text_line("SUMMARY", name)
    return component("PARTICIPANT", *told, *([line("URL", url)] if url else ()))


def _address_of(name: str, parties: Sequence[Party]) -> str | None:
    return next(
        (url for party in parties if clean(party.name) == name and (url := web_address(party.url))), None
    )
