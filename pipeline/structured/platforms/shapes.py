"""The pieces that platforms' answers are made of: lists within objects, local stamps, texts by language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.structured.nodes import Node, items

MAX_RECORDS = 2_000


def listed(data: Any, key: str, *needed: str) -> list[Node] | None:
    """Return the objects under ``key``, if the first of them has all ``needed`` keys; else None."""
    found = data.get(key) if isinstance(data, Mapping) else None
    return objects(found, *needed)


def objects(found: Any, *needed: str) -> list[Node] | None:
    """Return a list's objects, if the first has all ``needed`` keys; else None."""
    if not isinstance(found, list) or not found:
        return None
    records = [record for record in found[:MAX_RECORDS] if isinstance(record, dict)]
    return records if records and all(key in records[0] for key in needed) else None


def in_zone(stamp: object, zone: object) -> str | None:
    """Return a stamp with the offset that ``zone`` has then; unchanged where either says nothing more."""
    if not isinstance(stamp, str) or not stamp.strip():
        return None
    try:
        moment = datetime.fromisoformat(stamp.strip())
        if moment.tzinfo is None and isinstance(zone, str):
            moment = moment.replace(tzinfo=ZoneInfo(zone))
    except (ValueError, ZoneInfoNotFoundError, OSError, OverflowError):
        return stamp
    return moment.isoformat()


def nearest_day(stamp: object) -> str | None:
    """Return the day whose midnight is nearest to a stamp: a day alone, as an interface in UTC writes it."""
    try:
        moment = datetime.fromisoformat(str(stamp)) + timedelta(hours=12)
    except (ValueError, OverflowError):
        return None
    return moment.date().isoformat()


def of_seconds(seconds: object) -> str | None:
    """Return the stamp of a count of seconds since 1970, in UTC."""
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def said(value: object, language: str | None) -> object:
    """Return a text kept by language (``{"fi": …, "en": …}``) in ``language``, else the first there."""
    if not isinstance(value, Mapping):
        return value
    if language and value.get(language):
        return value[language]
    return next((text for text in value.values() if text), None)


def child(node: Node, key: str) -> Node:
    """Return the object under ``key``; an empty one where there is none."""
    value = node.get(key)
    return value if isinstance(value, dict) else {}


def children(value: object) -> list[Node]:
    """Return the objects among a value's items."""
    return [item for item in items(value) if isinstance(item, dict)]


def without_empty(node: Node) -> Node:
    """Return a node without the properties that say nothing."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}
