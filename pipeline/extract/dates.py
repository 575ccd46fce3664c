"""Days as they are written: a grammar over tokens, each construction anchored at its first token.

Nothing here decides what a day is the day of; ``roles`` and ``when`` do. Every construction is bounded, so
that the whole is linear in the text.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.date_tokens import DateTokens
from pipeline.extract.days import DateMention, Day, weekday_of
from pipeline.extract.named_dates import (
    iso_date,
    lone_month,
    month_led_date,
    named_date,
    weekday_in_month,
)
from pipeline.extract.numbered_days import led_number, numbered_day
from pipeline.extract.numeric_dates import numeric_date
from pipeline.words import Marks

__all__ = ["MOST", "DateMention", "Day", "find_dates"]

_NUMBER_SIGNS = frozenset({"č", "nr", "nº", "n°", "№"})
_DOTTED_SIGNS = frozenset({"no", "n"})
"""What makes a number one of a series; the latter only before a dot, for they are words as well."""
_MOST_BEFORE = 3
"""Words between "and" and a weekday."""
MOST = 4000
"""A page with more dates than that is a table of days; those beyond are not read."""


def find_dates(marks: Marks, month_first: bool = False) -> list[DateMention]:
    """Return every date written in the text, in order; ``month_first``: 3/4 is March the 4th."""
    tokens = DateTokens(marks, month_first)
    found: list[DateMention] = []
    behind = 0
    for i in tokens.beginnings():
        mention = _date_at(tokens, i) if i >= behind else None
        if mention is not None:
            behind = mention.last + 1
            mention = _with_weekday(tokens, mention)
            if found and _is_explained(tokens, found[-1], mention):
                found.pop()
            found.append(mention)
            if len(found) == MOST:
                break
    return found


def _is_explained(t: DateTokens, told: DateMention, mention: DateMention) -> bool:
    """Tell a "tomorrow" that the day behind it says in full: "Tomorrow, Friday 6 February"."""
    between = range(told.last + 1, mention.first)
    small = all(i in t.day_before or t.word(i) in (",", "(", "–", "-") for i in between)
    return told.kind == "relative" and bool(mention.days) and small


def _date_at(t: DateTokens, i: int) -> DateMention | None:
    """Return the date whose first token is i."""
    word = t.words[i]
    if word.isdigit():
        if _is_other_number(t, i):
            return None
        return iso_date(t, i) or named_date(t, i) or numeric_date(t, i) or led_number(t, i)
    if word in t.ordinals:
        nth = weekday_in_month(t, i)
        if nth is not None:
            return nth
    if word in t.months:
        return month_led_date(t, i) or lone_month(t, i)
    if i in t.relatives:
        hit = t.relatives[i]
        return replace(t.mention(i, hit.last, (), kind="relative"), relative=hit.key)
    if word in t.weekdays and _is_dated(t, i):
        return None
    return numbered_day(t, i) or (_relative_weekday(t, i) if i in t.beside_these else None)


def _relative_weekday(t: DateTokens, i: int) -> DateMention | None:
    """Return the weekday at token i that a word beside it settles: "next Thursday", "samedi dernier".

    One letter is enough ahead of an inflected one alone: "i lördags".
    """
    for relative, beside in (("next", t.nexts), ("last", t.lasts)):
        k = next((k for k in (i - 1, i + 1) if k in beside), None)
        exact = t.weekdays.get(t.words[i])
        if k is None or (exact is None and relative == "next"):
            continue
        weekday = weekday_of(t.words[i], t.weekdays) if exact is None else exact
        if weekday is not None and (len(t.words[k]) > 1 or (exact is None and k < i)):
            mention = t.mention(min(i, k), max(i, k), (), kind="relative")
            return replace(mention, relative=relative, weekday=weekday)
    return None


def _is_dated(t: DateTokens, i: int) -> bool:
    """Tell whether the weekday at token i has its date behind it: "next Thursday, 19 March" is that day."""
    k = t.past_weekday(i)
    return t.near(k - 1) and t.word(k).isdigit() and (named_date(t, k) or numeric_date(t, k)) is not None


def _is_other_number(t: DateTokens, i: int) -> bool:
    """Tell a number that begins no date: of a programme's day ("Day 2:"), a long one, a part of one."""
    parted = t.glued(i) and t.glued(i + 1) and t.word(i + 2).isdigit()
    numbered = i - 1 in t.day_numbers and t.word(i + 1) in (",", ":", "–", "-", ".") and not parted
    numbered = numbered and t.word(i + 2) not in t.months  # "åpen dag 25. april"
    numbered = numbered and not (t.written(i - 1).islower() and led_number(t, i) is not None)
    return numbered or _is_signed(t, i) or len(t.words[i]) > 4 or t.is_inside_number(i) or _is_district(t, i)


def _is_district(t: DateTokens, i: int) -> bool:
    """Tell a town's number from the day that is told behind it: "Praha 5 a ve středu 20. dubna"."""
    town = t.written(i - 1) if i else ""
    joint = t.after_join(i + 1)
    if joint is None or not town[:1].isupper() or t.word(i - 1) in t.months or i - 1 in t.day_before:
        return False
    k = joint
    while k - joint < _MOST_BEFORE and k in t.day_before and t.weekday_at(k) is None:
        k += 1
    dated = t.weekday_at(k) is not None and t.weekday_at(i - 1) is None
    return dated and t.word(k + 1).isdigit() and t.word(k + 2) == "."


def _is_signed(t: DateTokens, i: int) -> bool:
    """Tell a number behind "no." and its like: "č. 1 – 13. mája" is no range of days."""
    dotted = i > 1 and t.word(i - 1) == "."
    word = t.word(i - 2 if dotted else i - 1) if i else ""
    return word in _NUMBER_SIGNS or (dotted and word in _DOTTED_SIGNS)


def _with_weekday(t: DateTokens, mention: DateMention) -> DateMention:
    """Return the mention with the weekday written beside it, its span grown to hold one before it."""
    i = mention.first - 1
    for _ in range(3):
        if i in t.day_before or t.word(i) in (",", ".", "("):
            i -= 1
    last = i
    if t.word(i - 1) == "-" and t.word(i).isalpha() and t.glued(i - 1) and t.word(i - 2) in t.weekdays:
        i -= 2  # "quinta-feira, 12 de março"
    short = t.is_short_day(i) and mention.first - i > 1 and t.word(i + 1) != "."
    before = t.weekday_at(i)
    if before is not None and not short and t.starts[mention.first] - t.ends[last] < 12:
        return replace(mention, weekday=before, start=t.starts[i], first=i)
    j = mention.last + 2 if t.word(mention.last + 1) in (",", "(") else mention.last + 1
    long = t.word(j) in t.weekdays and not t.is_short_day(j)
    if long and mention.weekday is None and t.near(j - 1):
        return replace(mention, weekday=t.weekdays[t.word(j)])
    return mention
