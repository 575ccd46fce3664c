"""A PostgreSQL server of our own for as long as the tests run, from the system's packages."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

TEMPLATE = "kalends_template"


@cache
def binaries() -> Path | None:
    """The folder of initdb and postgres: Debian keeps them by version; None where there are none."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    found = next((path for path in reversed(versions) if (path / "initdb").exists()), None)
    on_path = shutil.which("initdb")
    return found or (Path(on_path).resolve().parent if on_path else None)


@contextmanager
def server() -> Iterator[str]:
    """The address of a running, empty server without a database's name; gone when the block ends."""
    folder = binaries()
    assert folder is not None
    with TemporaryDirectory(prefix="kalends-postgres-") as root:
        data = Path(root) / "data"
        data.mkdir()
        for path in (Path(root), data):
            os.chown(path, *_owner())
        port = _free_port()
        _run(
            [
                str(folder / "initdb"),
                "-D",
                str(data),
                "-U",
                "kalends",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ]
        )
        # What is gone in a moment need not outlast a crash; to copy a database takes twice as long otherwise.
        unsafe = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        options = f"-c listen_addresses=127.0.0.1 -p {port} {unsafe} -c unix_socket_directories={data}"
        control = [str(folder / "pg_ctl"), "-D", str(data), "-w"]
        _run([*control, "-l", str(data / "log"), "-o", options, "start"])
        try:
            yield f"postgresql+psycopg://kalends@127.0.0.1:{port}"
        finally:
            _run([*control, "-m", "immediate", "stop"])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _owner() -> tuple[int, int]:
    """PostgreSQL does not run as root: then its files and processes are those of the user postgres."""
    if os.getuid() != 0:
        return os.getuid(), os.getgid()
    entry = pwd.getpwnam("postgres")
    return entry.pw_uid, entry.pw_gid


def _run(command: list[str]) -> None:
    user, group = _owner()
    # No pipe: a server that keeps it open would keep us waiting for its end.
    with Path(os.devnull).open("r+b") as nothing:
        done = subprocess.run(  # noqa: S603
            command,
            check=False,
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
            cwd="/",
            user=user,
            group=group,
        )
    assert done.returncode == 0, command


def create(address: str, name: str, template: str | None = None) -> str:
    """A new database, a copy of ``template`` where one is named; its address."""
    with psycopg.connect(_plain(address, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return f"{address}/{name}"


def drop(address: str, name: str) -> None:
    """Drop a database whoever is connected."""
    with psycopg.connect(_plain(address, "postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _plain(address: str, name: str) -> str:
    return f"{address.replace('+psycopg', '')}/{name}"
