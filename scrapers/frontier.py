"""What one crawl has asked for, and what it may still ask for within its budgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scrapers.kinds import Links, Role, Target
from scrapers.report import Tally


@dataclass(slots=True)
class Frontier:
    """Addresses that were asked for, by the role they were asked in; what a budget cuts off is told once."""

    tally: Tally
    max_pages: int
    max_listings: int
    asked: dict[Role, set[str]] = field(
        init=False, default_factory=lambda: {"listing": set(), "detail": set()}
    )

    def note(self, url: str, role: Role) -> None:
        """An address is asked for."""
        self.asked[role].add(url)

    def next_pages(self, found: Links) -> Iterator[tuple[str, Role]]:
        """Addresses that were not asked for yet, within the budgets; details before further listings."""
        wanted: tuple[tuple[Role, tuple[str, ...], int], ...] = (
            ("detail", found.details, self.max_pages),
            ("listing", found.listings, self.max_listings),
        )
        for role, urls, limit in wanted:
            asked = self.asked[role]
            for url in urls:
                if url in asked:
                    continue
                if len(asked) >= limit:
                    self.tally.issues.setdefault(f"more than {limit} {role} pages: the rest was not fetched")
                    break
                yield url, role

    def next_queries(self, found: Links) -> Iterator[Target]:
        """Further listings that need a body; they count as listings."""
        asked = self.asked["listing"]
        for target in found.queries:
            if target.url not in asked and len(asked) < self.max_listings:
                yield target

    def is_led_home(self, asked: str, url: str) -> bool:
        """Whether a site answered for a page by sending us to its front page or a list: it is gone."""
        parts = urlsplit(url)
        is_front = parts.path in ("", "/") and not parts.query
        return asked != url and (is_front or url in self.asked["listing"])
