"""The health of sources as Prometheus metrics: for ``/metrics`` and for a text file alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from prometheus_client import CollectorRegistry, Gauge
from sqlmodel import Session

from kalends.health.looks import State
from kalends.health.sources import health_of_sources
from kalends.health.states import Health
from scrapers.source import Source
from store.alerts import untold


def registry(session: Session, sources: Sequence[Source]) -> CollectorRegistry:
    """The metrics of these sources, as of their last runs."""
    return registry_of(health_of_sources(session, sources), untold(session))


def registry_of(healths: Sequence[Health], untold_by_channel: Mapping[str, int]) -> CollectorRegistry:
    """The metrics of these healths and of alerts that could not be told."""
    found = CollectorRegistry()
    states = Counter(health.state for health in healths)
    count = Gauge("kalends_sources", "Sources by state.", ["state"], registry=found)
    for state in State:
        count.labels(state.value).set(states[state])
    failures = Gauge(
        "kalends_alert_failures",
        "Times in a row that a channel could not be told.",
        ["channel"],
        registry=found,
    )
    for channel, number in untold_by_channel.items():
        failures.labels(channel).set(number)
    _add_sources(found, healths)
    return found


def _add_sources(found: CollectorRegistry, healths: Sequence[Health]) -> None:
    def gauge(name: str, said: str, *labels: str) -> Gauge:
        return Gauge(f"kalends_source_{name}", said, ["source", *labels], registry=found)

    state = gauge("state", "1 for the state that the source is in.", "state")
    since = gauge("state_since_timestamp_seconds", "When the source came into its state.")
    started = gauge("last_run_timestamp_seconds", "When the source's last run started.")
    seconds = gauge("last_run_seconds", "How long the source's last run took.")
    pages = gauge("pages", "Pages that answered in the last run.")
    told = gauge("announcements", "Announcements on pages that answered in the last run.")
    coming = gauge("upcoming", "Those of them that are not past.")
    for health in healths:
        state.labels(health.source_id, health.state.value).set(1)
        if health.since:
            since.labels(health.source_id).set(health.since.timestamp())
        run = health.last_run
        if run is None or run.ended is None:
            continue
        started.labels(health.source_id).set(run.started.timestamp())
        seconds.labels(health.source_id).set((run.ended - run.started).total_seconds())
        if run.vitals is not None:
            signs = run.vitals.signs
            pages.labels(health.source_id).set(signs.listings + signs.details)
            told.labels(health.source_id).set(run.vitals.told)
            coming.labels(health.source_id).set(run.vitals.upcoming)
