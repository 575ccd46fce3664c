"""Why a request brought no page: what it counts as, and words for an operator, not for an engineer."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from scrapers.kept import UnkeptPage
from scrapers.middlewares import OffsiteRedirect, RefusedAddress, Reserved
from scrapers.politeness import DelayTooLong, Held, Unanswering

_LONGEST = 160
_TOO_LARGE = "it is larger than KALENDS_MAX_BYTES allows"
_LARGE_HEADERS = "its headers are larger than"
# What our own middlewares refuse says why by itself: the cause, and the count of a report.
_REFUSALS: tuple[tuple[type[IgnoreRequest], str, str], ...] = (
    (RefusedAddress, "address", "refused_addresses"),
    (OffsiteRedirect, "offsite", "offsite_redirects"),
    (DelayTooLong, "robots", "robots_forbidden"),
    (Reserved, "reserved", "robots_forbidden"),
    (Held, "held", "errors"),
    (UnkeptPage, "archive", "errors"),
    (Unanswering, "timeout", "timeouts"),
)
_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (CannotResolveHostError, "name"),
    (DownloadCancelledError, "size"),
    (ResponseDataLossError, "connection"),
)


def failure_of(url: str, error: BaseException | None) -> tuple[str, str]:
    """The count (one of ``report.COUNTS``) that a request without a page goes to, and one sentence of why."""
    for kind, _, count in _REFUSALS:
        if isinstance(error, kind):
            return count, str(error)
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return "robots_forbidden", f"{url} is forbidden by robots.txt"
    if isinstance(error, DownloadTimeoutError):
        return "timeouts", f"{url} did not answer in time"
    return "errors", f"{url} cannot be fetched: {in_words(error)}"


def cause_of(error: BaseException | None) -> str:
    """One of the causes that :class:`pipeline.model.Signs` names."""
    for kind, cause in (*((kind, cause) for kind, cause, _ in _REFUSALS), *_CAUSES):
        if isinstance(error, kind):
            return cause
    said = in_words(error).casefold()
    if said == _TOO_LARGE.casefold() or _LARGE_HEADERS in said:
        return "size"
    if isinstance(error, IgnoreRequest):
        return "robots" if "robots.txt" in said else "other"
    if "certificate" in said or "ssl" in said:
        return "certificate"
    return "connection" if "connect" in said or "dns" not in said else "name"


def in_words(error: BaseException | None) -> str:
    """One short clause that says what went wrong and, where a setting of ours did it, which."""
    said = " ".join(str(error).split())
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in said:
        return _TOO_LARGE
    if isinstance(error, ResponseDataLossError):
        return "the site ended the connection in the middle of it"
    # Twisted hands on a list of failures, whose own words are in them.
    reasons = getattr(getattr(error, "__cause__", None), "reasons", None) or ()
    told = "; ".join(dict.fromkeys(reason.getErrorMessage() for reason in reasons)) or said
    return told.rstrip(".")[:_LONGEST] or type(error).__name__
