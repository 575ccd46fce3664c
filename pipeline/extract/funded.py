"""A funding as read from a page."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Funding


@dataclass(frozen=True, slots=True)
class FundingFound:
    """One funding and where the page says so."""

    funding: Funding
    start: int
    end: int
    method: str
    score: float
