"""Parts of a view: which events each has, told by positions, and these loaded together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from sqlmodel import Session

T = TypeVar("T")
Load: TypeAlias = Callable[[Session, Sequence[int]], list[T]]
"""Gives the events at these positions, in their order."""

Part: TypeAlias = tuple[list[int], int]
"""Positions of a section's events, and how many there are in all."""


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """Some events and how many there are in all; a ``total`` of ``store.now.COUNTED`` may be more."""

    events: tuple[T, ...]
    total: int


def sections(session: Session, parts: Mapping[str, Part], load: Load[T]) -> dict[str, Section[T]]:
    """The sections of these parts, their events loaded together."""
    positions = list(dict.fromkeys(position for part, _ in parts.values() for position in part))
    events = dict(zip(positions, load(session, positions), strict=True))
    return {
        name: Section(tuple(events[position] for position in part), total)
        for name, (part, total) in parts.items()
    }
