"""What an alert says: the sources whose state changed, all in one message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kalends.health.looks import UNWELL, State
from kalends.health.states import Health
from store.alerts import Told

_SILENT_ON = (State.NEVER, State.PAUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A source that is otherwise than the channel was last told."""

    health: Health
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One message: the changes, the worst first, and how many sources are in each state."""

    at: datetime
    changes: tuple[Change, ...]
    summary: Mapping[str, int]

    @property
    def subject(self) -> str:
        """One line: how many became unwell, how many recovered."""
        worse = [one for one in self.changes if one.health.is_unwell]
        better = len(self.changes) - len(worse)
        told = Counter(one.health.state.value for one in worse)
        parts = [f"{count} {state}" for state, count in told.items()] + (
            [f"{better} ok again"] if better else []
        )
        return "Kalends: " + ", ".join(parts)

    @property
    def text(self) -> str:
        """The message in plain text, a paragraph a source."""
        lines = []
        for one in self.changes:
            health = one.health
            since = f", since {health.since:%Y-%m-%d %H:%M} UTC" if health.since else ""
            lines.append(f"{health.source_id}: {health.state.value} (was {one.was}){since}")
            lines += [f"  {why}" for why in health.why]
        states = ", ".join(f"{count} {state}" for state, count in self.summary.items())
        return "\n".join([*lines, "", f"All sources: {states}.", "What to do: docs/operations.md, Health."])

    def as_json(self) -> dict[str, object]:
        """The message for a webhook; ``text`` is what chat services show."""
        return {
            "text": f"{self.subject}\n{self.text}",
            "at": self.at.isoformat(),
            "changes": [
                {
                    "id": one.health.source_id,
                    "state": one.health.state.value,
                    "was": one.was,
                    "since": one.health.since.isoformat() if one.health.since else None,
                    "why": list(one.health.why),
                }
                for one in self.changes
            ],
            "summary": dict(self.summary),
        }


def digest_of(healths: Sequence[Health], told: Mapping[str, Told], at: datetime) -> Digest | None:
    """What a channel that knows ``told`` has not been told yet; None where nothing has changed.

    A source that nothing was said of counts as ok; one that is paused or never ran is not spoken of.
    """
    changes = [
        Change(health=health, was=known)
        for health in healths
        if health.state not in _SILENT_ON and health.state.value != (known := _known(told, health.source_id))
    ]
    if not changes:
        return None
    order = [*UNWELL, State.OK]
    changes.sort(key=lambda one: (order.index(one.health.state), one.health.source_id))
    summary = Counter(health.state.value for health in healths)
    return Digest(at=at, changes=tuple(changes), summary=dict(sorted(summary.items())))


def _known(told: Mapping[str, Told], source_id: str) -> str:
    return told[source_id].state if source_id in told else State.OK.value
