"""Scrapy for hundreds of crawlers in one process: what it works out for each alike is worked out once.

Every crawler describes its parts and settings for log lines that nobody may keep, and looks up the
signatures of the same methods; together that was a seventh of a refresh that finds nothing new. Classes under
old names ask who defines them by the source lines of all callers, among thousands of modules. Scrapy has no
setting for any of it: what stands here takes the place of four functions, with the same contracts.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable
from functools import cache
from pprint import pformat
from types import FrameType, SimpleNamespace
from typing import Any

from scrapy import crawler, middleware
from scrapy.core import engine
from scrapy.settings import BaseSettings, overridden_settings
from scrapy.utils import deprecate
from scrapy.utils.deprecate import argument_is_required


class _Described:
    """A value that is laid out when a log line with it is written, and not before."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def __str__(self) -> str:
        return pformat(self._value)


def _overridden(settings: BaseSettings) -> Iterable[tuple[str, Any]]:
    """As Scrapy's own; settings that share ``overridden`` compare themselves with the defaults once."""
    known: dict[str, Any] | None = getattr(settings, "overridden", None)
    if known is None:
        return overridden_settings(settings)
    if not known:
        known.update(overridden_settings(settings))
    return known.items()


@cache
def _is_required(function: Any, name: str) -> bool:
    return argument_is_required(function, name)


def _is_argument_required(function: Any, name: str) -> bool:
    """As Scrapy's own; methods bound to different objects are one function."""
    return _is_required(getattr(function, "__func__", function), name)


def _callers() -> list[tuple[FrameType]]:
    """As :func:`inspect.stack`, as far as Scrapy asks: its own frame and its caller's, without lines."""
    return [(sys._getframe(1),), (sys._getframe(2),)]


def share_descriptions() -> None:
    """Let all of Scrapy's crawlers in this process share what they know of their parts."""
    naming: Any = deprecate
    naming.inspect = SimpleNamespace(**vars(inspect) | {"stack": _callers})
    modules: tuple[Any, ...] = (crawler, middleware)
    for module in modules:
        module.pprint = SimpleNamespace(pformat=_Described)
    crawler_module: Any = crawler
    crawler_module.overridden_settings = _overridden
    asking: tuple[Any, ...] = (middleware, engine)
    for module in asking:
        module.argument_is_required = _is_argument_required
