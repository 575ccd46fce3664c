"""How often one address may ask the API: a bucket that fills again evenly."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from time import monotonic

from fastapi import HTTPException, Request
from starlette.types import Scope

API = "/api/"
"""What the addresses of the API begin with."""

_MOST_ADDRESSES = 10_000
_MINUTE = 60.0


class Buckets:
    """For each address how many requests it may send now; at most ``a_minute``, filled up evenly."""

    def __init__(self, a_minute: int) -> None:
        self.a_minute = a_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait_of(self, address: str, now: float) -> float:
        """Take one request out; 0.0, or the seconds until there is one again."""
        with self._lock:
            left, at = self._buckets.pop(address, (float(self.a_minute), now))
            left = min(float(self.a_minute), left + (now - at) * self.a_minute / _MINUTE)
            is_free = left >= 1.0
            self._buckets[address] = (left - 1.0 if is_free else left, now)
            while len(self._buckets) > _MOST_ADDRESSES:
                self._buckets.popitem(last=False)
        return 0.0 if is_free else (1.0 - left) * _MINUTE / self.a_minute


def limited(request: Request) -> None:
    """A dependency that refuses an address which asks too often with 429 and when to try again."""
    buckets: Buckets = request.app.state.buckets
    if not buckets.a_minute:
        return
    wait = buckets.wait_of(_address_of(request.scope), monotonic())
    if wait:
        said = f"more than {buckets.a_minute} requests a minute; try again in {wait:.0f} s"
        raise HTTPException(429, said, {"Retry-After": str(max(1, round(wait)))})


def is_allowed(scope: Scope) -> bool:
    """Whether a request that is answered without its route may be: one to the API counts as any other."""
    if not scope["path"].startswith(API):
        return True
    buckets: Buckets = scope["app"].state.buckets
    return not buckets.a_minute or not buckets.wait_of(_address_of(scope), monotonic())


def _address_of(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""
