"""What a rule of health looks at: one run, beside the runs before it that were well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from pipeline.model import Run, Signs, Vitals

GONE = ("404", "410")
ANSWERED = ("200", "304", *GONE)


class State(StrEnum):
    """How a source is."""

    OK = "ok"
    SILENT = "silent"
    DRIFTING = "drifting"
    REFUSED = "refused"
    FAILING = "failing"
    NEVER = "never run"
    PAUSED = "paused"


UNWELL = (State.FAILING, State.REFUSED, State.SILENT, State.DRIFTING)
"""The states that want a person, the worst first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: its name (with the field, where it is of one) and why, in words."""

    rule: str
    state: State
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One run. ``before`` are the vitals of earlier runs that were well, oldest first; ``last`` the findings
    on the run just before; ``told_before`` whether any earlier run told of anything, ``linked_before``
    whether any listing led to a page; ``first`` when the first run started.
    """

    run: Run
    before: tuple[Vitals, ...] = ()
    last: tuple[Finding, ...] = ()
    told_before: bool = False
    linked_before: bool = False
    first: datetime

    @property
    def vitals(self) -> Vitals:
        return self.run.vitals or Vitals()

    @property
    def signs(self) -> Signs:
        return self.vitals.signs

    def was(self, rule: str) -> bool:
        """Whether the run before was found so too."""
        return any(finding.rule == rule for finding in self.last)

    def usual(self, number: Callable[[Vitals], float | None]) -> float | None:
        """The median of what earlier well runs have; None where none has it."""
        found = [value for vitals in self.before if (value := number(vitals)) is not None]
        return median(found) if found else None


Rule = Callable[[Look], Iterator[Finding]]


def share(part: float, whole: float) -> float | None:
    """``part`` of ``whole``; None of nothing."""
    return part / whole if whole else None
