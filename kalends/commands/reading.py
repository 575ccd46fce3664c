"""``kalends extract``: what saved documents say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kalends import console
from kalends.commands.stated import stated_moment
from kalends.documents import Document, documents_of_files, documents_of_manifest
from kalends.problems import Exit, Problem
from kalends.settings import load_settings


def extract(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Files to read, - for standard input; with --archive, sources."),
    ] = None,
    manifest: Annotated[
        Path | None, typer.Option(help="A JSON Lines file that names documents, one a line.")
    ] = None,
    archive: Annotated[bool, typer.Option("--archive", help="Read what refreshes have archived.")] = False,
    at: Annotated[str | None, typer.Option(help='The "now" of FILEs, such as 2026-02-12T13:00:00Z.')] = None,
) -> int:
    """Read saved documents; print one JSON object a document, in order.

    A document that cannot be read has a line with "error" all the same, and the exit code is 1 at the end.

    Example: kalends extract page.html event.ics --at 2026-02-01T12:00:00Z | jq .events
    """
    from kalends.extract import extractions
    from kalends.readers import readers

    settings = load_settings()
    documents = _documents(names or [], manifest, archive, stated_moment("--at", at))
    failures = 0
    with readers(settings.workers, settings.read_timeout) as read:
        for line, reading in extractions(documents, read):
            print(line)
            if reading.error:
                failures += 1
                console.say(f"kalends: {reading.error}")
    return Exit.FAILED if failures else Exit.OK


def _documents(
    names: list[str], manifest: Path | None, archive: bool, at: datetime | None
) -> Iterable[Document]:
    if manifest and (archive or names):
        raise Problem("extract takes FILEs, --manifest or --archive, one of them", Exit.USAGE)
    if archive:
        return _archived(names)
    if manifest:
        return documents_of_manifest(manifest)
    if not names:
        raise Problem("nothing to read: name FILEs, --manifest M or --archive", Exit.USAGE)
    return documents_of_files(names, at)


def _archived(source_ids: list[str]) -> Iterator[Document]:
    from kalends.archived import documents_of_archive
    from kalends.catalogue import catalog_of, chosen

    settings = load_settings()
    catalog = catalog_of(settings)
    chosen(catalog, source_ids)
    yield from documents_of_archive(settings.archive, catalog, source_ids)
