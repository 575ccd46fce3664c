"""What this is, how it treats sites and persons, and what a visitor can set."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from kalends.web.pages import page
from kalends.web.visitors import OWN, zones
from scrapers.limits import user_agent

router = APIRouter(include_in_schema=False)


@router.get("/about")
@router.get("/robot")
def about_page(request: Request) -> Response:
    """About this robot: what it reads, how it behaves, how to stop it."""
    settings = request.app.state.settings
    return page(request, "about.html", {"agent": user_agent(settings.contact, settings.base_url)})


@router.get("/privacy")
def privacy_page(request: Request) -> Response:
    """What is kept, what is not, and how to have something taken away."""
    return page(request, "privacy.html", {})


@router.get("/settings")
def settings_page(request: Request) -> Response:
    """The interface's language and the visitor's clock; chosen by a form, kept in cookies."""
    return page(request, "settings.html", {"zones": zones(), "own": OWN})
