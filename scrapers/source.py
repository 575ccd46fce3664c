"""One source as its YAML declares it: what it publishes, where it lists it, how often to look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import soupsieve
from babel import Locale
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipeline.model import Publisher, SourceFacts
from scrapers.kinds import KINDS

_REFRESH = re.compile(r"([1-9]\d{0,3})([mhdw])")
_WINDOW = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d")
_COMPOUND = r"""(?:[a-z][a-z0-9]*|(?=[.\[]))(?:\.[a-z][a-z0-9-]*|\[[a-z]+(?:[*^$]?="[^"\\\n]*")?\])*"""
_PLAIN_SELECTOR = re.compile(rf"{_COMPOUND}(?:(?: > | ){_COMPOUND})*")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_ENGLISH = Locale("en")


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{value!r} is no address; allowed: an http:// or https:// URL")
    if parts.username or parts.password:
        raise ValueError("a URL must not carry a user name or a password")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{value!r} is no time zone; allowed: an IANA name such as Europe/Warsaw") from None
    return value


def _kind(value: str) -> str:
    if value not in KINDS:
        raise ValueError(f"{value!r} is no kind; allowed: {', '.join(sorted(KINDS))}")
    return value


def _country(value: str) -> str:
    if not re.fullmatch("[A-Z]{2}", value) or value not in _ENGLISH.territories:
        raise ValueError(f"{value!r} is no country; allowed: two capital letters of ISO 3166-1, such as SE")
    return value


def _language(value: str) -> str:
    if not re.fullmatch("[a-z]{2}", value) or value not in _ENGLISH.languages:
        raise ValueError(f"{value!r} is no language; allowed: two small letters of ISO 639-1, such as sv")
    return value


def _refresh(value: str) -> str:
    if not _REFRESH.fullmatch(value):
        raise ValueError(f"{value!r} is no interval; allowed: a number with m, h, d or w, such as 6h or 1d")
    return value


def _selector(value: str) -> str:
    # The first to be compiled makes all patterns that CSS may need: half of what a catalogue takes to load.
    if _PLAIN_SELECTOR.fullmatch(value):
        return value
    try:
        soupsieve.compile(value)
    except soupsieve.SelectorSyntaxError as error:
        raise ValueError(f"{value!r} is no CSS selector: {str(error).splitlines()[0]}") from None
    return value


def _window(value: str) -> str:
    if not _WINDOW.fullmatch(value):
        raise ValueError(f"{value!r} is no window; allowed: two times of day such as 22:00-06:00")
    return value


Url = Annotated[str, AfterValidator(_http_url)]
Selector = Annotated[str, AfterValidator(_selector)]
Rate = Annotated[float, Field(ge=0, le=1)]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


PublisherType = Literal[
    "agency", "civic-tech", "municipality", "network", "ngo", "other", "platform", "region", "university"
]


class PublisherEntry(_Declared):
    """Who publishes; ``identifiers`` are keyed by register (ror, wikidata, krs …)."""

    name: Annotated[str, Field(min_length=1)]
    type: PublisherType = "other"
    url: Url | None = None
    identifiers: dict[str, str] = {}


class Selectors(_Declared):
    """CSS that overrides generic link reading: ``links`` to details, ``next`` to further listing pages."""

    links: Selector | None = None
    next: Selector | None = None


class Assertions(_Declared):
    """What a healthy run yields: announcements, and the share of them that has a field (0..1)."""

    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=1)] | None = None
    fill: dict[str, Rate] = {}


class Source(_Declared):
    """One source of announcements; immutable, hashable by its id."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
    publisher: PublisherEntry
    networks: tuple[str, ...] = ()
    country: Annotated[str, AfterValidator(_country)]
    city: str | None = None
    languages: Annotated[tuple[Annotated[str, AfterValidator(_language)], ...], Field(min_length=1)]
    timezone: Annotated[str, AfterValidator(_zone)]
    kind: Annotated[str, AfterValidator(_kind)]
    urls: Annotated[tuple[Url, ...], Field(min_length=1)]
    selectors: Selectors = Selectors()
    javascript: bool = False
    lookups: dict[str, dict[str, str]] = {}
    refresh: Annotated[str, AfterValidator(_refresh)] = "1d"
    window: Annotated[str, AfterValidator(_window)] | None = None
    assertions: Assertions = Assertions()
    terms: str | None = None
    note: str | None = None
    status: Literal["active", "unverified", "paused"] = "active"

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def interval(self) -> timedelta:
        """How long a fetch stays fresh."""
        number, unit = _REFRESH.fullmatch(self.refresh).groups()  # type: ignore[union-attr]  # validated
        return timedelta(**{_UNITS[unit]: int(number)})

    @property
    def facts(self) -> SourceFacts:
        """What the pipeline may rely on where a page leaves it unsaid."""
        publisher = Publisher(
            name=self.publisher.name,
            type=self.publisher.type,
            url=self.publisher.url,
            identifiers=dict(self.publisher.identifiers),
        )
        return SourceFacts(
            id=self.id,
            publisher=publisher,
            networks=self.networks,
            country=self.country,
            city=self.city,
            languages=self.languages,
            timezone=self.timezone,
        )


def allowed_keys(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand where ``path`` (of a validation error) leads; empty where any may."""
    nested: Mapping[str, type[BaseModel]] = {
        "publisher": PublisherEntry,
        "selectors": Selectors,
        "assertions": Assertions,
    }
    if len(path) <= 1:
        return tuple(Source.model_fields)
    model = nested.get(str(path[0]))
    return tuple(model.model_fields) if model and len(path) == 2 else ()
