"""The demo's acts, each a command as a person would type it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kalends import console
from kalends.demo.expectations import expectations
from kalends.demo.server import Served, serving
from kalends.demo.sites import Site, load_sites, source_yaml
from kalends.problems import Exit, Problem

MARKER = ".kalends-demo"
CONTACT = "demo@kalends.example"


def play(folder: Path, *, serve: bool = False) -> int:
    """Play the demo in ``folder``, which is emptied first; return the exit code of how it came out.

    With ``serve`` its data is served at the end, until somebody interrupts it.

    Raises Problem where ``folder`` holds anything but an earlier demo.
    """
    folder = folder.absolute()
    sites = load_sites()
    today = datetime.now(ZoneInfo("Europe/Stockholm")).date()
    _empty(folder)
    with serving(sites, today) as served:
        environment = _declared(folder, sites, served)
        console.show_heading(f"{len(sites)} sample sites on this machine, first crawl")
        codes = [_command(environment, "refresh", *served.bases)]
        served.visit = 2
        console.show_heading("The sites have changed: second crawl")
        codes.append(_command(environment, "refresh", *served.bases))
    console.show_heading("What is going on now")
    codes.append(_command(environment, "now"))
    results = expectations(environment["KALENDS_DATABASE"], today)
    merged = next((result.event for result in results if result.event), None)
    if merged:
        console.show_heading("Why one event is one event")
        codes.append(_command(environment, "explain", merged))
    console.show_heading("Did it come out as it should?")
    for result in results:
        print(f"{'yes' if result.held else 'NO '}  {result.name}: {result.found}")
    wrong = sum(1 for result in results if not result.held) + sum(1 for code in codes if code)
    _what_next(folder, environment, merged)
    if serve:
        console.show_heading("Serving the demo's data")
        _command(environment, "serve")
    return Exit.FAILED if wrong else Exit.OK


def _empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARKER).exists():
            raise Problem(f"{folder} holds something else than a demo; name another folder by --folder")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()


def _declared(folder: Path, sites: Sequence[Site], served: Served) -> dict[str, str]:
    """Write the sites' catalogue; the settings under which commands know nothing but the demo's data."""
    for site in sites:
        path = folder / "sources" / str(site.source["country"]).lower() / f"{site.id}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source_yaml(site, served.bases[site.id]), encoding="utf-8")
    return {
        "KALENDS_DATABASE": f"sqlite:///{folder / 'kalends.db'}",
        "KALENDS_ARCHIVE": str(folder / "archive"),
        "KALENDS_SOURCES": str(folder / "sources"),
        "KALENDS_ALLOWED_PRIVATE_HOSTS": ",".join(served.hosts),
        "KALENDS_CONTACT": CONTACT,
        "KALENDS_DOWNLOAD_DELAY": "0.05",
    }


def _command(environment: Mapping[str, str], *arguments: str) -> int:
    sys.stdout.flush()
    command = [sys.executable, "-m", "kalends", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode  # noqa: S603


def _what_next(folder: Path, environment: Mapping[str, str], merged: str | None) -> None:
    settings = folder / "settings.sh"
    kept = ("KALENDS_DATABASE", "KALENDS_ARCHIVE", "KALENDS_SOURCES")
    lines = [f"export {name}={shlex.quote(environment[name])}\n" for name in kept]
    settings.write_text("".join(lines), encoding="utf-8")
    console.show_heading("Try next")
    shown = _nearby(Path(sys.executable).with_name("kalends"))
    print(f". {_nearby(settings)}    # use the demo's data in this shell")
    print(f"{shown} serve    # all of it as pages, feeds and an API: http://localhost:8000")
    print(f"{shown} query --city Kraków")
    print(f"{shown} query dialog --format json")
    print(f"{shown} now --language sv")
    if merged:
        print(f"{shown} explain {merged}")
    print(f"{shown} extract --archive medborgarakademin")
    print("make refresh    # the real catalogue, into data/")


def _nearby(path: Path) -> Path:
    """The path as short as it can be typed here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
