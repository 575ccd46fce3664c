"""A crawl's settings: read from the environment in one place, refused in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scrapers.limits import CrawlSettings, SettingsError, user_agent


def test_an_empty_environment_is_polite() -> None:
    settings = CrawlSettings.from_env({})
    assert settings == CrawlSettings()
    assert settings.download_delay >= 1
    assert settings.allowed_private_hosts == frozenset()


def test_the_environment_is_read() -> None:
    settings = CrawlSettings.from_env(
        {
            "KALENDS_ARCHIVE": "/var/kalends",
            "KALENDS_DOWNLOAD_DELAY": "2.5",
            "KALENDS_MAX_PAGES": "7",
            "KALENDS_DEBUG": "yes",
            "KALENDS_CONTACT": " https://kalends.example/about ",
            "KALENDS_ALLOWED_PRIVATE_HOSTS": "127.0.0.1:8000, Localhost,",
        }
    )
    assert settings.archive == Path("/var/kalends")
    assert (settings.download_delay, settings.max_pages, settings.debug) == (2.5, 7, True)
    assert settings.allowed_private_hosts == {"127.0.0.1:8000", "localhost"}
    assert settings.overrides()["USER_AGENT"] == user_agent("https://kalends.example/about")


MISTAKES = [
    ({"KALENDS_MAX_PAGES": "many"}, "KALENDS_MAX_PAGES='many': must be a whole number"),
    ({"KALENDS_DOWNLOAD_DELAY": "slow"}, "KALENDS_DOWNLOAD_DELAY='slow': must be a number"),
    ({"KALENDS_DOWNLOAD_DELAY": "-1"}, "KALENDS_DOWNLOAD_DELAY=-1.0: must be 0 or more"),
    ({"KALENDS_TIMEOUT": "0"}, "KALENDS_TIMEOUT=0.0: must be 0.1 or more"),
    ({"KALENDS_DEBUG": "perhaps"}, "KALENDS_DEBUG='perhaps': must be true or false"),
    ({"KALENDS_RUN_ID": "../x"}, "run_id '../x': allowed are 1 to 64 of A-Z a-z 0-9 _ -"),
]


@pytest.mark.parametrize(("environment", "said"), MISTAKES)
def test_what_cannot_be_used_is_refused(environment: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(said)):
        CrawlSettings.from_env(environment)


@pytest.mark.parametrize(
    ("base_url", "ending"),
    [
        ("https://kalends.example.org", "contact: ops@example.org; +https://kalends.example.org/robot)"),
        ("http://localhost:8000", "contact: ops@example.org)"),
        ("", "contact: ops@example.org)"),
    ],
)
def test_sites_are_told_where_this_robot_is_explained(base_url: str, ending: str) -> None:
    assert user_agent("ops@example.org", base_url).endswith(ending)
