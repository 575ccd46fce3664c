"""What is read, and what is known of where it comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The organisation behind a source. ``type`` is one of the catalogue's publisher types."""

    name: str
    type: str = "ngo"
    url: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What a source declares of itself and its pages may leave unsaid."""

    id: str = ""
    publisher: Publisher | None = None
    networks: tuple[str, ...] = ()
    country: str | None = None
    city: str | None = None
    languages: tuple[str, ...] = ()
    timezone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched document. ``fetched_at`` is the only "now" that a reading knows; None: there is none."""

    source_id: str
    url: str
    fetched_at: datetime | None
    body: bytes
    status: int = 200
    media_type: str = "text/html"
    headers: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""

    def __post_init__(self) -> None:
        if self.fetched_at is not None and self.fetched_at.tzinfo is None:
            raise ValueError(f"{self.url}: fetched_at must carry a zone")
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.body).hexdigest())
