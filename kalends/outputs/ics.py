"""Events as an iCalendar that can be subscribed to (RFC 5545, 7986, 9073, 9253)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta
from functools import lru_cache
from typing import Any

from icalendar import Calendar, Component, vUri
from icalendar import Event as VEvent
from icalendar.parser import Contentline

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
from kalends.outputs.ics_times import add_times, time_zones
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
_WIDTH = 75


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
    head = _bytes_of(calendar).removesuffix(_END)
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
    return _bytes_of(vevent(key.event, key.about))


def _bytes_of(component: Component) -> bytes:
    return b"".join(_line(name, value) for name, value in component.property_items())


def _line(name: str, value: Any) -> bytes:
    """One content line of the library's value. The library itself turns every part into text and back again,
    and looks at each letter; a line that is short and plain is put together of its parts as they are.
    """
    told = value if isinstance(value, bytes) else value.to_ical()
    told = told.encode() if isinstance(told, str) else told
    params = getattr(value, "params", None)
    stated = b";" + params.to_ical() if params else b""
    line = name.encode() + (stated if stated != b";" else b"") + b":" + told
    if len(line) < _WIDTH and b"\n" not in line:
        return line + b"\r\n"
    folded: bytes = Contentline(line.decode()).to_ical()  # type: ignore[no-untyped-call]
    return folded + b"\r\n"


def vevent(event: Event, about: About) -> VEvent:
    """One VEVENT of an event that has a day.

    Its sequence is the seconds from when the event was first seen to its last change: it never falls, since
    an event's id is that of its oldest announcement. The stamp is the last change, so that what did not
    change is the same bytes.
    """
    settled, component = event.settled, VEvent()
    component.add("uid", event_uuid(event))
    component.add("dtstamp", event.last_changed.astimezone(UTC))
    component.add("created", event.first_seen.astimezone(UTC))
    component.add("last-modified", event.last_changed.astimezone(UTC))
    component.add("sequence", max(0, int((event.last_changed - event.first_seen).total_seconds())))
    language = {"LANGUAGE": settled.language} if settled.language else {}
    component.add("summary", clean(settled.title), parameters=language)
    if description := _description(event):
        component.add("description", description, parameters=language)
    add_times(component, event)
    component.add("status", _status(event))
    component.add("transp", "OPAQUE" if settled.when and _is_timed(event) else "TRANSPARENT")
    component.add("url", vUri(about.event_url(event)))
    _add_place(component, event)
    _add_parties(component, event)
    if topics := [clean(topic) for topic in settled.topics]:
        component.add("categories", topics)
    for url in telling_urls(event):
        component.add("link", vUri(url), parameters={"VALUE": "URI", "LINKREL": "describedby"})
    return component


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


def _add_place(component: VEvent, event: Event) -> None:
    place, where = event.settled.place, location(event)
    if where:
        component.add("location", where)
    if place.lat is not None and place.lon is not None:
        component.add("geo", (place.lat, place.lon))
    if place.venue:
        venue = _venue(f"{event_uuid(event)}-place", clean(place.venue))
        if place.lat is not None and place.lon is not None:
            venue.add("geo", (place.lat, place.lon))
        component.add_component(venue)
    if online := web_address(place.online_url):
        component.add("conference", vUri(online), parameters={"VALUE": "URI"})


class _Venue(Component):
    """A place (RFC 9073)."""

    name = "VLOCATION"


class _Participant(Component):
    """Who has a part that no other property tells (RFC 9073)."""

    name = "PARTICIPANT"


def _venue(uid: str, name: str) -> Component:
    part = _Venue()
    part.add("uid", uid)
    part.add("name", name)
    return part


def _participant(uid: str, kind: str, name: str) -> Component:
    part = _Participant()
    part.add("uid", uid)
    part.add("participant-type", kind)
    part.add("summary", name)
    return part


def _add_parties(component: VEvent, event: Event) -> None:
    names = organisers(event)
    holding = [p for p in event.settled.parties if p.role in (Role.ORGANISER, Role.CO_ORGANISER)]
    reachable = next((party for party in holding if web_address(party.url)), None)
    if reachable is not None:
        # An organiser's address may be any URI: its own site is true, an invented mailbox is not.
        address = vUri(str(reachable.url))
        address.params["CN"] = clean(reachable.name)
        component.add("organizer", address, encode=False)
    for name in names:
        if reachable is None or name != clean(reachable.name):
            component.add("contact", name)
    for number, name in enumerate(funders(event)):
        sponsor = _participant(f"{event_uuid(event)}-sponsor-{number}", "SPONSOR", name)
        if url := _address_of(name, event.settled.parties):
            sponsor.add("url", vUri(url))
        component.add_component(sponsor)
    if registration := web_address(event.settled.registration.url):
        uid = f"{event_uuid(event)}-registration"
        booking = _participant(uid, "BOOKING-CONTACT", "Registration")
        booking.add("url", vUri(registration))
        component.add_component(booking)


def _address_of(name: str, parties: Sequence[Party]) -> str | None:
    return next(
        (url for party in parties if clean(party.name) == name and (url := web_address(party.url))), None
    )
