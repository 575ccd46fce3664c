"""The text of a page as it was read, from the archive; evidence's spans count in it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from kalends.readers import read_job
from scrapers.archive import find_page


@lru_cache(maxsize=32)
def kept_text(archive: Path, source_id: str, url: str, fetched_at: datetime) -> str | None:
    """What a page said when it was read at ``fetched_at``; None where the archive does not hold it."""
    page = find_page(archive, source_id, url, fetched_at)
    return None if page is None else read_job((page, None)).text


def shown(text: str) -> str:
    """A stretch of a page's text as pages of ours show it: without persons' addresses and phone numbers."""
    from pipeline.redact import redacted  # what it knows of names takes a while to load

    return redacted(text)
