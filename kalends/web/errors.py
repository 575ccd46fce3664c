"""What goes wrong, told to people in a page and to programs as problem+json (RFC 9457)."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from kalends.asked import WrongParameter
from kalends.web.headers import secure
from kalends.web.labels import N_
from kalends.web.staff import LoginNeeded
from store.explain import NoSuchEvent
from store.session import StoreError

PROBLEM = "application/problem+json"
_UNSAID = {404: N_("there is no such page"), 405: N_("this address cannot be asked in this way")}
"""Details where the framework says the status' name alone, which no visitor is helped by."""

_EXPECTED = {
    "cursor": N_("not a cursor that a page gave as its next"),
    "country": N_("write a country as its code of two letters, such as SE"),
    "event": N_("write an event's id of twenty letters and digits"),
    "announcement": N_("write an announcement's id of twenty letters and digits"),
    "limit": N_("write a whole number from 1 to 200, for changes to 100"),
    "month": N_("write a month as 2026-12"),
    "since": N_("write a day as 2026-02-12"),
}
"""What parameters want that routes declare; the framework's words speak of types and patterns."""
_TOO_LONG, _NOT_GIVEN = N_("longer than 200 characters"), N_("must be given")

_log = logging.getLogger(__name__)


def is_for_programs(request: Request) -> bool:
    """Whether the answer is read by a program: the API's paths, and addresses with a format's suffix."""
    path = request.url.path
    return path.startswith(("/api/", "/oembed")) or "." in path.rpartition("/")[2]


def problem(request: Request, status: int, detail: str, name: str | None = None) -> Response:
    """An error in the form that fits who asks; ``name`` is the parameter that is wrong."""
    if is_for_programs(request):
        title = HTTPStatus(status).phrase
        body: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        if name is not None:
            body["parameter"] = name
        return JSONResponse(body, status, media_type=PROBLEM)
    return request.app.state.pages.error(request, status, detail, name)  # type: ignore[no-any-return]


def add_error_pages(app: FastAPI) -> None:
    """Answer everything that can go wrong in the site's own clothes."""

    @app.exception_handler(WrongParameter)
    def _wrong(request: Request, error: WrongParameter) -> Response:
        return problem(request, 400, error.reason, error.name)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        if first["loc"][0] == "path":
            return problem(request, 404, _UNSAID[404])
        name = str(first["loc"][-1])
        said = _NOT_GIVEN if first["type"] == "missing" else _EXPECTED.get(name)
        return problem(request, 400, said or _TOO_LONG, name)

    @app.exception_handler(NoSuchEvent)
    def _unknown(request: Request, _: NoSuchEvent) -> Response:
        return problem(request, 404, "there is no such event")

    @app.exception_handler(LoginNeeded)
    def _login(_: Request, __: LoginNeeded) -> Response:
        return RedirectResponse("/login", 303)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        is_unsaid = error.detail == HTTPStatus(error.status_code).phrase
        detail = _UNSAID.get(error.status_code, error.detail) if is_unsaid else error.detail
        answer = problem(request, error.status_code, detail)
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(StoreError)
    def _store(request: Request, error: StoreError) -> Response:
        _log.error("%s", error)
        answer = problem(request, 503, "the database is busy or not set up; try again in a moment")
        answer.headers["Retry-After"] = "5"
        return answer

    @app.exception_handler(Exception)
    def _bug(request: Request, _: Exception) -> Response:
        answer = problem(request, 500, "something went wrong here; it has been logged")
        secure(answer.headers, request.url.path)  # Starlette answers this one outside all middleware
        return answer
