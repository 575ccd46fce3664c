"""Towns in running text: behind a preposition, beside a venue, or by a name that the gazetteer knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.extract.leads import town_leads
from pipeline.extract.persons import given_names
from pipeline.extract.town_names import (
    goes_on,
    hails_from,
    hyphened,
    is_capital,
    is_great,
    is_inner,
    is_large,
    is_named_after,
    is_owner,
    is_region,
    is_saints,
    is_spelt,
    is_surname,
    is_titled,
    of_country,
)
from pipeline.extract.towns import (
    LARGE,
    home,
    is_country,
    known_place,
    known_town,
    known_village,
    near_town,
    town_of,
)
from pipeline.extract.values import Found
from pipeline.gazetteer import GREAT, Town, find_town, fold
from pipeline.sheet import Sheet

_LARGE_ABROAD = 100_000
_NOUNS = ("venue", "event", "room", "organisation", "street_before")
"""A lone word that is one of these is no small town."""
_QUARTER = 0.15
"""A quarter lies no further (degrees) from its city, which has five times its people at least."""
_EXONYM = 5
"""A shorter name by which a town is not usually called is believed behind a preposition only."""
_NAME = 40
"""No phrase that names a house is longer."""
_LINK = 12
"""No preposition that leads to a town is longer, its blanks included."""
_BESIDE = 20
"""A hall's town stands so close behind it: "Town Hall (Ely)"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A town that the text names, in the nominative; ``led``: a preposition or a case says "in" of it.

    ``owned``: its hall or its authority is named; ``inner``: it is but a part of a longer name.
    """

    town: str
    start: int
    end: int
    led: bool
    owned: bool = False
    inner: bool = False


def town_inside(
    sheet: Sheet,
    start: int,
    stop: int,
    method: str,
    score: float,
    streets: Collection[int] = (),
    hall: Found | None = None,
    day: int | None = None,
) -> Found | None:
    """Return a town named in ``text[start:stop]``: behind a preposition, with the ``hall``, else the first.

    A quarter gives way to its city, where that is named too. ``streets``: offsets at which streets are named;
    ``day``: where the event's day begins, right behind which its own town is told.
    """  # fmt: skip
    named = [one for one in mentions(sheet, start, stop) if one.start not in streets][:8]
    named = [one for one in named if one.led or not hails_from(sheet, one.start)]
    if not named:
        return None
    led = next((one for one in named if one.led), None)
    led = _right_behind(sheet, named, day) or led if day is not None else led
    housed = next((one for one in named if hall and hall.start <= one.start < hall.end + _BESIDE), None)
    if led and housed and hall and led.start > hall.end + _BESIDE:
        led = None  # "Longtown Community Centre, after the first open day in Morton"
    first = led or housed or next((one for one in named if not one.inner), named[0])
    own = town_of(first.town, sheet)
    cities = (one for one in named if own and _is_city_of(own, town_of(one.town, sheet)))
    # "San Giovanni Lupatoto (Verona)" names the province.
    city = next((one for one in cities if sheet.text[first.end : one.start].strip() != "("), first)
    less = 0.0 if first.led else 0.25 if first.inner else 0.15
    return Found("city", city.town, city.start, city.end, method, score - less)


def _right_behind(sheet: Sheet, named: Collection[Mention], day: int) -> Mention | None:
    """Return the town that only a preposition parts from the day ahead of it: "… and on 4 May in Ely"."""
    end = next((told.end for told in sheet.dates_within(day, day + 1)), day)
    close = (one for one in named if one.led and end < one.start <= end + _LINK)
    return next((one for one in close if "," not in sheet.text[day : one.start]), None)


def _is_city_of(quarter: Town, other: Town | None) -> bool:
    """Tell whether ``other`` is the city that a quarter is a part of."""
    if other is None or other.people < 5 * quarter.people:
        return False
    return abs(other.lat - quarter.lat) < _QUARTER and abs(other.lon - quarter.lon) < _QUARTER


def mentions(sheet: Sheet, start: int, stop: int) -> Iterator[Mention]:
    """Yield the towns that ``text[start:stop]`` names, in order, none of them a person's second name."""
    tokens = sheet.marks.tokens
    end, k = tokens.at(stop), tokens.at(start)
    while k < end:
        named = _mention(sheet, k, end) if _may_be_town(sheet, k) else None
        if named is not None:
            last, mention = named
            yield mention
            k = last
        k += 1


def town_follows(sheet: Sheet, offset: int) -> bool:
    """Tell whether a known town stands right behind ``offset``, a comma or a preposition between."""
    tokens, k = sheet.marks.tokens, sheet.marks.tokens.at(offset)
    if k >= len(tokens):
        return False
    led = next((hit for hit in sheet.marks.within(offset, offset + 12, "at") if hit.first == k), None)
    if led is not None:
        k = led.last + 1
    elif tokens.words[k] in (",", "–", "|"):
        k += 1
    else:
        return False
    if k >= len(tokens) or not _may_be_town(sheet, k):
        return False
    return _mention(sheet, k, min(len(tokens), k + 4), told=True) is not None


def _may_be_town(sheet: Sheet, k: int) -> bool:
    tokens = sheet.marks.tokens
    if not sheet.text[tokens.starts[k]].isupper():
        return False
    if not tokens.words[k].isalpha() or (len(tokens.words[k]) < 3 and not is_capital(sheet, k + 1)):
        return False  # "La Oliva"
    given = tokens.words[k] in given_names() and is_capital(sheet, k + 1)
    if given and (not is_great(sheet, k) or is_titled(sheet, k)):
        return False
    glued = k > 0 and tokens.ends[k - 1] == tokens.starts[k]
    joined = glued and tokens.words[k - 1] in ("-", "'", "@", ".", "_") and not _is_elided(sheet, k)
    return not joined and not is_surname(sheet, k)


def _is_elided(sheet: Sheet, k: int) -> bool:
    """Tell a name behind a link without its vowel: "mairie d'Avion", but no town of "clos d'Orléans"."""
    tokens = sheet.marks.tokens
    if k < 2 or tokens.words[k - 1] != "'" or tokens.ends[k - 1] != tokens.starts[k]:
        return False
    return tokens.words[k - 2] in sheet.known.own.phrases["name_link"]


def _mention(sheet: Sheet, k: int, end: int, told: bool = False) -> tuple[int, Mention] | None:
    """Return the town of up to five tokens at token ``k``, the longest there is, and its last token.

    ``told``: it stands where a town does, behind a street.
    """
    tokens = sheet.marks.tokens
    first = tokens.starts[k]
    leads = [hit for hit in town_leads(sheet, max(0, first - 14), first) if hit.last == k - 1]
    seat = any(_is_seat(sheet, hit.start) for hit in leads)
    led = bool(leads) and not seat
    owned = not led and is_owner(sheet, k)
    if (not owned and _is_elided(sheet, k)) or (not led and is_saints(sheet, k)):
        return None
    ruled = owned and bool(sheet.marks.within(max(0, first - 30), first, "town_noun"))
    for last in range(min(k + 4, end - 1), k - (len(tokens.words[k]) > 2), -1):
        if not _is_name(sheet, k, last):
            continue
        words = sheet.text[first : tokens.ends[last]]
        inside = led or sheet.marks.has(tokens.starts[last], tokens.ends[last], "town_in")
        if not (inside or told or owned or find_town(words)):
            continue
        believed = inside or told or (owned and (ruled or " " in words or is_spelt(words, sheet)))
        town = _town(sheet, words, believed, first) or of_country(sheet, words, tokens.ends[last], led)
        if town and hyphened(sheet, k, last) and not is_large(sheet, town):
            return None  # "Grand-Place"
        if town and not is_region(sheet, k, last) and not goes_on(sheet, last, town):
            # "at Lund Library" does not say that it is in Lund.
            inside = inside and not is_named_after(sheet, last)
            if inside and _names_house(sheet, last, town):
                inside, seat = False, True
            inner = seat or (not (inside or owned or told) and is_inner(sheet, k, last))
            return last, Mention(town, first, tokens.ends[last], inside, owned, inner)
    return None


def _names_house(sheet: Sheet, last: int, town: str) -> bool:
    """Tell a house's first word from a town of that name, no great one: "in Vila Bianca"."""
    if sheet.known.own.capital_nouns or not is_capital(sheet, last + 1):
        return False
    tokens = sheet.marks.tokens
    word, known = tokens.words[last + 1], town_of(town, sheet)
    calendar = word in sheet.known.months or word in sheet.known.weekdays
    return not calendar and (known is None or known.people < LARGE or known.country != home(sheet))


def _is_seat(sheet: Sheet, lead: int) -> bool:
    """Tell where an organisation has its seat, not where something happens: "z siedzibą w Warszawie"."""
    return any(lead - hit.end <= 2 for hit in sheet.marks.within(max(0, lead - 40), lead, "not_venue"))


def _is_name(sheet: Sheet, k: int, last: int) -> bool:
    """Tell whether tokens ``k`` to ``last`` may be one name: words, or hyphens and apostrophes glued in."""
    tokens = sheet.marks.tokens
    if not tokens.words[last].isalpha():
        return False
    for i in range(k + 1, last + 1):
        gap = sheet.text[tokens.ends[i - 1] : tokens.starts[i]]
        if gap not in ("", " ") or (not tokens.words[i].isalpha() and (gap or tokens.words[i] not in "-'")):
            return False
    return sheet.text[tokens.starts[last]].isupper() or tokens.words[last - 1] == "-"


def _town(sheet: Sheet, words: str, led: bool, start: int) -> str | None:
    """Return the town that ``words`` name in running text; ``led``: a preposition stands before them."""
    known, country, lowered = sheet.known, home(sheet), words.lower()
    if lowered in known.months or lowered in known.weekdays:
        return None
    town = find_town(words, country)
    if (town is None and not led) or is_country(words, sheet):
        return None
    if town is None:
        town = find_town(words) if known.own.zone is None else near_town(words, sheet)
    other = town is not None and fold(town.name) != fold(words)
    if (lowered in sheet.small_words and (not led or other)) or (other and not led and len(words) < _EXONYM):
        return None  # "Come" is another name of Como
    near = town is not None and led and (town.people > _LARGE_ABROAD or near_town(words, sheet) == town)
    here = town is not None and (town.country == country or near)
    large = town is not None and town.people > LARGE
    if known.own.zone is None and large and led and lowered not in sheet.small_words:
        return words
    nouns = sheet.marks.within(start, start + _NAME, *_NOUNS) if " " not in words else []
    # "In Halle" is a town's where a hall would have its article, and no number behind it.
    plain = led and known.own.capital_nouns and not sheet.text[start + len(words) :][:2].strip().isdigit()
    common = not plain and any(hit.start == start for hit in nouns)
    # A quarter of some town is called Centro as well, or Universidad.
    minor = town is not None and (town.people < GREAT or town.country != country)
    if here and large and not (common and minor):
        return known_town(words, sheet)
    if not led or common or lowered in sheet.small_words:
        return None
    if here or known.own.city_endings:
        return known_place(words, sheet)
    return known_village(words, sheet)
