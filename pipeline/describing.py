"""What else is told of an event: a summary, languages, whom it is for, accessibility, topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from pipeline.extract.about import find_event_languages, find_summary, find_topics
from pipeline.extract.access import find_access, find_interpretation
from pipeline.extract.audience import find_audience
from pipeline.extract.values import Value
from pipeline.ledger import Ledger
from pipeline.raws import summary_of
from pipeline.structured import RawEvent


class Described(TypedDict):
    """Fields of an announcement."""

    summary: str | None
    languages: tuple[str, ...]
    interpretation: tuple[str, ...]
    audience: str | None
    accessibility: tuple[str, ...]
    topics: tuple[str, ...]


def described(primary: bool, raw: RawEvent | None, title: str, ledger: Ledger) -> Described:
    """Return what the page tells of its event; of a further event (not ``primary``) only its own data do."""
    sheet = ledger.sheet
    own = (sheet.known.language,) if sheet.known.language else ()
    summary = summary_of(raw) if raw is not None and raw.description else None
    if not primary:
        return Described(
            summary=summary, languages=own, interpretation=(), audience=None, accessibility=(), topics=()
        )
    if summary is None:
        summary = _one("summary", sheet.once(find_summary), ledger)
    topics = raw.topics if raw is not None else ()
    return Described(
        summary=summary,
        languages=_many("languages", sheet.once(find_event_languages), ledger) or own,
        interpretation=_many("interpretation", sheet.once(find_interpretation), ledger),
        audience=_one("audience", sheet.once(find_audience), ledger),
        accessibility=_many("accessibility", sheet.once(find_access), ledger),
        topics=topics or _many("topics", find_topics(sheet, title), ledger),
    )


def _one(name: str, found: Value[str] | None, ledger: Ledger) -> str | None:
    if found is None:
        return None
    ledger.note(name, found.value, found)
    return found.value


def _many(name: str, found: Sequence[Value[str]], ledger: Ledger) -> tuple[str, ...]:
    for one in found:
        ledger.note(name, one.value, one)
    return tuple(one.value for one in found)
