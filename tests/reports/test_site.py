"""A site: its pages, where they lead, and that it replaces nothing else."""

import re
import shutil
from importlib.util import find_spec

import pytest


def pages(folder):
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_every_link_leads_somewhere(run, tmp_path):
    run("event", "add", "Quiet </script><script>alert(1)</script>", "--key", "quiet", "--tag", "calm")
    run("site", "--all", "-o", "site")
    found = pages(tmp_path / "site")
    assert {"index.html", "search.html", "event-00001.html", "event-00002.html"} <= set(found)
    for text in found.values():
        for name in re.findall(r'href="([^"#:]+)"', text):
            assert name in found
    index = found["index.html"]
    assert index.index("Contested events") < index.index("All events by date") < index.index("Events by tag")
    assert "calm" in index
    assert sum("Track record: Ministry of Defence" in text for text in found.values()) == 1
    assert found["search.html"].count("<script") == 2
    assert "<script>alert" not in "".join(found.values())


def test_a_site_is_replaced_whole_and_nothing_else_is(run, tmp_path):
    run("site", "bridge", "-o", "site")
    (tmp_path / "site" / "old.html").write_text("left over")
    before = pages(tmp_path / "site")
    run("site", "bridge", "-o", "site")
    after = pages(tmp_path / "site")
    assert "old.html" not in after
    assert after == {name: text for name, text in before.items() if name != "old.html"}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    assert "no site of claimtrack" in run("site", "bridge", "-o", "mine", code=15).output
    assert pages(tmp_path / "mine") == {"thesis.txt": "years of work"}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_pages_of_parties_follow_the_language_the_moment_and_the_events(run, tmp_path):
    run("event", "add", "Another day", "--key", "other")
    run("record", "other", "--by", "ministry", "A quiet day", "--said", "9 May 2017")
    run("site", "bridge", "--as-of", "2017-05-03", "--lang", "de", "-o", "site")
    ministry = next(
        text
        for text in pages(tmp_path / "site").values()
        if "Was aus dem Gesagten wurde: Ministry of Defence" in text
    )
    assert "Ausgesprochene Dementis: 1" in ministry
    assert "Denials" not in ministry
    assert "The bridge fell and two died" not in ministry
    assert "A quiet day" not in ministry


def test_the_index_is_in_order_whatever_the_calendar(run, tmp_path):
    run("event", "add", "Cannae", "--key", "cannae", "--date", "-0215-08-02")
    run("event", "add", "Zama", "--key", "zama", "--date", "-0201-10-19")
    run("event", "add", "Never dated", "--key", "never")
    run("site", "--all", "-o", "site")
    index = pages(tmp_path / "site")["index.html"].split("All events by date")[1]
    places = [index.index(name) for name in ("Cannae", "Zama", "Bridge destroyed", "Never dated")]
    assert places == sorted(places)


def test_many_events_are_listed_month_by_month(case, tmp_path):
    for number in range(110):
        case.add_event(f"Night {number}", key=f"n{number}", occurred=f"2018-{1 + number % 2:02}-03")
    case.site(tmp_path / "site")
    index = pages(tmp_path / "site")["index.html"].split("All events by date")[1]
    months = re.findall(r"<h3[^>]*>([^<]+)</h3>", index)
    assert months[:3] == ["May 2017", "Jan 2018", "Feb 2018"]
    assert index.count("Night 7<") == 1


def test_a_public_site_names_nobody_protected(run, tmp_path, case):
    case.add_claimant("Umm Khalid", key="umm", disclosure="protected")
    case.record("bridge", claimant="umm", text="I saw it from my roof")
    run("site", "--all", "--public", "-o", "site")
    text = "".join(pages(tmp_path / "site").values())
    assert "Umm Khalid" not in text
    assert "my roof" not in text
    assert "party-" not in "".join(pages(tmp_path / "site"))


@pytest.mark.skipif(
    shutil.which("chromium") is None or find_spec("playwright") is None,
    reason="no Chromium, or nothing to drive it",
)
def test_the_search_works_from_a_file_and_asks_for_nothing(run, tmp_path):
    from playwright.sync_api import sync_playwright

    run("event", "add", "Ghaza Café </script>", "--key", "quiet")
    run("site", "--all", "-o", "site")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        asked, logged = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: logged.append(message.text))
        page.goto((tmp_path / "site" / "search.html").as_uri())
        page.fill("#words", "CAFE")
        assert page.locator("#hits a").all_text_contents() == ["Ghaza Café </script>"]
        page.fill("#words", "bridge soldiers")
        assert page.locator("#hits a").all_text_contents() == ["Bridge destroyed at Al Hasakah"]
        assert len(asked) == 1
        assert logged == []
        page.click("#hits a")
        assert page.title() == "Bridge destroyed at Al Hasakah"
        browser.close()
