"""Crawls in a process of their own, with no settings but the ones given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]

_CRAWL = """
import json, sys
from dataclasses import asdict
from pathlib import Path
from scrapers.catalog import load_catalog
from scrapers.crawl import CrawlSettings, crawl
from dataclasses import replace

catalog = load_catalog([Path(sys.argv[1])])
told = []
settings = replace(CrawlSettings.from_env(), **json.loads(sys.argv[2]), progress=lambda *a: told.append(a))
reports = crawl(list(catalog.values()), settings)
result = {"reports": {k: asdict(v) for k, v in reports.items()}, "told": told}
print(json.dumps(result, default=lambda value: sorted(value) if isinstance(value, frozenset) else str(value)))
"""


def declare(folder: Path, source_id: str, urls: list[str], kind: str = "html", **more: object) -> Path:
    """Writes a source's YAML and returns its file."""
    folder.mkdir(parents=True, exist_ok=True)
    declared = {
        "id": source_id,
        "publisher": {"name": "Lindängens grannförening"},
        "country": "SE",
        "languages": ["sv"],
        "timezone": "Europe/Stockholm",
        "kind": kind,
        "urls": urls,
        **more,
    }
    path = folder / f"{source_id}.yml"
    path.write_text(yaml.safe_dump(declared, allow_unicode=True), encoding="utf-8")
    return path


def environment(folder: Path, hosts: list[str], **more: str) -> dict[str, str]:
    """The environment of a quick crawl that may connect to these loopback hosts only."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("KALENDS_")}
    return {
        **ours,
        "KALENDS_SOURCES": str(folder / "sources"),
        "KALENDS_ARCHIVE": str(folder / "archive"),
        "KALENDS_ALLOWED_PRIVATE_HOSTS": ",".join(hosts),
        "KALENDS_DOWNLOAD_DELAY": "0",
        "KALENDS_RETRIES": "0",
        "KALENDS_TIMEOUT": "2",
        "KALENDS_CONTACT": "webmaster@kalends.example",
        **more,
    }


def crawled(folder: Path, hosts: list[str], settings: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Reports by source id of crawling all that ``folder/sources`` declares, and what progress was told."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _CRAWL, str(folder / "sources"), json.dumps(settings or {})],
        env=environment(folder, hosts),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def scrapy(folder: Path, hosts: list[str], *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs the ``scrapy`` command in the project."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "scrapy", *arguments],
        env=environment(folder, hosts, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
