"""What filters can be chosen from: from the small tables, so that no corpus is too large to ask."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from store import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Ids of networks, codes of countries and of languages, each in order, that sources declare."""

    networks: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def choices(session: Session) -> Choices:
    """What the stored sources have between them."""
    source, network = tables.Source, tables.SourceNetwork
    rows = session.exec(select(source.country, source.languages)).all()
    networks = session.exec(select(network.network_id).distinct().order_by(col(network.network_id)))
    return Choices(
        networks=tuple(networks),
        countries=tuple(sorted({country for country, _ in rows if country})),
        languages=tuple(sorted({code for _, codes in rows for code in codes})),
    )
