"""Every response as it came, in WARC files, one a source and run: ``<source>/<time>-<run>.warc.gz``.

A record holds status, headers and the undecoded body (only transfer coding is gone, as HTTP clients remove
it); our own facts stand in WARC headers ``Kalends-Source``, ``Kalends-Run`` and ``Kalends-Role``. The last
record of a finished run is an end mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.kinds.base import Role

END_ROLE = "end"


class ArchiveWriter:
    """Writes one run of one source; the file gets its name when it is closed."""

    def __init__(self, folder: Path, source_id: str, run_id: str, started: datetime) -> None:
        self._source_id, self._run_id = source_id, run_id
        directory = folder / source_id
        # Pages as they came name persons: nobody else on the machine needs to read them.
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = directory / f"{started.astimezone(UTC):%Y%m%dT%H%M%SZ}-{run_id}.warc.gz"
        self._part = self.path.with_name(self.path.name + ".part")
        self._file = self._part.open("wb")
        self._warc = WARCWriter(self._file, gzip=True, warc_version="1.1")
        self._begun = False

    def write(
        self,
        url: str,
        status: int,
        headers: Sequence[tuple[str, str]],
        body: bytes,
        *,
        fetched_at: datetime,
        role: str,
    ) -> None:
        """Add one response; ``body`` is undecoded, as its Content-Encoding header says."""
        reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Unknown"
        http = StatusAndHeaders(f"{status} {reason}", headers, "HTTP/1.1")
        self._add("response", url, fetched_at, role, body, http)

    def correct_role(self, url: str, role: Role, at: datetime) -> None:
        """Note that a page already written turned out to be something else; readers see the new role."""
        self._add("metadata", url, at, role, b"", None)

    def close(self, at: datetime) -> None:
        """Finish the file under its final name; a run without a response leaves none."""
        if self._begun:
            self._add("metadata", f"urn:kalends:{self._run_id}", at, END_ROLE, b"", None)
        self._file.close()
        if self._begun:
            self._part.replace(self.path)
        else:
            self._part.unlink()

    def _add(
        self, kind: str, url: str, at: datetime, role: str, body: bytes, http: StatusAndHeaders | None
    ) -> None:
        if not self._begun:
            told = {"software": "Kalends", "format": "WARC File Format 1.1", "isPartOf": self._run_id}
            self._warc.write_record(self._warc.create_warcinfo_record(self.path.name, told))
            self._begun = True
        facts = {
            "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "Kalends-Source": self._source_id,
            "Kalends-Run": self._run_id,
            "Kalends-Role": role,
        }
        record = self._warc.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=facts
        )
        self._warc.write_record(record)
        # Whoever goes on after a kill finds every page that was fetched.
        self._file.flush()
