"""Sources and networks as they are stored: who publishes, in which networks, how the last runs went."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from pipeline.model import Run
from store import tables
from store.runs import latest_runs, run_histories


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One stored source; ``runs`` are its latest, newest first."""

    id: str
    publisher: str
    organisation_id: int | None
    url: str | None
    country: str | None
    city: str | None
    languages: tuple[str, ...]
    networks: tuple[str, ...]
    runs: tuple[Run, ...]
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A network and how many sources are in it."""

    id: str
    sources: int


def list_networks(session: Session) -> list[NetworkView]:
    """Networks by id."""
    table = tables.SourceNetwork
    counted = select(table.network_id, func.count()).group_by(col(table.network_id))
    return [NetworkView(*row) for row in session.exec(counted.order_by(col(table.network_id)))]


def list_sources(
    session: Session, network: str | None = None, text: str | None = None, limit: int | None = None
) -> list[SourceView]:
    """Sources by publisher with their last runs: of a network, with ``text`` in name, id or URL, or all."""
    table, member = tables.Source, tables.SourceNetwork
    wanted = select(table).order_by(func.lower(col(table.publisher)), col(table.id))
    if network is not None:
        ids = select(member.source_id).where(col(member.network_id) == network)
        wanted = wanted.where(col(table.id).in_(ids))
    if text:
        named = (
            col(column).icontains(text, autoescape=True) for column in (table.publisher, table.id, table.url)
        )
        wanted = wanted.where(or_(*named))
    networks: dict[str, list[str]] = defaultdict(list)
    for row in session.exec(select(member).order_by(col(member.network_id))):
        networks[row.source_id].append(row.network_id)
    latest = latest_runs(session)
    return [
        _view(row, networks[row.id], (latest[row.id],) if row.id in latest else (), None)
        for row in session.exec(wanted.limit(limit))
    ]


def load_source(session: Session, source_id: str, runs: int = 20) -> SourceView | None:
    """One source with its latest runs and how many pages are kept of it; None where it is not known."""
    row = session.get(tables.Source, source_id)
    if row is None:
        return None
    member, page = tables.SourceNetwork, tables.Page
    networks = session.exec(select(member.network_id).where(member.source_id == source_id)).all()
    latest = run_histories(session, [source_id], runs).get(source_id, [])
    kept = select(func.count()).select_from(page).where(col(page.source_id) == source_id)
    return _view(row, sorted(networks), tuple(reversed(latest)), session.exec(kept).one())


def _view(row: tables.Source, networks: list[str], runs: tuple[Run, ...], pages: int | None) -> SourceView:
    return SourceView(
        id=row.id,
        publisher=row.publisher,
        organisation_id=row.organisation_id,
        url=row.url,
        country=row.country,
        city=row.city,
        languages=tuple(row.languages),
        networks=tuple(networks),
        runs=runs,
        pages=pages,
    )
