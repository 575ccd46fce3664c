"""Roles in brackets or behind a dash: "City of Ely (lead partner), City of Bath"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.words import Hit

_MOST = 100
_ROLES = (("lead", Role.ORGANISER), ("partner", Role.PARTNER))
_LONGEST_ASIDE = 8


def bracketed(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield who leads a project or takes part in it where a bracket says so; partners follow."""
    for key, role in _ROLES:
        for hit in sheet.marks.all(key)[:_MOST]:
            name = _ahead(sheet, reader, hit)
            if name is None:
                continue
            yield PartyFound(name, role, "bracket", 0.7)
            stop = sheet.sentence(hit.start)[1]
            if role is Role.ORGANISER and sheet.text.startswith("),", hit.end):
                for partner in reader.after(hit.end + 2, stop, filler=2):
                    yield PartyFound(partner, Role.PARTNER, "bracket", 0.65)


def _ahead(sheet: Sheet, reader: NameReader, hit: Hit) -> Name | None:
    """Return the organisation that ends right ahead of a role in a bracket or behind a dash."""
    of = reader.words
    mark = of.words[hit.first - 1] if hit.first else ""
    enclosed = mark == "(" and sheet.text.startswith(")", hit.end)
    dashed = mark in ("-", "–") and sheet.text[hit.end : hit.end + 1] in ("", "\n", ",", ";", ".")
    if not enclosed and not dashed:
        return None
    k = hit.first - 2
    if k > 0 and of.words[k] == ")":
        k = next((n for n in range(k, max(k - _LONGEST_ASIDE, 0), -1) if of.words[n] == "("), k) - 1
    name = reader.around(k) if k >= 0 and of.letter(k) else None
    return name if name is not None and name.end == of.ends[k] and reader.is_organisation(name) else None
