"""The direction of imports: kalends → scrapers, store → pipeline.model; pipeline is pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("kalends", "pipeline", "scrapers", "store")
MAY_IMPORT = {
    "kalends": ("kalends", "pipeline.model", "scrapers", "store"),
    "scrapers": ("scrapers", "pipeline.model", "pipeline.text", "pipeline.structured"),
    "store": ("store", "pipeline.model"),
    "pipeline": ("pipeline",),
}
# The one door into the pipeline, for those who have pages to read.
DOORS = {
    "kalends/readers.py": ("pipeline.read",),
    "kalends/warmed.py": ("pipeline.read",),
    "kalends/kept.py": ("pipeline.redact",),
}
NOT_PURE = (
    *("time", "random", "secrets", "uuid", "socket", "ssl", "http", "urllib.request", "urllib.robotparser"),
    *(
        "asyncio",
        "subprocess",
        "threading",
        "multiprocessing",
        "sqlite3",
        "os",
        "requests",
        "httpx",
        "aiohttp",
    ),
    *("scrapy", "twisted", "sqlalchemy", "sqlmodel", "alembic", "typer", "rich"),
)
CLOCKS = {"now", "utcnow", "today", "time", "localtime", "gmtime"}
CLOCK_OWNERS = {"datetime", "date", "time", "Date", "DateTime"}


def modules(package: str) -> Iterator[Path]:
    return (path for path in sorted((ROOT / package).rglob("*.py")))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """(line, full name) of everything that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write imports in full"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def begins(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


@pytest.mark.parametrize("package", OURS)
def test_imports_run_one_way(package: str) -> None:
    wrong = []
    for path in modules(package):
        place = path.relative_to(ROOT).as_posix()
        allowed = (*MAY_IMPORT[package], *DOORS.get(place, ()))
        for line, name in imported(path):
            ours = any(begins(name, room) for room in OURS)
            if ours and not any(begins(name, prefix) for prefix in allowed):
                wrong.append(f"{place}:{line}: imports {name}")
    assert wrong == []


def test_the_pipeline_knows_no_network_no_database_and_no_clock() -> None:
    wrong = []
    for path in modules("pipeline"):
        place = path.relative_to(ROOT)
        wrong += [
            f"{place}:{line}: imports {name}"
            for line, name in imported(path)
            if any(begins(name, module) for module in NOT_PURE)
        ]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in CLOCKS
                and isinstance(node.value, ast.Name)
                and node.value.id in CLOCK_OWNERS
            ):
                wrong.append(f"{place}:{node.lineno}: reads a clock by {node.value.id}.{node.attr}")
    assert wrong == []


def test_the_model_needs_the_standard_library_only() -> None:
    names = {name for path in modules("pipeline/model") for _, name in imported(path)}
    others = {name.partition(".")[0] for name in names if not begins(name, "pipeline.model")}
    assert others == {"__future__", "collections", "dataclasses", "datetime", "enum", "hashlib", "typing"}


def test_no_module_outgrows_its_reader() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for package in (*OURS, "tests", "benchmarks")
        for path in modules(package)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 340
    }
    assert long == {}
