"""What event platforms answer in JSON of their own, each told as a schema.org node; one module a platform.

A module has ``records(data)``, the platform's records in an answer (None: the answer is not of this
platform), and ``node(record, language)``, the schema.org Event that a record is (None: it announces nothing).
"""

from __future__ import annotations

from typing import Any, Final, Protocol

from pipeline.structured.nodes import Node
from pipeline.structured.platforms import (
    decidim,
    discourse,
    gancio,
    linkedevents,
    localist,
    mobilizon,
    openagenda,
    sitevision,
    tribe,
)


class Platform(Protocol):
    """A platform's answers; modules of this package satisfy it."""

    def records(self, data: Any) -> list[Node] | None:
        """The records of an answer; None where it is no answer of this platform."""

    def node(self, record: Node, language: str | None) -> Node | None:
        """A record as a schema.org Event, texts in ``language`` where there is a choice."""


PLATFORMS: Final[tuple[Platform, ...]] = (
    tribe,
    mobilizon,
    gancio,
    linkedevents,
    localist,
    openagenda,
    discourse,
    decidim,
    sitevision,
)


def platform_nodes(data: Any, language: str | None) -> list[Node] | None:
    """Return the events of a platform's answer as schema.org nodes; None for any other JSON."""
    for platform in PLATFORMS:
        records = platform.records(data)
        if records is not None:
            nodes = (platform.node(record, language) for record in records)
            return [node for node in nodes if node is not None]
    return None
