"""All structured events of a page, whatever form they come in."""

from __future__ import annotations

from pipeline.sheet import Sheet
from pipeline.structured import RawEvent
from pipeline.structured.frontmatter import front_matter_event
from pipeline.tokens import cut


def raw_events(sheet: Sheet) -> tuple[list[RawEvent], tuple[str, ...]]:
    """Return the events that the page's structured data state, and what was wrong with those data."""
    if sheet.document.fields:
        raw = front_matter_event(sheet.document.fields, lambda words: _says_online(sheet, words))
        return ([raw] if raw is not None else []), ()
    return [], ()


def _says_online(sheet: Sheet, words: str) -> bool:
    return any(hit.key in ("online", "hybrid") for hit in sheet.known.lexicon.find(cut(words)))
