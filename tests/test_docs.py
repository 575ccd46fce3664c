"""What can be typed or set is documented, and what is documented can be typed."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer

from kalends.cli import app
from kalends.outputs import OUTPUTS
from kalends.outputs.extraction import extraction_line
from kalends.outputs.record import COLUMNS, event_record
from kalends.problems import Exit
from kalends.settings import Settings
from pipeline.model import Announcement, Event, Funding, Reading, Telling
from scrapers.kinds import KINDS

ROOT = Path(__file__).parent.parent
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
DICTIONARY = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands() -> list[tuple[str, list[str], str]]:
    """(words, options, help) of every command."""
    found = []

    def walk(words: str, command: typer.core.TyperCommand | typer.core.TyperGroup) -> None:
        for name, child in sorted(getattr(command, "commands", {}).items()):
            walk(f"{words} {name}", child)
        if not hasattr(command, "commands"):
            options = [
                opt for p in command.params for opt in (*p.opts, *p.secondary_opts) if opt.startswith("--")
            ]
            found.append((words, options, command.help or ""))

    walk("kalends", typer.main.get_command(app))
    return found


@pytest.mark.parametrize(("words", "options", "help_"), commands(), ids=[words for words, _, _ in commands()])
def test_every_command_and_option_is_documented(words: str, options: list[str], help_: str) -> None:
    assert words in COMMANDS
    assert [option for option in options if f"`{option}`" not in COMMANDS] == []
    assert "Example: " in help_
    assert "kalends" in help_.partition("Example: ")[2]


def test_every_documented_option_is_there() -> None:
    known = {option for _, options, _ in commands() for option in options} | {"--help", "--debug"}
    assert set(re.findall(r"`(--[a-z-]+)`", COMMANDS)) - known == set()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert f"| `KALENDS_{name.upper()}` |" in OPERATIONS


def test_every_documented_setting_is_there() -> None:
    known = {f"KALENDS_{name.upper()}" for name in Settings.model_fields}
    for page in PAGES:
        assert set(re.findall(r"KALENDS_[A-Z_]+[A-Z]", page.read_text(encoding="utf-8"))) - known == set(), (
            page
        )


@pytest.mark.parametrize("code", Exit)
def test_every_exit_code_is_documented(code: Exit) -> None:
    assert f"\n| {code.value} | " in OPERATIONS


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_is_documented(name: str) -> None:
    assert f"`{name}`" in COMMANDS


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_is_documented(name: str) -> None:
    assert f"`{name}`" in DICTIONARY


def test_every_field_is_documented() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    told = Announcement(id="1", source_id="s", url="u", key="1", title="t", funding=(Funding(),))
    telling = Telling(announcement=told, publisher="p", networks=(), first_seen=now, last_seen=now)
    record = event_record(Event(id="1", settled=told, tellings=(telling,), first_seen=now, last_changed=now))
    line = json.loads(extraction_line("1", "u", Reading(url="u", announcements=(told,), error="e")))
    fields = {*record, *record["tellings"][0], *record["funders"][0], *line, *line["events"][0]}
    assert [name for name in sorted(fields) if f"`{name}`" not in DICTIONARY] == []


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_kind_of_site_has_a_section() -> None:
    told = re.findall(r"^## (\w+)$", (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8"), re.M)
    assert sorted(told) == sorted(KINDS)
