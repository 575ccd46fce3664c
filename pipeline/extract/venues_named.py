"""Venues by a name alone, behind a preposition near an event's day: "at Amare"."""

from __future__ import annotations

from pipeline.extract.leads import place_leads
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.persons import is_person
from pipeline.extract.town_mentions import town_follows
from pipeline.extract.town_names import of_country
from pipeline.extract.towns import quartered_town
from pipeline.extract.values import Found
from pipeline.extract.venues import venue_name
from pipeline.gazetteer import country_code
from pipeline.sheet import Sheet
from pipeline.words import Hit

_NO_VENUE = (
    *("event", "with_partner", "partner", "theme", "online", "deadline", "period", "programme", "money"),
    *("region", "free", "register", "chrome", "next_event", "series", "speaker", "person_title"),
)
"""What a name behind a preposition, without any venue's noun, must not hold or stand beside."""
_VERB = 30
"""A verb of taking place, with the space behind it, has no more characters."""
_FURTHEST = 90
"""A venue without a venue's noun stands at most so far from the day."""


def named_venue(
    sheet: Sheet, reader: NameReader, within: tuple[int, int], day: int, score: float
) -> list[Found]:
    """Return proper names behind a preposition near the ``day``, which no venue's noun marks: "at Amare".

    Those behind the day come first, then those before it from the nearest on.
    """
    start, stop = max(within[0], day - _FURTHEST), min(within[1], day + 2 * _FURTHEST)
    out = []
    led = place_leads(sheet, start, stop)
    for hit in sorted(led, key=lambda hit: (hit.start < day, abs(hit.start - day))):
        names = reader.after(hit.end, stop, filler=1)
        if names and names[0].start - hit.end <= 8 and may_be_venue(sheet, hit, names[0]):
            name = names[0]
            out.append(Found("venue", venue_name(name.text, sheet), name.start, name.end, "prose", score))
    return out


def _is_abroad(sheet: Sheet, name: Name) -> bool:
    """Tell a town that its country is told behind, or within what was read: "Soave i norra Italien"."""
    leads = sheet.marks.within(name.start, name.end, "at")
    end = leads[0].start - 1 if leads else name.end
    return of_country(sheet, sheet.text[name.start : end], end, True) is not None


def may_be_venue(sheet: Sheet, hit: Hit, name: Name) -> bool:
    """Tell a name that may be a house's from a town, a person, a language, a date and a topic."""
    known, lowered = sheet.known, name.text.lower()
    words = [word for word in lowered.split() if word.isalpha()]
    if known.own.capital_nouns and len(words) < 2 and name.text.isalpha():
        return False
    shouted = name.text.isupper() and len(words) < 2
    if len(name.text) < 3 or shouted or lowered in known.own.languages or lowered in sheet.small_words:
        return False
    if any(word in known.months or word in known.weekdays for word in words):
        return False
    if sheet.dates_within(name.start, name.end) or sheet.marks.has(hit.start, name.end + 3, *_NO_VENUE):
        return False
    if quartered_town(name.text, sheet) or country_code(name.text, known.own) or is_person(name.text, known):
        return False
    if _is_abroad(sheet, name):
        return False
    housed = town_follows(sheet, name.end)  # "w Towarzystwie Wioślarskim The Tides w Warszawie"
    told = sheet.marks.within(max(0, hit.start - _VERB), hit.start, "happens", "happened")
    held = bool(told) and not sheet.text[told[-1].end : hit.start].strip()  # "was held at the Delegation"
    return housed or held or not sheet.marks.has(name.start, name.end, "organisation", "legal_form")
