"""One page in, its announcements out."""

from __future__ import annotations

from pipeline.model import Page, Reading, SourceFacts


def read_page(page: Page, facts: SourceFacts | None = None) -> Reading:
    """Return what ``page`` announces; ``facts`` fill in what the page leaves unsaid.

    Never raises: what cannot be read is named in ``Reading.error``.
    """
    return Reading(url=page.url, error=f"{page.url}: not read yet")
