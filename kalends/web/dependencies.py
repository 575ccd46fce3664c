"""What routes are given: the store in one transaction a request, the filters of the query string."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from kalends.asked import filters_of
from store.filters import NARROWED, Filters
from store.session import session


def _reading(request: Request) -> Iterator[Session]:
    with session(request.app.state.engine) as opened:
        opened.info |= {**request.app.state.caches, NARROWED: {}}
        yield opened


async def _asked(request: Request) -> Filters:
    # Nothing waits here, so it costs no thread.
    return filters_of(request.query_params.multi_items())


Reading = Annotated[Session, Depends(_reading)]
"""The store, one read transaction for the whole request."""

Asked = Annotated[Filters, Depends(_asked)]
"""The filters that the request's query string asks for; what cannot be met is a ``WrongParameter``."""
