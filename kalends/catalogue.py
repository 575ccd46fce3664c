"""The sources that a command is about, with what is wrong said as a Problem; no store is needed for it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from kalends.problems import Exit, Problem
from kalends.settings import Settings
from scrapers.catalog import SHIPPED, Catalog, load_catalog
from scrapers.source import Source


def catalog_of(settings: Settings) -> Catalog:
    """The shipped sources and those of the folders in KALENDS_SOURCES; mistakes are in ``errors``."""
    return load_catalog([SHIPPED, *settings.sources])


def chosen(catalog: Catalog, ids: Sequence[str]) -> list[Source]:
    """The sources of these ids, or all that are not paused; Problem for an id that nobody declares."""
    if not ids:
        return [source for source in catalog.values() if source.status != "paused"]
    for id_ in ids:
        if id_ not in catalog:
            refused = next((error for error in catalog.errors if error.file.stem == id_), None)
            if refused is not None:
                raise Problem(f"{id_} cannot be used: {refused}", Exit.USAGE)
            near = get_close_matches(id_, catalog, n=1)
            hint = f"did you mean {near[0]}?" if near else "see kalends sources list"
            raise Problem(f"there is no source {id_}; {hint}", Exit.USAGE)
    return [catalog[id_] for id_ in dict.fromkeys(ids)]
