"""The health of the catalogue's sources, as the command, the pages, the metrics and the alerts show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session

from kalends.health.looks import State
from kalends.health.states import Health, health_of
from scrapers.source import Source
from store.pauses import pauses
from store.runs import run_histories

DECLARED = "its file declares it paused"


def health_of_sources(session: Session, sources: Iterable[Source]) -> list[Health]:
    """How each of these sources is, in their order; one that is paused is that, whatever it was before.

    The last run knows what was found when it ended; one of a version that did not look is looked at alone.
    """
    wanted = list(sources)
    histories = run_histories(session, [source.id for source in wanted], limit=2)
    paused = pauses(session)
    found = []
    for source in wanted:
        health = health_of(source.id, histories.get(source.id, ()))
        pause = paused.get(source.id)
        if pause is not None:
            health = replace(health, state=State.PAUSED, since=pause.since, why=(pause.why,))
        elif source.status == "paused":
            health = replace(health, state=State.PAUSED, since=None, why=(source.note or DECLARED,))
        found.append(health)
    return found
