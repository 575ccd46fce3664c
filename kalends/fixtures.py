"""A source's fixture: one page as it was fetched and what was read of it, to be read again."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from kalends.outputs.extraction import extraction_line
from kalends.readers import read_job
from pipeline.model import Page
from scrapers.source import Source

_SUFFIXES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/calendar": "ics",
    "application/json": "json",
    "text/markdown": "md",
}


def write_fixture(page: Page, source: Source, file: Path) -> None:
    """Write the fixture of the source that ``file`` declares into the folder beside it, named alike.

    ``page.*`` is the page's body, ``meta.json`` its address, time and media type, ``expected.json`` what is
    read of it, as ``kalends extract`` prints it.
    """
    folder = file.with_suffix("")
    folder.mkdir(exist_ok=True)
    (folder / f"page.{_SUFFIXES.get(page.media_type, 'txt')}").write_bytes(page.body)
    fetched = page.fetched_at.isoformat() if page.fetched_at else None
    _write(folder / "meta.json", {"url": page.url, "fetched_at": fetched, "media_type": page.media_type})
    _write(folder / "expected.json", _told(page, source))


def changes(source: Source, file: Path) -> list[str]:
    """One line for each event of the source's fixture that is read otherwise now; none without a fixture."""
    folder = file.with_suffix("")
    if not (folder / "expected.json").is_file():
        return []
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    fetched = datetime.fromisoformat(meta["fetched_at"]) if meta["fetched_at"] else None
    page = Page(
        source_id=source.id,
        url=meta["url"],
        fetched_at=fetched,
        body=next(folder.glob("page.*")).read_bytes(),
        media_type=meta["media_type"],
    )
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["events"]
    got = _told(page, source)["events"]
    if len(expected) != len(got):
        return [f"{folder / 'expected.json'}: {len(expected)} events are expected, {len(got)} are read"]
    return [
        f"{folder / 'expected.json'}: event {n}, {key}: {old.get(key)!r} is expected, {new[key]!r} is read"
        for n, (old, new) in enumerate(zip(expected, got, strict=True), 1)
        for key in new
        if key != "evidence" and old.get(key) != new[key]
    ]


def _told(page: Page, source: Source) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(extraction_line(page.url, page.url, read_job((page, source.facts))))
    return told


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
