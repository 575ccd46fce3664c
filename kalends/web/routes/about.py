"""What this is, how it treats sites and persons, and what a visitor can set."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from kalends.settings import Settings
from kalends.web.pages import page
from kalends.web.visitors import OWN, zones
from scrapers.limits import user_agent

ROBOTS = "User-agent: *\nDisallow: /tellings/\nDisallow: /review\nDisallow: /login\nDisallow: /settings\n"

router = APIRouter(include_in_schema=False)


@router.get("/about")
@router.get("/robot")
def about_page(request: Request) -> Response:
    """About this robot: what it reads, how it behaves, how to stop it."""
    settings: Settings = request.app.state.settings
    context = {
        "agent": user_agent(settings.contact),
        "reserved": [name for name in settings.honour if name != "none"],
        "most": settings.max_host_requests,
    }
    return page(request, "about.html", context)


@router.get("/privacy")
def privacy_page(request: Request) -> Response:
    """What is kept, what is not, and how to have something taken away."""
    return page(request, "privacy.html", {})


@router.get("/robots.txt")
def robots() -> Response:
    """What other robots may read here: all but other people's texts and what is for staff."""
    return PlainTextResponse(ROBOTS)


@router.get("/settings")
def settings_page(request: Request) -> Response:
    """The interface's language and the visitor's clock; chosen by a form, kept in cookies."""
    return page(request, "settings.html", {"zones": zones(), "own": OWN})
