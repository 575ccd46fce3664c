"""What an extractor hands back: one value with its place in the text, how it was read, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Value(Generic[T_co]):
    """One value; ``start`` and ``end`` are offsets into the page's text, ``score`` is from 0 to 1."""

    value: T_co
    start: int
    end: int
    method: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A value of one field, in the page's words, with the span it was read from."""

    field: str
    value: str
    start: int
    end: int
    method: str
    score: float
