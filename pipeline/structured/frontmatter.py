"""Event fields of front matter, by the names that Jekyll, Hugo and Eleventy sites give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from pipeline.model import Place, Status
from pipeline.structured import RawEvent
from pipeline.structured.stamps import read_stamp

_START = (
    "event-date",
    "event_date",
    "eventdate",
    "start",
    "start_date",
    "startdate",
    "start-date",
    "start_datetime",
    "starts",
    "begin",
    "datetime",
    "when",
    "event_start",
    "date_start",
    "starttime",
)
_END = (
    "event-end",
    "event_end",
    "end",
    "end_date",
    "enddate",
    "end-date",
    "end_datetime",
    "ends",
    "finish",
    "date_end",
    "until",
)
_PLACE = (
    "place",
    "location",
    "venue",
    "where",
    "event-place",
    "event_location",
    "locatie",
    "ort",
    "plats",
    "lieu",
    "luogo",
)
_ADDRESS = ("address", "street", "adress", "adresse", "adres")
_CITY = ("city", "town", "stad", "stadt", "ville", "comune")
_TITLE = ("title", "name", "event", "titel")
_TEXT = (
    "excerpt",
    "description",
    "summary",
    "ingress-text",
    "ingress",
    "subtitle",
    "intro",
    "abstract",
    "event-date-desc",
    "lead",
)
_LINK_NAMES = (
    "registration",
    "register",
    "link",
    "url",
    "tickets",
    "signup",
    "event_url",
    "registration_url",
    "external_url",
    "website",
)
_LINK_WORDS = re.compile(
    r"regist|anm[äa]l|sign.?up|ticket|rsvp|zapis|inscri|iscri|anmeld|tilmeld|påmeld|ilmoit", re.I
)
_EVENT_KEYS = frozenset((*_START, *_PLACE))


def front_matter_event(fields: Mapping[str, object], is_online: object) -> RawEvent | None:
    """Return the event that front matter states; None where it has neither a title nor an event's date.

    ``is_online`` tells of a text whether it means "online" in the page's language. A plain ``date`` is the
    post's, not the event's, unless other fields tell that the file is an event.
    """
    low = {key.lower(): value for key, value in fields.items()}
    key, start = _stamp(low, _START)
    if start is None and (
        _EVENT_KEYS & low.keys()
        or "event" in str(low.get("layout", ""))
        or "event" in str(low.get("type", ""))
    ):
        key, start = _stamp(low, ("date",))
    title = _text(low, _TITLE)
    if title is None and start is None:
        return None
    _, end = _stamp(low, _END)
    links = tuple(_links(low))
    registration = next((href for name, href in links if _LINK_WORDS.search(name)), None)
    status = str(low.get("status", low.get("cancelled", ""))).lower()
    quotes = {
        "start": str(low.get(key, "")) if key else "",
        "title": title or "",
        "place": _text(low, _PLACE) or "",
    }
    return RawEvent(
        method="front matter",
        title=title,
        start=start,
        end=end,
        place=_place(low, is_online),
        language=_lang(low),
        description=" ".join(t for k in _TEXT if (t := _text(low, (k,)))) or None,
        translation_key=_text(
            low, ("ref", "translation_key", "translationkey", "translation-key", "i18n_ref")
        ),
        links=tuple(href for _, href in links),
        registration_url=registration,
        status=Status.CANCELLED if status.startswith(("cancel", "inst", "true")) else None,
        quotes=quotes,
    )


def _stamp(fields: Mapping[str, object], names: Iterable[str]) -> tuple[str | None, datetime | date | None]:
    for name in names:
        value = fields.get(name)
        if isinstance(value, datetime | date):
            return name, value
        if isinstance(value, str) and (read := read_stamp(value)) is not None:
            return name, read
    return None, None


def _text(fields: Mapping[str, object], names: Iterable[str]) -> str | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:500]
        if isinstance(value, Mapping):
            inner = _text(
                {str(k).lower(): v for k, v in value.items()}, ("name", "title", "venue", "address")
            )
            if inner:
                return inner
    return None


def _lang(fields: Mapping[str, object]) -> str | None:
    value = _text(fields, ("lang", "language", "locale"))
    return value[:2].lower() if value else None


def _place(fields: Mapping[str, object], is_online: object) -> Place | None:
    words = _text(fields, _PLACE)
    address, city = _text(fields, _ADDRESS), _text(fields, _CITY)
    if not (words or address or city):
        return None
    online = bool(words and callable(is_online) and is_online(words))
    url = words if words and words.startswith("http") else None
    return Place(
        venue=None if online or url else words,
        address=address,
        city=city,
        online=online or url is not None,
        online_url=url,
    )


def _links(fields: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    listed = fields.get("links")
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, Mapping):
            href = next((str(entry[k]) for k in ("url", "href", "link") if isinstance(entry.get(k), str)), "")
            if href.startswith(("http://", "https://")):
                yield str(entry.get("title") or entry.get("name") or ""), href
    for name in _LINK_NAMES:
        value = fields.get(name)
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            yield name, value
