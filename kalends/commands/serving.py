"""``kalends serve``: pages, feeds and the API from the store."""

from __future__ import annotations

import logging
from importlib import import_module
from threading import Thread
from typing import Annotated

import typer

from kalends import console
from kalends.problems import Exit, Problem
from kalends.settings import load_settings

Host = Annotated[str | None, typer.Option(help="The address to listen at, instead of KALENDS_HOST.")]
Port = Annotated[
    int | None, typer.Option(min=0, max=65535, help="The port, instead of KALENDS_PORT; 0: any.")
]


def serve(host: Host = None, port: Port = None) -> None:
    """Serve pages, feeds and the API from the store until interrupted.

    Example: kalends serve --port 8080
    """
    try:
        import uvicorn

        from kalends.web.app import create_app
    except ModuleNotFoundError as error:
        raise Problem(f"{error.name} is missing; install kalends[web]", Exit.USAGE) from error
    from kalends.resources import open_readable

    settings = load_settings()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("kalends.audit").setLevel(logging.INFO)
    # What reads a page again for its text takes seconds to load; no visitor should wait for it.
    Thread(target=import_module, args=("kalends.warmed",), daemon=True).start()
    app = create_app(settings, open_readable(settings))
    at = settings.host if host is None else host
    number = settings.port if port is None else port
    if number:
        console.say(f"kalends: http://{f'[{at}]' if ':' in at else at}:{number}/ (Ctrl+C ends it)")
    uvicorn.run(app, host=at, port=number, log_level="warning", server_header=False, proxy_headers=False)
