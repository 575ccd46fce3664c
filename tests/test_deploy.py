"""What ``deploy/`` names is there (commands, options, settings, files), and each file can be read."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from kalends.outputs import OUTPUTS
from kalends.problems import Exit
from kalends.settings import Settings
from tests.test_docs import ROOT, commands

DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
COMMANDS = {words.removeprefix("kalends "): options for words, options, _ in commands()}
UNITS = sorted((DEPLOY / "systemd").iterdir())


def lines(path: Path) -> list[str]:
    """The lines that are no comments."""
    text = path.read_text(encoding="utf-8").splitlines()
    return [line for line in text if not line.lstrip().startswith(("#", "COPY "))]


def named_commands(path: Path) -> list[str]:
    """What stands after ``kalends``, to the end of the command; in lists of words, too."""
    found: list[str] = []
    for line in lines(path):
        found += re.findall(r"(?:^|[\s/;])kalends ([a-z][^|>&;\n]*)", line)
        if listed := re.match(r"\s*(?:args|command): \[([a-z, -]+)\]$", line):
            found.append(listed[1].replace(", ", " "))
        if listed := re.match(r'CMD \["([a-z", -]+)"\]$', line):
            found.append(listed[1].replace('", "', " "))
    return [one.strip() for one in found]


def command_of(line: str) -> str | None:
    words = line.split()
    candidates = (" ".join(words[:count]) for count in (2, 1))
    return next((one for one in candidates if one in COMMANDS), None)


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_commands_and_options_are_there(path: Path) -> None:
    for line in named_commands(path):
        command = command_of(line)
        assert command is not None, line
        assert set(re.findall(r"(--[a-z-]+)", line)) <= {*COMMANDS[command]}, line


def test_every_file_that_should_runs_a_refresh() -> None:
    runs = {path.name for path in FILES if any(line.startswith("refresh") for line in named_commands(path))}
    assert runs == {"compose.yml", "crontab", "github-pages.yml", "kalends-refresh.service", "kubernetes.yml"}


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_settings_are_there(path: Path) -> None:
    known = {f"KALENDS_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"KALENDS_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8"))) - known == set()


def test_the_example_settings_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    for line in lines(DEPLOY / "kalends.env"):
        name, _, value = line.partition("=")
        monkeypatch.setenv(name, value)
    assert Settings().alert_mail == ("ops@example.org",)


def documents(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((DEPLOY / name).read_text(encoding="utf-8")))


def test_compose_starts_what_it_names() -> None:
    (compose,) = documents("compose.yml")
    services = compose["services"]
    assert {"database", "app", "refresh"} <= set(services)
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        for volume in service.get("volumes", []):
            assert volume.partition(":")[0] in compose["volumes"]
        if "build" in service:
            assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


def test_the_container_copies_files_that_are_there() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in text if line.startswith("COPY ")]
    names = [name for words in copied for name in words if not name.startswith(("--", "/"))]
    assert len(names) >= 6
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_the_cron_job_is_one_at_a_time_and_knows_the_exit_codes() -> None:
    claim, job = documents("kubernetes.yml")
    spec = job["spec"]
    pod = spec["jobTemplate"]["spec"]["template"]["spec"]
    assert (job["apiVersion"], job["kind"], spec["concurrencyPolicy"]) == ("batch/v1", "CronJob", "Forbid")
    assert len(spec["schedule"].split()) == 5
    mounts = {mount["name"] for mount in pod["containers"][0]["volumeMounts"]}
    assert mounts == {volume["name"] for volume in pod["volumes"]}
    assert pod["volumes"][0]["persistentVolumeClaim"]["claimName"] == claim["metadata"]["name"]
    (rule,) = spec["jobTemplate"]["spec"]["podFailurePolicy"]["rules"]
    assert set(rule["onExitCodes"]["values"]) <= {code.value for code in Exit}


def test_the_workflow_publishes_what_it_writes() -> None:
    (workflow,) = documents("github-pages.yml")
    steps = workflow["jobs"]["publish"]["steps"]
    assert all(re.fullmatch(r"actions/[a-z/-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    written = next(step["run"] for step in steps if step.get("name") == "Write the files")
    formats = re.search(r"for format in ([a-z ]+);", written)
    assert formats is not None
    assert set(formats[1].split()) <= set(OUTPUTS)
    # YAML reads `on` as true; GitHub does not.
    assert "schedule" in workflow[True]


@pytest.mark.parametrize("line", [line for line in lines(DEPLOY / "crontab") if line[:1].isdigit()])
def test_cron_lines_have_five_fields_of_time(line: str) -> None:
    *times, command = line.split(maxsplit=5)
    assert all(re.fullmatch(r"\d+|\*", field) for field in times)
    assert "kalends" in command
    # An unescaped % ends a command of cron's.
    assert re.search(r"(?<!\\)%", command) is None


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        # The program and its user are not on this machine; the rest is held as it is.
        text = unit.read_text(encoding="utf-8")
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.M).replace(
            "User=kalends\n", ""
        )
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    done = subprocess.run(  # noqa: S603
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_takes_sick_sources_for_no_failure_of_the_unit() -> None:
    text = (DEPLOY / "systemd" / "kalends-refresh.service").read_text(encoding="utf-8")
    assert f"SuccessExitStatus={Exit.UNWELL.value} {Exit.BUSY.value}" in text
