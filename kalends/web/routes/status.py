"""For those who run the site: whether the process lives, whether it can answer, and its figures."""

from __future__ import annotations

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import PlainTextResponse, Response

from kalends.catalogue import catalog_of
from kalends.health.metrics import registry
from kalends.health.readiness import not_ready
from kalends.web.dependencies import Reading
from kalends.web.measured import measured

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
def healthz() -> Response:
    """The process lives."""
    return _uncached(PlainTextResponse("ok\n"))


@router.get("/readyz")
def readyz(request: Request) -> Response:
    """The store can be read; why it cannot is for the log, not for strangers."""
    if not_ready(request.app.state.engine) is not None:
        return _uncached(PlainTextResponse("the database cannot be read\n", 503))
    return _uncached(PlainTextResponse("ok\n"))


@router.get("/metrics")
def metrics(request: Request, session: Reading) -> Response:
    """The health of sources and the answers of all processes, for Prometheus."""
    catalog = catalog_of(request.app.state.settings)
    health = generate_latest(registry(session, list(catalog.values())))
    served = measured(request.app.state.served)
    return _uncached(Response(health + served, media_type=CONTENT_TYPE_LATEST))


def _uncached(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
