"""Running the command line in tests, as a person does: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def kalends(
    *arguments: str, folder: Path, stdin: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run ``kalends`` in ``folder`` with these KALENDS_ settings (lower case) and no others."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KALENDS_")}
    environment |= {f"KALENDS_{name.upper()}": value for name, value in settings.items()}
    environment["PYTHONPATH"] = str(ROOT)
    environment["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-m", "kalends", *arguments],
        cwd=folder,
        env=environment,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
