"""All that a page may mean by a town, however weakly: what a ranking chooses from for each event."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from pipeline.extract.candidate import ABROAD, LOOSE, NAMED, READ, SITE, UNKNOWN, Candidate
from pipeline.extract.page_towns import named_towns
from pipeline.extract.persons import given_names, is_person
from pipeline.extract.site_town import site_town
from pipeline.extract.town_names import hyphened, is_region
from pipeline.extract.town_told import name_behind, unknown_town
from pipeline.extract.towns import is_country, known_place, town_of
from pipeline.gazetteer import MOST_NAMES, find_town, fold, town_forms
from pipeline.sheet import Sheet
from pipeline.words import Hit, Words

_LEAST, _LEAST_SHOUTED, _LED = 4, 5, 14
_MOST_UNKNOWN, _MOST_WORDS, _MOST_FORMS = 60, 4, 6
_NOTED_ABROAD = 15_000
_REACH = 60
_OTHER = ("chrome", "organisation", "event", "venue", "room", "month_part", "thanks")
"""What no town is that only its name tells."""


def town_candidates(sheet: Sheet, streets: Collection[int]) -> list[Candidate]:
    """Return the page's candidates in the text's order; ``streets``: offsets at which streets are named."""
    named = [
        Candidate(one.town, one.start, one.end, NAMED, one.led, one.inner)
        for one in named_towns(sheet, streets)
    ]
    told = {one.start for one in named}
    named.extend(_loose(sheet, told.union(streets)))
    told |= {one.start for one in named}
    named.extend(_unknown(sheet, told.union(streets)))
    site = site_town(sheet)
    named.extend([Candidate(site, -1, -1, SITE)] if site is not None else [])
    return sorted(named, key=lambda one: (one.start, one.end))


def _loose(sheet: Sheet, told: Collection[int]) -> Iterator[Candidate]:
    """Yield the names of towns and villages of any size, anywhere, that stand where no town was found."""
    tokens, k = sheet.marks.tokens, 0
    end = tokens.at(min(len(sheet.text), READ))
    while k < end:
        start = tokens.starts[k]
        last = k
        if sheet.text[start].isupper() and tokens.words[k].isalpha() and start not in told:
            for last in range(min(k + _MOST_WORDS - 1, end - 1), k - 1, -1):
                one = _known(sheet, k, last)
                if one is not None:
                    yield one
                    break
        k = last + 1


def _known(sheet: Sheet, k: int, last: int) -> Candidate | None:
    """Return the town that tokens ``k`` to ``last`` name, if they are in the gazetteer."""
    tokens, text = sheet.marks.tokens, sheet.text
    start, end = tokens.starts[k], tokens.ends[last]
    name = text[start:end]
    if not tokens.words[last].isalpha() or not text[tokens.starts[last]].isupper() or "\n" in name:
        return None
    if len(name) < (_LEAST_SHOUTED if name.isupper() else _LEAST) or _is_common(sheet, name):
        return None
    shown = name.title() if name.isupper() else name
    town = known_place(shown, sheet) or _abroad(sheet, shown)
    if town is None or sheet.marks.has(start, end, *_OTHER) or is_region(sheet, k, last):
        return None
    if hyphened(sheet, k, last):
        return None
    led, way = _is_led(sheet, k), LOOSE if town_of(town, sheet) is not None else ABROAD
    if way == ABROAD and not led and k == last and sheet.sentence(start)[0] >= start - 1:
        return None  # "Come and see": a capital says nothing where a sentence begins
    return Candidate(town, start, end, way, led, False, _is_persons(sheet, k, last))


def _abroad(sheet: Sheet, name: str) -> str | None:
    """Return a town of any country by its name, or by a form of its name if it is no small one."""
    return None if is_country(name, sheet) else _town_form(name, sheet.known.own)


@lru_cache(maxsize=MOST_NAMES)
def _town_form(name: str, words: Words) -> str | None:
    if find_town(name) is not None:
        return name
    for form in town_forms(name, words)[:_MOST_FORMS]:
        town = find_town(form)
        if town is not None and town.people > _NOTED_ABROAD and fold(town.name) == fold(form):
            return form
    return None


def _is_common(sheet: Sheet, name: str) -> bool:
    """Tell a name with a word in it that the page writes small too, or with a month's or a weekday's."""
    own = (sheet.small_words, sheet.known.months, sheet.known.weekdays)
    return any(word in names for word in name.lower().split() if len(word) >= _LEAST for names in own)


def _is_led(sheet: Sheet, k: int) -> bool:
    start = sheet.marks.tokens.starts[k]
    return any(hit.last == k - 1 for hit in sheet.marks.within(max(0, start - _LED), start, "at", "at_town"))


def _is_persons(sheet: Sheet, k: int, last: int) -> bool:
    """Tell a town's name that is rather a person's: behind a given name, or one itself."""
    tokens = sheet.marks.tokens
    behind = k > 0 and tokens.starts[k] - tokens.ends[k - 1] == 1 and tokens.words[k - 1] in given_names()
    until = tokens.ends[min(last + 1, len(tokens) - 1)]
    return behind or is_person(sheet.text[tokens.starts[k] : until], sheet.known)


def _unknown(sheet: Sheet, told: Collection[int]) -> Iterator[Candidate]:
    """Yield the names behind "in" that no gazetteer knows and nothing speaks against."""
    for hit in sheet.marks.all("at_town")[: _MOST_UNKNOWN * 4]:
        if hit.end > READ:
            return
        one = _unknown_behind(sheet, hit, told)
        if one is not None:
            yield one


def _unknown_behind(sheet: Sheet, hit: Hit, told: Collection[int]) -> Candidate | None:
    span = name_behind(sheet, hit, min(len(sheet.text), hit.end + _REACH))
    if span is None or span[0] in told or span[0] - hit.end > 1 or span[1] - span[0] < _LEAST:
        return None
    name, known = sheet.text[slice(*span)], sheet.known
    words = name.lower().split()
    calendar = (sheet.small_words, known.months, known.weekdays, known.own.languages)
    if "\n" in name or any(word in names for word in words for names in calendar):
        return None
    if is_person(name, known) or unknown_town(sheet, *span) is None:
        return None
    return Candidate(name, *span, UNKNOWN, led=True)
