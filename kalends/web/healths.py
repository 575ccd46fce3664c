"""How stored sources are, for their pages: health from their runs, and what an operator has paused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from kalends.health.looks import State
from kalends.health.states import Health, health_of
from store.pauses import pauses
from store.runs import run_histories


def healths_of(session: Session, source_ids: Sequence[str]) -> dict[str, Health]:
    """The health of each of these stored sources, whether or not the catalogue still has them."""
    histories = run_histories(session, source_ids)
    paused = pauses(session)
    found = {}
    for source_id in source_ids:
        health = health_of(source_id, histories.get(source_id, ()))
        pause = paused.get(source_id)
        if pause is not None:
            health = replace(health, state=State.PAUSED, since=pause.since, why=(pause.why,))
        found[source_id] = health
    return found
