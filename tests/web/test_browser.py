"""The pages in a browser: axe finds nothing, narrow and wide, by keyboard, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.conftest import TOKEN
from tests.web.corpus import DIALOG
from tests.web.test_pages import KINDS

NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 800}
LOOKED_AT = (
    *("now", "list", "calendar", "map", "event", "hostile", "organisation", "source", "settings", "text"),
    *("nothing", "network", "login", "about"),
)
_SPILLS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_FOCUSED = "document.activeElement.outerHTML.slice(0, 200)"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's window without JavaScript."""
    context = browser.new_context(viewport=NARROW, java_script_enabled=False, locale="en-GB")
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_and_nothing_spills(browser: Browser, address: str) -> None:
    """Kinds of pages in turn, on a narrow dark and on a wide light screen; the map with its script."""
    found: list[str] = []
    axe = Axe()
    screens = [
        browser.new_context(viewport=NARROW, color_scheme="dark", locale="en-GB"),
        browser.new_context(viewport=WIDE, color_scheme="light", locale="en-GB"),
    ]
    pages = [screen.new_page() for screen in screens]
    _log_in(pages[0], address)
    for number, (kind, path) in enumerate(
        [("review", "/review"), *((kind, KINDS[kind]) for kind in LOOKED_AT)]
    ):
        page = pages[number % 2]
        page.goto(address + path)
        if page.evaluate(_SPILLS) > 0:
            found.append(f"{kind}: wider than its window")
        for violation in axe.run(page).response["violations"]:
            where = violation["nodes"][0]["html"][:120]
            found.append(f"{kind}: {violation['id']}: {where}")
    for screen in screens:
        screen.close()
    assert found == []


def _log_in(page: Page, address: str) -> None:
    page.goto(address + "/login")
    page.get_by_label("Your token").fill(TOKEN)
    page.get_by_label("Your token").press("Enter")
    page.wait_for_url("**/review")


def test_a_keyboard_reaches_the_content_the_views_and_the_filters(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, locale="en-GB")
    page = context.new_page()
    page.goto(address + "/")
    seen = []
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(_FOCUSED))
    assert "Skip to the content" in seen[0]
    order = [
        next(n for n, html in enumerate(seen) if part in html) for part in ("/map", 'name="q"', "<summary")
    ]
    assert order == sorted(order)
    page.goto(address + "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()


def test_filters_work_without_javascript(page: Page, address: str) -> None:
    page.goto(address + "/events")
    page.get_by_label("Words").fill("hamnen")
    page.get_by_text("More filters").click()
    page.get_by_label("Country").select_option("SE")
    page.get_by_role("button", name="Show").click()
    assert "country=SE" in page.url
    assert page.get_by_role("link", name="Dialog om hamnen").count() == 1
    page.get_by_role("link", name="Remove the filter Country: Sweden").click()
    assert "country" not in page.url


def test_the_map_leads_to_a_citys_events_without_javascript(page: Page, address: str) -> None:
    page.goto(address + "/map?country=SE")
    page.get_by_label("Malmö: ").click()
    assert page.get_by_role("heading", name="All events").count() == 1
    assert "city=Malm" in page.url


def test_with_javascript_the_map_moves_and_still_leads_there(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, locale="en-GB")
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(address + "/map?country=SE")
    page.locator(".spot-icon[aria-label^=Malmö]").press("Enter")
    page.wait_for_url("**/events?*")
    assert errors == []
    context.close()


def test_a_quote_leads_to_its_pages_text(page: Page, address: str) -> None:
    page.goto(f"{address}/events/{DIALOG.id}")
    page.locator("blockquote a").first.click()
    assert "/tellings/" in page.url
    assert page.locator("mark").count() == 1
