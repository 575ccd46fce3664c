"""The ``scrapy`` command as a Scrapy engineer knows it, on one site on loopback."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.scrapers.crawling import ROOT, declare, environment, scrapy
from tests.scrapers.neighbourhood import listing
from tests.scrapers.site import Answer, Site, served


@dataclass(slots=True)
class Project:
    folder: Path
    site: Site

    def scrapy(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return scrapy(self.folder, [self.site.host], *arguments, **more)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("project")
    answers = {
        "/kalender": listing("/kalender/dialog", "/kalender/fest", "/kalender/borta"),
        "/kalender/dialog": "<html><title>Dialog  om\nparken</title><p>12 februari 2026</p></html>",
        "/kalender/fest": "<html><p>13 februari 2026</p></html>",
        "/fel": Answer("broken", 500),
        "/tom": "<main><p>Inget nytt.</p></main>",
    }
    with served(lambda root: answers) as site:
        for source_id, path in (("grannar", "/kalender"), ("fel", "/fel"), ("tom", "/tom")):
            declare(folder / "sources", source_id, [site.root + path])
        declare(folder / "sources", "trasig", [site.root], timezone="Europe/Malmo")
        yield Project(folder, site)


def test_list_names_every_source_and_warns_of_a_broken_one(project: Project) -> None:
    done = project.scrapy("list")
    assert done.returncode == 0
    names = done.stdout.split()
    assert {"grannar", "fel", "mau-se", "krakow-pl"} <= set(names) and "trasig" not in names
    assert "trasig.yml: timezone: 'Europe/Malmo' is no time zone" in done.stderr


def test_crawl_writes_items_to_a_feed(project: Project) -> None:
    feed = project.folder / "pages.jsonl"
    done = project.scrapy("crawl", "grannar", "-O", str(feed))
    assert done.returncode == 0, done.stderr
    items = [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines()]
    assert {
        (item["url"].removeprefix(project.site.root), item["role"], item["status"]) for item in items
    } == {
        ("/kalender", "listing", 200),
        ("/kalender/dialog", "detail", 200),
        ("/kalender/fest", "detail", 200),
        ("/kalender/borta", "detail", 404),
    }
    dialog = next(item for item in items if item["url"].endswith("dialog"))
    assert dialog["title"] == "Dialog om parken"
    assert dialog["length"] == len(dialog["body"].encode()) and len(dialog["sha256"]) == 64
    assert "grannar: ok (" in done.stderr


def test_arguments_and_settings_reach_the_spider(project: Project) -> None:
    feed = project.folder / "few.csv"
    archive = project.folder / "elsewhere"
    settings = ["-s", f"KALENDS_ARCHIVE={archive}", "-s", "USER_AGENT=Tester/1"]
    done = project.scrapy("crawl", "grannar", "-a", "max_pages=1", *settings, "-O", f"{feed}:csv")
    assert done.returncode == 0, done.stderr
    with feed.open(encoding="utf-8", newline="") as rows:
        assert [row["url"].removeprefix(project.site.root) for row in csv.DictReader(rows)] == [
            "/kalender",
            "/kalender/dialog",
        ]
    assert "more than 1 detail pages: the rest was not fetched" in done.stderr
    assert len(list(archive.glob("grannar/*.warc.gz"))) == 1
    assert "Tester/1" in project.site.agents


def test_one_page_can_be_asked_for(project: Project) -> None:
    done = project.scrapy(
        "crawl", "grannar", "-a", f"url={project.site.root}/kalender/dialog", "-o", "-:jsonl", "--nolog"
    )
    assert done.returncode == 0, done.stderr
    (item,) = (json.loads(line) for line in done.stdout.splitlines())
    assert item["url"].endswith("/kalender/dialog")


def test_a_crawl_that_read_nothing_ends_with_code_1(project: Project) -> None:
    assert project.scrapy("crawl", "fel").returncode == 1


def test_a_refused_source_says_why_it_is_not_found(project: Project) -> None:
    done = project.scrapy("crawl", "trasig")
    assert done.returncode == 2
    assert "Spider not found: trasig (refused:" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_callback_that_raises_ends_with_code_1(project: Project) -> None:
    program = (
        "from types import SimpleNamespace as Broken\n"
        "from scrapy.cmdline import execute\n"
        "from scrapers.kinds import KINDS\n"
        "KINDS['html'] = Broken(entry=KINDS['html'].entry, links=lambda page, source: 1 / 0)\n"
        "execute(['scrapy', 'crawl', 'grannar'])\n"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        env=environment(project.folder, [project.site.host]),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "broke the spider: ZeroDivisionError" in done.stderr


CHECKS = [
    ("grannar", 0, "OK"),
    ("tom", 1, "/tom has no links to announcements"),
    ("fel", 1, "/fel answers 500"),
]


@pytest.mark.parametrize(("source_id", "code", "said"), CHECKS)
def test_check_proves_that_a_listing_leads_somewhere(
    project: Project, source_id: str, code: int, said: str
) -> None:
    archive = project.folder / "of-a-check"
    done = project.scrapy("check", source_id, KALENDS_ARCHIVE=str(archive))
    assert not archive.exists()
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_parse_finds_the_spider_by_the_address(project: Project) -> None:
    done = project.scrapy("parse", f"{project.site.root}/kalender", "--nolog")
    assert done.returncode == 0, done.stderr
    assert f"<GET {project.site.root}/kalender/dialog>" in done.stdout


def test_fetch_refuses_private_addresses(project: Project) -> None:
    before = len(project.site.asked)
    done = project.scrapy("fetch", f"{project.site.root}/kalender", KALENDS_ALLOWED_PRIVATE_HOSTS="")
    assert "Kalender" not in done.stdout
    assert len(project.site.asked) == before


def test_settings_are_the_projects(project: Project) -> None:
    assert project.scrapy("settings", "--get", "ROBOTSTXT_OBEY").stdout.split() == ["True"]
    done = project.scrapy("settings", "--get", "DOWNLOAD_DELAY", KALENDS_DOWNLOAD_DELAY="slow")
    assert done.returncode == 1
    assert done.stderr.strip() == "kalends: KALENDS_DOWNLOAD_DELAY='slow': must be a number"
