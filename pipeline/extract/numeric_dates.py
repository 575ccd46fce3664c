"""Dates in figures alone: 12.02.2026, 3/4/2025, 16.-25.09.2011, and the weak ones, 12/2 and 2.12.

Each construction takes the index of a token and returns the date that begins there, None where none does.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.date_tokens import DASHES, DateTokens
from pipeline.extract.days import DateMention, Day
from pipeline.extract.named_dates import LISTED, MOST_DAYS

_FULL_YEAR, _LETTERS = 4, 3
_PARTED = LISTED | {"/"}


def numeric_date(t: DateTokens, i: int) -> DateMention | None:
    """12.02.2026, 3/4/2025, 12/2, 23/4-22, 2.12., 16.-25.09.2011, 5-7.06.2025, 23. bis 27.4.2022."""
    return _numeric_days(t, i) or _numeric_day(t, i)


def _numeric_days(t: DateTokens, i: int) -> DateMention | None:
    """Read days of which the last alone has its month: 16.-25.09.2011, 20./21.1.2017, 5. und 19.5.2026."""
    numbers, ranged, dotted, j = list[int](), False, True, i
    while len(numbers) < MOST_DAYS:
        number = t.number(j, 1, 31)
        k = j + 2 if t.word(j + 1) == "." and t.glued(j) else j + 1
        dash, mark = t.word(k) in DASHES and not t.opens_item(k), t.word(k) in _PARTED and k > j + 1
        if number is None or (numbers and number <= numbers[-1]) or not t.near(k - 1):
            return None
        to = None if dash or mark else t.after(k, t.tos)
        behind = k + 1 if dash or mark else t.after_join(k) or to
        if behind is None:
            return None
        numbers.append(number)
        dotted = dotted and k > j + 1
        ranged, j = ranged or dash or (to is not None and k not in t.joins), t.past_weekday(behind)
        last = _numeric_day(t, j)
        if last is not None and not last.is_range and last.days[0].day is not None:
            break
    else:
        return None
    final = last.days[0]
    sure = dotted and t.word(last.last) == "."  # "27.–28.5." is no fraction
    slashed = dash and t.word(last.last - 1) == "/"  # "23-27/4" remains a weak one
    vague = last.weak and not (mark or sure or slashed)
    if vague or (final.day or 0) <= numbers[-1] or (ranged and len(numbers) > 1):
        return None
    days = (*(replace(final, day=number) for number in numbers), final)
    return t.mention(i, last.last, days, is_range=ranged, kind="numeric", weak=last.weak and not sure)


def _numeric_day(t: DateTokens, i: int) -> DateMention | None:
    sep = t.word(i + 1)
    a, b = t.number(i, 1, 31), t.number(i + 2, 1, 31)
    if sep not in (".", "/", "-") or a is None or b is None:
        return None
    spaced = _is_spaced(t, i, sep)
    if not spaced and (not (t.glued(i) or sep == ".") or not _tight(t, i + 1, sep)):
        return None
    year, end = t.year(i + 4) if spaced else _numeric_year(t, i, sep), i + 4
    if t.breaks(i + 2) and t.glued(i + 2) and end == i + 4 and len(t.word(end)) < _FULL_YEAR:
        return None  # a day's cell, and one with an hour behind it
    if year is None:
        year, end = _slashed_year(t, i, sep)
    if year is None:
        return _without_year(t, i, sep, a, b)
    day, month = (b, a) if (t.month_first and sep in "/-" and a <= 12) or (b > 12 >= a) else (a, b)
    if month > 12:
        return None
    one = t.mention(i, t.year_word(end), (Day(month, day, year),), kind="numeric")
    return t.ranged(one, _numeric_day)


def _is_spaced(t: DateTokens, i: int, sep: str) -> bool:
    """Tell a date of three numbers with spaces about its marks: "17 / 10 / 2023", "17 - 10 - 2023"."""
    parted = sep == t.word(i + 3) and len(t.word(i + 4)) == _FULL_YEAR
    return parted and all(t.near(k) and not t.glued(k) for k in range(i, i + 4))


def _tight(t: DateTokens, i: int, sep: str) -> bool:
    """Tell whether the next number stands right behind a separator; a dot may be followed by a space."""
    return t.glued(i) or (sep == "." and t.near(i))


def _numeric_year(t: DateTokens, i: int, sep: str) -> int | None:
    """Return the year of four or two digits that is the third number of a date that begins at i."""
    if t.word(i + 3) != sep or not (t.glued(i + 2) and _tight(t, i + 3, sep)):
        return None
    short = t.number(i + 4, 0, 99) if len(t.word(i + 4)) == 2 else None
    closed = t.glued(i + 3) and t.word(i + 5) not in (".", ":", sep)
    # A phone number has dashes as well.
    if short is not None and (sep in "./" or t.month_first or _is_led(t, i)) and closed:
        return 2000 + short if short < 70 else None
    return t.year(i + 4)


def _is_led(t: DateTokens, i: int) -> bool:
    """Tell whether a weekday or a word such as "on" leads to what begins at i."""
    return i - 1 in t.day_before or t.word(i - 1) in t.weekdays


def _slashed_year(t: DateTokens, i: int, sep: str) -> tuple[int | None, int]:
    """Return the year behind a Nordic day, and its token: "23/4-22", "23/4 -22", "23/4 2022"."""
    if sep != "/" or t.month_first or not t.glued(i + 1):
        return None, i
    if t.word(i + 3) != "-":
        return (t.year(i + 3), i + 3) if t.near(i + 2) and not t.glued(i + 2) else (None, i)
    short = t.number(i + 4, 0, 99) if len(t.word(i + 4)) == 2 else t.year(i + 4)
    closed = t.word(i + 5) not in ("/", ":", ".", "-") or not t.glued(i + 4) or not t.word(i + 6).isdigit()
    if short is None or not t.glued(i + 3) or not closed or 70 <= short < 100:
        return None, i
    return (short if short > 100 else 2000 + short), i + 4


def _is_room(t: DateTokens, i: int) -> bool:
    """Tell a room's number behind its building's letters, "HS 15.03", from a weekday's: "MO 15.03"."""
    letters = t.written(i - 1) if i else ""
    return letters.isalpha() and letters.isupper() and len(letters) <= _LETTERS and not _is_led(t, i)


def _without_year(t: DateTokens, i: int, sep: str, a: int, b: int) -> DateMention | None:
    """Read 12/2 and 2.12.: weak, for fractions, hours and section numbers look the same."""
    day, month = (b, a) if sep == "/" and (t.month_first or b > 12 >= a) else (a, b)
    spaced = sep == "." and t.near(i + 1) and t.word(i + 3) == "." and not t.word(i + 4).isdigit()
    if sep == "-" and not (_is_led(t, i) and a > b and t.word(i + 2)[0] == "0" and t.glued(i)):
        return None  # "Thursday 24-09" is a day, "10-12" are hours
    if month > 12 or not (t.glued(i + 1) or spaced) or (sep == "." and _is_room(t, i)):
        return None
    parted = t.word(i + 3) if t.glued(i + 2) else ""
    if sep == "/" and (parted == "/" or (parted == "-" and t.word(i + 5) != "/")):
        return None
    last = i + 2
    if sep == ".":
        closed = t.word(i + 3) == "." and t.glued(i + 2)
        hour_like = len(t.words[i + 2]) == 2 and b % 5 == 0 and a < 25
        if hour_like and not closed:
            return None
        if closed:
            last += 1
            if t.glued(last) and t.word(last + 1).isdigit():
                return None
    return t.ranged(t.mention(i, last, (Day(month, day),), weak=True, kind="numeric"), _numeric_day)
