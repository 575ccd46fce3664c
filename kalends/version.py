"""The version of the reading: another one wherever a file that decides what is read of a page is another."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_READS = ("pipeline", "scrapers/kinds")
_LENGTH = 12


@cache
def reading_version() -> str:
    """Twelve hexadecimal digits of the code and the words by which pages are read and links are found."""
    digest = hashlib.sha256()
    for room in _READS:
        for path in sorted((_ROOT / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(_ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:_LENGTH]
