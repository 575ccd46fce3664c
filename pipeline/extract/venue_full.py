"""A house told by its noun alone, "in the library", by the full name that the page tells elsewhere."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.names import NameReader
from pipeline.extract.values import Found
from pipeline.extract.venues import venue_name
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet

_MOST = 60
"""So many houses' nouns of a page are looked at."""
_LONGEST = 70
_NO_NAME = ("street_before", "street_after", "partner", "with_partner", "organised_by", "funded_by", "event")


def with_full_name(found: list[Found], sheet: Sheet, reader: NameReader) -> list[Found]:
    """Return ``found`` with a lone noun for a venue given the page's only full name that begins with it.

    "Biblioteca" is the "Biblioteca Astense Carlo Riva" where no other library has a name.
    """
    out = []
    for one in found:
        lone = one.field == "venue" and one.value.isalpha() and sheet.marks.has(one.start, one.end, "venue")
        full = _full_names(sheet, reader, fold(one.value)) if lone else set()
        out.append(replace(one, value=full.pop()) if len(full) == 1 else one)
    return out


def _full_names(sheet: Sheet, reader: NameReader, noun: str) -> set[str]:
    """Return the names of houses that begin with ``noun`` and go on with a capital."""
    names = set()
    for hit in sheet.marks.all("venue")[:_MOST]:
        named = fold(sheet.text[hit.start : hit.end])[: len(noun) - 1] == noun[:-1]
        name = reader.around(hit.first) if named else None
        plain = name is not None and "\n" not in sheet.text[name.start : name.end]
        if (
            name is None
            or not plain
            or len(name.text) > _LONGEST
            or sheet.marks.has(name.start, name.end, *_NO_NAME)
        ):
            continue
        full = venue_name(name.text, sheet)
        first, _, rest = full.partition(" ")
        if (
            fold(first) == noun
            and not any(c.isdigit() for c in rest)
            and any(word[0].isupper() for word in rest.split())
        ):
            names.add(full)
    return names
