"""Discourse with its calendar: the events of its topics from now on."""

from scrapers.kinds.api import Api

KIND = Api(
    path="discourse-post-event/events.json",
    params={
        "include_details": "true",
        "include_ongoing": "true",
        "order": "asc",
        "limit": "200",
        "after": "now",
    },
)
