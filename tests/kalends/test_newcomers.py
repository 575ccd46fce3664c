"""``kalends sources new`` and ``verify`` on sites that nobody has seen before."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml

from tests.kalends.running import kalends
from tests.scrapers.platforms import tribe
from tests.scrapers.site import Answer, served

DAYS = [
    ("torsdag 12 mars 2026 kl 18.30", "Samtal om ån", "a"),
    ("lördag 14 mars 2026 kl 10–14", "Städdag i parken", "b"),
    ("tisdag 17 mars 2026 kl 19", "Årsmöte i byaföreningen", "c"),
]


def village(root: str) -> dict[str, Answer | str | list[Answer]]:
    """A table without classes, ids or data of any kind, on short pages that do not say their language."""
    rows = "".join(
        f'<tr><td>{day}</td><td><a href="/p/{path}">{title}</a></td><td>Bygdegården</td></tr>'
        for day, title, path in DAYS
    )
    head = "<html><head><title>{0} – Byaföreningen Ekliden</title></head>"
    pages: dict[str, Answer | str | list[Answer]] = {
        "/": head.format("Vad händer") + f"<body><table>{rows}</table></body></html>"
    }
    for day, title, path in DAYS:
        prose = f"<h1>{title}</h1><p>Välkommen {day} till Bygdegården, Storgatan 3 i Osby. Vi fikar.</p>"
        pages[f"/p/{path}"] = head.format(title) + f"<body>{prose}</body></html>"
    return pages


def plugin(root: str) -> dict[str, Answer | str | list[Answer]]:
    """A page whose styles tell of The Events Calendar, and its interface."""
    page = '<html lang="sv-FI"><body class="tribe-events"><main><h1>Kalender</h1></main></body></html>'
    return {**tribe(root), "/": page}


def settings(host: str, folder: Path) -> dict[str, str]:
    return {
        "allowed_private_hosts": host,
        "download_delay": "0",
        "workers": "0",
        "contact": "test@kalends.example",
        "sources": str(folder),
    }


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[CompletedProcess[str], Path]:
    """What ``sources new`` said of the village's site, and the file that it wrote."""
    folder = tmp_path_factory.mktemp("added")
    into = folder / "mine"
    into.mkdir()
    with served(village) as site:
        told = settings(site.host, into)
        done = kalends("sources", "new", f"{site.root}/", "--into", str(into), folder=folder, **told)
    assert done.returncode == 0, done.stderr
    return done, next(into.rglob("*.yml"))


def test_a_site_is_added_from_its_address_alone(added: tuple[CompletedProcess[str], Path]) -> None:
    done, file = added
    declared = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert declared["publisher"]["name"] == "Byaföreningen Ekliden"
    assert (declared["kind"], declared["languages"], declared["country"]) == ("html", ["sv"], "SE")
    assert declared["timezone"] == "Europe/Stockholm"
    assert all(title in done.stdout for _, title, _ in DAYS)
    assert "2026-03-12T18:30:00+01:00" in done.stdout
    fixture = json.loads((file.with_suffix("") / "expected.json").read_text(encoding="utf-8"))
    assert fixture["events"][0]["start"].startswith("2026-03-1")
    again = kalends("sources", "check", str(file), folder=file.parent)
    assert (again.returncode, again.stdout) == (0, "1 files are well\n")


def test_a_fixture_that_reads_otherwise_is_told(
    added: tuple[CompletedProcess[str], Path], tmp_path: Path
) -> None:
    own = tmp_path / "mine"
    shutil.copytree(added[1].parent, own)
    file = next(own.rglob("*.yml"))
    expected = file.with_suffix("") / "expected.json"
    told = json.loads(expected.read_text(encoding="utf-8"))
    told["events"][0]["city"] = "Kalmar"
    expected.write_text(json.dumps(told), encoding="utf-8")
    done = kalends("sources", "check", str(file), folder=tmp_path)
    assert done.returncode == 1
    assert "event 1, city: 'Kalmar' is expected, 'Osby' is read" in done.stderr


def test_a_platform_is_recognised_and_preferred(tmp_path: Path) -> None:
    with served(plugin) as site:
        done = kalends("sources", "new", f"{site.root}/", folder=tmp_path, **settings(site.host, tmp_path))
    assert done.returncode == 0, done.stderr
    assert "kind: tribe" in done.stdout
    assert "timezone: Europe/Helsinki" in done.stdout
    assert "Torgmöte" in done.stdout
    assert "Parkmöte" in done.stdout


@pytest.mark.parametrize(("path", "said"), [("/trasig", "answers 500")], ids=["broken"])
def test_a_site_that_does_not_answer_is_one_line(tmp_path: Path, path: str, said: str) -> None:
    with served(lambda root: {"/trasig": Answer("no", 500)}) as site:
        more = {**settings(site.host, tmp_path), "retries": "0"}
        done = kalends("sources", "new", f"{site.root}{path}", folder=tmp_path, **more)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_verify_tells_which_sources_still_read_well(tmp_path: Path) -> None:
    with served(village) as site:
        for name, path in (("byn", "/"), ("borta", "/borta")):
            declared = {
                "id": name,
                "publisher": {"name": name},
                "country": "SE",
                "languages": ["sv"],
                "timezone": "Europe/Stockholm",
                "kind": "html",
                "urls": [f"{site.root}{path}"],
            }
            (tmp_path / f"{name}.yml").write_text(yaml.safe_dump(declared), encoding="utf-8")
        done = kalends("sources", "verify", "byn", "borta", folder=tmp_path, **settings(site.host, tmp_path))
    assert done.returncode == 3, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [(row[0], row[5]) for row in rows[1:]] == [("byn", "3"), ("borta", "0")]
