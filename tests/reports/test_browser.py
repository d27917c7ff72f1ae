"""Pages in a real browser, the Chromium that Debian packages: what runs, what is asked for, what is printed."""

import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from battery import TEXTS

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None or find_spec("playwright") is None, reason="no Chromium, or nothing to drive it with"
)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Open a page from a file; keep all that it asks for and all that is logged."""
    made = []

    def open_page(content, **how):
        path = tmp_path / f"page{len(made)}.html"
        path.write_bytes(content)
        context = browser.new_context(**how)
        page = context.new_page()
        page.asked, page.logged = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.logged.append(message.text))
        page.on("dialog", lambda dialog: page.logged.append(dialog.message))
        page.goto(path.as_uri())
        made.append(context)
        return page

    yield open_page
    for context in made:
        context.close()


@pytest.fixture
def hostile(case):
    for number, given in enumerate(TEXTS.values()):
        text = given.replace("\ud800", "").replace("\x00", "")
        case.record("bridge", claimant=f"{number} {text[:200]}", text=text, quote=text, said="4 May 2017")
    return case


def test_hostile_text_runs_nothing_and_asks_for_nothing(hostile, printed, opened):
    page = opened(printed(hostile, "bridge", form="html"))
    assert page.asked == [page.url]
    assert page.title() == "Bridge destroyed at Al Hasakah"
    assert page.logged == []
    assert (
        page.evaluate("document.querySelectorAll('script, img, iframe, object, [onload], [onerror]').length")
        == 0
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_over_its_cell_or_the_page(hostile, printed, opened, width):
    page = opened(printed(hostile, "bridge", form="html"), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    over = page.evaluate(
        """[...document.querySelectorAll('td, th, p, li, dd')]
        .filter(e => e.scrollWidth > e.clientWidth + 2).map(e => e.textContent.slice(0, 80))"""
    )
    assert over == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(case, printed, opened, language, scheme):
    folder = find_spec("axe_playwright_python")
    if folder is None:
        pytest.skip("no axe-core")
    source = (Path(folder.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")
    page = opened(printed(case, "bridge", form="html", language=language), color_scheme=scheme)
    page.evaluate(source)
    found = page.evaluate("axe.run().then(found => found.violations)")
    serious = [
        f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in {"serious", "critical"}
    ]
    assert serious == []


def test_arabic_turns_the_page_and_the_tables(case, printed, opened):
    page = opened(printed(case, "bridge", form="html", language="ar"))
    first, second = page.evaluate(
        "[...document.querySelectorAll('thead tr')[0].children].slice(0, 2).map(e => e.getBoundingClientRect().left)"
    )
    assert first > second
    shown = page.evaluate(
        """() => { const cell = [...document.querySelectorAll('td')].find(e => e.textContent.includes('2017-05-01'));
        return getComputedStyle(cell).direction }"""
    )
    assert shown == "rtl"


def test_printed_pages_repeat_header_rows_and_bear_numbers(case, printed, opened):
    pdfium = pytest.importorskip("pypdfium2")
    for number in range(90):
        case.record("bridge", claimant=f"Voice {number}", text=f"Number {number} says so")
    page = opened(printed(case, "bridge", form="html"))
    document = pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    listed = [text for text in texts if re.search(r"Number \d+ says so", text)]
    assert len(listed) > 1
    assert all("What was said" in text for text in listed)
    assert all(f"{number} / {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert all("compiled on 1 Mar 2026" in text for text in texts)
    document.close()
