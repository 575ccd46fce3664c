"""The demo's sample sites: templates in ``sites/``, rendered with dates relative to one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

SITES = Path(__file__).parent / "sites"
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
}
LONG_DATES = {"de": "d. MMMM y"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One sample site: its folder of templates and its declaration in ``site.yml``."""

    id: str
    folder: Path
    locale: str
    source: Mapping[str, Any]
    gone: Mapping[int, list[str]]


def load_sites(folder: Path = SITES) -> list[Site]:
    """The sample sites, by id; each is a folder with a ``site.yml``."""
    found = []
    for declaration in sorted(folder.glob("*/site.yml")):
        content = yaml.safe_load(declaration.read_text(encoding="utf-8"))
        found.append(
            Site(
                id=content["source"]["id"],
                folder=declaration.parent,
                locale=content["locale"],
                source=content["source"],
                gone=content.get("gone", {}),
            )
        )
    return found


def source_yaml(site: Site, base: str) -> str:
    """The site's catalogue entry as YAML, its URLs under ``base``."""
    text = yaml.safe_dump(dict(site.source), allow_unicode=True, sort_keys=False)
    return text.replace("{base}", base)


def environment(site: Site, today: date) -> Environment:
    """Templates of ``site``, in which ``day(n)`` is n days after ``today`` and ``month(n)`` n months."""
    # Nothing is escaped: the templates are our own, and some of them are Markdown or iCalendar.
    env = Environment(loader=FileSystemLoader(site.folder), autoescape=False, undefined=StrictUndefined)  # noqa: S701
    zone = ZoneInfo(site.source["timezone"])
    env.globals["day"] = lambda n: today + timedelta(days=n)
    env.globals["month"] = lambda n: _month_after(today, n)
    long_date = LONG_DATES.get(site.locale, "d MMMM y")
    env.filters["long"] = lambda day: format_date(day, long_date, locale=site.locale)
    env.filters["weekday"] = lambda day: format_date(day, "EEEE", locale=site.locale)
    env.filters["dots"] = lambda day: format(day, "%d.%m.%Y")
    env.filters["month_year"] = lambda day: format_date(day, "LLLL y", locale=site.locale)
    env.filters["iso"] = date.isoformat
    env.filters["compact"] = lambda day: format(day, "%Y%m%d")
    env.filters["at"] = lambda day, clock: datetime.combine(day, time.fromisoformat(clock), zone).isoformat()
    return env


def _month_after(today: date, months: int) -> date:
    """The first day of the month that is ``months`` (at most eight) after today's."""
    return (today.replace(day=1) + timedelta(days=31 * months)).replace(day=1)


def rendered(
    site: Site, env: Environment, path: str, visit: int, bases: Mapping[str, str]
) -> tuple[str, bytes] | None:
    """(media type, body) of the page at ``path`` on the n-th ``visit``; None where the site has none.

    ``bases`` maps site ids to where they are served, for links from one site to another.
    """
    if path in site.gone.get(visit, []):
        return None
    name = path.strip("/")
    candidates = [name] if Path(name).suffix in MEDIA_TYPES else [f"{name}.html", f"{name}/index.html"]
    for candidate in candidates:
        try:
            template = env.get_template(candidate.lstrip("/"))
        except TemplateNotFound:
            continue
        text = template.render(visit=visit, sites=bases)
        if candidate.endswith(".ics"):
            text = text.replace("\n", "\r\n")
        return MEDIA_TYPES[Path(candidate).suffix], text.encode()
    return None
