"""Days and moments as options state them."""

from __future__ import annotations

from datetime import date, datetime

from kalends.documents import moment
from kalends.problems import Exit, Problem


def stated_day(option: str, text: str | None) -> date | None:
    """The day of an option's ISO 8601 text; None where it was not given; Problem for what is no day."""
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise Problem(f"{option} {text}: write the day as 2026-02-12", Exit.USAGE) from error


def stated_moment(option: str, text: str | None) -> datetime | None:
    """The aware moment of an option's text; None where it was not given; Problem for what is none."""
    try:
        return moment(text) if text is not None else None
    except ValueError as error:
        raise Problem(f"{option}: {error}", Exit.USAGE) from error


def stated_country(option: str, text: str | None) -> str | None:
    """The ISO 3166 code that an option states; Problem (usage) where it is no code of two letters."""
    if text is None or (len(text) == 2 and text.isascii() and text.isalpha()):
        return text.upper() if text else None
    raise Problem(f"{option} {text}: write the code of two letters, such as SE", Exit.USAGE)
