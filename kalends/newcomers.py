"""A new source from one address: its site is tried as every kind that its pages speak for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.core import get_global
from bs4 import BeautifulSoup, Tag

from kalends.drafts import Draft, Guess, draft_source, write_draft
from kalends.fixtures import write_fixture
from kalends.problems import Problem
from kalends.settings import Settings
from kalends.trials import Trial, read_as, trials
from pipeline.model import Page
from scrapers.catalog import read_source
from scrapers.kinds.anchors import parse
from scrapers.recognise import Candidate, candidates
from scrapers.source import Source

MOST_KINDS = 4
_TERRITORIES = Locale("en").territories
NEARLY = 0.8
"""A platform's own interface is preferred to plain pages if it tells this share of what they tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A site as it was tried: the draft of its YAML, the trial that won, and why each kind was tried."""

    draft: Draft
    trial: Trial
    tried: tuple[tuple[Candidate, Trial], ...]


def newcomer(url: str, settings: Settings) -> Newcomer:
    """Try the site that lists its announcements at ``url``; Problem where nothing can be fetched there."""
    draft = draft_source(url)
    known = draft.language is not None
    first = trials([_provisional(draft, "html", url)], settings, languages_known=known)[0]
    page = next((page for page in first.pages if page.status == 200), None)
    if page is None:
        why = first.report.issues[0] if first.report.issues else "nothing was answered"
        raise Problem(f"{url} cannot be tried: {why}")
    found = candidates(page)
    others = [candidate for candidate in found if candidate.kind != "html"][:MOST_KINDS]
    as_others = [_provisional(draft, c.kind, c.url) for c in others]
    further = trials(as_others, settings, languages_known=known) if others else []
    plain = next(candidate for candidate in found if candidate.kind == "html")
    tried = (*zip(others, further, strict=True), (plain, first))
    chosen, trial = _best(tried)
    guessed = draft_source(url, _guess(page, trial, chosen))
    declared = _provisional(guessed, chosen.kind, chosen.url)
    if declared.facts != trial.source.facts or not known:
        trial = read_as(trial, declared, settings)
    return Newcomer(draft=guessed, trial=trial, tried=tried)


def write_newcomer(new: Newcomer, into: Path) -> tuple[Path, Path]:
    """Write ``<cc>/<id>.yml`` and, beside it, the fixture ``<cc>/<id>/``; Problem where it is there."""
    path = write_draft(new.draft, into)
    page = _telling(new.trial)
    if page is not None:
        source, mistakes = read_source(path)
        write_fixture(page, source if source and not mistakes else new.trial.source, path)
    return path, path.with_suffix("")


def _provisional(draft: Draft, kind: str, url: str) -> Source:
    return Source.model_validate(
        {
            "id": f"{draft.id[:40]}-{kind}",
            "publisher": {"name": draft.id},
            "country": draft.country if draft.country != "xx" else "SE",
            "languages": [draft.language or "en"],
            "timezone": draft.zone or "UTC",
            "kind": kind,
            "urls": [url],
        }
    )


def _best(tried: Sequence[tuple[Candidate, Trial]]) -> tuple[Candidate, Trial]:
    """The first of the kinds that tells nearly as much as the most telling one."""
    most = max(trial.dated for _, trial in tried)
    return next(pair for pair in tried if pair[1].dated >= NEARLY * most and (pair[1].dated or not most))


def _telling(trial: Trial) -> Page | None:
    """The page of a trial that its announcements come from, the first that tells of one."""
    urls = {one.url for one in trial.announcements}
    pages = [page for page in trial.pages if page.status == 200]
    return next((page for page in pages if page.url in urls), pages[0] if pages else None)


def _guess(page: Page, trial: Trial, chosen: Candidate) -> Guess:
    said = _declared(page)
    language = trial.language or (said[0] if said else None)
    return Guess(
        name=_site_name(parse(page)) if "html" in page.media_type else None,
        language=language,
        country=said[1] if said and said[0] == language else _main_country(language),
        kind=chosen.kind,
        url=chosen.url,
        read=trial.dated > 0,
    )


def _declared(page: Page) -> tuple[str, str] | None:
    """The language and the country that a page's own tag names, such as ``en-GB``."""
    root = parse(page).find("html") if "html" in page.media_type else None
    tag = str(root.get("lang") or "") if isinstance(root, Tag) else ""
    said = re.fullmatch(r"([a-z]{2})[-_]([a-z]{2})", tag.strip(), re.IGNORECASE)
    country = said[2].upper() if said else ""
    return (said[1].lower(), country) if said and country in _TERRITORIES else None


def _main_country(language: str | None) -> str | None:
    """The country that CLDR takes a language to be spoken in where nothing else tells."""
    likely = get_global("likely_subtags").get(language or "", "")
    territory = likely.rpartition("_")[2]
    return territory if len(territory) == 2 and territory.isupper() else None


def _site_name(soup: BeautifulSoup) -> str | None:
    """What a site calls itself: its metadata, else the last part of the page's title."""
    tag = soup.find("meta", property="og:site_name")
    if isinstance(tag, Tag) and tag.get("content"):
        return str(tag["content"]).strip()
    parts = re.split(r"\s+[|–—·-]\s+", soup.title.get_text(" ", strip=True)) if soup.title else []
    return parts[-1].strip() if len(parts) > 1 else None
