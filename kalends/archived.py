"""The archive as documents to read: what refreshes have fetched, without the network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kalends import console
from kalends.documents import Document, checked
from scrapers.archive import ArchivedPage, read_archive
from scrapers.catalog import Catalog

READABLE = 200


def announcing(archived: ArchivedPage) -> bool:
    """Whether a page is one to read: it was there, and it is no mere list of links to others."""
    return archived.role == "detail" and archived.page.status == READABLE


def documents_of_archive(folder: Path, catalog: Catalog, source_ids: Sequence[str]) -> Iterator[Document]:
    """Yield the newest answer of each detail page of these sources (none: of all), oldest first.

    What is damaged in the archive is said on stderr; what is readable of it is read.
    """
    every: list[str | None] = [None]
    for source_id in source_ids or every:
        for archived in read_archive(folder, source_id, latest=True, warn=console.say):
            if announcing(archived):
                page = archived.page
                source = catalog.get(page.source_id)
                facts = source.facts if source else None
                yield checked(Document(id=page.url, url=page.url, where=page.url, page=page, facts=facts))
