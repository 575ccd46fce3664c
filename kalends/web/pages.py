"""Pages: a template, a language, the visitor's zone, and the headers that go with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from kalends.settings import Settings
from kalends.web.items import Items
from kalends.web.languages import COOKIE, LANGUAGES, words_of
from kalends.web.views import VIEWS
from kalends.web.visitors import ZONE_COOKIE, Visitor, visitor_of
from kalends.web.wording import Wording

YEAR_SECONDS = 365 * 24 * 3600
_STATIC = Path(__file__).parent / "static"


class Pages:
    """Renders templates; one Jinja environment a language, made once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._environments = {language: _environment(language) for language in LANGUAGES}

    def compile(self) -> None:
        """Read all templates at once, which otherwise the first visitor of each page waits for."""
        for environment in self._environments.values():
            for name in environment.list_templates():
                environment.get_template(name)

    def page(
        self, request: Request, template: str, context: Mapping[str, object], status: int = 200
    ) -> Response:
        """A page in the visitor's language. What he chose by parameter is remembered in cookies."""
        visitor = visitor_of(request)
        language = visitor.language
        around = {**self._around(request, visitor), "words": Wording(visitor, words_of(language))}
        rendered = self._environments[language].get_template(template).render({**around, **context})
        answer = HTMLResponse(rendered, status)
        answer.headers["Content-Language"] = language
        answer.headers["Vary"] = "Accept-Language, Cookie"
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        _remember(request, answer, visitor)
        return answer

    def error(self, request: Request, status: int, detail: str, name: str | None = None) -> Response:
        """An error in the site's clothes; ``name`` is the parameter that is wrong."""
        context = {"error_status": status, "detail": detail, "parameter": name}
        return self.page(request, "error.html", context, status)

    def _around(self, request: Request, visitor: Visitor) -> Mapping[str, object]:
        return {
            "visitor": visitor,
            "languages": LANGUAGES,
            "path": request.url.path,
            "here": _link_to(request),
            "contact": self.settings.contact,
            "base_url": self.settings.base_url,
            "views": VIEWS,
            "query": "",
            "feeds": (),
        }


def page(request: Request, template: str, context: Mapping[str, object], status: int = 200) -> Response:
    """A page by the application's own :class:`Pages`."""
    pages: Pages = request.app.state.pages
    return pages.page(request, template, context, status)


def _link_to(request: Request) -> Any:
    """A function that gives this page's address with some parameters changed; None takes one away."""
    pairs = [(name, value) for name, value in request.query_params.multi_items() if value]

    def here(**changed: str | None) -> str:
        kept = [(name, value) for name, value in pairs if name not in changed]
        query = urlencode([*kept, *((name, value) for name, value in changed.items() if value is not None)])
        return f"{request.url.path}?{query}" if query else request.url.path

    return here


def _remember(request: Request, answer: Response, visitor: Visitor) -> None:
    for parameter, cookie, value in (("lang", COOKIE, visitor.language), ("zone", ZONE_COOKIE, visitor.zone)):
        if request.query_params.get(parameter) == value:
            answer.set_cookie(cookie, value, max_age=YEAR_SECONDS, httponly=True, samesite="lax")


def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("kalends.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a look at the file for each template, item after item
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(words_of(language), newstyle=True)  # type: ignore[attr-defined]
    environment.globals["options_of"] = options_of
    environment.globals["asset"], environment.globals["items_of"] = asset, Items(environment)
    environment.filters["safe_url"] = safe_url
    environment.filters["host"] = host_of
    environment.filters["spoken"] = lambda code, words: words.language(code)
    environment.filters["why"] = lambda sentence, words: words.why(sentence)
    environment.filters["twice"] = lambda value: (value, value)
    return environment


@cache
def asset(name: str) -> str:
    """The address of a static file with its content's hash, so that browsers may keep it for ever."""
    digest = sha256((_STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def options_of(choices: Iterable[tuple[str, str]], chosen: str | None) -> Markup:
    """The options (value, text) of a select, one of them chosen."""
    return _options(tuple(choices), chosen)


@lru_cache(maxsize=500)
def _options(choices: tuple[tuple[str, str], ...], chosen: str | None) -> Markup:
    plain, selected = (
        Markup('<option value="{}">{}</option>'),
        Markup('<option value="{}" selected>{}</option>'),
    )
    return Markup().join(
        (selected if value == chosen else plain).format(value, text) for value, text in choices
    )


def safe_url(url: str | None) -> str | None:
    """The URL where it is one of the web or a mailbox, so that no page can smuggle a script into a link."""
    if url is None or not url.lower().startswith(("http://", "https://", "mailto:")):
        return None
    return url


def host_of(url: str | None) -> str:
    """The host of a URL, for a link's text; what is no URL as it is."""
    try:
        return urlsplit(url or "").hostname or url or ""
    except ValueError:
        return url or ""
