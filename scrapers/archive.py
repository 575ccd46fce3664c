"""Reading back what crawls have archived, without the network; :mod:`scrapers.archive_writer` wrote it.

A file in the making ends in ``.part``; one that a killed run left behind is read as far as it goes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from heapq import merge
from os import scandir
from pathlib import Path
from typing import Any
from zlib import error as zlib_error

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pipeline.model import Page
from scrapers.archive_writer import END_ROLE
from scrapers.kinds.base import Role
from scrapers.media import media_type

_log = logging.getLogger(__name__)
_PAGE_ROLES: Mapping[str, Role] = {"listing": "listing", "detail": "detail"}
_CHUNK = 1 << 16
_LARGEST = 50_000_000
_FETCHED = 200
_LASTING = (_FETCHED, 404, 410)
_DAMAGE = (ArchiveLoadFailed, zlib_error, EOFError, OSError, ValueError, KeyError, AttributeError)
Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """A page as it was fetched, whatever its status, and what the crawl took it for."""

    page: Page
    role: Role
    run_id: str


def read_archive(
    folder: Path,
    source_id: str | None = None,
    run_id: str | None = None,
    *,
    latest: bool = False,
    warn: Warn = _log.warning,
) -> Iterator[ArchivedPage]:
    """Listings and details in the order of their fetching, each as it was answered (any status).

    Robots files and redirects are archived, but no pages. ``latest`` yields of each source's URL the newest
    answer only; a passing server error is no answer where there is another. A damaged file is told to
    ``warn`` once, by name; what is readable before the damage is yielded, other files are not touched by it.
    One run's pages are held in memory: else its file would be unpacked twice.
    """
    streams: list[Iterable[ArchivedPage]] = []
    for directory in sorted(path for path in folder.glob(source_id or "*") if path.is_dir()):
        if run_id and not latest:
            streams += [_held(path, run_id, warn) for path in _files(directory, run_id)]
            continue
        indexes = [_index(path, run_id, warn) for path in _files(directory, run_id)]
        streams.append(_pages(indexes, _newest(indexes) if latest else None))
    yield from merge(*streams, key=_fetched)


def find_page(folder: Path, source_id: str, url: str, until: datetime, files: int = 30) -> Page | None:
    """The newest answer of status 200 that a source's ``url`` gave at ``until`` or before.

    Looks into the newest ``files`` archive files begun by then; None where none of them holds it.
    """
    directory = folder / source_id
    if directory.parent != folder or not directory.is_dir():
        return None
    name = f"{until.astimezone(UTC):%Y%m%dT%H%M%SZ}~"  # sorts behind all names that begin with this second
    begun = [path for path in _files(directory, None) if path.name < name]
    for path in reversed(begun[-files:]):
        index = _index(path, None, _silent)
        wanted = {key for key, entry in index.entries.items() if (entry.url, entry.status) == (url, 200)}
        pages = [one.page for one in _pages([index], wanted) if _fetched(one) <= until]
        if pages:
            return pages[-1]
    return None


def take_left_behind(folder: Path, source_id: str, run_id: str) -> dict[str, ArchivedPage]:
    """What a stopped crawl of this run fetched of the source, by address; its files are removed.

    The crawl that goes on with it archives anew what it takes from here.
    """
    directory = folder / source_id
    files = _files(directory, run_id) if directory.is_dir() else []
    found = read_archive(folder, source_id, run_id, warn=_silent) if files else ()
    left = {archived.page.url: archived for archived in found if archived.page.status == _FETCHED}
    for path in files:
        path.unlink()
    return left


def _fetched(archived: ArchivedPage) -> datetime:
    at = archived.page.fetched_at
    assert at is not None  # noqa: S101 (every record has a date)
    return at


def _files(directory: Path, run_id: str | None) -> list[Path]:
    end = f"-{run_id}.warc.gz" if run_id else ".warc.gz"
    # Years of crawls lie here: a path is made of those only that are asked for.
    with scandir(directory) as entries:
        named = [entry.name for entry in entries if entry.name.removesuffix(".part").endswith(end)]
    return [directory / name for name in sorted(named)]


def _newest(indexes: Sequence[_Index]) -> set[str]:
    """Record ids, of each URL one."""
    newest: dict[str, str] = {}
    for index in indexes:
        for record_id, entry in index.entries.items():
            if entry.status in _LASTING or entry.url not in newest:
                newest[entry.url] = record_id
    return set(newest.values())


@dataclass(slots=True)
class _Entry:
    url: str
    role: Role
    status: int


@dataclass(slots=True)
class _Index:
    """The page records of one file that are whole, by record id, with their corrected roles."""

    path: Path
    entries: dict[str, _Entry]


def _held(path: Path, run_id: str, warn: Warn) -> list[ArchivedPage]:
    """The pages of one file, with their corrected roles, read in one pass."""
    found: list[tuple[ArchivedPage, _Entry]] = []
    _index(path, run_id, warn, lambda record, entry: found.append((_archived(record, entry), entry)))
    return [page if page.role == entry.role else replace(page, role=entry.role) for page, entry in found]


def _index(
    path: Path, run_id: str | None, warn: Warn, seen: Callable[[Any, _Entry], object] = lambda *_: None
) -> _Index:
    index = _Index(path, {})
    by_url: dict[str, str] = {}
    for record in _records(path, warn):
        headers = record.rec_headers
        role = _PAGE_ROLES.get(headers.get_header("Kalends-Role") or "")
        url = headers.get_header("WARC-Target-URI")
        if role is None or not url or run_id not in (None, headers.get_header("Kalends-Run")):
            continue
        if record.kalends_body is None:
            warn(f"{path}: {url} {record.kalends_trouble} and is left out")
            continue
        if record.rec_type == "metadata" and url in by_url:
            index.entries[by_url[url]].role = role
        elif record.rec_type == "response" and record.http_headers is not None:
            by_url[url] = headers.get_header("WARC-Record-ID")
            entry = _Entry(url, role, int(record.http_headers.get_statuscode()))
            index.entries[by_url[url]] = entry
            seen(record, entry)
    return index


def _records(path: Path, warn: Warn) -> Iterator[Any]:
    """The whole records of a file, up to the first damage; each run's last record is an end mark."""
    whole, role = 0, None
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                if record.format != "warc" or record.rec_headers.get_header("Content-Length") is None:
                    raise ArchiveLoadFailed("no whole WARC record follows")
                record.kalends_body, record.kalends_trouble = _body(record)
                whole += 1
                role = record.rec_headers.get_header("Kalends-Role")
                yield record
        if role != END_ROLE:
            raise ArchiveLoadFailed("its run was broken off, or its end is missing")
    except _DAMAGE as error:
        cause = " ".join(str(error).split())[:120] or type(error).__name__
        warn(f"{path}: damaged after {whole} records ({cause}); what stands before was read")


def _body(record: Any) -> tuple[bytes | None, str]:
    """A record's decoded payload; None, and why, for one that does not unpack to what a page may hold."""
    trouble = ""
    try:
        body = _at_most(record.content_stream(), _LARGEST)
        if body is None:
            return None, f"unpacks to more than {_LARGEST} bytes"
    except _DAMAGE:
        # A site may call a body br or gzip that is none: its page is broken then, not our file.
        coding = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
        body, trouble = None, f"says it is coded as {coding!r} and cannot be unpacked"
        while record.raw_stream.read(_CHUNK):
            pass
    if record.length and not record.digest_checker.passed:
        raise ArchiveLoadFailed("a record was cut or changed")
    return body, trouble


def _at_most(stream: Any, limit: int) -> bytes | None:
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_CHUNK):
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
    return b"".join(parts)


def _pages(indexes: Sequence[_Index], wanted: set[str] | None) -> Iterator[ArchivedPage]:
    for index in indexes:
        if not index.entries or (wanted is not None and wanted.isdisjoint(index.entries)):
            continue
        for record in _records(index.path, _silent):
            record_id = record.rec_headers.get_header("WARC-Record-ID")
            entry = index.entries.get(record_id)
            if entry is not None and (wanted is None or record_id in wanted):
                yield _archived(record, entry)


def _silent(_: str) -> None:
    """The first pass has told of the damage."""


def _archived(record: Any, entry: _Entry) -> ArchivedPage:
    headers: dict[str, str] = {}
    for name, value in record.http_headers.headers:
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    stated = record.http_headers.get_header("Content-Type") or ""
    date = record.rec_headers.get_header("WARC-Date")
    page = Page(
        source_id=record.rec_headers.get_header("Kalends-Source"),
        url=entry.url,
        fetched_at=datetime.fromisoformat(date),
        body=record.kalends_body,
        status=entry.status,
        media_type=media_type(stated, entry.url, record.kalends_body),
        headers=headers,
    )
    return ArchivedPage(page=page, role=entry.role, run_id=record.rec_headers.get_header("Kalends-Run"))
