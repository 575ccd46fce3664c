"""The application: routes over one store, the same clothes and headers on every answer."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from sqlalchemy import Engine
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Lifespan

from kalends.settings import Settings
from kalends.web.described import describe
from kalends.web.errors import add_error_pages
from kalends.web.headers import SecurityHeaders
from kalends.web.heads import HeadAsGet
from kalends.web.kept import KeptAnswers
from kalends.web.limits import Buckets
from kalends.web.measured import Measured
from kalends.web.pages import Pages
from kalends.web.publishing import Rendered
from kalends.web.routes import ROUTERS
from kalends.web.staff import Staff
from kalends.web.turns import Turns
from pipeline.model import Event
from store.cache import CACHE, LISTED, EventCache
from store.choices import LateChoices
from store.listed import Listed
from store.version import StoreVersion

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings, engine: Engine, lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """The application over ``engine``; they are in its ``state``, beside ``pages`` and ``staff``.

    Nothing is migrated or written but by the review pages, which ask for a login.
    """
    app = FastAPI(
        title="Kalends",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings, app.state.engine = settings, engine
    app.state.pages, app.state.rendered = Pages(settings), Rendered()
    app.state.caches = {CACHE: EventCache[Event](), LISTED: EventCache[Listed]()}
    app.state.choices = LateChoices()
    app.state.served = CollectorRegistry()
    app.state.buckets = Buckets(-(-settings.api_rate // settings.web_workers))
    app.state.staff = Staff(settings)
    app.mount("/static", GZipMiddleware(StaticFiles(directory=STATIC)), name="static")
    for router in ROUTERS:
        app.include_router(router)
    add_error_pages(app)
    describe(app)
    app.add_middleware(Turns)
    app.add_middleware(KeptAnswers, seconds=settings.page_seconds, version=StoreVersion(engine).read)
    app.add_middleware(HeadAsGet)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Measured, registry=app.state.served)
    return app
