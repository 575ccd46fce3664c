"""Drupal's JSON:API: the nodes of a bundle, ``event`` unless another is declared. Pages are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scrapers.kinds.api import Api, at

if TYPE_CHECKING:
    from pipeline.model import Page


def _details(data: Any, page: Page) -> Iterable[str | None]:
    nodes = at(data, "data")
    for node in nodes if isinstance(nodes, list) else ():
        alias = at(node, "attributes", "path", "alias")
        number = at(node, "attributes", "drupal_internal__nid")
        if alias or number:
            yield alias or f"/node/{number}"


KIND = Api(
    path="jsonapi/node/event",
    params={"page[limit]": "50", "sort": "-changed", "filter[status][value]": "1"},
    newer=lambda since: {
        "filter[new][condition][path]": "changed",
        "filter[new][condition][operator]": ">",
        "filter[new][condition][value]": str(int(since.timestamp())),
    },
    following=lambda data, page: [at(data, "links", "next", "href")],
    details=_details,
    answers=False,
    records=("data",),
)
