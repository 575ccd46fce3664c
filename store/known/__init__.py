"""Organisations that ship: civic bodies, universities, funders and programmes under all their names.

A file a part of Europe, an organisation a line: ``id``, ``name`` (canonical), ``names`` by language,
``aliases``, ``type``, ``country``, ``parent`` (an id), ``ror``, ``wikidata``, and ``url``, its own site,
where the facts are from. An identifier that nobody was certain of is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from store.fold import organisation_key

_SCHEMES = ("ror", "wikidata")
_KEYS = {"id", "name", "names", "aliases", "type", "country", "parent", "url", *_SCHEMES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One organisation; ``names`` are all its names, the canonical one first, ``identifiers`` by scheme."""

    id: str
    names: tuple[str, ...]
    type: str
    url: str
    country: str | None
    parent: str | None
    identifiers: Mapping[str, str]


@cache
def known_organisations() -> Mapping[str, Known]:
    """All of them by id. Raises ``ValueError`` that names the file and entry where one is not well-formed."""
    found: dict[str, Known] = {}
    for name, entry in _entries():
        if set(entry) - _KEYS or not {"id", "name", "type", "url"} <= set(entry) or str(entry["id"]) in found:
            raise ValueError(f"{name}: not a new organisation with id, name, type and url: {entry}")
        known = _known(entry)
        found[known.id] = known
    return found


def _entries() -> Iterator[tuple[str, dict[str, object]]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = (path for path in resources.files("store.known").iterdir() if path.name.endswith(".yml"))
    for path in sorted(files, key=lambda path: path.name):
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=loader):  # noqa: S506
            yield path.name, entry


def _known(entry: dict[str, object]) -> Known:
    names, aliases = entry.get("names"), entry.get("aliases")
    others = list(names.values()) if isinstance(names, dict) else []
    others += aliases if isinstance(aliases, list) else []
    told = dict.fromkeys([str(entry["name"]), *map(str, others)])
    return Known(
        id=str(entry["id"]),
        names=tuple(told),
        type=str(entry["type"]),
        url=str(entry["url"]),
        country=str(entry["country"]) if "country" in entry else None,
        parent=str(entry["parent"]) if "parent" in entry else None,
        identifiers={scheme: str(entry[scheme]) for scheme in _SCHEMES if scheme in entry},
    )


@cache
def _by_key() -> Mapping[str, Known]:
    keys: dict[str, Known] = {}
    for known in known_organisations().values():
        for name in known.names:
            keys.setdefault(organisation_key(name), known)
    return keys


def known_by_name(name: str) -> Known | None:
    """The organisation that has this name in any language, whatever its case and accents."""
    return _by_key().get(organisation_key(name))
