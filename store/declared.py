"""What all sources of a refresh declare of themselves, held against what is stored at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from pipeline.model import SourceFacts
from store import tables
from store.entities import standing_ids
from store.rows import storable
from store.tellings import chunks
from store.write import publisher_name, save_source


def save_sources(session: Session, declared: Sequence[SourceFacts]) -> None:
    """Store what these sources declare as :func:`store.write.save_source` does.

    What stands so already, which is nearly all of it nearly every night, costs four questions together.
    """
    wanted = [storable(facts) for facts in declared]
    standing = _Standing(session, wanted)
    for facts in wanted:
        if not standing.has(facts):
            save_source(session, facts)


class _Standing:
    """What is stored of sources, their networks and their publishers."""

    def __init__(self, session: Session, declared: Sequence[SourceFacts]) -> None:
        self._rows: dict[str, tables.Source] = {}
        self._networks: dict[str, set[str]] = {}
        self._organisations: dict[int, tables.Organisation] = {}
        row, link, organisation = tables.Source, tables.SourceNetwork, tables.Organisation
        for chunk in chunks([facts.id for facts in declared]):
            self._rows |= {one.id: one for one in session.exec(select(row).where(col(row.id).in_(chunk)))}
            for one in session.exec(select(link).where(col(link.source_id).in_(chunk))):
                self._networks.setdefault(one.source_id, set()).add(one.network_id)
        names = [name for facts in declared if (name := publisher_name(facts)) is not None]
        self._ids = standing_ids(session, names)
        for numbers in chunks(sorted(set(self._ids.values()))):
            for known in session.exec(select(organisation).where(col(organisation.id).in_(numbers))):
                self._organisations[known.id or 0] = known

    def has(self, facts: SourceFacts) -> bool:
        """Whether to store this would change nothing."""
        row, name = self._rows.get(facts.id), publisher_name(facts)
        if row is None or self._networks.get(facts.id, set()) != set(facts.networks):
            return False
        if (row.country, row.city, row.timezone, row.languages) != (
            *(facts.country, facts.city, facts.timezone),
            list(facts.languages),
        ):
            return False
        if name is None:
            return (row.organisation_id, row.publisher, row.url) == (None, facts.id, None)
        number = self._ids.get(name.key)
        if number is None or (row.organisation_id, row.publisher, row.url) != (number, name.name, name.url):
            return False
        known = self._organisations[number]
        return bool(known.type or not name.type) and bool(known.url or not name.url)
