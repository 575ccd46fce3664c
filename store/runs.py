"""Runs: one refresh of one source, in one transaction, refused whole where it would lose too much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, case, insert, literal, update
from sqlalchemy.sql import Executable
from sqlmodel import Session, SQLModel, col, func, select

from pipeline.model import Run, Status, Vitals
from store import tables
from store.reads import read_rows, read_values
from store.rows import storable
from store.tellings import chunks

_TABLE = SQLModel.metadata.tables["run"]
_EARLIER = _TABLE.alias("earlier")
_OLD = _EARLIER.c.outcome
_WELL = "ok"
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
REREAD = "reread"
"""The outcome of a run that read the archive again and asked no site: it says nothing of health."""
_REFRESHED = (
    select(_TABLE.c.source_id).where(_TABLE.c.source_id.in_(bindparam("sources", expanding=True))).distinct()
)
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
    upcoming = col(table.until_on).is_(None) | (col(table.until_on) >= today)
    # What is missing since an earlier run is no more of what could be lost.
    standing = (upcoming, col(table.missing_since).is_(None), col(table.first_seen) < run.started)
    before = missing + session.exec(select(func.count()).select_from(table).where(*mine, *standing)).one()
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


def ever_run(session: Session, source_ids: Sequence[str]) -> set[str]:
    """Those of these sources that were refreshed before, however it went."""
    found: set[str] = set()
    for chunk in chunks(source_ids):
        found |= set(read_values(session, _REFRESHED, sources=chunk))
    return found


def run_histories(
    session: Session, source_ids: Sequence[str], limit: int = 30, well: int = 0
) -> dict[str, list[Run]]:
    """The last ``limit`` runs of these sources, oldest first, by source id; and with them the last ``well``
    that were ``ok``, lest a long fault make what is usual be forgotten.

    One statement for all of them. It finds in an index from when on it needs each source's runs: what years
    of runs have piled up costs nothing.
    """
    histories: dict[str, list[Run]] = {}
    for chunk in chunks(source_ids):
        rows = read_rows(session, _histories(well > 0), sources=chunk, late=limit - 1, well=well - 1)
        for source_id, mine in groupby(rows, attrgetter("source_id")):
            histories[source_id] = [_run(row) for row in _wanted(list(mine), limit, well)]
    return histories


@cache
def _histories(with_well: bool) -> Executable:
    """Runs of ``sources``, each's from the ``late``-th last one on, counted from nought; and those that
    were well from the ``well``-th last of that kind on.
    """
    known = SQLModel.metadata.tables["source"].c
    edges: Any = select(known.id, _edge("late", _OLD != REREAD).label("late"))
    if with_well:
        edges = edges.add_columns(_edge("well", _OLD == _WELL).label("well"))
    edge = edges.where(known.id.in_(bindparam("sources", expanding=True))).subquery()
    counted = _TABLE.c.outcome != REREAD
    first: ColumnElement[Any] = edge.c.late
    kept = counted
    if with_well:
        first = case((edge.c.well < edge.c.late, edge.c.well), else_=edge.c.late)
        kept &= (_TABLE.c.started >= edge.c.late) | (_TABLE.c.outcome == _WELL)
    joined = select(*_TABLE.c).join(edge, _TABLE.c.source_id == edge.c.id)
    wanted: Select[Any] = joined.where(_TABLE.c.started >= first, kept)
    return wanted.order_by(_TABLE.c.source_id, _TABLE.c.started, _TABLE.c.id)


def _edge(place: str, counted: ColumnElement[bool]) -> ColumnElement[Any]:
    """When the run at a place began, of a source's runs that are counted, the newest at nought; before all
    where there are fewer.
    """
    known = SQLModel.metadata.tables["source"].c
    mine = select(_EARLIER.c.started).where(_EARLIER.c.source_id == known.id, counted)
    placed = mine.order_by(_EARLIER.c.started.desc()).limit(1).offset(bindparam(place, type_=Integer))
    return func.coalesce(placed.scalar_subquery(), literal(_EVER, _TABLE.c.started.type))


def _wanted(mine: Sequence[Any], limit: int, well: int) -> list[Any]:
    """Of one source's runs, oldest first, the last ones, and before them those that were well and lack.

    Runs of one moment may be more than were asked for.
    """
    late = mine[-limit:]
    lacking = well - sum(row.outcome == _WELL for row in late)
    earlier = [row for row in mine[:-limit] if row.outcome == _WELL]
    return [*(earlier[-lacking:] if lacking > 0 else ()), *late]


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
