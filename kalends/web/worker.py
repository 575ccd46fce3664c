"""One process that serves: what it needs at hand is there before it is asked for."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Thread

from fastapi import FastAPI
from sqlalchemy import Engine

from kalends.resources import open_readable
from kalends.settings import load_settings
from kalends.web.app import create_app
from kalends.web.maps import map_of
from store.facets import facet_values
from store.places import city_key
from store.session import session

# New objects until the young are looked through, such looks until the middle-aged are, and those until all:
# each halts every answer, the last one for a second where twenty thousand events are at hand.
_LOOKS = 10_000, 3, 2_000


def worker() -> FastAPI:
    """The application by the environment's settings, for a server that starts processes of its own."""
    settings = load_settings()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("kalends.audit").setLevel(logging.INFO)
    return create_app(settings, open_readable(settings), lifespan=_steady)


@asynccontextmanager
async def _steady(app: FastAPI) -> AsyncIterator[None]:
    Thread(target=warm, args=(app,), daemon=True).start()
    yield


def warm(app: FastAPI) -> None:
    """Load what takes seconds, which no visitor should wait for, and leave it out of the search for garbage.

    That search halts every answer for as long as it takes to look at all objects; few here are garbage.
    """
    gc.set_threshold(*_LOOKS)
    engine: Engine = app.state.engine
    with session(engine) as opened:
        countries = facet_values(opened, "country")
    for country in countries:
        city_key("", country)
    map_of(())
    app.state.pages.compile()
    import_module("kalends.warmed")  # what reads a page again for its text
    gc.collect()
    gc.freeze()
