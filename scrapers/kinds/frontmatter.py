"""Event files with front matter, kept in a git repository: a folder's listing → its raw files.

A folder may be declared as people see it (``github.com/…/tree/…``, ``gitlab.com/…/-/tree/…``,
``codeberg.org/…/src/branch/…``), as a contents API address, as any page that links to the files, as a
plain text list of addresses, or as the raw files themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

from scrapers.kinds.anchors import absolute, base_of, parse
from scrapers.kinds.base import Links, Target
from scrapers.kinds.paging import header_next
from scrapers.media import is_text
from scrapers.sites import same_site

if TYPE_CHECKING:
    from pipeline.model import Page
    from scrapers.source import Source

_EVENT_FILE = re.compile(r"\.(?:md|markdown|mdx|html?|ya?ml|toml|txt)$", re.IGNORECASE)
_NO_EVENT = re.compile(r"(?:^|/)(?:readme|license|contributing|_index|index\.html?)[^/]*$", re.IGNORECASE)
_GITHUB = re.compile(r"https://github\.com/([^/]+)/([^/]+)/(tree|blob)/([^/]+)/?(.*)")
_GITEA = re.compile(r"(https://codeberg\.org)/([^/]+)/([^/]+)/src/branch/([^/]+)/?(.*)")
_GITLAB = re.compile(r"(https://gitlab\.com)/(.+?)/-/(tree|blob)/([^/]+)/?(.*)")
_GITLAB_API = re.compile(r"(https?://[^/]+)/api/v4/projects/([^/]+)/repository/tree")


def entry(url: str, since: datetime | None = None) -> Target:
    """The API listing of a folder, the raw address of a file; anything else is a listing as it is."""
    if match := _GITHUB.fullmatch(url):
        owner, repository, shown, ref, path = match.groups()
        if shown == "blob":
            return Target(f"https://raw.githubusercontent.com/{owner}/{repository}/{ref}/{path}", "detail")
        contents = f"https://api.github.com/repos/{owner}/{repository}/contents/{path}"
        return Target(f"{contents}?ref={ref}", "listing")
    if match := _GITEA.fullmatch(url):
        host, owner, repository, ref, path = match.groups()
        return Target(f"{host}/api/v1/repos/{owner}/{repository}/contents/{path}?ref={ref}", "listing")
    if match := _GITLAB.fullmatch(url):
        host, project, shown, ref, path = match.groups()
        if shown == "blob":
            return Target(f"{host}/{project}/-/raw/{ref}/{path}", "detail")
        tree = f"{host}/api/v4/projects/{quote(project, safe='')}/repository/tree"
        return Target(f"{tree}?path={quote(path, safe='')}&ref={ref}&per_page=100", "listing")
    path = urlsplit(url).path
    # A text file may be a list of addresses; one that begins with front matter shows itself when it is read.
    return Target(url, "detail" if _is_event_file(path) and not path.endswith(".txt") else "listing")


def links(page: Page, source: Source) -> Links:
    """The raw event files of a folder and the folders below it, in the listing's order."""
    try:
        entries = json.loads(page.body)
    except (ValueError, RecursionError):
        return _from_markup(page) if "html" in page.media_type else _from_lines(page)
    if not isinstance(entries, list):
        return Links()
    files: dict[str, None] = {}
    folders: dict[str, None] = {}
    for item in entries:
        if not isinstance(item, dict) or not isinstance(item.get("path"), str):
            continue
        if item.get("type") in ("dir", "tree"):
            folders.update(dict.fromkeys(_urls(item, "url", page) or _gitlab_folder(item["path"], page)))
        elif _is_event_file(item["path"]):
            files.update(dict.fromkeys(_urls(item, "download_url", page) or _gitlab_file(item["path"], page)))
    folders.update(dict.fromkeys(header_next(page.headers, page.url)))
    return Links(tuple(files), tuple(url for url in folders if same_site(url, page.url)))


def _urls(item: dict[str, object], key: str, page: Page) -> list[str]:
    """A listing may send us to its own site and nowhere else."""
    value = item.get(key)
    url = absolute(value, page.url) if isinstance(value, str) else None
    return [url] if url and same_site(url, page.url) else []


def _gitlab_file(path: str, page: Page) -> Iterator[str]:
    if match := _GITLAB_API.match(page.url):
        ref = parse_qs(urlsplit(page.url).query).get("ref", ["HEAD"])[0]
        yield f"{match[1]}/api/v4/projects/{match[2]}/repository/files/{quote(path, safe='')}/raw?ref={ref}"


def _gitlab_folder(path: str, page: Page) -> Iterator[str]:
    if _GITLAB_API.match(page.url):
        yield re.sub(r"([?&]path=)[^&]*", lambda found: found[1] + quote(path, safe=""), page.url)


def _from_markup(page: Page) -> Links:
    soup = parse(page)
    base = base_of(soup, page)
    found = (absolute(str(tag["href"]), base) for tag in soup.find_all("a", href=True))
    return _event_files(url for url in found if url and same_site(url, page.url))


def _from_lines(page: Page) -> Links:
    if not is_text(page.media_type):
        return Links()
    lines = page.body.decode("utf-8", "replace").splitlines()
    if lines and lines[0].strip() in ("---", "+++"):
        return Links(standalone=True)
    found = (absolute(line, page.url) for line in lines if _is_event_file(line.strip()))
    return _event_files(url for url in found if url and same_site(url, page.url))


def _event_files(urls: Iterator[str]) -> Links:
    return Links(tuple(dict.fromkeys(url for url in urls if _is_event_file(urlsplit(url).path))))


def _is_event_file(path: str) -> bool:
    return bool(_EVENT_FILE.search(path)) and not _NO_EVENT.search(path)
