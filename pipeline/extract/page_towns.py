"""The towns that a page names for one: in its sentences, datelines and heads, by who is of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pipeline.extract.place_labels import label_start
from pipeline.extract.town_events import happening_towns, headed_towns
from pipeline.extract.town_mentions import Mention, mentions
from pipeline.extract.town_owners import named_by_adjective, unknown_owner
from pipeline.extract.towns import genitive_town, known_place
from pipeline.sheet import Sheet
from pipeline.words import Hit

_READ = 30_000
"""So many characters of a page are searched."""
_HEAD = re.compile(r"([^\W\d_][^\W\d_]{3,20}(?:[ -][^\W\d_]{1,20}){0,3})(?=\s?[–—:/|(]|,|\.\s|\.?\s*$|\s-\s)")
_TOP = 40
"""A dateline stands in one of so many first lines."""


def named_towns(sheet: Sheet, streets: Collection[int]) -> Iterator[Mention]:
    """Yield the page's mentions of towns outside streets' names, then those in adjectives and genitives.

    ``streets``: the offsets at which streets are named, whose towns are not meant.
    """
    stop = min(len(sheet.text), _READ)
    named = [one for one in mentions(sheet, 0, stop) if one.start not in streets]
    yield from named
    told = {one.start for one in named}
    for line in (*_datelines(sheet), *headed_towns(sheet), *happening_towns(sheet)):
        if line.start not in told:
            told.add(line.start)
            yield line
    for hit in (*sheet.marks.all("town_noun"), *sheet.marks.all("dweller")):
        one = _owner(sheet, hit) if hit.start < stop else None
        if one is not None and one.start not in told:
            told.add(one.start)
            yield one
    for hit in sheet.marks.all("organisation"):
        if hit.start > stop:
            break
        tokens = sheet.marks.tokens
        behind = hit.last + 1
        while behind < min(len(tokens), hit.last + 3) and tokens.words[behind] in sheet.known.own.lemma:
            behind += 1
        for k in (hit.first - 1, behind):
            one = _beside(sheet, hit, k)
            if one is not None:
                yield one
    yield from named_by_adjective(sheet, stop)


def _owner(sheet: Sheet, noun: Hit) -> Mention | None:
    """Return the town whose municipality, town or hall is named: "Volda kommune", "mesta Hurbanovo"."""
    tokens, own = sheet.marks.tokens, sheet.known.own
    k = noun.last + 1
    while k < min(len(tokens) - 1, noun.last + 3) and tokens.words[k] in own.phrases["name_link"]:
        k += 1
    sides = [(k, last) for last in range(min(k + 3, len(tokens) - 1), k - 1, -1)]
    sides += [(first, noun.first - 1) for first in range(max(0, noun.first - 3), noun.first)]
    for first, last in sides:
        start, end = tokens.starts[first], tokens.ends[last]
        name = sheet.text[start:end]
        gap = start - tokens.ends[k - 1] if first == k else noun.start - end
        if gap not in (0, 1) or not name[0].isupper() or "\n" in name or not _is_town_like(sheet, start, end):
            continue
        town = known_place(name, sheet) or genitive_town(name, sheet)
        if town is not None:
            return Mention(town, start, end, False)
    return unknown_owner(sheet, noun) if sheet.marks.has(noun.start, noun.end, "town_noun") else None


def _is_town_like(sheet: Sheet, start: int, end: int) -> bool:
    """Tell a name that is no house's, no event's and no common word."""
    name = sheet.text[start:end].lower()
    other = sheet.marks.has(start, end, "venue", "event", "chrome", "organisation", "room", "online", "role")
    common = name in sheet.small_words or name in sheet.known.months or name in sheet.known.weekdays
    return not (other or common)


def _datelines(sheet: Sheet) -> Iterator[Mention]:
    """Yield towns of any size that begin a line and end before a mark, or are all of it: "Rota", "Lund –"."""
    for block in sheet.blocks[:_TOP]:
        start = label_start(sheet, block)
        head = _HEAD.match(sheet.text, start, block.end)
        if head is None or block.region == "nav" or block.kind in ("label", "alt"):
            continue
        name = head.group(1)
        shown = name.title() if name.isupper() else name
        town = known_place(shown, sheet) if name.lower() not in sheet.small_words else None
        if town and not sheet.marks.has(start, start + len(name), "venue", "event", "chrome"):
            yield Mention(town, start, start + len(name), False)


def _beside(sheet: Sheet, noun: Hit, k: int) -> Mention | None:
    """Return the town that token ``k`` right beside an organisation's noun is a form of."""
    tokens, known = sheet.marks.tokens, sheet.known
    if not 0 <= k < len(tokens) or not (known.own.town_endings or known.own.city_endings):
        return None
    start, end = tokens.starts[k], tokens.ends[k]
    gap = noun.start - end if k < noun.first else start - tokens.ends[k - 1]
    if gap != 1 or not sheet.text[start].isupper() or sheet.marks.has(start, end, "dweller", "audience_who"):
        return None
    word = sheet.text[start:end]
    if known.own.city_endings and any(word.endswith(ending) for ending, _ in known.own.town_endings):
        return None  # "Uniwersytet Łódzki" has houses in other towns
    town = genitive_town(word, sheet)
    return Mention(town, start, end, False) if town else None
