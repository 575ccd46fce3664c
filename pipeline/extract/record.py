"""One event of a listing as its part of the page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.roles import Occasion
    from pipeline.extract.title_phrases import Title


@dataclass(frozen=True, slots=True)
class Record:
    """One event of a listing: its occasions, the lead first, its part of the page, and what names it.

    ``title`` is its own or that of all; ``place`` the span of its place's words, ``labelled`` where a label
    says so; ``shared`` the span of the sentence that says where all of them are; ``link`` its detail page;
    ``named``: the title is its own words, and not those of its papers alone.
    """

    occasions: tuple[Occasion, ...]
    span: tuple[int, int]
    title: Title | None
    place: tuple[int, int] | None
    labelled: bool
    shared: tuple[int, int] | None
    link: str | None
    named: bool
