"""Places that are a sentence's subject: "El Centro Cultural será sede de …", "Úbeda acogerá las jornadas"."""

from __future__ import annotations

from pipeline.extract.town_told import name_behind
from pipeline.extract.towns import known_place
from pipeline.extract.values import Found
from pipeline.extract.venues import venue_name
from pipeline.sheet import Sheet

_LONGEST, _FURTHEST, _MOST_WORDS = 90, 240, 9
_NO_PLACE = (
    "event",
    "person_title",
    "we",
    "organises",
    "invites",
    "happens",
    "programme",
    "speaker",
)
_STREET = "street_before"
"""What a house's name holds only as a square's: "O Largo do Rossio, em Évora, recebe"."""


def _before_aside(sheet: Sheet, start: int, comma: int, score: float) -> Found | None:
    """Return the house that a sentence begins with up to the ``comma`` behind which its town stands."""
    lead = next(iter(sheet.marks.within(start, comma, "article")), None)
    first = start + len(sheet.text[start:comma]) - len(sheet.text[start:comma].lstrip())
    first = lead.end + 1 if lead is not None and lead.start == first else first
    name = sheet.text[first:comma].rstrip(" ,")
    end = first + len(name)
    if not name[:1].isupper() or len(name.split()) > _MOST_WORDS or sheet.marks.has(first, end, *_NO_PLACE):
        return None
    if sheet.dates_within(first, end) or not sheet.marks.has(first, end, "venue"):
        return None
    return Found("venue", venue_name(name, sheet), first, end, "prose", score)


def hosting_place(sheet: Sheet, start: int, stop: int, score: float) -> Found | None:
    """Return the house or town that a clause of ``text[start:stop]`` begins with before a verb of hosting."""
    verb = next(iter(sheet.marks.within(start, min(stop, start + _FURTHEST), "accommodates")), None)
    if verb is None:
        return None
    clause = max(start, sheet.text.rfind(", ", start, verb.start) + 1)
    aside = sheet.text[clause : verb.start].strip()
    if not aside and clause > start:  # "O Largo do Rossio, em Évora, recebe"
        clause = max(start, sheet.text.rfind(", ", start, clause - 2) + 1)
        return _before_aside(sheet, start, clause, score) if clause > start else None
    if not clause < verb.start <= clause + _LONGEST:
        return None
    first = verb.start - len(sheet.text[clause : verb.start].lstrip(" •–-"))
    lead = next(iter(sheet.marks.within(first, verb.start, "article")), None)
    first = lead.end + 1 if lead is not None and lead.start == first else first
    name = sheet.text[first : verb.start].rstrip(" ,")
    end = first + len(name)
    named = name[:1].isupper() or (first > start and bool(name))
    if not named or len(name.split()) > _MOST_WORDS or "," in name or "\n" in name:
        return None
    if sheet.dates_within(first, end) or sheet.marks.has(first, end, *_NO_PLACE, _STREET):
        return None
    if " " not in name and not sheet.dates_within(start, stop):
        return None  # "El Castillo acogerá una charla" is a heading over the house's full name
    if sheet.marks.has(first, end, "venue"):
        return Found("venue", venue_name(name, sheet), first, end, "prose", score)
    noun = next(iter(sheet.marks.within(first, end, "town_noun")), None)
    span = name_behind(sheet, noun, end) if noun is not None and noun.start == first else None
    first, end = span or (first, end)
    town = known_place(sheet.text[first:end], sheet)
    return Found("city", town, first, end, "prose", score) if town is not None else None
