"""What tellings of one event state differently where only one can be right. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.model import Precision, Telling
from store.places import city_key

CONFLICTS = ("day", "hour", "city")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of ``CONFLICTS`` that is told in more than one way; ``said`` by announcement."""

    field: str
    said: tuple[tuple[str, str], ...]


def conflicts_of(tellings: Iterable[Telling]) -> Iterator[Conflict]:
    """Other days, other hours, other cities, of the tellings that are still there."""
    said: dict[str, dict[str, str]] = {name: {} for name in CONFLICTS}
    for telling in tellings:
        told = telling.announcement
        if telling.missing_since is not None:
            continue
        if told.when is not None and told.when.precision is not Precision.MONTH:
            said["day"][told.id] = told.when.start_text[:10]
        if told.when is not None and told.when.precision is Precision.MINUTE:
            said["hour"][told.id] = told.when.start_text
        if told.place.city:
            said["city"][told.id] = city_key(told.place.city, told.place.country)
    for field, values in said.items():
        if len(set(values.values())) > 1:
            yield Conflict(field, tuple(sorted(values.items())))
