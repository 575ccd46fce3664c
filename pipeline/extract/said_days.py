"""Days that a plain "is" says something is on: "the fair is on 5 May", "heuer ist das Parkfest am 5. Mai"."""

from __future__ import annotations

from pipeline.extract.roles import Occasion
from pipeline.sheet import Sheet

_NEAR, _FAR = 14, 70
"""Characters between the verb and its day, and where what is on that day stands between."""
_QUOTES = frozenset('„“”"«»‘’')


def is_said_to_be(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a day right behind "is" and "on", or behind "is", an event and "on"."""
    at, floor = occasion.mention.start, occasion.sentence[0]
    verb = sheet.before(at, "copula", _FAR, floor)
    if verb is None or verb.start <= floor or not occasion.days:
        return False
    told = _QUOTES.intersection(sheet.text[slice(*occasion.sentence)])
    if not told and not sheet.marks.has(*occasion.sentence, "event"):
        return False
    own = sheet.known.own.phrases["day_before"]
    small = {word for phrase in own for word in phrase.split()}
    words = sheet.text[verb.end : at].split()
    if at - verb.end <= _NEAR:
        return all(word.lower() in small for word in words)
    between = sheet.text[verb.end : at]
    led = bool(words) and words[-1].lower() in small and not any(c in between for c in ",;()")
    named = _QUOTES.intersection(between) or sheet.marks.has(verb.end, at, "event")
    return led and bool(named) and not sheet.marks.has(verb.end, at, "verb", "since", "happened")
