"""Houses that only their street tells: "na podwórku przy ul. Długiej 5", "in de tuin aan de Kerkweg 6"."""

from __future__ import annotations

from pipeline.extract.leads import place_leads
from pipeline.extract.persons import is_person
from pipeline.extract.towns import known_place
from pipeline.extract.values import Found
from pipeline.extract.venues import venue_name
from pipeline.gazetteer import country_code
from pipeline.sheet import Sheet

_LONGEST, _MOST_WORDS, _SHORTEST = 70, 7, 4
_NO_HOUSE = (
    *("event", "happens", "happened", "online", "month_part", "person_title", "speaker", "region"),
    *("street_before", "register", "deadline", "organised_by", "with_partner", "funded_by", "free", "money"),
    *("clock", "clock_after", "period", "town_noun", "hails_from", "transport", "not_venue", "private_home"),
    *("chrome", "theme"),
)


def house_ahead(sheet: Sheet, start: int, street: int, score: float) -> Found | None:
    """Return what stands between a preposition and the one, or the comma, before the street at ``street``."""
    end = _phrase_end(sheet, start, street)
    leads = [hit for hit in place_leads(sheet, max(start, end - _LONGEST), end) if hit.end < end]
    if end <= start or not leads or sheet.known.own.head == "last":  # which has endings, no prepositions
        return None
    first = leads[-1].end + 1
    words = sheet.text[first:end]
    if (
        not len(words) > _SHORTEST
        or len(words.split()) > _MOST_WORDS
        or sheet.marks.has(first, end, *_NO_HOUSE)
    ):
        return None
    if any(c.isdigit() or c in ",;:\n()" for c in words) or sheet.dates_within(first, end):
        return None
    calendar = (sheet.known.months, sheet.known.weekdays)
    if any(word in names for word in words.lower().split() for names in calendar):
        return None
    own = sheet.known.own
    if known_place(words.split()[0], sheet):
        return None
    if is_person(words, sheet.known) or known_place(words, sheet) or country_code(words, own) is not None:
        return None
    text = venue_name(words, sheet)
    return Found("venue", text[:1].upper() + text[1:], first, end, "prose", score) if text else None


def _phrase_end(sheet: Sheet, start: int, street: int) -> int:
    """Return where the phrase before a street ends; ``start`` where nothing joins the two."""
    ahead = sheet.text[start:street].rstrip()
    end = start + len(ahead)
    if ahead[-1:] in (",", "("):
        return start + len(ahead[:-1].rstrip())
    led = [hit for hit in sheet.marks.within(start, end, "at") if hit.end == end]
    return start + len(sheet.text[start : led[0].start].rstrip(" ,(")) if led else start
