"""Gancio's interface: all coming events in one answer."""

from scrapers.kinds.api import Api

KIND = Api(path="api/events", params={"show_recurrent": "true"})
