"""What one run showed of a source's health: how its site answered, and what its announcements look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How a site answered one crawl. Only listings and details count, by their last answer.

    ``statuses`` are by code ("200"); ``failures`` by why no answer came ("timeout", "certificate", "name",
    "connection", "robots", "reserved", "held", "offsite", "address", "size", "archive", "other"); ``faults``
    are answers of 200 that are no page ("login", "not found", "cut"); ``rights`` are reservations met,
    honoured or not ("tdm-reservation", "noai", "noindex"). ``page_bytes`` is the median size of the
    ``whole`` details, those that came with 200; ``alike`` is how many of these are one and the same page,
    byte by byte.
    """

    statuses: Counts = field(default_factory=dict)
    failures: Counts = field(default_factory=dict)
    faults: Counts = field(default_factory=dict)
    rights: Counts = field(default_factory=dict)
    listings: int = 0
    details: int = 0
    led_home: int = 0
    whole: int = 0
    alike: int = 0
    page_bytes: int | None = None

    @property
    def asked(self) -> int:
        """Listings and details asked for, answered or not."""
        return sum(self.statuses.values()) + sum(self.failures.values())

    def as_json(self) -> dict[str, object]:
        """Plain JSON, which :meth:`from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Signs:
        """The signs that were stored; what this version does not know is left out."""
        return cls(**_known(cls, stored))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a source stood after a run: its state ``since`` when, the start of its ``first`` run (both ISO
    8601), whether it has ``told`` of anything by then and its listings have ``linked`` to any page (None: of
    a version that did not look), and what was found: (rule, state, why).
    """

    state: str
    since: str
    first: str
    told: bool = False
    linked: bool | None = None
    findings: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """One run's signs and what the source told in it, as numbers of announcements.

    ``known`` were stored before and begin on a later day than the run's; of these ``relisted`` still stand in
    a listing, ``seen`` on a page that answered, and ``withdrawn`` on one that answered 404 or 410. ``told``
    are all announcements on pages that answered, ``upcoming`` those of them that are not past; ``filled`` is
    by field; ``midnight`` of the ``timed`` begin at 00:00, ``one_day`` of the dated on the most frequent day.
    ``lost`` had a field before this run and have it no more, by field; ``shifted`` begin at another time of
    the same day, by the same ``shifted_by`` minutes; ``rezoned`` keep their clock time in another zone.
    ``linked`` are detail addresses in listings, ``listed`` these and coming announcements that listings tell
    of themselves. ``course`` is how the source was found after the run: a long history need not be read.
    ``news_only``: it was asked for what is newer only; ``in_all`` are then the records that it tells of first
    when it is asked for all (None: that is not known).
    """

    signs: Signs = field(default_factory=Signs)
    course: Course | None = None
    selectors: bool = False
    news_only: bool = False
    in_all: int | None = None
    linked: int = 0
    listed: int = 0
    known: int = 0
    relisted: int = 0
    seen: int = 0
    withdrawn: int = 0
    told: int = 0
    upcoming: int = 0
    dated: int = 0
    timed: int = 0
    midnight: int = 0
    one_day: int = 0
    shifted: int = 0
    shifted_by: int = 0
    rezoned: int = 0
    filled: Counts = field(default_factory=dict)
    lost: Counts = field(default_factory=dict)
    languages: Counts = field(default_factory=dict)
    zones: Counts = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Plain JSON, which :meth:`from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Vitals:
        """The vitals that were stored; what this version does not know is left out."""
        kept = _known(cls, stored)
        signs, course = kept.pop("signs", None), kept.pop("course", None)
        return cls(
            signs=Signs.from_json(signs) if isinstance(signs, Mapping) else Signs(),
            course=_course(course) if isinstance(course, Mapping) else None,
            **kept,
        )


def _course(stored: Mapping[str, Any]) -> Course:
    found = tuple((rule, state, why) for rule, state, why in stored.get("findings", ()))
    return Course(**{**_known(Course, stored), "findings": found})


def _known(cls: type[Signs] | type[Course] | type[Vitals], stored: Mapping[str, Any]) -> dict[str, Any]:
    names = {item.name for item in fields(cls)}
    return {name: value for name, value in stored.items() if name in names}
