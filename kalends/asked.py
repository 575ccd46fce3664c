"""What a query string asks for: read once, the same for pages, feeds, the API and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from pipeline.model import Status
from store.filters import FARTHEST_KM, Filters

LONGEST = 200
YES, NO = "1", "0"
_TRUTH = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


class WrongParameter(ValueError):
    """A parameter that cannot be met: its ``name``, the ``value`` as it came, and in ``reason`` what is."""

    def __init__(self, name: str, value: str, reason: str) -> None:
        super().__init__(f"{name}={value[:LONGEST]}: {reason}")
        self.name, self.value, self.reason = name, value[:LONGEST], reason


def _words(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError("longer than 200 characters")
    if not text.isprintable():
        raise ValueError("has characters that cannot be typed")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("write a day as 2026-02-12") from None


def _country(text: str) -> str:
    if len(text) == 2 and text.isascii() and text.isalpha():
        return text.upper()
    raise ValueError("write a country as its code of two letters, such as SE")


def _language(text: str) -> str:
    if 2 <= len(text) <= 3 and text.isascii() and text.isalpha():
        return text.lower()
    raise ValueError("write a language as its code, such as sv")


def _status(text: str) -> str:
    if text in list(Status):
        return text
    raise ValueError("choose scheduled, cancelled, postponed, moved_online or tentative")


def _truth(text: str) -> bool:
    if text.lower() in _TRUTH:
        return _TRUTH[text.lower()]
    raise ValueError("write 1 for yes or 0 for no")


def _kilometres(text: str) -> float:
    try:
        km = float(text)
    except ValueError:
        km = 0.0
    if 0 < km <= FARTHEST_KM:
        return km
    raise ValueError(f"write kilometres as a number up to {FARTHEST_KM:g}")


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text.replace(" ", "+"))  # an unescaped + arrives as a space
        # The first and last hours of the calendar have no UTC.
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ValueError("write an instant as 2026-02-12T13:00:00Z, a day as 2026-02-12") from None


PARAMETERS: Mapping[str, tuple[str, Callable[[str], Any]]] = MappingProxyType(
    {
        "q": ("text", _words),
        "from": ("start_from", _day),
        "to": ("start_to", _day),
        "city": ("city", _words),
        "km": ("km", _kilometres),
        "country": ("country", _country),
        "network": ("network", _words),
        "language": ("language", _language),
        "organiser": ("organiser", _words),
        "funder": ("funder", _words),
        "topic": ("topic", _words),
        "status": ("status", _status),
        "source": ("source", _words),
        "online": ("online", _truth),
        "free": ("free", _truth),
        "disputed": ("disputed", _truth),
        "changed_since": ("changed_since", _instant),
        "new_since": ("new_since", _instant),
    }
)
"""Every filter's name in a query string, the field of ``Filters`` it fills and how its text is read."""


def filters_of(pairs: Iterable[tuple[str, str]]) -> Filters:
    """The filters that a query string's pairs ask for; an empty value asks nothing, other names are ignored.

    Raises :class:`WrongParameter` for a value that cannot be, a name given twice, and days out of order.
    """
    found: dict[str, Any] = {}
    for name, value in pairs:
        text = value.strip()
        if name not in PARAMETERS or not text:
            continue
        field, read = PARAMETERS[name]
        if field in found:
            raise WrongParameter(name, text, "give it once")
        try:
            found[field] = read(text)
        except ValueError as error:
            raise WrongParameter(name, text, str(error)) from None
    first, last = found.get("start_from"), found.get("start_to")
    if first and last and first > last:
        raise WrongParameter("to", last.isoformat(), "must not be before from")
    if "km" in found and "city" not in found:
        raise WrongParameter("km", f"{found['km']:g}", "needs a city")
    return Filters(**found)


def asked_pairs(filters: Filters) -> list[tuple[str, str]]:
    """The canonical pairs that ask for these filters, in the order of ``PARAMETERS``."""
    nothing = Filters()
    return [
        (name, _text(getattr(filters, field)))
        for name, (field, _) in PARAMETERS.items()
        if getattr(filters, field) not in (getattr(nothing, field), "")
    ]


def query_string(filters: Filters, **others: str | None) -> str:
    """The query string (without its question mark) of these filters and other pairs that are not None."""
    extra = [(name, value) for name, value in others.items() if value is not None]
    return urlencode([*asked_pairs(filters), *extra])


def _text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)
