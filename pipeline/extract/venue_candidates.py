"""All that a page may mean by a venue, however weakly: what a ranking chooses from for each event."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pipeline.extract.candidate import BELOW, LOOSE, NAMED, PHRASE, READ, TIMED, UNKNOWN, Candidate
from pipeline.extract.leads import place_leads
from pipeline.extract.names import NameReader
from pipeline.extract.persons import is_person
from pipeline.extract.place_lines import NOT_HERE, is_contact
from pipeline.extract.place_prose import PlaceProse
from pipeline.extract.towns import known_place
from pipeline.extract.venues import venue_name
from pipeline.extract.venues_bent import bent_venue
from pipeline.extract.venues_named import may_be_venue
from pipeline.sheet import Sheet

_LEAST, _LONGEST, _LONGEST_PHRASE, _MOST_WORDS = 3, 90, 60, 7
_NEAR, _BEHIND, _REACH = 8, 3, 70
_MOST_DAYS, _MOST_LEADS = 40, 20
"""By so many of a page's days and hours any phrase behind so many prepositions may be a venue."""
_EDGE = re.compile(r"[,.;:()\n|!?]| [–-] ")
_POST = 70
_POSTS = ("with_partner", "role", "person_title", "speaker", "works_at", "organised_by")
"""A house behind such a word, so close, is a partner's or somebody's, unless a day or an hour is between."""
_NO_VENUE = (
    *("event", "happens", "happened", "organises", "invites", "month_part", "money", "register", "deadline"),
    *("online", "region", "chrome", "thanks", "organised_by", "with_partner", "funded_by"),
)


def venue_candidates(
    sheet: Sheet, reader: NameReader, prose: PlaceProse, streets: Collection[int]
) -> list[Candidate]:
    """Return the page's candidates in the text's order; ``streets``: offsets at which streets are named.

    Of several that begin at one place the surest counts.
    """
    best: dict[int, Candidate] = {}
    for one in (*_houses(sheet, reader, prose), *_names(sheet, reader), *_by_days(sheet)):
        plain = _LEAST <= len(one.name) <= _LONGEST and "\n" not in sheet.text[one.start : one.end]
        if plain and one.start not in streets and not _is_elsewhere(sheet, one.start, one.end):
            best.setdefault(one.start, one)
    return sorted(best.values(), key=lambda one: one.start)


def _is_elsewhere(sheet: Sheet, start: int, end: int) -> bool:
    """Tell an office or a private home, a house for contact, a partner's, and where somebody works."""
    sentence = sheet.sentence(start)
    if sheet.marks.has(*sentence, *NOT_HERE, "private_home") or is_contact(sheet, start):
        return True
    posts = sheet.marks.within(max(sentence[0], start - _POST), start, *_POSTS)
    if not posts and sheet.marks.has(start, end, "organisation"):
        posts = sheet.marks.within(sentence[0], start, "organised_by")  # a row of organisers is longer
    if not posts:
        return False
    between = posts[-1].start, start
    return not sheet.dates_within(*between) and not sheet.times_within(*between)


def _houses(sheet: Sheet, reader: NameReader, prose: PlaceProse) -> Iterator[Candidate]:
    """Yield what rules take for a house in any sentence of the page."""
    for block in sheet.blocks:
        start = block.start
        while start < min(block.end, READ):
            stop = min(max(sheet.sentence(start)[1], start + 1), block.end)
            bent = bent_venue(sheet, reader, start, stop, 0)
            for found in (*prose.venues(start, stop, 0), *(one for one in bent if one.field == "venue")):
                yield Candidate(found.value, found.start, found.end, NAMED, led=True)
            start = stop


def _names(sheet: Sheet, reader: NameReader) -> Iterator[Candidate]:
    """Yield names around a house's noun wherever they stand, and names without one behind prepositions."""
    for hit in sheet.marks.all("venue"):
        name = reader.around(hit.first) if hit.start < READ else None
        if (
            name is not None
            and not name.text.islower()
            and not sheet.marks.has(name.start, name.end, "thanks")
        ):
            yield Candidate(venue_name(name.text, sheet), name.start, name.end, LOOSE)
    stop = min(len(sheet.text), READ)
    for hit in place_leads(sheet, 0, stop):
        names = reader.after(hit.end, min(stop, hit.end + _REACH), filler=1)[:1]
        if names and names[0].start - hit.end <= _NEAR and may_be_venue(sheet, hit, names[0]):
            name = names[0]
            yield Candidate(venue_name(name.text, sheet), name.start, name.end, UNKNOWN, led=True)


def _by_days(sheet: Sheet) -> Iterator[Candidate]:
    """Yield phrases of any words by a day or an hour: behind prepositions, behind it, in a line below."""
    told = [(one.start, one.end) for one in sheet.dates[:_MOST_DAYS]]
    told += [(one.start, one.end) for one in sheet.times[:_MOST_DAYS]]
    for start, stop in dict.fromkeys(sheet.sentence(start) for start, _ in told):
        for hit in place_leads(sheet, start, stop)[:_MOST_LEADS]:
            yield from _phrase(sheet, hit.end + 1, PHRASE)
    for start, end in told:
        gap = sheet.text[end : end + _BEHIND]
        yield from _phrase(sheet, end + len(gap) - len(gap.lstrip(" ,.–-|")), TIMED)
        index = sheet.block_index(start)
        for block in sheet.blocks[index + 1 : index + 3]:
            if len(block.text) < _REACH:
                yield from _phrase(sheet, block.start, BELOW)


def _phrase(sheet: Sheet, start: int, way: str) -> Iterator[Candidate]:
    """Yield the words from ``start`` to a mark, a preposition, a day or an hour, if they may name a house."""
    stop = min(len(sheet.text), start + _REACH)
    mark = _EDGE.search(sheet.text, start, stop)
    stop = mark.start() if mark is not None else stop
    ends = [hit.start for hit in sheet.marks.within(start + 1, stop, "at", "clock", "clock_after")]
    ends += [day.start for day in sheet.dates_within(start, stop)]
    ends += [time.start for time in sheet.times_within(start, stop)]
    stop = min([end for end in ends if end >= start], default=stop)
    words = sheet.text[start:stop].strip()
    first = start + len(sheet.text[start:stop]) - len(sheet.text[start:stop].lstrip())
    if not _LEAST < len(words) < _LONGEST_PHRASE or len(words.split()) > _MOST_WORDS:
        return
    if any(c.isdigit() for c in words) or sheet.marks.has(start, stop, *_NO_VENUE):
        return
    if words.split()[0].lower() in sheet.known.own.phrases["name_join"]:
        return  # "in Ely, 4 May, and Rota, 9 May"
    if known_place(words, sheet) or is_person(words, sheet.known):
        return
    name = venue_name(words, sheet)
    if name:
        yield Candidate(name[0].upper() + name[1:], first, first + len(words), way, way == PHRASE)
