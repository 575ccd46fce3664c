"""Why a request brought no page, in words for an operator rather than for a Scrapy engineer."""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError

_LONGEST = 160


def in_words(error: BaseException | None) -> str:
    """One short clause that says what went wrong and, where a setting of ours did it, which."""
    said = " ".join(str(error).split())
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in said:
        return "it is larger than KALENDS_MAX_BYTES allows"
    if isinstance(error, ResponseDataLossError):
        return "the site ended the connection in the middle of it"
    # Twisted hands on a list of failures, whose own words are in them.
    reasons = getattr(getattr(error, "__cause__", None), "reasons", None) or ()
    told = "; ".join(dict.fromkeys(reason.getErrorMessage() for reason in reasons)) or said
    return told.rstrip(".")[:_LONGEST] or type(error).__name__
