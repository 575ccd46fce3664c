"""Days whose month is left out: "venerdì 20 alle 18", "quinta-feira (12)", "el próximo día 15"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.extract.date_tokens import DASHES, DateTokens
from pipeline.extract.days import DateMention
from pipeline.extract.named_dates import named_date
from pipeline.extract.numeric_dates import numeric_date

_NEAR = 31
"""The month left out is the page's own, or the one beside it: the day lies no further off."""
_LATE = 3
"""News tell of a day ahead three times as likely as of one gone by, where no verb says so."""
_OTHER = frozenset({":", "/", "%", "€", "°", "º", "+", *DASHES})
"""Behind the number of an hour, a sum or a range there stands one of these."""
_CALL = 3
"""An hour is called by no more words: "a partire dalle"."""
_SHORTEST = 4
"""A weekday's name of fewer letters ("sab 20") is too often another word."""


def numbered_day(t: DateTokens, i: int) -> DateMention | None:
    """Return the weekday at token i with its day's number, or "next" and such a number, no month told."""
    weekday = t.weekdays.get(t.words[i]) if len(t.words[i]) >= _SHORTEST else None
    led = weekday is None and i in t.day_numbers and (i - 1 in t.nexts or i - 1 in t.lasts)
    if weekday is None and not led:
        return None
    k = t.past_weekday(i) if weekday is not None else i + 1
    noted = weekday is not None and t.word(k) == "(" and t.word(k + 2) == ")"
    k += noted
    number = t.number(k, 1, 31)
    if number is None or not t.near(k - 1) or t.breaks(k - 1) or (_is_other(t, k) and not noted):
        return None
    if led and (named_date(t, k) or numeric_date(t, k)) is not None:
        return None
    mention = t.mention(i, k, (), kind="relative")
    return replace(mention, relative="numbered", weekday=weekday, number=number)


def led_number(t: DateTokens, i: int) -> DateMention | None:
    """Return the day's number at token i, no weekday and no month told: "no dia 17", "am 17. um 19 Uhr".

    A word such as "on" stands ahead; its hour, where that is no noun for a day, right behind.
    """
    number = t.number(i, 1, 31)
    if number is None or i - 1 not in t.day_before or not t.near(i - 1) or t.breaks(i) or _is_other(t, i):
        return None
    if not _is_timed(t, t.ordinal(i + 1)) and not (i - 1 in t.day_numbers and t.written(i - 1).islower()):
        return None
    return replace(t.mention(i, i, (), kind="relative"), relative="numbered", number=number)


def _is_timed(t: DateTokens, k: int) -> bool:
    """Tell whether an hour begins at token k, behind a comma and small words: ", alle 18", "um 19 Uhr"."""
    k += t.word(k) == ","
    called = k in t.clocks
    last = k + _CALL
    while k < last and (t.word(k).isalpha() or t.word(k) == ".") and t.near(k - 1) and not t.breaks(k):
        k += 1
    hour = t.number(k, 0, 24)
    return hour is not None and (called or t.word(k + 1) == ":" or t.word(k + 1) in t.hour_units)


def _is_other(t: DateTokens, k: int) -> bool:
    """Tell an hour, a sum or the first of a range from a day's number at token k."""
    behind = t.word(k + 1)
    decimal = behind in (".", ",") and t.glued(k) and t.glued(k + 1) and t.word(k + 2).isdigit()
    to_day = k + 1 in t.tos and t.word(t.tos[k + 1] + 1) in t.weekdays
    ranged = k + 1 in t.tos and k + 1 not in t.clocks and not to_day
    return behind in _OTHER or decimal or ranged or behind in t.hour_units or behind in t.months


def settle_number(mention: DateMention, today: date, past: bool) -> date | None:
    """Return the day with the mention's number and weekday that is nearest to ``today``; None where none is.

    ``past``: it is told as gone by.
    """
    days = (today + timedelta(days=n) for n in range(-_NEAR, _NEAR + 1))
    fit = [d for d in days if d.day == mention.number and mention.weekday in (None, d.weekday())]
    return min(fit, key=lambda day: _distance(day, today, past), default=None)


def _distance(day: date, today: date, past: bool) -> int:
    away = (today - day).days if past else (day - today).days
    return away if away >= 0 else -away * _LATE
