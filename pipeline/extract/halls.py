"""Halls in houses, "the council chamber of the town hall", and houses that are only where somebody works."""

from __future__ import annotations

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.sheet import Sheet

_POST = 70
"""A speaker's post and the house stand in so many characters: "Professor Ada Lind at Lund University"."""
_MOST_WORDS, _LINK = 9, 16


def with_house(sheet: Sheet, reader: NameReader, hall: Name, stop: int) -> Name:
    """Return a hall's or a room's name with the house that a link names right behind it, if one does.

    "Ratssaal des Rathauses", "v zasadačke na prízemí mestského úradu"; a room with a number or a name of its
    own stays as it is.
    """
    own = any(word[0].isupper() or word[0].isdigit() for word in hall.text.split()[1:])
    room = sheet.marks.has(hall.start, hall.end, "room") and not own
    end = _house_end(sheet, reader, hall.end, stop) if room else hall.end
    words = sheet.text[hall.start : end]
    if end == hall.end or len(words.split()) > _MOST_WORDS or "\n" in words:
        return hall
    return Name(" ".join(words.split()), hall.start, end)


def _house_end(sheet: Sheet, reader: NameReader, end: int, stop: int) -> int:
    """Return where the houses end that links join to what ends at ``end``: "of the Faculty of law of X"."""
    tokens, start, at = sheet.marks.tokens, end, end
    for _ in range(4):
        k = tokens.at(at)
        links = sheet.marks.within(at, min(stop, at + _LINK), "at", "belongs")
        led = max((hit.last for hit in links if hit.first == k), default=None)
        if led is None and at > start:
            led = k - 1  # a genitive needs no link: "na prízemí mestského úradu"
        if led is None or led + 1 >= len(tokens) or tokens.ends[led + 1] > stop:
            break
        first = tokens.starts[led + 1]
        last = _named_end(sheet, reader, first, stop)
        small = last is None and led >= k and tokens.words[led + 1].isalpha() and sheet.text[first].islower()
        if last is None and not small:
            break
        at = last if last is not None else tokens.ends[led + 1]
        if sheet.dates_within(end, at) or sheet.times_within(end, at):
            break
        end = at if last is not None else end
    return end


def _named_end(sheet: Sheet, reader: NameReader, first: int, stop: int) -> int | None:
    """Return where the house, the room or the floor ends that begins at ``first``; None where none does."""
    k = sheet.marks.tokens.at(first)
    nouns = sheet.marks.within(first, min(stop, first + 30), "venue", "floor", "room", "organisation")
    noun = next((hit for hit in nouns if hit.first - k <= 1), None)
    names = [one for one in reader.after(first - 1, stop, filler=0)[:1] if one.start - first < 2]
    ends = [one.end for one in names] + ([noun.end] if noun is not None else [])
    return max(ends, default=None)


def is_post(sheet: Sheet, start: int, offset: int, name: Name) -> bool:
    """Tell the house where somebody works, "a technician at the Town Council", from the event's.

    A title or a role stands before the preposition that ends at ``offset``, no day and no hour between.
    """
    if not sheet.marks.has(name.start, name.end, "organisation"):
        return False
    posts = sheet.marks.within(max(start, offset - _POST), offset, "role", "person_title")
    if not posts:
        return False
    between = posts[-1].start, offset
    timed = sheet.dates_within(*between) or sheet.times_within(*between)
    return not timed and not sheet.marks.has(*between, "happens", "happened", "invites", "organises", "event")
