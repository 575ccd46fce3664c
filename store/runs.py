"""Runs: one refresh of one source, in one transaction, refused whole where it would lose too much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, insert, tuple_, update
from sqlmodel import Session, SQLModel, col, func, select

from pipeline.model import Run, Status, Vitals
from store import tables
from store.reads import read_rows, read_values
from store.rows import storable

_TABLE = SQLModel.metadata.tables["run"]
REREAD = "reread"
"""The outcome of a run that read the archive again and asked no site: it says nothing of health."""
_MINE = (
    select(*_TABLE.c)
    .where(_TABLE.c.source_id == bindparam("source"))
    .order_by(_TABLE.c.started.desc(), _TABLE.c.id.desc())
)
_LATEST = _MINE.where(_TABLE.c.outcome != REREAD).limit(bindparam("most", type_=Integer))

_KNOWN = update(_TABLE).where(_TABLE.c.id == bindparam("run"))


class RunRefused(Exception):
    """A run would drop or cancel too much; the message says what, in one line. Roll its transaction back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLimits:
    """How much one run may take away: ``share`` of the source's upcoming announcements, missing and cancelled
    ones together, and ``few`` in any case.
    """

    share: float = 0.2
    few: int = 5


def start_run(session: Session, source_id: str, run_id: str, started: datetime) -> Run:
    """A stored run of a stored source; ``run_id`` is unique over all sources' runs."""
    run = Run(id=run_id, source_id=source_id, started=started, outcome="partial")
    session.execute(insert(_TABLE).values(id=run.id, source_id=source_id, started=started, **_told(run)))
    return run


def end_run(
    session: Session,
    run: Run,
    ended: datetime,
    *,
    outcome: str = "ok",
    counts: Mapping[str, int] | None = None,
    issues: Sequence[str] = (),
    limits: RunLimits | None = None,
) -> Run:
    """Close a run with its counts and issues, and store it so; with ``limits``, RunRefused as
    :func:`refuse_losses` raises it.
    """
    done = replace(run, ended=ended, outcome=outcome, counts=dict(counts or {}), issues=tuple(issues))
    if limits is not None:
        refuse_losses(session, done, limits)
    record_run(session, done)
    return done


def record_run(session: Session, run: Run) -> None:
    """Store a run as it is, new or over its earlier state."""
    told = _told(run)
    session.flush()
    if not session.connection().execute(_KNOWN, {"run": run.id, **told}).rowcount:
        first = {"id": run.id, "source_id": run.source_id, "started": run.started}
        session.connection().execute(insert(_TABLE), {**first, **told})


def _told(run: Run) -> dict[str, Any]:
    told: dict[str, Any] = {
        "ended": run.ended,
        "outcome": run.outcome,
        "counts": dict(run.counts),
        "issues": list(storable(run.issues)),
    }
    return told | ({"vitals": run.vitals.as_json()} if run.vitals else {})


def refuse_losses(session: Session, run: Run, limits: RunLimits) -> None:
    """Raises :class:`RunRefused` where ``counts["missing"]`` and ``counts["cancelled"]`` of a run are too
    great a share of what is upcoming.

    Leave the transaction by that exception, and what was stored stands; then record the run by
    :func:`record_run` in a transaction of its own.
    """
    missing, cancelled = (run.counts.get(what, 0) for what in ("missing", Status.CANCELLED.value))
    lost = missing + cancelled
    if lost <= limits.few:
        return
    table = tables.Announcement
    today = run.started.date()
    mine = (col(table.source_id) == run.source_id, col(table.parent_id).is_(None))
    upcoming = (col(table.until_on) >= today, col(table.first_seen) < run.started)
    before = session.exec(select(func.count()).select_from(table).where(*mine, *upcoming)).one()
    if lost > limits.share * before:
        raise RunRefused(
            f"{run.source_id}: of {before} upcoming announcements {missing} would be missing and {cancelled} "
            f"cancelled (more than {limits.share:.0%}); nothing was changed; look at the site, and if it is "
            f"so: kalends refresh {run.source_id} --accept"
        )


def latest_runs(session: Session) -> dict[str, Run]:
    """The newest run of every source, by source id."""
    table = tables.Run
    newest = (
        select(table.source_id, func.max(table.started).label("started"))
        .where(col(table.outcome) != REREAD)
        .group_by(col(table.source_id))
        .subquery()
    )
    same = (col(table.source_id) == newest.c.source_id) & (col(table.started) == newest.c.started)
    return {
        row.source_id: _run(row)
        for row in session.exec(select(table).join(newest, same).order_by(col(table.id)))
    }


def run_histories(
    session: Session, source_ids: Sequence[str], limit: int = 30, well: int = 0
) -> dict[str, list[Run]]:
    """The last ``limit`` runs of these sources, oldest first, by source id; and with them the last ``well``
    that were ``ok``, lest a long fault make what is usual be forgotten.

    Asked source by source, from an index: what years of runs have piled up costs nothing.
    """
    histories: dict[str, list[Run]] = {}
    # Most of a catalogue may never have been refreshed.
    many = len(source_ids) > 1
    stored = set(read_values(session, select(col(tables.Source.id)))) if many else source_ids
    for source_id in (one for one in source_ids if one in stored):
        rows = list(read_rows(session, _LATEST, source=source_id, most=limit))
        lacking = well - sum(row.outcome == "ok" for row in rows)
        if lacking > 0 and len(rows) == limit:
            earlier = tuple_(_TABLE.c.started, _TABLE.c.id) < (rows[-1].started, rows[-1].id)
            wanted = _MINE.where(_TABLE.c.outcome == "ok", earlier).limit(lacking)
            rows += read_rows(session, wanted, source=source_id)
        if rows:
            histories[source_id] = [_run(row) for row in reversed(rows)]
    return histories


def _run(row: Any) -> Run:
    return Run(
        id=row.id,
        source_id=row.source_id,
        started=row.started,
        ended=row.ended,
        outcome=row.outcome,
        counts=dict(row.counts),
        issues=tuple(row.issues),
        vitals=Vitals.from_json(row.vitals) if row.vitals else None,
    )
