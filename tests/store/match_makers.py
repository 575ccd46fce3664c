"""Announcements as examples for matching, and what all pairs of a table of examples come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.match import judge, record_of_json
from store.match.decide import Decision
from store.match.record import Record

Pair = tuple[Record, Record]

Telling = tuple[str, str, str]
"""Language, title, start."""


def tell(title: str, start: str | None, source: str = "a", lang: str = "sv", **more: Any) -> Record:
    line = {"city": "Malmö", "country": "SE", "timezone": "Europe/Stockholm"} | more
    key = f"{source}: {title}, {start}"
    return record_of_json({"id": key, "title": title, "start": start, "source": source, "lang": lang, **line})


def pair(city: str, country: str, whole: Telling, part: Telling, **more: Any) -> Pair:
    """A whole and what may be a part of it; ``whole_…`` and ``part_…`` are what one side tells."""
    sides: list[Record] = []
    for name, (language, title, start) in (("whole", whole), ("part", part)):
        told = {key.split("_", 1)[1]: value for key, value in more.items() if key.startswith(f"{name}_")}
        own = {"city": city, "country": country} | told
        source = own.pop("source", name)
        sides.append(tell(title, start, source, language, **own))
    return sides[0], sides[1]


def decided(examples: Mapping[str, Pair]) -> dict[str, Decision | None]:
    """The decision on each pair, by its name; None where no blocking rule brings it together.

    All are judged in one go: to plan the SQL takes longer than to run it for a hundred pairs.
    """
    records, ids = [], {}
    for number, (name, pair) in enumerate(examples.items()):
        ids[name] = left, right = f"{number:03} a", f"{number:03} b"
        records += [pair[0]._replace(id=left), pair[1]._replace(id=right)]
    judged = judge(records, every=True)
    found = {(item.left, item.right): item for item in [*judged.kept, *judged.others]}
    return {name: found.get(pair) for name, pair in ids.items()}
