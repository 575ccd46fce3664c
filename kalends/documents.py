"""Saved documents as pages: files, the lines of a manifest, the archive."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.model import Page, SourceFacts

BY_SUFFIX = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".jsonld": "application/json",
    ".xml": "application/xml",
    ".rss": "application/xml",
    ".atom": "application/xml",
    ".yml": "application/yaml",
    ".yaml": "application/yaml",
}
BY_BEGINNING = (
    (b"BEGIN:VCALENDAR", "text/calendar"),
    (b"---", "text/markdown"),
    (b"+++", "text/markdown"),
    (b"<?xml", "application/xml"),
    (b"<", "text/html"),
    (b"{", "application/json"),
    (b"[", "application/json"),
)
BINARY_BEGINNINGS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "gzip data",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
}
LARGEST = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One saved document to read; ``error`` says why there is no ``page``."""

    id: str
    url: str | None
    where: str
    page: Page | None = None
    facts: SourceFacts | None = None
    error: str | None = None


def documents_of_files(names: Iterable[str], at: datetime | None = None) -> Iterator[Document]:
    """Yield a document a file, in order; ``-`` is standard input, ``at`` the "now" that a reading may use."""
    for name in names:
        path = Path(name)
        try:
            body = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else read_bytes(path)
        except OSError as error:
            yield Document(id=name, url=None, where=name, error=f"{name}: {error.strerror or error}")
            continue
        page = Page(
            source_id="",
            url=name if name == "-" else path.absolute().as_uri(),
            fetched_at=at,
            body=body,
            media_type=media_type_of(path, body),
        )
        yield checked(Document(id=name, url=page.url, where=name, page=page))


def documents_of_manifest(manifest: Path) -> Iterator[Document]:
    """Yield a document a manifest line, in order; a broken line is a document with an error.

    Raises OSError where the manifest itself cannot be read.
    """
    with manifest.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _document_of_line(line, f"{manifest}:{number}", manifest.parent)


def _document_of_line(line: bytes, where: str, folder: Path) -> Document:
    try:
        entry = json.loads(line)
    except ValueError as error:
        return Document(id=where, url=None, where=where, error=f"{where}: not JSON: {error}")
    if not isinstance(entry, dict):
        return Document(id=where, url=None, where=where, error=f"{where}: not a JSON object")
    name = entry.get("file")
    id_ = str(entry.get("id") or name or where)
    url = entry.get("url") if isinstance(entry.get("url"), str) else None
    if not isinstance(name, str) or not name:
        return Document(id=id_, url=url, where=where, error=f'{where}: "file" is missing')
    try:
        body = read_bytes(folder / name)
        page = Page(
            source_id=str(entry.get("source") or ""),
            url=url or (folder / name).absolute().as_uri(),
            fetched_at=_fetched_at(entry),
            body=body,
            media_type=str(entry.get("media_type") or media_type_of(folder / name, body)),
        )
        facts = _facts(entry)
    except OSError as error:
        return Document(id=id_, url=url, where=where, error=f"{where}: {name}: {error.strerror or error}")
    except ValueError as error:
        return Document(id=id_, url=url, where=where, error=f"{where}: {error}")
    return checked(Document(id=id_, url=url, where=f"{where}: {name}", page=page, facts=facts))


def _fetched_at(entry: dict[str, Any]) -> datetime | None:
    stated = entry.get("fetched_at")
    try:
        return None if stated is None else moment(stated, zoneless=True)
    except ValueError as error:
        raise ValueError(f'"fetched_at": {error}') from error


def _facts(entry: dict[str, Any]) -> SourceFacts:
    """What a manifest line declares of its source; raises ValueError for a zone that does not exist."""
    zone, language, country = (entry.get(key) for key in ("timezone", "language", "country"))
    if zone:
        try:
            ZoneInfo(str(zone))
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f'"timezone": there is no zone {zone!r}') from error
    return SourceFacts(
        languages=(str(language),) if language else (),
        country=str(country).upper() if country else None,
        timezone=str(zone) if zone else None,
    )


_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(.*)", re.S)


def moment(text: object, zoneless: bool = False) -> datetime:
    """The aware datetime that ISO 8601 ``text`` states; ValueError for anything else.

    ``zoneless``: a stamp without a zone is taken as UTC, for a crawl's log often holds no more; a day alone
    is its noon.
    """
    parts = _MOMENT.fullmatch(str(text).strip())
    try:
        if parts is None:
            raise ValueError(text)
        year, month, day, rest = parts.groups()
        stated = datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}{rest or 'T12:00'}")
    except ValueError as error:
        raise ValueError(f"{text!r} is no time; write it as 2026-02-12T13:00:00Z") from error
    if stated.tzinfo is None and not zoneless and rest:
        raise ValueError(f"{text!r} has no zone; write it as 2026-02-12T13:00:00Z")
    return stated if stated.tzinfo else stated.replace(tzinfo=UTC)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; OSError where it cannot be read or is larger than a page can be."""
    if path.stat().st_size > LARGEST:
        raise OSError(f"larger than {LARGEST // 1_000_000} MB")
    return path.read_bytes()


def media_type_of(path: Path, body: bytes) -> str:
    """The media type by the file's suffix, else by how it begins, else text/plain."""
    known = BY_SUFFIX.get(path.suffix.lower())
    if known:
        return known
    beginning = body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for mark, kind in BY_BEGINNING if beginning.startswith(mark)), "text/plain")


def checked(document: Document) -> Document:
    """The document, or the same one with an error where its body is empty or no text."""
    page = document.page
    if page is None:
        return document
    said = None
    if not page.body.strip():
        said = "is empty"
    elif kind := next((k for mark, k in BINARY_BEGINNINGS.items() if page.body.startswith(mark)), None):
        said = f"is {kind}, not a page"
    # Systems leave single NUL bytes in their pages, as browsers know; a binary file is full of them.
    elif 100 * page.body[:4096].count(0) > len(page.body[:4096]) and not page.body.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    ):
        said = f"is binary (a NUL byte at offset {page.body.index(0)}), not a page"
    if said is None:
        return document
    return Document(id=document.id, url=document.url, where=document.where, error=f"{document.where}: {said}")
