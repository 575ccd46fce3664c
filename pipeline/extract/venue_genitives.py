"""How far a house's name goes on in small genitives: "Centrum volného času", "sál klubu pro seniory"."""

from __future__ import annotations

from pipeline.extract.name_cases import is_plain
from pipeline.extract.name_words import NameWords
from pipeline.extract.named import Name
from pipeline.extract.towns import known_place
from pipeline.sheet import Sheet

_MOST_WORDS = 5
_NO_NAME = ("day_before", "clock", "month_part", "event", "happens", "happened", "online", "venue_in")


def with_genitives(of: NameWords, name: Name, stop: int) -> Name:
    """Return a house's name with the small words behind it that belong to its noun, up to a mark or a place.

    Told in languages with cases only, by endings that no verb has.
    """
    sheet, k = of.sheet, of.tokens.at(name.end)
    own = sheet.known.own
    if not own.phrases["verb_ending"] or own.capital_nouns or k >= len(of) or not _is_headed(of, name, k - 1):
        return name
    first = k
    while k < len(of) and k - first < _MOST_WORDS and of.ends[k] <= stop and "\n" not in of.gap(k):
        if _belongs(of, k):
            k += 1
        elif (k in of.joins or (k in of.links and k not in of.places)) and _belongs(of, k + 1, led=True):
            k += 2
        else:
            break
    closed = k >= len(of) or of.starts[k] >= stop or not of.words[k].isalpha() or k in of.places
    if k == first or not closed or "\n" in of.text[name.end : of.ends[k - 1]]:
        return name
    return Name(of.text[name.start : of.ends[k - 1]], name.start, of.ends[k - 1])


def _is_headed(of: NameWords, name: Name, last: int) -> bool:
    """Tell a name that ends with a house's noun, or with an adjective that waits for one."""
    noun = of.sheet.marks.has(of.starts[last], of.ends[last], "venue", "room", "organisation")
    return noun or (of.is_adjective(last) and " " not in name.text)


def _belongs(of: NameWords, k: int, led: bool = False) -> bool:
    """Tell a small genitive at token ``k``; ``led``: a link or a joint leads it, in any case."""
    if k >= len(of) or not is_plain(of, k):
        return False
    own, start, end = of.sheet.known.own, of.starts[k], of.ends[k]
    timed = of.words[k] in own.months or of.words[k] in own.weekdays or start in of.dates
    if timed or of.sheet.marks.has(start, end, *_NO_NAME):
        return False
    genitive = of.words[k].endswith(own.phrases["genitive"]) or k in of.inner or k in of.nouns
    return genitive or (led and len(of.words[k]) > 3) or of.is_adjective(k)


def past_town(sheet: Sheet, name: Name) -> Name:
    """Return a house by its noun, without the place ahead of it: "v Užhorode v *hoteli Družba*".

    Of a house with a capital the place is a town's: "in Ely at the *Linden Centre*".
    """
    for hit in sheet.marks.within(name.start + 1, name.end, "at"):
        nouns = sheet.marks.within(hit.end, name.end, "venue")
        if not nouns or sheet.marks.has(name.start, hit.start, "venue", "room", "organisation"):
            continue
        start = nouns[0].start
        small = nouns[0].first == hit.last + 1 and sheet.text[start].islower()
        if not small:
            capital = (i for i in range(hit.end, start) if sheet.text[i].isupper())
            start = next(capital, start)
        if small or known_place(sheet.text[name.start : hit.start].strip(" ,"), sheet):
            return Name(sheet.text[start : name.end], start, name.end)
    return name
