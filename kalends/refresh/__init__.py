"""One refresh, stage after stage: crawl → read from the archive → write → match → publish."""

from kalends.refresh.engine import Refreshed, refresh
from kalends.refresh.guard import AlreadyRunning

__all__ = ["AlreadyRunning", "Refreshed", "refresh"]
