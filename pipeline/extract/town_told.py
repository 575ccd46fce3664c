"""Towns of any size that the words around them tell: "in the town of X", "at X in Y", "le 12 mars à Y"."""

from __future__ import annotations

import re

from pipeline.extract.leads import place_leads
from pipeline.extract.town_mentions import town_follows
from pipeline.extract.towns import known_place
from pipeline.extract.values import Found
from pipeline.gazetteer import country_code, find_town, town_forms
from pipeline.sheet import Sheet
from pipeline.words import Hit

_ENDING_NAME = re.compile(
    r" ([^\W\d_]{4,20}(?:-[^\W\d_]{2,20}){0,4}(?: [A-ZÀ-ÖØ-ÞČĎŁŇŚŠŘŤŹŻŽ][^\W\d_]{2,20}){0,2})"
    r"(?=\s*(?:[.,;)\n]|$|[–-]\s|\s[^\W\d_A-Z]{1,6}\s))"
)
_OTHER = ("venue", "room", "organisation", "event", "floor", "online", "region")
_LINK = 12
_GAP = 6
"""A town's day begins so close behind its name."""
_STREET = 30
"""A house's number stands so close behind it."""
_MOST_WORDS = 4


def noun_town(sheet: Sheet, start: int, stop: int, score: float) -> Found | None:
    """Return the town that its noun names behind a preposition: "w mieście Przemyśl", "en el pueblo de X"."""
    for hit in sheet.marks.within(start, stop, "town_noun"):
        span = _name_behind_noun(sheet, hit, stop) if _is_led(sheet, hit, start) else None
        if span is None:
            continue
        name = sheet.text[slice(*span)]
        known = known_place(name, sheet)
        if known is None:
            forms = (name, *town_forms(name, sheet.known.own))
            known = next((form for form in forms if find_town(form)), name)
        return Found("city", known, *span, "prose", score)
    return None


def _name_behind_noun(sheet: Sheet, noun: Hit, stop: int) -> tuple[int, int] | None:
    """Return the name behind a town's noun, or behind its adjective and a link: "localidad inglesa de X"."""
    span = name_behind(sheet, noun, stop)
    tokens, k = sheet.marks.tokens, noun.last + 1
    if span is not None or k + 1 >= len(tokens) or tokens.starts[k] - noun.end != 1:
        return span
    linked = any(hit.first == k + 1 for hit in sheet.marks.within(tokens.ends[k], stop, "belongs"))
    small = tokens.words[k].isalpha() and sheet.text[tokens.starts[k]].islower()
    return name_behind(sheet, noun._replace(end=tokens.ends[k], last=k), stop) if small and linked else None


def _is_led(sheet: Sheet, noun: Hit, start: int) -> bool:
    """Tell whether a preposition stands before a noun, one word between at most: "v polském městě"."""
    led = place_leads(sheet, max(start, noun.start - 30), noun.start)
    return any(noun.first - 2 <= hit.last < noun.first for hit in led)


def name_behind(sheet: Sheet, noun: Hit, stop: int) -> tuple[int, int] | None:
    """Return the span of the capitalised words right behind a noun and the link that may follow it."""
    tokens, text = sheet.marks.tokens, sheet.text
    links = sheet.marks.within(noun.end, min(stop, noun.end + _LINK), "belongs")
    k = max((hit.last + 1 for hit in links if hit.first == noun.last + 1), default=noun.last + 1)
    last = k - 1
    while last + 1 < len(tokens) and last - k + 1 < _MOST_WORDS and tokens.ends[last + 1] <= stop:
        gap = text[tokens.ends[last] : tokens.starts[last + 1]]
        hyphen = tokens.words[last + 1] == "-" and not gap
        if not hyphen and (gap not in ("", " ") or not text[tokens.starts[last + 1]].isupper()):
            break
        last += 1
    if last < k or not tokens.words[last].isalpha():
        return None
    if last == k and len(tokens.words[k]) < 2:
        return None  # but "A Laracha"
    span = tokens.starts[k], tokens.ends[last]
    return None if sheet.marks.has(*span, *_OTHER) or sheet.dates_within(*span) else span


def ending_town(sheet: Sheet, start: int, stop: int, day: int, score: float) -> Found | None:
    """Return the place that a sentence ends with behind its day: "le 12 mars à 17h à Routelle"."""
    own = sheet.known.own
    for hit in sheet.marks.within(max(start, day), stop, "at_town"):
        found = _ENDING_NAME.match(sheet.text, hit.end, min(len(sheet.text), hit.end + 40))
        if own.capital_nouns or found is None:
            continue
        span = found.span(1)
        small = any(word in sheet.small_words for word in found.group(1).lower().split())
        if small or sheet.dates_within(*span) or not unknown_town(sheet, *span):
            continue
        verb = sheet.marks.within(span[1], span[1] + _LINK, "copula")
        if sheet.text[span[1] : span[1] + 2].strip()[:1].isalpha() and not verb:
            continue
        street = any(c.isdigit() for c in sheet.text[span[1] : span[1] + _STREET])
        if sheet.text[span[1] : span[1] + 1] == "," and (street or town_follows(sheet, span[1])):
            continue  # "in Scheltema, Leiden"
        return Found("city", found.group(1), *span, "prose", score)
    return None


def dated_town(sheet: Sheet, start: int, stop: int, score: float) -> Found | None:
    """Return the place whose day stands right behind it: "Workshop v Spišskom Hrhove 7. mája"."""
    for hit in sheet.marks.within(start, stop, "at_town") if not sheet.known.own.capital_nouns else ():
        span = name_behind(sheet, hit, stop)
        if span is None or sheet.text[span[1] : span[1] + 1] not in (" ", ",", " ("):
            continue
        small = any(word in sheet.small_words for word in sheet.text[slice(*span)].lower().split())
        if sheet.dates_within(span[1], span[1] + _GAP) and not small and unknown_town(sheet, *span):
            name = sheet.text[slice(*span)]
            return Found("city", known_place(name, sheet) or name, *span, "prose", score)
    return None


def unknown_town(sheet: Sheet, start: int, stop: int) -> str | None:
    """Return ``text[start:stop]`` as a town's name, though no gazetteer knows it, if it may be one."""
    words = sheet.text[start:stop].strip().split()
    if not 0 < len(words) < _MOST_WORDS or not all(word[0].isupper() for word in words):
        return None
    name = " ".join(words)
    plain = name.replace(" ", "").replace("-", "").isalpha()
    other = sheet.marks.has(start, stop, *_OTHER)
    return name if plain and not other and not country_code(name, sheet.known.own) else None
