"""What came of crawling one source: counts, issues, and which pages were there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from pipeline.model import Signs
from scrapers.kinds.base import Role
from scrapers.known import KnownPage

Outcome = Literal["ok", "partial", "empty", "failed"]
COUNTS = (
    "requests",
    "pages",
    "listing_pages",
    "detail_pages",
    "unchanged_pages",
    "not_found",
    "gone",
    "errors",
    "timeouts",
    "robots_forbidden",
    "offsite_redirects",
    "refused_addresses",
    "exceptions",
)
_MOST_ISSUES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """One source's crawl.

    ``outcome``: "ok"; "partial", something was not read (only then, and when "ok", is the rest of the site
    known); "empty", listings were read but lead to nothing; "failed", no page was read. ``counts`` has
    every name of ``COUNTS``. ``seen_urls`` answered 200 or 304 (also under the address first asked for);
    ``unchanged_urls`` are those among them that stand in the archive of an earlier run, as it was read then.
    ``gone_urls`` answered 404 or 410. ``moved_urls`` are details that redirected, and to where. Where a kind
    was asked only for what changed, ``since`` is that moment: what such a crawl does not name may still be
    there; ``in_all`` is then how many records it tells of first when asked for all (None: that is not known).
    ``visits`` is what to remember of the pages that
    answered otherwise than it was remembered. A crawl that was ``stopped`` has not come to its end because
    somebody asked for it. ``listed_urls`` are the details that listings led to, whether or not they were
    fetched; ``signs`` tell how the site answered. ``rights`` say of each address that was looked at what its
    publisher reserves, in words, empty where nothing. ``issues`` are one-line sentences for the operator.
    """

    source_id: str
    run_id: str
    started: datetime
    ended: datetime
    outcome: Outcome
    counts: Mapping[str, int]
    gone_urls: frozenset[str] = frozenset()
    seen_urls: frozenset[str] = frozenset()
    unchanged_urls: frozenset[str] = frozenset()
    moved_urls: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    in_all: int | None = None
    visits: tuple[KnownPage, ...] = ()
    stopped: bool = False
    issues: tuple[str, ...] = ()
    listed_urls: frozenset[str] = frozenset()
    walked_urls: frozenset[str] = frozenset()
    signs: Signs = field(default_factory=Signs)
    rights: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The report in JSON's types, which :meth:`from_json` takes back."""
        dumped: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return dumped

    @staticmethod
    def from_json(dumped: Mapping[str, Any]) -> CrawlReport:
        """The report that was dumped; ValueError for what is none."""
        return _adapter().validate_python(dumped)

    def line(self) -> str:
        """The report in one line."""
        some = ((name.replace("_", " "), number) for name, number in self.counts.items() if number)
        told = ", ".join(f"{number} {name}" for name, number in some)
        return f"{self.source_id}: {self.outcome} ({told or 'nothing fetched'})"


@cache
def _adapter() -> TypeAdapter[CrawlReport]:
    return TypeAdapter(CrawlReport)


@dataclass(slots=True)
class Tally:
    """A crawl's report in the making."""

    source_id: str
    run_id: str
    started: datetime
    counts: Counter[str] = field(default_factory=Counter)
    gone_urls: set[str] = field(default_factory=set)
    seen_urls: set[str] = field(default_factory=set)
    unchanged_urls: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    since: datetime | None = None
    in_all: int | None = None
    visits: dict[str, KnownPage] = field(default_factory=dict)
    stopped: bool = False
    issues: dict[str, None] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    walked: set[str] = field(default_factory=set)
    signs: Signs = field(default_factory=Signs)
    rights: dict[str, str] = field(default_factory=dict)

    def read(self, url: str, asked: str, role: Role) -> None:
        """Count a page that answered 200."""
        self.counts["pages"] += 1
        self.counts[f"{role}_pages"] += 1
        self.seen_urls |= {url, asked}
        if role == "detail":
            self.leads(asked, url)

    def leads(self, asked: str, url: str) -> None:
        """Note the address that a detail's address leads to, where it is another."""
        if asked != url:
            self.moved[asked] = url

    def unchanged(self, known: KnownPage, asked: str, role: Role) -> None:
        """Count a page that is as it was when it was archived."""
        self.read(known.final_url, asked, role)
        self.counts["unchanged_pages"] += 1
        self.unchanged_urls |= {known.final_url, asked}

    def missing(self, url: str, asked: str, status: int) -> None:
        """Count a page that answered 404 or 410."""
        self.counts["gone" if status == 410 else "not_found"] += 1
        self.gone_urls |= {url, asked}

    def trouble(self, count: str, issue: str) -> None:
        """Count what went wrong and keep its sentence, each sentence once."""
        self.counts[count] += 1
        self.issues.setdefault(issue)

    def report(self, ended: datetime) -> CrawlReport:
        """The finished report; of very many issues the first are kept and the rest counted."""
        issues = list(self.issues)
        if len(issues) > _MOST_ISSUES:
            issues[_MOST_ISSUES:] = [f"and {len(issues) - _MOST_ISSUES} further issues"]
        return CrawlReport(
            source_id=self.source_id,
            run_id=self.run_id,
            started=self.started,
            ended=ended,
            outcome=self._outcome(),
            counts={name: self.counts[name] for name in COUNTS},
            gone_urls=frozenset(self.gone_urls - self.seen_urls),
            seen_urls=frozenset(self.seen_urls),
            unchanged_urls=frozenset(self.unchanged_urls),
            moved_urls=dict(self.moved),
            since=self.since,
            in_all=self.in_all,
            visits=tuple(self.visits.values()),
            stopped=self.stopped,
            issues=tuple(issues),
            listed_urls=frozenset(self.listed),
            walked_urls=frozenset(self.walked),
            signs=self.signs,
            rights=dict(self.rights),
        )

    def _outcome(self) -> Outcome:
        if not self.counts["pages"]:
            return "failed"
        if not self.counts["detail_pages"] and not self.gone_urls and not self.since and not self._broken():
            return "empty"
        return "partial" if self.issues else "ok"

    def _broken(self) -> bool:
        return any(self.counts[name] for name in ("errors", "timeouts", "exceptions", "robots_forbidden"))
