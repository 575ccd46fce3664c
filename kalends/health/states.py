"""From a source's history of runs to how it is, since when and why: pure, one pass over the runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kalends.health import answers, tellings
from kalends.health.looks import UNWELL, Finding, Look, Rule, State
from pipeline.model import Run, Vitals

RULES: tuple[Rule, ...] = (
    *(answers.failed, answers.forbidden, answers.guarded, answers.login),
    *(tellings.silent, tellings.never_told),
    *(answers.soft_404, answers.cut, answers.alike, answers.led_home),
    *(tellings.dropped, tellings.unfilled, tellings.midnight, tellings.one_day, tellings.shifted),
    *(tellings.other_language, tellings.other_zone, tellings.shrunk),
)
USUAL_RUNS = 10
"""What is usual is the median of so many runs that were well."""
NEW_NORMAL = timedelta(days=14)
"""What has drifted for so long is what is usual from then on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source is. ``since`` is when the first of the runs started that were found in this state without
    a break (when a pause began; None: it never ran); ``why`` are sentences, the worst first, none where it
    is ok.
    """

    source_id: str
    state: State
    since: datetime | None = None
    why: tuple[str, ...] = ()
    last_run: Run | None = None

    @property
    def is_unwell(self) -> bool:
        """Whether a person should look at it."""
        return self.state in UNWELL


def health_of(source_id: str, history: Sequence[Run]) -> Health:
    """How a source with these runs (oldest first) is; without a run that ended it never ran."""
    state, since, findings = State.NEVER, None, tuple[Finding, ...]()
    usual: deque[Vitals] = deque(maxlen=USUAL_RUNS)
    told_before = False
    ended = [run for run in history if run.ended is not None]
    for run in ended:
        look = Look(
            run=run, before=tuple(usual), last=findings, told_before=told_before, first=ended[0].started
        )
        if not (answers.is_held(look) and state is not State.NEVER):
            found, findings = findings_of(look)
            if found is not state:
                state, since = found, run.started
            if state is State.DRIFTING and since is not None and run.started - since >= NEW_NORMAL:
                usual.clear()
                usual.append(look.vitals)
                state, since, findings = State.OK, run.started, ()
            elif state is State.OK and run.vitals is not None:
                usual.append(run.vitals)
        told_before = told_before or bool(look.vitals.told)
    return Health(
        source_id=source_id,
        state=state,
        since=since,
        why=tuple(finding.why for finding in findings),
        last_run=ended[-1] if ended else None,
    )


def findings_of(look: Look) -> tuple[State, tuple[Finding, ...]]:
    """The worst state that the rules find of one run, and all that they found, the worst first."""
    found = [finding for rule in RULES for finding in rule(look)]
    found.sort(key=lambda finding: UNWELL.index(finding.state))
    return (found[0].state if found else State.OK), tuple(found)
