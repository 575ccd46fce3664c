"""What follows a refresh: its sources' health is looked at, told where it changed, and left for a monitor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from kalends.health.channels import FAILURES, Channel, channels
from kalends.health.digest import Digest, digest_of
from kalends.health.sources import health_of_sources
from kalends.health.states import Health
from kalends.settings import Settings
from scrapers.source import Source
from store.alerts import Told, record_failure, record_told, told_states, untold
from store.session import StoreError, session

Say = Callable[[str], None]


def after_refresh(
    settings: Settings, engine: Engine, sources: Sequence[Source], at: datetime, say: Say
) -> list[Health]:
    """Tell every channel once of what changed with these sources, write the metrics file, return the healths.

    ``sources`` are all that can be refreshed, not only those that were. What cannot be told or written is
    said in a line to ``say`` and tried again after the next refresh; it never stops one. Raises StoreError
    where health cannot be read at all.
    """
    with session(engine) as opened:
        healths = health_of_sources(opened, sources)
    for name, tell in channels(settings).items():
        try:
            _told(engine, name, tell, healths, at, say)
        except (StoreError, SQLAlchemyError) as error:
            said = str(error).partition("\n")[0]
            say(f"kalends: the alert by {name} may come again: {said}")
    if settings.metrics_file is not None:
        from prometheus_client import write_to_textfile

        from kalends.health.metrics import registry_of

        try:
            settings.metrics_file.parent.mkdir(parents=True, exist_ok=True)
            with session(engine) as opened:
                write_to_textfile(str(settings.metrics_file), registry_of(healths, untold(opened)))
        except (OSError, StoreError) as error:
            say(f"kalends: KALENDS_METRICS_FILE={settings.metrics_file}: {error}")
    return healths


def _told(
    engine: Engine, name: str, tell: Channel, healths: Sequence[Health], at: datetime, say: Say
) -> None:
    """Tell one channel and remember what it knows now; never within a transaction, for servers are slow."""
    with session(engine) as opened:
        known = told_states(opened, name)
    digest = digest_of(healths, known, at)
    if digest is None:
        return
    try:
        tell(digest)
    except FAILURES as error:
        with session(engine, write=True) as opened:
            record_failure(opened, name, [(source_id, told) for source_id, told in _before(digest, at)])
        said = " ".join(str(error).split())[:200] or type(error).__name__
        say(f"kalends: no alert could be sent by {name} ({said}); it is sent after the next refresh")
        return
    with session(engine, write=True) as opened:
        record_told(opened, name, _now(digest, at), at)


def _before(digest: Digest, at: datetime) -> list[tuple[str, Told]]:
    return [
        (one.health.source_id, Told(state=one.was, since=one.health.since or at)) for one in digest.changes
    ]


def _now(digest: Digest, at: datetime) -> list[tuple[str, Told]]:
    return [
        (one.health.source_id, Told(state=one.health.state.value, since=one.health.since or at))
        for one in digest.changes
    ]
