"""An event as lists show it: every word made in Python once, for templates that only lay out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from kalends.web.labels import N_
from kalends.web.wording import Wording
from pipeline.model import Precision, Status
from store.history import Revision
from store.listed import Listed

_LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Badge:
    """A short word beside an event; ``tone`` is good, warn, bad, calm or nothing."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a page states otherwise now; no values where they are too long for a list."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One event in a list. ``big`` stands large in its day's box, ``above`` and ``below`` around it."""

    id: str
    title: str
    language: str | None
    is_cancelled: bool
    above: str
    big: str
    below: str
    until: str
    start_text: str
    hours: str
    yours: str
    place: str
    organisers: str
    badges: tuple[Badge, ...]


def changes_of(words: Wording, revisions: Iterable[Revision]) -> list[Change]:
    """What became of each field, from what it was first to what it is now."""
    firsts: dict[str, object] = {}
    lasts: dict[str, object] = {}
    for revision in revisions:
        firsts.setdefault(revision.field, revision.old)
        lasts[revision.field] = revision.new
    return [_change(words, field, old, lasts[field]) for field, old in firsts.items() if old != lasts[field]]


def _change(words: Wording, field: str, old: object, new: object) -> Change:
    values = [words.value(field, value) for value in (old, new)]
    told = values if max(map(len, values)) <= _LONGEST_VALUE else ["", ""]
    return Change(words.label("field", field), *told)


def cards_of(words: Wording, events: Iterable[Listed], *, with_deadline: bool = False) -> Iterator[Card]:
    """The cards of these events; ``with_deadline`` tells when registration closes."""
    for told in events:
        above, big, below, until = _day(words, told)
        yours = words.yours(told.when)
        yield Card(
            id=told.id,
            title=told.title,
            language=told.language,
            is_cancelled=told.status is Status.CANCELLED,
            above=above,
            big=big,
            below=below,
            until=until,
            start_text=told.when.start_text if told.when else "",
            hours=words.hours(told.when),
            yours=words.said(N_("%(time)s your time")) % {"time": yours} if yours else "",
            place=words.place(told.place),
            organisers=words.organisers(told.organisers),
            badges=tuple(_badges(words, told, with_deadline)),
        )


def _day(words: Wording, told: Listed) -> tuple[str, str, str, str]:
    when = told.when
    if when is None:
        return "", "?" if told.yearless else "–", words.when(told.yearless) or words.said(N_("No date")), ""
    if when.precision is Precision.MONTH:
        return "", words.month_short(when.start), str(when.start.year), ""
    start = when.start.date() if isinstance(when.start, datetime) else when.start
    year = f" {start.year}" if words.other_year(start) else ""
    last = words.last_day(when)
    until = f"– {words.day(last, weekday=False)}" if last else ""
    return words.weekday(start), str(start.day), words.month_short(start) + year, until


def _badges(words: Wording, told: Listed, with_deadline: bool) -> Iterator[Badge]:
    if told.status is not Status.SCHEDULED:
        yield Badge(words.label("status", told.status), "bad" if told.status is Status.CANCELLED else "warn")
    if told.is_missing:
        yield Badge(words.said(N_("No longer on any page")), "warn")
    if told.is_disputed:
        yield Badge(words.said(N_("Its pages differ")), "warn")
    if with_deadline and told.deadline is not None:
        closes = {"day": words.until(told.deadline)}
        yield Badge(words.said(N_("Registration closes %(day)s")) % closes, "warn")
    if told.place.online:
        yield Badge(words.said(N_("On site and online") if told.place.venue else N_("Online")), "calm")
    if told.free:
        yield Badge(words.said(N_("Free of charge")), "good")
    if told.yearless is not None:
        yield Badge(words.said(N_("Year not told")), "warn")
    if told.when is not None and told.when.rrule:
        repeated = words.repeats(told.when.rrule)
        if repeated:
            yield Badge(repeated)
    if told.pages > 1:
        pages = words.translations.ngettext("Told by %(num)s page", "Told by %(num)s pages", told.pages)
        yield Badge(pages % {"num": told.pages})
