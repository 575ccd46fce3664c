"""The links of an HTML page that may lead to content: navigation, sharing and documents are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Tag
from w3lib.url import safe_url_string

from pipeline.model import Page
from scrapers.kinds.words import words

_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "form", "header"})
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu"})
_FURNITURE_WORD = re.compile(rf"(?:^|[-_])(?:{'|'.join(sorted(words('furniture')))})(?:[-_]|$)", re.I)
_RECORD_TAGS = frozenset({"article", "li", "section", "main"})
_WHOLE = ("h1", "main", "article", "input")
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|jpe?g|png|gif|svg|webp|mp[34]|mov|avi|css|js|xml|rss|atom|json|ics)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """One content link: its element, its absolute URL without fragment, its words."""

    tag: Tag
    url: str
    text: str


def parse(page: Page) -> BeautifulSoup:
    """The page's tree; its charset as the header declares it, else as the page itself does."""
    content_type = next((value for name, value in page.headers.items() if name.lower() == "content-type"), "")
    charset = re.search(r"charset=[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return BeautifulSoup(page.body, "lxml", from_encoding=charset[1] if charset else None)


def base_of(soup: BeautifulSoup, page: Page) -> str:
    """What relative links count from."""
    base = next(with_href(soup, "base"), None)
    return (absolute(str(base["href"]), page.url) if base is not None else None) or page.url


def elements(tree: Tag, *names: str) -> Iterator[Tag]:
    """The elements of these names below one, in the document's order.

    The library's own search weighs each element against all that could be asked of it, for ten times as long.
    """
    return (one for one in tree.descendants if isinstance(one, Tag) and one.name in names)


def with_href(tree: Tag, *names: str) -> Iterator[Tag]:
    """Those of :func:`elements` that have an address."""
    return (one for one in elements(tree, *names) if one.get("href") is not None)


def absolute(href: str, base: str) -> str | None:
    """The http(s) URL that a link means, as it is asked for: percent-encoded, without fragment and tracking.

    None for any other or a broken one.
    """
    try:
        url = safe_url_string(urldefrag(urljoin(base, href.strip())).url)
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    kept = [pair for pair in parts.query.split("&") if not _tracks(pair)]
    return urlunsplit(parts._replace(query="&".join(kept))) if parts.query else url


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name.startswith("utm_") or name in words("tracking_parameters")


def content_anchors(soup: BeautifulSoup, page: Page) -> Iterator[Anchor]:
    """Links in the page's content that lead to other pages, in document order."""
    base = base_of(soup, page)
    here = urldefrag(page.url).url
    known: dict[int, bool] = {}
    for tag in with_href(soup, "a"):
        url = absolute(str(tag["href"]), base)
        if url is None or url == here or not _leads_to_content(url):
            continue
        if "nofollow" in (tag.get("rel") or ()) or _in_furniture(tag, known):
            continue
        yield Anchor(tag, url, " ".join(tag.get_text(" ").split()))


def _in_furniture(tag: Tag, known: dict[int, bool]) -> bool:
    """Whether an element stands in furniture; ``known`` keeps verdicts by element, since branches share."""
    path: list[int] = []
    verdict = False
    for parent in tag.parents:
        if id(parent) in known:
            verdict = known[id(parent)]
            break
        path.append(id(parent))
        if is_furniture(parent):
            verdict = True
            break
    known.update(dict.fromkeys(path, verdict))
    return verdict


def is_furniture(tag: Tag) -> bool:
    """Whether an element is navigation, header, footer or the like, rather than content."""
    if tag.name in ("body", "html", "[document]", *_RECORD_TAGS):
        return False
    if tag.name == "header":
        return tag.find_parent(_RECORD_TAGS) is None
    if tag.name == "form" and _is_whole_page(tag):
        return False
    if tag.name in _FURNITURE_TAGS or tag.get("role") in _FURNITURE_ROLES:
        return True
    names = " ".join([*(tag.get("class") or ()), str(tag.get("id") or "")])
    return len(names) < 120 and any(_FURNITURE_WORD.search(name) for name in names.split())


def _is_whole_page(form: Tag) -> bool:
    """Whether a form only goes around the page, as those of ASP.NET do, which keep their state in it."""
    return any(tag.name != "input" or tag.get("name") == "__VIEWSTATE" for tag in elements(form, *_WHOLE))


def _leads_to_content(url: str) -> bool:
    parts = urlsplit(url)
    if _DOCUMENT.search(parts.path) or (parts.path in ("", "/") and not parts.query):
        return False
    return not any(segment.lower() in words("service_segments") for segment in parts.path.split("/"))
