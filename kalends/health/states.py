"""From a source's history of runs to how it is, since when and why: pure, one pass over the runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kalends.health import answers, tellings
from kalends.health.looks import UNWELL, Finding, Look, Rule, State
from pipeline.model import Course, Run, Vitals

ANSWERS: tuple[Rule, ...] = (
    *(answers.failed, answers.forbidden, answers.guarded, answers.login),
    *(answers.unsafe, answers.soft_404, answers.cut, answers.alike, answers.led_home),
)
NEWS: tuple[Rule, ...] = (*ANSWERS, tellings.shifted, tellings.silent)
"""The rules that hold for a run, too, in which a source was asked for what is newer only."""
RULES: tuple[Rule, ...] = (
    *ANSWERS,
    *(tellings.silent, tellings.never_told),
    *(tellings.dropped, tellings.unfilled, tellings.midnight, tellings.one_day, tellings.shifted),
    *(tellings.other_language, tellings.other_zone, tellings.shrunk),
)
USUAL_RUNS = 10
"""What is usual is the median of so many runs that were well."""
NEW_NORMAL = timedelta(days=14)
"""What has drifted for so long is what is usual from then on."""
_LASTING = frozenset(rule.__name__ for rule in RULES) - {rule.__name__ for rule in NEWS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source is. ``since`` is when the first of the runs started that were found in this state without
    a break (when a pause began; None: it never ran); ``why`` are sentences, the worst first, none where it
    is ok. ``course`` is what the next run needs to know of all before.
    """

    source_id: str
    state: State
    since: datetime | None = None
    why: tuple[str, ...] = ()
    last_run: Run | None = None
    course: Course | None = None

    @property
    def is_unwell(self) -> bool:
        """Whether a person should look at it."""
        return self.state in UNWELL


def health_of(source_id: str, history: Sequence[Run]) -> Health:
    """How a source with these runs (oldest first) is; without a run that ended it never ran.

    A run that stands with its ``course`` was looked at when it ended; it is not looked at again. So the
    history may begin late, and have gaps of runs that were not well.
    """
    ended = [run for run in history if run.ended is not None]
    if not ended:
        return Health(source_id=source_id, state=State.NEVER)
    walk = _Walk(state=State.OK, since=ended[0].started, first=ended[0].started)
    for run in ended:
        walk.step(run)
    return Health(
        source_id=source_id,
        state=walk.state,
        since=walk.since,
        why=tuple(finding.why for finding in walk.findings),
        last_run=ended[-1],
        course=walk.course,
    )


@dataclass(slots=True)
class _Walk:
    """Where a source stands while its runs are gone through."""

    state: State
    since: datetime
    first: datetime
    told: bool = False
    linked: bool = False
    findings: tuple[Finding, ...] = ()
    usual: deque[Vitals] = field(default_factory=lambda: deque(maxlen=USUAL_RUNS))

    @property
    def course(self) -> Course:
        return Course(
            state=self.state.value,
            since=self.since.isoformat(),
            first=self.first.isoformat(),
            told=self.told,
            linked=self.linked,
            findings=tuple((one.rule, one.state.value, one.why) for one in self.findings),
        )

    def step(self, run: Run) -> None:
        """Go on over one run."""
        course = run.vitals.course if run.vitals else None
        if course is None:
            self._judge(run)
        else:
            self.state, self.told = State(course.state), course.told
            self.linked = course.told if course.linked is None else course.linked
            self.since, self.first = (datetime.fromisoformat(at) for at in (course.since, course.first))
            self.findings = tuple(Finding(rule, State(state), why) for rule, state, why in course.findings)
        vitals = run.vitals
        if self.state is State.OK and vitals and vitals.signs.listings and not vitals.news_only:
            self.usual.append(vitals)

    def _judge(self, run: Run) -> None:
        look = Look(
            run=run,
            before=tuple(self.usual),
            last=self.findings,
            told_before=self.told,
            linked_before=self.linked,
            first=self.first,
        )
        self.told = self.told or bool(look.vitals.told)
        self.linked = self.linked or bool(look.vitals.linked)
        if answers.is_held(look):
            return
        found = findings_of(look)
        state = found[0].state if found else State.OK
        if state is not self.state:
            self.state, self.since = state, run.started
        self.findings = found
        if state is State.DRIFTING and run.started - self.since >= NEW_NORMAL:
            self.usual.clear()
            self.state, self.since, self.findings = State.OK, run.started, ()


def findings_of(look: Look) -> tuple[Finding, ...]:
    """All that the rules find of one run, the worst first.

    Where a source was asked for what is newer only, that is too little to tell that what was lost is back.
    """
    news_only = look.vitals.news_only
    found = [finding for rule in (NEWS if news_only else RULES) for finding in rule(look)]
    if news_only:
        found += [finding for finding in look.last if finding.rule.partition(".")[0] in _LASTING]
    found.sort(key=lambda finding: UNWELL.index(finding.state))
    return tuple(found)
