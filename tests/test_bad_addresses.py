"""Addresses that are none: they cost a page nothing but themselves."""

from __future__ import annotations

import pytest

from tests.telling import reading_of

BAD = "http://[example/event/abcdef"
STATED = '{"@type": "Event", "name": "Seminar", "startDate": "2026-03-12", "sameAs": ["%s"], "url": "%s"}'
PAGES = [
    ("text/markdown", f"# Seminar on meadows\n\nThe seminar is on 12 March 2026. [Register here]({BAD}).\n"),
    (
        "text/plain",
        "Seminar on meadows\n\nThe seminar is on 12 March 2026. Register: http://[example/event/x\n",
    ),
    ("text/html", f'<h1>Seminar on meadows</h1><p>On 12 March 2026. <a href="{BAD}">Register</a></p>'),
    ("text/html", f'<base href="{BAD}"><h1>Seminar on meadows</h1><p>The seminar is on 12 March 2026.</p>'),
    ("text/html", f'<h1>Seminar</h1><script type="application/ld+json">{STATED % (BAD, BAD)}</script>'),
]


@pytest.mark.parametrize(("media_type", "body"), PAGES)
def test_a_bad_address_costs_nothing_else(media_type: str, body: str) -> None:
    reading = reading_of(body, media_type, "2026-02-01")
    assert reading.error is None
    assert [str(one.when.start) for one in reading.announcements if one.when] == ["2026-03-12"]
    assert [(one.registration.url, one.same_as) for one in reading.announcements] == [(None, ())]
