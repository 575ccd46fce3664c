"""The files of the archive, known by their names alone: ``<source>/<time>-<crawl>.warc.gz``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_NAME = re.compile(r"(\d{8}T\d{6})Z-([A-Za-z0-9_-]{1,64})\.warc\.gz(?:\.part)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFile:
    """One crawl of one source; ``size`` in bytes."""

    path: Path
    source_id: str
    crawl_id: str
    started: datetime
    size: int


def archive_files(folder: Path) -> Iterator[ArchiveFile]:
    """The archive's files by source and age; what is named otherwise is none of ours and left out."""
    for path in sorted(folder.glob("*/*.warc.gz*")):
        match = _NAME.fullmatch(path.name)
        if match and path.is_file():
            yield ArchiveFile(
                path=path,
                source_id=path.parent.name,
                crawl_id=match[2],
                started=datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC),
                size=path.stat().st_size,
            )
