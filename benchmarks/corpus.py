"""Pages to measure on: the demo's sites and the tests' fixtures, or a manifest of your own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from kalends.demo.sites import MEDIA_TYPES, environment, load_sites, rendered
from kalends.documents import BY_SUFFIX, documents_of_manifest, media_type_of
from kalends.readers import Job
from pipeline.model import Page, SourceFacts

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIXTURES = Path(__file__).parent.parent / "tests"
PAGE_SUFFIXES = (".html", ".md", ".ics", ".txt")


def pages_of_manifest(manifest: Path) -> Iterator[Job]:
    """Every readable document of a manifest."""
    for document in documents_of_manifest(manifest):
        if document.page is not None:
            yield document.page, document.facts


def own_pages() -> Iterator[Job]:
    """Every page of the demo's sites, then every page-like fixture of the tests, in a fixed order."""
    yield from _demo_pages()
    for path in sorted(FIXTURES.rglob("*")):
        if path.suffix in PAGE_SUFFIXES and path.stat().st_size:
            body = path.read_bytes()
            page = Page(
                source_id="fixture",
                url=f"https://fixture.example/{path.relative_to(FIXTURES)}",
                fetched_at=NOW,
                body=body,
                media_type=media_type_of(path, body),
            )
            yield page, None


def _demo_pages() -> Iterator[Job]:
    sites = load_sites()
    bases = {site.id: f"https://{site.id}.example" for site in sites}
    for site in sites:
        env = environment(site, TODAY)
        facts = SourceFacts(
            id=site.id,
            country=site.source["country"],
            languages=tuple(site.source["languages"]),
            timezone=site.source["timezone"],
        )
        for path in sorted(site.folder.rglob("*")):
            if path.suffix not in MEDIA_TYPES or (path.parent == site.folder and path.suffix == ".html"):
                continue
            name = "/" + path.relative_to(site.folder).as_posix()
            found = rendered(site, env, name, 1, bases)
            if found:
                url, media_type = bases[site.id] + name, BY_SUFFIX[path.suffix]
                yield (
                    Page(source_id=site.id, url=url, fetched_at=NOW, body=found[1], media_type=media_type),
                    facts,
                )
