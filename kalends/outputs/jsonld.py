"""Events as schema.org JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kalends.console import clean
from kalends.outputs.about import About, event_uuid, telling_urls, web_address
from kalends.outputs.ics_times import recurrence
from pipeline.model import Announcement, Event, Funding, Party, Place, Role, Status, When, Yearless, iso

CONTEXT = "https://schema.org"
_STATUS = {
    Status.CANCELLED: "EventCancelled",
    Status.POSTPONED: "EventPostponed",
    Status.MOVED_ONLINE: "EventMovedOnline",
}
_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
# What would end a script element or open a comment in a page, though JSON may hold it.
_INERT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def json_ld_of(events: Iterable[Event], about: About) -> bytes:
    """One document with a graph of all events."""
    graph = [event_node(event, about) for event in events]
    return json_ld_text({"@context": CONTEXT, "@graph": graph}).encode("utf-8", "replace")


def json_ld_text(document: dict[str, Any]) -> str:
    """JSON that can stand in a page's script element as it is."""
    return json.dumps(document, ensure_ascii=False).translate(_INERT)


def event_node(event: Event, about: About) -> dict[str, Any]:
    """The event's node, without a context; what is unknown has no key."""
    settled, previous = event.settled, about.previous.get(event.id)
    node = {
        "@type": "Event",
        "@id": about.event_url(event),
        "identifier": event_uuid(event),
        "url": about.event_url(event),
        **_times(settled),
        "eventStatus": _status(settled, previous),
        "previousStartDate": previous,
        **_where(settled.place),
        **_parties(settled),
        "funding": [_grant(money) for money in settled.funding],
        "sameAs": list(
            dict.fromkeys([*telling_urls(event), *filter(None, map(web_address, settled.same_as))])
        ),
        "superEvent": _part(settled.super_event, settled.series),
        "subEvent": [_sub_event(part) for part in settled.sub_events],
    }
    return _known(node | _about(settled))


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _about(settled: Announcement) -> dict[str, Any]:
    price, closing = settled.price, settled.registration.deadline
    offer = _known(
        {
            "@type": "Offer",
            "price": price.amount,
            "priceCurrency": price.currency,
            "url": web_address(settled.registration.url),
            "validThrough": None if isinstance(closing, Yearless) else closing and iso(closing),
        }
    )
    return {
        "name": clean(settled.title),
        "description": clean(settled.summary or ""),
        "inLanguage": list(settled.languages) or settled.language,
        "keywords": [clean(topic) for topic in settled.topics],
        "isAccessibleForFree": price.free,
        "maximumAttendeeCapacity": settled.registration.capacity,
        "offers": offer if len(offer) > 1 else None,
    }


def _times(settled: Announcement) -> dict[str, Any]:
    when = settled.when
    if when is None:
        return {}
    return {"startDate": when.start_text, "endDate": when.end_text, "eventSchedule": _schedule(when)}


def _schedule(when: When) -> dict[str, Any] | None:
    rule = recurrence(when)
    if rule is None:
        return None
    days = [_DAYS[day[-2:]] for day in map(str, rule.get("BYDAY", [])) if day[-2:] in _DAYS]
    last = next(iter(rule.get("UNTIL", [])), None)
    return _known(
        {
            "@type": "Schedule",
            "startDate": when.start_text[:10],
            "endDate": f"{last:%Y-%m-%d}" if last else None,
            "repeatFrequency": f"P{next(iter(rule.get('INTERVAL', [1])))}{str(rule['FREQ'][0])[0].upper()}",
            "repeatCount": next(iter(rule.get("COUNT", [])), None),
            "byDay": [f"{CONTEXT}/{day}" for day in days],
            "scheduleTimezone": when.zone,
        }
    )


def _status(settled: Announcement, previous: str | None) -> str:
    usual = "EventRescheduled" if previous else "EventScheduled"
    return f"{CONTEXT}/{_STATUS.get(settled.status, usual)}"


def _where(place: Place) -> dict[str, Any]:
    online = _known({"@type": "VirtualLocation", "url": web_address(place.online_url)})
    there = _place(place)
    mode = {(True, True): "Mixed", (True, False): "Online", (False, True): "Offline"}.get(
        (place.online, there is not None)
    )
    return {
        "location": [item for item in (there, online if place.online else None) if item],
        "eventAttendanceMode": f"{CONTEXT}/{mode}EventAttendanceMode" if mode else None,
    }


def _place(place: Place) -> dict[str, Any] | None:
    address = {
        "@type": "PostalAddress",
        "streetAddress": clean(place.address or ""),
        "postalCode": clean(place.postcode or ""),
        "addressLocality": clean(place.city or ""),
        "addressCountry": place.country,
    }
    known = _known(address)
    name = ", ".join(clean(part) for part in (place.venue, place.room) if part)
    if not name and len(known) == 1:
        return None
    geo = None
    if place.lat is not None and place.lon is not None:
        geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return _known({"@type": "Place", "name": name, "address": known if len(known) > 1 else None, "geo": geo})


def _parties(settled: Announcement) -> dict[str, Any]:
    parties = [party for party in settled.parties if clean(party.name)]
    by_role = {role: [_organisation(party) for party in parties if party.role is role] for role in Role}
    paying = by_role[Role.FUNDER]
    named = {party["name"] for party in paying}
    for money in settled.funding:
        if money.funder and (name := clean(money.funder)) not in named:
            named.add(name)
            paying.append({"@type": "Organization", "name": name})
    return {
        "organizer": by_role[Role.ORGANISER] + by_role[Role.CO_ORGANISER],
        "funder": paying,
        "contributor": by_role[Role.PARTNER] + by_role[Role.HOST],
    }


def _organisation(party: Party) -> dict[str, Any]:
    known = [address for value in party.identifiers.values() if (address := web_address(value))]
    return _known(
        {"@type": "Organization", "name": clean(party.name), "url": web_address(party.url), "sameAs": known}
    )


def _grant(money: Funding) -> dict[str, Any]:
    amount = None
    if money.amount is not None and money.currency:
        amount = {"@type": "MonetaryAmount", "value": money.amount, "currency": money.currency}
    funder = {"@type": "Organization", "name": clean(money.funder)} if money.funder else None
    name, number = clean(money.programme or ""), clean(money.grant_id or "")
    return _known({"@type": "Grant", "name": name, "identifier": number, "funder": funder, "amount": amount})


def _part(whole: str | None, series: str | None) -> list[dict[str, Any]]:
    nodes = [{"@type": "Event", "name": clean(whole)}] if whole else []
    return nodes + ([{"@type": "EventSeries", "name": clean(series)}] if series else [])


def _sub_event(part: Announcement) -> dict[str, Any]:
    return _known({"@type": "Event", "name": clean(part.title), **_times(part), **_where(part.place)})
