"""The town that a page as a whole is about, by all it says of towns: the weakest evidence of where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pipeline.extract.links import split_url
from pipeline.extract.place_labels import label_start
from pipeline.extract.town_events import happening_towns, headed_towns
from pipeline.extract.town_mentions import Mention, mentions
from pipeline.extract.town_names import hails_from
from pipeline.extract.town_owners import named_by_adjective, unknown_owner
from pipeline.extract.towns import genitive_town, known_place
from pipeline.extract.values import Found
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet
from pipeline.words import Hit

_READ = 30_000
"""So many characters of a page tell which town it is about."""
_ENOUGH = 0.6
_NEAR = 250
_DATELINE = frozenset("–—-:,./|")
_HEAD = re.compile(r"([^\W\d_][^\W\d_]{3,20}(?:[ -][^\W\d_]{1,20}){0,3})(?=\s?[–—:/|(]|,|\.\s|\.?\s*$|\s-\s)")
_CODE = re.compile(r"(?<!\d)(?:\d{2}-\d{3}|\d{3} \d{2}|\d{4,5}) $")
_TOP = 40
"""A dateline stands in one of so many first lines."""


def page_town(sheet: Sheet, streets: Collection[int], first: int) -> Found | None:
    """Return the town that most speaks for; ``first``: where the main event's day stands.

    ``streets``: the offsets at which streets are named, whose towns are not meant.
    """
    votes: dict[str, float] = {}
    best: dict[str, tuple[float, Mention]] = {}
    site = {fold(label) for label in split_url(sheet.page.url).netloc.split(".")[:-1]}
    for one in _named(sheet, streets):
        weight = _weight(sheet, one, first)
        if one.town not in votes:
            votes[one.town] = 0.8 * (fold(one.town).replace(" ", "") in site)
        votes[one.town] += weight
        if one.town not in best or weight > best[one.town][0]:
            best[one.town] = weight, one
    if not votes:
        return None
    town = max(votes, key=lambda name: (votes[name], -best[name][1].start))
    if votes[town] < _ENOUGH:
        return None
    named = best[town][1]
    return Found("city", town, named.start, named.end, "page", 0.35 + min(0.2, votes[town] / 20))


def _named(sheet: Sheet, streets: Collection[int]) -> Iterator[Mention]:
    """Yield the page's mentions of towns outside streets' names, then those in adjectives and genitives."""
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


def _weight(sheet: Sheet, one: Mention, first: int) -> float:
    """Return how much one mention says of where the page's event is."""
    block = sheet.document.block_at(one.start)
    if block is None:  # in what looks like a label: "Lund / Dialogue: meetings in May"
        return 0.85
    weight = 0.9 if one.led else 0.35
    alone = one.end - one.start >= len(block.text.strip()) - 1
    begins = one.start - block.start <= 1
    if one.inner:
        weight *= 0.3
    if alone or block.kind == "heading":
        weight += 1.0 if alone or not one.inner else 0.2
    elif begins and sheet.text[one.end : one.end + 2].strip()[:1] in _DATELINE and one.start < first:
        weight += 0.5
    around = max(block.start, one.start - 25), min(block.end, one.end + 25)
    coded = _CODE.search(sheet.text, max(0, one.start - 12), one.start)
    ruled = one.owned or sheet.marks.has(*around, "town_noun")
    if coded or ruled or sheet.marks.has(*around, "organisation", "dweller"):
        weight += 0.3
    if abs(one.start - first) < _NEAR:
        weight += 0.4
    others = ("not_venue",) if ruled else ("not_venue", "person_title", "speaker")
    if sheet.marks.has(*sheet.sentence(one.start), *others):
        weight *= 0.5
    if not one.led and hails_from(sheet, one.start):
        weight *= 0.3
    return weight * {"main": 1.0, "header": 0.7}.get(block.region, 0.3)
