"""Prepositions that lead to a place: "at" and "in", but not those of "in cooperation with"."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.sheet import Sheet
from pipeline.words import Hit

_CUES = (
    *("with_partner", "organised_by", "funded_by", "behind_partner", "support", "patron", "jointly"),
    *("covers_project", "mechanism"),
)
"""Phrases of several words that may begin with a preposition, and lead to who, not to where."""


_SEAT = 30
"""What tells where somebody is from or has a seat is no longer: "based in", "dont le siège est à"."""
_VERB, _MOST_BETWEEN = 45, 4
"""A verb stands so close behind the noun that asks where, with so few words between."""


def place_leads(sheet: Sheet, start: int, stop: int) -> list[Hit]:
    """Return the prepositions in ``text[start:stop]`` behind which a place may stand, in order."""
    led = sheet.marks.within(start, stop, "at")
    if not led:
        return led
    articles = sheet.known.own.phrases["article"]
    led = [hit for hit in led if not _is_article(sheet, hit, articles)]
    cues = [hit for hit in sheet.marks.within(max(0, start - 40), stop, *_CUES) if hit.last > hit.first]
    return [hit for hit in led if not any(cue.start <= hit.start and hit.last < cue.last for cue in cues)]


def where_told(sheet: Sheet, start: int, stop: int) -> list[int]:
    """Return where verbs end that say of a place what it is: "the venue of the evening is", "Plaats is"."""
    ends = []
    for hit in sheet.marks.within(start, stop, "label_where"):
        verb = next(iter(sheet.marks.within(hit.end, min(stop, hit.end + _VERB), "copula")), None)
        between = sheet.text[hit.end : verb.start].split() if verb is not None else [","]
        if len(between) <= _MOST_BETWEEN and all(word.isalpha() for word in between) and verb is not None:
            ends.append(verb.end)
    return ends


def _is_article(sheet: Sheet, hit: Hit, articles: Collection[str]) -> bool:
    """Tell the article that a sentence begins with from a preposition: "A Câmara Municipal convida"."""
    word = sheet.text[hit.start : hit.end]
    return word[0].isupper() and word.lower() in articles and sheet.sentence(hit.start)[0] == hit.start


def town_leads(sheet: Sheet, start: int, stop: int) -> list[Hit]:
    """Return the prepositions in ``text[start:stop]`` behind which a town may stand: none with an article."""
    led = place_leads(sheet, start, stop)
    barred = sheet.known.own.phrases["at_article"] if led else ()
    led = [hit for hit in led if sheet.text[hit.start : hit.end].lower() not in barred]
    seats = sheet.marks.within(max(0, start - _SEAT), stop, "hails_from") if led else []
    return [hit for hit in led if not any(one.first < hit.first <= one.last for one in seats)]
