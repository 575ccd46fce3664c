"""What is going on right now."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from kalends.web.dependencies import Asked, Reading
from store.query import now_view

router = APIRouter(include_in_schema=False)


@router.get("/")
def now_page(request: Request, session: Reading, filters: Asked) -> Response:
    """Going on, today, this week, later, and the deadlines that close."""
    view = now_view(session, datetime.now(UTC), filters)
    pages = request.app.state.pages
    answer: Response = pages.page(request, "now.html", view=view, filters=filters)
    return answer
