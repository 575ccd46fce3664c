"""``kalends serve``: pages, feeds and the API from the store."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from kalends import console
from kalends.problems import Exit, Problem
from kalends.settings import load_settings

Host = Annotated[str | None, typer.Option(help="The address to listen at, instead of KALENDS_HOST.")]
Port = Annotated[
    int | None, typer.Option(min=0, max=65535, help="The port, instead of KALENDS_PORT; 0: any.")
]
_SECRET = "KALENDS_SECRET"  # noqa: S105 (a variable's name)


def serve(host: Host = None, port: Port = None) -> None:
    """Serve pages, feeds and the API from the store until interrupted.

    Example: kalends serve --port 8080
    """
    try:
        import uvicorn

        from kalends.web.sockets import run_together
        from kalends.web.worker import worker
    except ModuleNotFoundError as error:
        raise Problem(f"{error.name} is missing; install kalends[web]", Exit.USAGE) from error
    from kalends.resources import open_readable

    settings = load_settings()
    open_readable(settings).dispose()
    at = settings.host if host is None else host
    number = settings.port if port is None else port
    if number:
        console.say(f"kalends: http://{f'[{at}]' if ':' in at else at}:{number}/ (Ctrl+C ends it)")
    if not settings.secret:
        # All workers must know a session that one of them has signed.
        os.environ[_SECRET] = secrets.token_urlsafe(32)
        load_settings.cache_clear()
    config = uvicorn.Config(
        f"{worker.__module__}:{worker.__name__}",
        factory=True,
        host=at,
        port=number,
        workers=settings.web_workers,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
    )
    with _counting_together(settings.web_workers):
        run_together(config)


@contextmanager
def _counting_together(workers: int) -> Iterator[None]:
    """For several workers the folder in which they count, so that any of them can tell of all."""
    from kalends.web.measured import SHARED

    if workers == 1:
        yield
        return
    with TemporaryDirectory(prefix="kalends-metrics-") as folder:
        os.environ[SHARED] = folder
        try:
            yield
        finally:
            del os.environ[SHARED]
