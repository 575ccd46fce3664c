"""The demo: its sites are sound on any day, and it comes out as it promises."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kalends.demo.sites import Site, environment, load_sites, rendered, source_yaml
from scrapers.catalog import read_source
from tests.kalends.running import kalends

SITES = load_sites()
BASES = {site.id: f"https://{site.id}.example" for site in SITES}
DAYS = (date(2027, 1, 1), date(2028, 2, 29), date(2026, 10, 24), date(2026, 12, 31), date(2027, 8, 31))


class Links(HTMLParser):
    """The href of every link."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def paths(site: Site) -> list[str]:
    """The paths that the site's listings lead to, listings included."""
    found = []
    for url in site.source["urls"]:
        listing = url.removeprefix("{base}")
        found.append(listing)
        page = rendered(site, environment(site, DAYS[0]), listing, 1, BASES)
        assert page is not None
        parser = Links()
        parser.feed(page[1].decode())
        found += [link for link in parser.found if link.startswith(listing.removesuffix(".html") + "/")]
        found += [listing + link for link in parser.found if re.fullmatch(r"[\w-]+\.md", link)]
    return found


def test_there_are_enough_of_them() -> None:
    assert len(SITES) >= 8
    assert len({network for site in SITES for network in site.source["networks"]}) == 3
    assert {site.locale for site in SITES} == {"sv", "pl", "de", "en"}
    assert {site.source["kind"] for site in SITES} == {"html", "frontmatter", "ical"}


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_its_declaration_is_accepted(site: Site, tmp_path: Path) -> None:
    path = tmp_path / f"{site.id}.yml"
    path.write_text(source_yaml(site, "http://127.0.0.1:8000"), encoding="utf-8")
    source, mistakes = read_source(path)
    assert mistakes == []
    assert source is not None


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_every_page_is_there_on_any_day_and_both_visits(site: Site, day: date) -> None:
    env = environment(site, day)
    for visit in (1, 2):
        for path in paths(site):
            page = rendered(site, env, path, visit, BASES)
            if path in site.gone.get(visit, []):
                assert page is None
            else:
                assert page is not None, path
                assert len(page[1]) > 100


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_nobody_real_can_be_written_to(site: Site) -> None:
    for path in paths(site):
        page = rendered(site, environment(site, DAYS[0]), path, 1, BASES)
        assert page is not None
        for host in re.findall(
            r"@([\w.-]+\w)", page[1].decode().replace("@context", "").replace("@type", "")
        ):
            assert host.endswith(".example"), f"{path}: {host}"


def test_the_demo_comes_out_as_it_promises(tmp_path: Path) -> None:
    done = kalends("demo", "--folder", "demo", folder=tmp_path)
    verdicts = [line for line in done.stdout.splitlines() if re.match(r"(yes|NO ) ", line)]
    assert [line for line in verdicts if line.startswith("NO")] == []
    assert len(verdicts) >= 10
    assert done.returncode == 0
    assert all(json.loads(line)["event"] for line in done.stderr.splitlines())  # a log, and nothing else
    assert not (tmp_path / "data").exists()


def test_the_demo_leaves_a_folder_of_yours_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("do not delete", encoding="utf-8")
    done = kalends("demo", "--folder", "mine", folder=tmp_path)
    assert done.returncode == 1
    assert "holds something else than a demo" in done.stderr
    assert (mine / "thesis.txt").exists()
