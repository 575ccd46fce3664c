"""Places on the line of an event's day: ahead of it, behind it, or between the day and its hour."""

from __future__ import annotations

import re

from pipeline.extract.days import DateMention
from pipeline.extract.persons import is_person
from pipeline.extract.place_lines import TOLD, is_elsewhere
from pipeline.extract.place_parts import PartReader
from pipeline.extract.roles import Occasion
from pipeline.extract.town_told import unknown_town
from pipeline.extract.towns import known_place
from pipeline.extract.values import Found
from pipeline.sheet import Sheet

_MARK = re.compile(r"[,;(:–«“„]")
_QUOTES = frozenset("«“„")
"""What is quoted behind a day is a title, no place, unless a house's noun says so."""
_LONGEST_PERSON = 5
_LONGEST_CELL = 60
_DAY_FIRST, _ROW, _LEAST_LETTERS = 12, 110, 4
_LEAST_ROWS, _MOST_OF = 3, 1.7
"""Of so many rows so large a part holds houses where all of them do: two in three, three in five."""
_PROSE = ("copula", "role", "person_title", "speaker", "next_time", "unit_year")
"""What a line that begins with a place does not say of it."""
_MOST_NAMED = 3
_MOST_SMALL = 1
"""A name without a house's noun has at most so many small words that are no links."""


def before_date(sheet: Sheet, parts: PartReader, start: int, lead: Occasion) -> list[Found]:
    """Read the line that begins with a place and goes on with its day: "Town Hall, 12 May"."""
    first, last = max(start, sheet.blocks[lead.block].start), lead.mention.start
    if not 6 < last - first < 80 or not sheet.text[first].isupper():
        return []
    halls = sheet.marks.within(first, last, "venue")
    if not halls or sheet.marks.has(first, last, *TOLD, *_PROSE, "event"):
        return []
    small = [word for word in sheet.text[first : halls[0].start].split() if word.islower()]
    if len(small) > 1 and not sheet.marks.has(first, halls[0].start, "at", "name_link"):
        first = halls[0].start  # "The main part takes place in …": a verb stands ahead of the house
    return parts.parts(first, last, "header", 0.65)


def rows_tell_places(sheet: Sheet) -> bool:
    """Tell whether the lines of days go on with houses: most of three or more do.

    A day begins its line, or the name of a town or quarter does.
    """
    rows = halls = 0
    for block in sheet.blocks:
        days = sheet.dates_within(block.start, block.end)[:1] if len(block.text) < _ROW else []
        days = [
            day for day in days if day.start < block.start + _DAY_FIRST or is_named(sheet, block.start, day)
        ]
        tail = sheet.text[days[0].end : block.end] if days else ""
        if sum(c.isalpha() for c in tail) > _LEAST_LETTERS:
            rows += 1
            halls += sheet.marks.has(days[0].end, block.end, "venue", "room")
    return rows >= _LEAST_ROWS and _MOST_OF * halls >= rows


def is_named(sheet: Sheet, start: int, day: DateMention) -> bool:
    """Tell whether only a name, words with capitals, stands from ``start`` to a day: "Nordby 12 May"."""
    words = sheet.text[start : day.start].split()
    return 0 < len(words) <= _MOST_NAMED and all(word[0].isupper() for word in words)


def named_ahead(sheet: Sheet, lead: Occasion) -> list[Found]:
    """Return the town that a list's line begins with before its day and its house: "Nordby 12 May Hall"."""
    start, day = sheet.blocks[lead.block].start, lead.mention
    name = sheet.text[start : day.start].strip(" ,:–-")
    calendar = name.lower() in sheet.known.weekdays or name.lower() in sheet.known.months
    if not is_named(sheet, start, day) or calendar:
        return []
    known = known_place(name, sheet)
    town = known or unknown_town(sheet, start, start + len(name))
    return [Found("city", town, start, start + len(name), "record", 0.7 if known else 0.6)] if town else []


def behind_date(
    sheet: Sheet, parts: PartReader, occasion: Occasion, record: bool, placed: bool = False
) -> list[Found]:
    """Read the line that goes on with a place behind day and hour: "12 May 13:00-16:00, Town Hall".

    ``record``: one of a list, whose words are its title unless they tell a place by their form;
    ``placed``: one of a list of places, whose line may begin with a town.
    """
    mention, time = occasion.mention, occasion.time
    block = sheet.blocks[occasion.block]
    timed = time is not None and mention.end <= time.start < block.end
    if time is not None and timed and mention.start - block.start <= 12:
        between = _between(sheet, parts, mention.end, time.start)
        if between:
            return between
    if occasion.labels & {"label_when", "label_date"} and not timed:
        return []
    done = time.end if time is not None and timed else mention.end
    following = (day.start for day in sheet.dates_within(done, block.end))
    end = min(block.end, max(sheet.sentence(done)[1], done), next(following, block.end))
    tail = sheet.text[done:end]
    if len(tail) > 110 or len(block.text) > 170 or not tail.strip(" ,|–-:()"):
        return []
    first = done + len(tail) - len(tail.lstrip(" ,|–-:(@"))
    cell = _is_cell(sheet, block.start, mention.start, first)
    cell = cell or (placed and is_named(sheet, block.start, mention))
    if (mention.start - block.start > _DAY_FIRST and not cell) or sum(
        word.islower() for word in tail.split()
    ) > 5:
        return []
    for key in ("happens", "at"):
        led = next(iter(sheet.marks.within(first, min(first + 24, end), key)), None)
        if led is not None and led.start == first:
            first = led.end + sheet.text[led.end].isspace()  # "à l'UFR"
    if is_elsewhere(sheet, first, end, "private_home", "event"):
        return []
    hall = sheet.marks.has(first, end, "venue", "room") or parts.addresses_within(first, end)
    if _begins_with_person(sheet, first, end) or (end == block.end and tail.rstrip().endswith(":")):
        return []  # a speaker with a post, and a heading over what is said below
    worded = _small_words(sheet, first, end) > _MOST_SMALL or any(c in _QUOTES for c in sheet.text[first:end])
    halls = sheet.marks.within(first, end, "venue", "room")
    goes_on = bool(halls) and not record and _small_words(sheet, max(hit.end for hit in halls), end) > 0
    score = 0.65 if goes_on else 0.75
    return parts.parts(first, end, "header", score, strict=(record or worded) and not hall)


def _begins_with_person(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell a speaker behind a day: "22 January, Ada Lind (University of Lund)"."""
    mark = _MARK.search(sheet.text, start, stop)
    words = sheet.text[start : mark.start() if mark is not None else stop].split()
    plain = 1 < len(words) < _LONGEST_PERSON and all(word[0].isupper() for word in words)
    return plain and is_person(" ".join(words), sheet.known)


def _small_words(sheet: Sheet, start: int, stop: int) -> int:
    """Return how many words in small letters stand in ``text[start:stop]`` that link no names."""
    own = sheet.known.own.phrases
    links = {*own["name_link"], *own["at"], *own["article"], *own["belongs"]}
    return sum(word.islower() and word not in links for word in sheet.text[start:stop].split())


def _is_cell(sheet: Sheet, start: int, day: int, first: int) -> bool:
    """Tell a row's cells run together: a few words, the day, and a hall that begins at ``first``."""
    halls = sheet.marks.within(first, first + _LONGEST_CELL, "venue", "room")
    short = day - start < _LONGEST_CELL and not sheet.marks.has(start, day, *TOLD, "at")
    return short and any(sheet.text[first : hit.start].istitle() or hit.start == first for hit in halls)


def _between(sheet: Sheet, parts: PartReader, start: int, stop: int) -> list[Found]:
    """Read the place between a day and its hour: "Monday 15 June, Town Hall, 7 pm"."""
    words = sheet.text[start:stop].strip(" ,|–-:()")
    first = sheet.text.find(words, start, stop) if words else start
    hours = sheet.marks.within(first, stop, "clock")
    end = hours[-1].start if hours else first + len(words)
    hall = sheet.marks.has(first, end, "venue", "room") and words[0].isupper()
    if not hall or len(words) > 80 or is_elsewhere(sheet, first, end, "event"):
        return []
    return parts.parts(first, end, "header", 0.75)
