"""Linked Events: declared as its ``…/v1`` address. It tells changes and deletions since a moment."""

from scrapers.kinds.api import Api, at, stamp

KIND = Api(
    path="event/",
    params={"page_size": "100", "include": "location", "start": "today"},
    newer=lambda since: {"last_modified_since": stamp(since), "show_deleted": "true"},
    following=lambda data, page: [at(data, "meta", "next")],
    records=("data",),
)
