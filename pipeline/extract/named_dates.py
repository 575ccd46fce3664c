"""Dates that name their month, and ISO 8601 ones: 12 maja 2026, May 10-12, w maju 2026, 2026-02-12T18:00.

Each construction takes the index of a token and returns the date that begins there, None where none does.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.date_tokens import DASHES, DateTokens
from pipeline.extract.days import DateMention, Day, nth_weekday, weekday_of

_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ROMAN = {numeral: month for month, numeral in enumerate(_NUMERALS, 1)}
MOST_DAYS = 13
"""One phrase lists no more days than that."""
LISTED = frozenset({",", "&", "+"})
"""Marks that part the days of a list."""


def iso_date(t: DateTokens, i: int) -> DateMention | None:
    """2026-02-12, 2026/02/12, 2026.02.12, with T18:00 behind it."""
    year, sep = t.year(i), t.word(i + 1)
    if year is None or sep not in ("-", "/", ".") or t.word(i + 3) != sep:
        return None
    if not (t.glued(i) and t.glued(i + 1)):
        return None
    month, day = t.number(i + 2, 1, 12), t.number(i + 4, 1, 31)
    goes_on = t.word(i + 5) == "-" and t.glued(i + 4) and t.word(i + 6).isdigit() and t.glued(i + 5)
    if month is None or day is None or goes_on:
        return None
    clock, last = None, i + 4
    if t.word(i + 5) == "t" and t.word(i + 7) == ":" and t.glued(i + 4):
        hour, minute = t.number(i + 6, 0, 23), t.number(i + 8, 0, 59)
        if hour is not None and minute is not None:
            # A machine writes midnight for a day without an hour.
            clock, last = hour * 60 + minute or None, i + 8
    return t.ranged(t.mention(i, last, (Day(month, day, year),), kind="iso", clock=clock), iso_date)


def named_date(t: DateTokens, i: int) -> DateMention | None:
    """12 maja 2026; 29-30 listopada; 3., 10. und 17. Mai; 14th to 19th November 2011; 12 XI 2023."""
    read = _day_list(t, i)
    if read is None:
        return None
    numbers, is_range, j = read
    skip = t.after(j, t.ofs)
    if skip and t.word(skip) in t.months:
        j = skip
    month = t.months.get(t.word(j))
    roman = month is None
    if roman and t.written(j).isupper():
        month = ROMAN.get(t.word(j))
    if month is None or not t.near(j - 1):
        return None
    year, last = t.year_behind(j)
    if (roman and year is None) or (len(numbers) == 1 and (_is_led(t, j) or _is_line_end(t, i, j))):
        return None
    days = tuple(Day(month, number, year) for number in numbers)
    return t.ranged(t.mention(i, last, days, is_range=is_range), named_date)


def _is_led(t: DateTokens, month: int) -> bool:
    """Tell a month that leads a date of its own behind a lone number: "11 April 11, 2024"."""
    day = t.number(month + 1, 1, 31)
    return day is not None and t.near(month) and t.word(month + 2) == "," and t.year(month + 3) is not None


def _is_line_end(t: DateTokens, i: int, month: int) -> bool:
    """Tell a number that ends a line of words, before a line that opens with a date: "Room 4", "Jun 10"."""
    led = t.number(month + 1, 1, 31) is not None and t.near(month)
    return led and t.breaks(month) and not t.breaks(i) and t.word(i - 1) not in t.weekdays


def month_led_date(t: DateTokens, i: int) -> DateMention | None:
    """May 10; May 10, 2026; May, the 10th, 2026; May 10-12; May 10 - June 2. Token i may be no month."""
    month = t.months.get(t.word(i))
    j = i + 2 if t.word(i + 1) in (".", "the") else i + 1
    j = i + 3 if t.word(i + 1) == "," and t.word(i + 2) == "the" and t.near(i + 1) else j
    if month is None or t.number(j, 1, 31) is None or not t.near(j - 1) or t.is_verb(i):
        return None
    if t.word(j + 1) == ":" and t.glued(j):
        return None
    read = _day_list(t, j)
    behind = read is not None and t.word(read[2]) in t.months and not t.breaks(read[2])
    if read is None or (behind and not _is_weekday_led(t, i)):
        return None
    numbers, is_range, k = read
    if t.word(k - 1) == "." and t.word(k).isdigit() and t.glued(k - 1):
        return None
    year, last = t.year_behind(k - 1)
    days = tuple(Day(month, number, year) for number in numbers)
    return t.ranged(t.mention(i, last, days, is_range=is_range), month_led_date)


def _is_weekday_led(t: DateTokens, month: int) -> bool:
    """Tell "Tuesday, January 29 January packet": the weekday's day is behind its month."""
    i = month - 2 if t.word(month - 1) in (",", ".") else month - 1
    return t.word(i) in t.weekdays


def weekday_in_month(t: DateTokens, i: int) -> DateMention | None:
    """Read "the last Thursday in May 2026", "el último jueves de mayo": an ordinal, a weekday, a month."""
    weekday = weekday_of(t.word(i + 1), t.weekdays)
    if weekday is None or not t.near(i):
        return None
    j = i + 2
    if t.word(j) == "-" and t.word(j + 1).isalpha():
        j += 2
    for _ in range(2):
        if t.word(j) not in t.months and t.word(j).isalpha() and len(t.word(j)) <= 4:
            j += 1
    month = t.months.get(t.word(j))
    if month is None or not t.near(j - 1):
        return None
    n, (year, last) = t.ordinals[t.words[i]], t.year_behind(j)
    if year is not None:
        return t.mention(i, last, (Day(month, nth_weekday(year, month, n, weekday), year),))
    return replace(t.mention(i, last, (Day(month, None),), kind="nth"), nth=(n, weekday))


def lone_month(t: DateTokens, i: int) -> DateMention | None:
    """Slutet av maj; w maju 2026: a month, where something says that a time is meant."""
    year, last = t.year_behind(i)
    if len(t.words[i]) < 3:
        return None
    if year is None and (t.is_verb(i) or i - 1 not in t.parts):
        return None
    return t.mention(i, last, (Day(t.months[t.words[i]], None, year),), kind="month")


def _day_list(t: DateTokens, i: int) -> tuple[list[int], bool, int] | None:
    """Return the days' numbers that begin at i, whether they are a range, and the index behind them."""
    first = t.number(i, 1, 31)
    if first is None:
        return None
    numbers, is_range, j = [first], False, t.past_note(t.ordinal(i + 1))
    while len(numbers) < MOST_DAYS:
        word = t.word(j)
        dash = (word in DASHES or word == "/") and not t.opens_item(j)
        if dash and t.word(j + 1) == ">":
            j += 1
        k = j + 1 if dash or word in LISTED else t.after_join(j) or t.after(j, t.tos)
        ranged = dash or (j in t.tos and j not in t.joins)
        if k in t.tos and t.word(k).isalpha():
            ranged, k = True, t.tos[k] + 1
        if word == "," and (k in t.joins or k in t.tos):
            ranged = k not in t.joins
            k = (t.joins.get(k) or t.tos[k]) + 1
        k = t.past_weekday(k) if k is not None else None
        number = t.number(k, 1, 31) if k is not None else None
        if k is None or number is None or number <= numbers[-1]:
            break
        if is_range and word == "-" and t.glued(j - 1) and t.glued(j):
            return None  # 4-11-22 is a date of numbers, whatever month begins the next line
        numbers.append(number)
        is_range, j = is_range or ranged, t.past_note(t.ordinal(k + 1))
    return numbers, (is_range or t.is_between(i)) and len(numbers) == 2, j
