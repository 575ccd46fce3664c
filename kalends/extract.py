"""Reading saved documents: from files, a manifest or the archive to lines of the extraction contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import tee

from kalends.documents import Document
from kalends.outputs.extraction import extraction_line
from kalends.readers import Readers
from pipeline.model import Page, Reading, SourceFacts


def extractions(documents: Iterable[Document], read: Readers) -> Iterator[tuple[str, Reading]]:
    """Yield (line of JSON, reading) for each document, in order; see ``extraction_line``.

    A document without a page has its error as its reading.
    """
    ahead, behind = tee(documents)
    found = read(_jobs(ahead))
    for document in behind:
        if document.page is None:
            reading = Reading(url=document.url or document.where, error=document.error)
        else:
            reading = next(found)
        if reading.error:
            reading = replace(reading, error=placed(reading.error, document))
        yield extraction_line(document.id, document.url, reading), reading


def _jobs(documents: Iterable[Document]) -> Iterator[tuple[Page, SourceFacts | None]]:
    for document in documents:
        if document.page is not None:
            yield document.page, document.facts


def placed(error: str, document: Document) -> str:
    """``error`` with what a person can open in front: the file or the manifest's line, not the URL."""
    said = error.removeprefix(f"{document.page.url}: ") if document.page else error
    return said if said.startswith(document.where) else f"{document.where}: {said}"
