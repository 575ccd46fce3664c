"""Days that a page tells by their weekday alone, from the day on which it was written: "on Saturday from 10".

News say so of the days beside their own. On a page that tells another day, a weekday is its programme's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.extract.days import DateMention, weekday_of
from pipeline.extract.roles import Occasion
from pipeline.sheet import Sheet

_SHORTEST = 5
"""Letters of a weekday's name; shorter ones are like as not another word."""
_IN_CAPITALS = frozenset({"de", "en"})
"""Languages that write weekdays with a capital."""
_MOST = 20
_HAPPENS = ("happens", "invites", "planned", "happened", "organises", "organised_end")
_WEEK = 7
_OTHER = ("every", "register", "deadline", "period", "not_event")


def lone_weekdays(sheet: Sheet, today: date) -> list[Occasion]:
    """Return an occasion for each weekday by which a page written ``today`` says when something happens."""
    out: list[Occasion] = []
    for mention in _mentions(sheet):
        index, sentence = sheet.block_index(mention.start), sheet.sentence(mention.start)
        timed = bool(sheet.times_within(*sentence)) and sheet.marks.has(*sentence, "event")
        told = timed or sheet.marks.has(*sentence, *_HAPPENS)
        if index < 0 or sheet.blocks[index].region != "main" or not told:
            continue
        if sheet.marks.has(*sentence, *_OTHER):
            continue
        occasion = Occasion(mention, index, sentence, inferred=True)
        occasion.days = (_nearest(mention.weekday or 0, today, past=_is_past(sheet, sentence)),)
        out.append(occasion)
    return out


def _mentions(sheet: Sheet) -> Iterator[DateMention]:
    """Yield the first weekdays that stand alone, in the singular and in no stretch: "Monday to Friday"."""
    tokens, weeks = sheet.marks.tokens, set(sheet.weeks)
    dated = {n for mention in sheet.dates for n in range(mention.first, mention.last + 1)}
    left = _MOST
    for i, word in enumerate(tokens.words):
        weekday = weekday_of(word, sheet.known.weekdays) if left and len(word) >= _SHORTEST else None
        if weekday is None or i in dated:
            continue
        left -= 1
        start, end = tokens.starts[i], tokens.ends[i]
        following = tokens.starts[i + 2] if i + 2 < len(tokens.words) else -1
        if not (following in weeks or start in weeks or _is_name(sheet, start)):
            yield DateMention(start, end, i, i, (), weekday=weekday, kind="relative", relative="weekday")


def _is_name(sheet: Sheet, start: int) -> bool:
    """Tell a name, "Sabatino", by its capital within a sentence of a language that writes no weekday so."""
    capital = sheet.text[start].isupper() and sheet.known.language not in _IN_CAPITALS
    return capital and start > sheet.sentence(start)[0]


def _is_past(sheet: Sheet, sentence: tuple[int, int]) -> bool:
    ahead = sheet.marks.has(*sentence, "happens", "planned", "invites")
    return sheet.marks.has(*sentence, "happened", "organised_end") and not ahead


def _nearest(weekday: int, today: date, *, past: bool) -> date:
    """Return the weekday of the week that begins today, of the one that ends today where it is ``past``."""
    if past:
        return today - timedelta(days=(today.weekday() - weekday) % _WEEK)
    return today + timedelta(days=(weekday - today.weekday()) % _WEEK)
