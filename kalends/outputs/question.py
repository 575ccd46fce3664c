"""Two announcements side by side, for a person who is to say whether they are one event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from kalends.console import write_section_to
from kalends.outputs.wording import when_words
from pipeline.model import Announcement, Role
from store.judgements import Question

COLUMNS = ("", "one", "other")
_ROLES = {
    "organisers": (Role.ORGANISER, Role.CO_ORGANISER),
    "partners": (Role.PARTNER,),
    "funders": (Role.FUNDER,),
}


def write_question(question: Question, heading: str, out: TextIO) -> None:
    """Write what both say, and why the rules were unsure."""
    left, right = (dict(_said(side)) for side in (question.left, question.right))
    rows = [(name, left[name], right[name]) for name in left if left[name] or right[name]]
    rows.append(("rules", f"{question.score:.2f}", "; ".join(question.reasons)))
    write_section_to(out, heading, COLUMNS, rows)


def _said(told: Announcement) -> Iterator[tuple[str, str]]:
    place = told.place
    yield "title", told.title
    yield "when", when_words(told.when or told.yearless)
    yield "where", ", ".join(part for part in (place.venue, place.address, place.city) if part)
    for name, roles in _ROLES.items():
        yield name, ", ".join(party.name for party in told.parties if party.role in roles)
    yield "summary", told.summary or ""
    yield "source", told.source_id
    yield "page", told.url
