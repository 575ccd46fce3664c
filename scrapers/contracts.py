"""The contract that ``scrapy check`` proves live: a source's listing can be read and leads somewhere."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.contracts import Contract
from scrapy.exceptions import ContractFail

from scrapers.kinds import KINDS


class ListingContract(Contract):
    """``@listing``: the source's first URL answers 200 and is an announcement or links to some."""

    name = "listing"

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """Asks for the source's first URL."""
        source = args["callback"].__self__.source
        target = KINDS[source.kind].entry(source.urls[0])
        return {**args, "url": target.url, "meta": {"role": target.role}}

    def post_process(self, output: list[Any]) -> None:
        """Raises ContractFail where the page was not read or leads nowhere."""
        page = next(item for item in output if not isinstance(item, Request))
        if page.status != 200:
            raise ContractFail(f"{page.url} answers {page.status}")
        if page.role == "listing" and not any(isinstance(item, Request) for item in output):
            raise ContractFail(f"{page.url} has no links to announcements")
