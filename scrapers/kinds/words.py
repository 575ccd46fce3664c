"""Words that tell what a link is for, read once from ``words.yml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_suffix(".yml")


@cache
def words(group: str) -> frozenset[str]:
    """One group of words, lower case; KeyError for a group that the file does not have."""
    return frozenset(_groups()[group])


@cache
def _groups() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded
