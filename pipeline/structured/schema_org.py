"""One schema.org Event (or its like of ActivityStreams and OParl) into a RawEvent, whatever its syntax."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from pipeline.model import Place, Precision, Status
from pipeline.structured import RawEvent
from pipeline.structured.bounds import Work
from pipeline.structured.cues import Cues
from pipeline.structured.nodes import (
    Node,
    child_nodes,
    identifier_of,
    items,
    plain_node,
    short,
    text_of,
    types_of,
    web_address,
)
from pipeline.structured.offers import cost_of
from pipeline.structured.parties import fundings_of, parties_of
from pipeline.structured.places import place_of
from pipeline.structured.stated import in_order, later, read_duration, read_time, without_zero_hours
from pipeline.zones import known_zone

_NOT_GATHERINGS = frozenset({"PublicationEvent", "OnDemandEvent", "DeliveryEvent", "OrderEvent"})
OF_A_WORK = "publication"
"""The property whose events are a film's or programme's being shown or put online: no gatherings."""
OTHER_EVENTS = frozenset({"Festival", "Hackathon", "CourseInstance", "EventSeries", "Meeting"})
_STATUS = {
    "EventCancelled": Status.CANCELLED,
    "EventPostponed": Status.POSTPONED,
    "EventMovedOnline": Status.MOVED_ONLINE,
    "CANCELLED": Status.CANCELLED,
    "TENTATIVE": Status.TENTATIVE,
}
"""What is not here (scheduled, rescheduled) is a template's default: the page's own words may tell more."""
MAX_DEPTH = 4
_STARTS = ("startDate", "startTime", "start", "start_date", "dtstart")
_ENDS = ("endDate", "endTime", "end", "end_date", "dtend")
_TEXTS = ("description", "summary", "disambiguatingDescription", "content", "desc")


@dataclass(frozen=True, slots=True)
class Setting:
    """What reading a node needs: its form, the page's address and fetch, and the language's cues.

    ``work`` is what the schedules of all of its nodes may cost.
    """

    method: str
    url: str
    cues: Cues
    fetched_at: datetime | None = None
    work: Work = field(default_factory=Work)


def is_event(node: Node) -> bool:
    """Tell whether a plain node is a gathering that one can go to, or watch where it is broadcast."""
    return any(
        (t.endswith("Event") and t not in _NOT_GATHERINGS) or t in OTHER_EVENTS for t in types_of(node)
    )


def event_of(node: Node, setting: Setting, depth: int = 0) -> RawEvent | None:
    """Return what a plain event node states; None where it has neither a name nor a start."""
    title = next((t for n in ("name", "headline", "title") if (t := text_of(node.get(n)))), None)
    stated, precision = _time(node, *_STARTS)
    if title is None and stated is None:
        return None
    until, _ = _time(node, *_ENDS)
    start, end = without_zero_hours(stated, until if until is not None else _after(node, stated))
    place = _with_mode(place_of(node.get("location"), setting.cues), node)
    cost = cost_of(node)
    url = _own_url(node, setting)
    return RawEvent(
        method=setting.method,
        uid=identifier_of(node),
        url=url,
        title=title[:500] if title else None,
        description=_description(node),
        start=start,
        end=in_order(start, end),
        precision=precision,
        status=next((_STATUS[s] for s in _names(node.get("eventStatus")) if s in _STATUS), None),
        place=place,
        parties=parties_of(node, setting.cues),
        funding=fundings_of(node, setting.cues),
        language=_language(node.get("inLanguage")),
        registration_url=_elsewhere(cost.ticket_url, setting.url),
        free=cost.free,
        amount=cost.amount,
        currency=cost.currency,
        links=_links(node, url, setting),
        series=_series(node),
        sub_events=_parts(node, setting, depth),
        quotes=_quotes(node, title),
    )


def _after(node: Node, start: datetime | date | None) -> datetime | date | None:
    """Return the end that an hour on the day of the start, or a duration, gives."""
    clock = next((w for n in _ENDS if (w := text_of(node.get(n))) and w.startswith("T")), None)
    if clock is not None and isinstance(start, datetime):
        end, _ = read_time(f"{start:%Y-%m-%d}{clock}")
        return end.replace(tzinfo=end.tzinfo or start.tzinfo) if isinstance(end, datetime) else None
    return later(start, read_duration(text_of(node.get("duration")) or ""))


def worth_telling(events: list[RawEvent]) -> list[RawEvent]:
    """Return the events that markup of elements tells: those with a start, or the only one if it is named.

    Related events and teasers are often marked up by their names alone.
    """
    return [event for event in events if event.start is not None or (len(events) == 1 and event.title)]


def node_events(nodes: Iterable[Node], setting: Setting) -> list[RawEvent]:
    """Return the events of plain nodes whose times may be of a named ``zone``."""
    found = ((event_of(node, setting), text_of(node.get("zone"))) for node in nodes)
    return [replace(event, zone=_zone_of(event, zone)) for event, zone in found if event is not None]


def _zone_of(event: RawEvent, zone: str | None) -> str | None:
    """Return the zone's name where the event's hours were told in it."""
    aware = isinstance(event.start, datetime) and event.start.tzinfo is not None
    return zone if zone and aware and known_zone(zone) else event.zone


def _time(node: Node, *names: str) -> tuple[datetime | date | None, Precision | None]:
    for name in names:
        words = text_of(node.get(name))
        if words:
            found = read_time(words)
            if found[0] is not None:
                return found
    return None, None


def _quotes(node: Node, title: str | None) -> dict[str, str]:
    told = {"start": _STARTS, "end": _ENDS}
    found = {
        field: next((w for n in names if (w := text_of(node.get(n)))), None) for field, names in told.items()
    }
    found["title"] = title
    return {field: words[:300] for field, words in found.items() if words}


def _names(value: object) -> list[str]:
    return [short(item) for item in items(value) if isinstance(item, str)]


def _description(node: Node) -> str | None:
    words = next((w for name in _TEXTS if (w := text_of(node.get(name)))), None)
    return words[:2000] if words else None


def _own_url(node: Node, setting: Setting) -> str | None:
    """Return the event's address on this site; another site's is a link, a front page's nobody's."""
    stated = next((item for item in items(node.get("url")) if isinstance(item, str) and item.strip()), None)
    url = _absolute(stated, setting.url) if stated else None
    if (
        url is None
        or not _same_site(url, setting.url)
        or (urlsplit(url).path in ("", "/") and not urlsplit(url).query)
    ):
        return None
    return urldefrag(url).url


def _absolute(url: str, base: str) -> str | None:
    try:
        joined = urljoin(base, url.strip()[:2000])
        return joined if urlsplit(joined).scheme in ("http", "https") and urlsplit(joined).hostname else None
    except ValueError:
        return None


def _same_site(url: str, page: str) -> bool:
    try:
        left, right = urlsplit(url).hostname, urlsplit(page).hostname
    except ValueError:
        return False
    return not right or (left or "").removeprefix("www.") == right.removeprefix("www.")


def _elsewhere(url: str | None, page: str) -> str | None:
    """Return a ticket's address unless it is the page itself."""
    return url if url and urldefrag(url).url.rstrip("/") != urldefrag(page).url.rstrip("/") else None


def _links(node: Node, url: str | None, setting: Setting) -> tuple[str, ...]:
    """Return the addresses that identify the event on other sites."""
    stated = [a for name in ("sameAs", "url") for item in items(node.get(name)) if (a := web_address(item))]
    return tuple(dict.fromkeys(a for a in stated if a != url and not _same_site(a, setting.url)))[:20]


def _language(value: object) -> str | None:
    words = next((w for item in items(value) if (w := _language_word(item))), "")
    code = words.replace("_", "-").split("-")[0].lower()
    return code if len(code) == 2 and code.isalpha() else None


def _language_word(item: object) -> str | None:
    if isinstance(item, dict):
        node = plain_node(item)
        return text_of(node.get("alternateName")) or text_of(node.get("name"))
    return text_of(item)


def _with_mode(place: Place | None, node: Node) -> Place | None:
    """Let the attendance mode tell that one can take part online."""
    modes = _names(node.get("eventAttendanceMode"))
    if any(m in ("OnlineEventAttendanceMode", "MixedEventAttendanceMode") for m in modes):
        return replace(place or Place(), online=True)
    return place


def _series(node: Node) -> str | None:
    """Return the name of the series that the event belongs to."""
    for whole in child_nodes(node.get("superEvent")):
        if "EventSeries" in types_of(whole):
            return text_of(whole.get("name"))
    return None


def _parts(node: Node, setting: Setting, depth: int) -> tuple[RawEvent, ...]:
    if depth >= MAX_DEPTH:
        return ()
    parts = [
        event_of(part, setting, depth + 1)
        for part in child_nodes(node.get("subEvent") or node.get("subEvents"))
    ]
    return tuple(part for part in parts if part is not None and (part.start is not None or part.title))[:100]
