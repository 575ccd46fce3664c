"""The health of sources, as the command, the pages, the metrics and the alerts show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlmodel import Session

from kalends.health.looks import State
from kalends.health.states import Health, health_of
from scrapers.source import Source
from store.pauses import pauses
from store.runs import run_histories

DECLARED = "its file declares it paused"
_LAST = 2
"""The last run knows what was found when it ended; one of a version that did not look is looked at alone."""


def health_of_sources(session: Session, sources: Iterable[Source]) -> list[Health]:
    """How each of these declared sources is, in their order; one that is paused is that, whatever it was."""
    wanted = list(sources)
    healths = healths_of(session, [source.id for source in wanted])
    return [
        replace(healths[source.id], state=State.PAUSED, since=None, why=(source.note or DECLARED,))
        if source.status == "paused" and healths[source.id].state is not State.PAUSED
        else healths[source.id]
        for source in wanted
    ]


def healths_of(session: Session, source_ids: Sequence[str]) -> dict[str, Health]:
    """The health of each of these sources by id, whether or not the catalogue still has them."""
    histories = run_histories(session, source_ids, limit=_LAST)
    paused = pauses(session)
    found = {}
    for source_id in source_ids:
        health = health_of(source_id, histories.get(source_id, ()))
        pause = paused.get(source_id)
        if pause is not None:
            health = replace(health, state=State.PAUSED, since=pause.since, why=(pause.why,))
        found[source_id] = health
    return found
