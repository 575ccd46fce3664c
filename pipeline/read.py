"""One page in, its announcements out."""

from __future__ import annotations

import re
from datetime import date, datetime

from pipeline.announcements import Reader
from pipeline.clean import clean_announcement
from pipeline.language import page_language
from pipeline.listed import is_listed, read_listed
from pipeline.model import Page, Reading, SourceFacts
from pipeline.sheet import Sheet
from pipeline.structured.collect import raw_events
from pipeline.structured.stamps import read_stamp
from pipeline.text import Document, UnreadableError, read_document
from pipeline.tokens import MOST_TOKENS
from pipeline.words import vocabulary

_FAULT = re.compile(r"broken|cut in|charset|not UTF-8|cut off")
"""Issues that are the document's fault and cost some of it; others only tell of a bound that was kept."""
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "og:published_time",
    "pubdate",
    "publish-date",
    "article:modified_time",
    "last-modified",
)


def read_page(page: Page, facts: SourceFacts | None = None) -> Reading:
    """Return what ``page`` announces; ``facts`` fill in what the page leaves unsaid.

    Never raises: what cannot be read is named in ``Reading.error``; what can be read is there all the same.
    """
    facts = facts or SourceFacts()
    try:
        if is_listed(page):
            return read_listed(page, facts)
        document = read_document(page)
    except UnreadableError as error:
        return Reading(url=page.url, error=f"{page.url or page.source_id}: {error}")
    sheet, language = laid_out(page, document, facts)
    raws, issues = raw_events(sheet)
    reader = Reader(sheet, published_day(document))
    announcements = tuple(clean_announcement(one) for one in reader.announcements(raws))
    problems = (*document.issues, *issues, *reader.raws.issues, *_unread(sheet))
    sheet.forget()
    broken = [issue for issue in problems if _FAULT.search(issue)]
    return Reading(
        url=page.url,
        text=document.text,
        language=language,
        announcements=announcements,
        issues=problems,
        error=f"{page.url or page.source_id}: {broken[0]}" if broken else None,
    )


def laid_out(page: Page, document: Document, facts: SourceFacts) -> tuple[Sheet, str | None]:
    """Return the sheet that extractors are given, and the page's language; English reads what has none."""
    language = page_language(document, facts)
    return Sheet(page, document, vocabulary(language or "en"), facts), language


def _unread(sheet: Sheet) -> list[str]:
    """Name what is left out of a text that is too long to be read whole."""
    tokens = sheet.marks.tokens
    if len(tokens) < MOST_TOKENS:
        return []
    return [f"read up to character {tokens.ends[-1]} of {len(sheet.text)}; the text is too long"]


def published_day(document: Document) -> date | None:
    """Return the day that the page's head says it was published; None where it says nothing."""
    for name in _PUBLISHED:
        stamp = read_stamp(document.meta.get(name, "")[:25]) if document.meta.get(name) else None
        if stamp is not None:
            return stamp.date() if isinstance(stamp, datetime) else stamp
    return None
