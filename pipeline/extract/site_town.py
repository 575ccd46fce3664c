"""The town that a site's own address names: "www.comune.vinci.fi.it" is the municipality's of Vinci."""

from __future__ import annotations

import re

from pipeline.extract.links import split_url
from pipeline.gazetteer import Town, find_town, fold
from pipeline.sheet import Sheet
from pipeline.villages import find_village

_SHORTEST = 4
_PARTS = re.compile(r"[-_]")
_SERVERS = frozenset({"www", "old", "new", "web", "portal", "gov", "co", "org", "com", "ac", "edu", "net"})


def site_town(sheet: Sheet) -> str | None:
    """Return the town that the page's host names, as the gazetteer calls it; None where it names none.

    Only hosts under a country's own domain count, and only towns of that country.
    """
    labels = split_url(sheet.page.url).netloc.split(":")[0].lower().split(".")
    country = sheet.country
    if len(labels) < 2 or country is None or len(labels[-1]) != 2:
        return None
    own = [label for label in labels[:-1] if label not in _SERVERS]
    nouns = frozenset(fold(noun) for noun in sheet.known.own.phrases["town_noun"])
    marked = any(part in nouns for label in own for part in _PARTS.split(label))
    for label in own:
        town = _town_in([part for part in _PARTS.split(label) if part not in nouns], country, marked)
        if town is not None:
            return town.name
    return None


def _town_in(parts: list[str], country: str, marked: bool) -> Town | None:
    """Return the town that the words of a host's label name; ``marked``: the host is a municipality's.

    A short word before it is the municipality's abbreviation: "cm-redondo", "mun-redondo".
    """
    if len(parts) > 1 and len(parts[0]) < _SHORTEST:
        parts, marked = parts[1:], True
    if sum(map(len, parts)) < _SHORTEST + (not marked):
        return None
    joined = (_known(mark.join(parts), country) for mark in (" ", "-"))
    town = next((town for town in joined if town is not None), None)
    return town or (_known(parts[0], country) if marked and len(parts[0]) > _SHORTEST else None)


def _known(name: str, country: str) -> Town | None:
    town = find_town(name, country) or find_village(name, country)
    return town if town is not None and town.country == country and fold(town.name) == fold(name) else None
