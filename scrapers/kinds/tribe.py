"""WordPress with The Events Calendar: its REST interface, which cannot tell what changed."""

from scrapers.kinds.api import Api, at

KIND = Api(
    path="wp-json/tribe/events/v1/events",
    params={"per_page": "50"},
    following=lambda data, page: [at(data, "next_rest_url")],
)
