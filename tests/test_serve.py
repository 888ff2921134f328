"""`rejoinder serve` in a real browser."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parent.parent
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
SCRIPT = b'<script src="/_rejoinder/reload.js" defer></script>'

needs_browser = pytest.mark.skipif(
    not CHROMIUM and not os.environ.get("REJOINDER_REQUIRE_BROWSER"),
    reason="no Chromium on this machine; on Debian: apt-get install chromium",
)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the repository's site, being served: its folder and address."""
    for name in ("content", "theme", "plugins"):
        shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pelicanconf.py", tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "rejoinder", "serve", "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "plugins"), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        address = next((found[1] for line in process.stdout if (found := re.search(r"at (http://\S+)", line))), "")
        assert address, "the server did not start"
        yield tmp_path, address
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.stdout.close()


@pytest.mark.browser
@needs_browser
def test_an_edit_reloads_the_open_page_and_a_fault_is_shown_in_it(served: tuple[Path, str]) -> None:
    """Saving an explainer reloads the page; saving a faulty one shows the finding and keeps the last good page."""
    from playwright.sync_api import sync_playwright

    folder, address = served
    source = folder / "content/en/explainers/people-at-the-concert.md"
    original = source.read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{address}en/people-at-the-concert.html")
        heading = page.locator("h1")
        assert "had no part in any war" in " ".join(heading.inner_text().split())

        source.write_text(original.replace("had no part in any war", "took no part in any war", 1), "utf-8")
        page.wait_for_function("document.querySelector('h1').textContent.includes('took no part')", timeout=60_000)

        source.write_text(original + "\n[@no-such-key]\n", "utf-8")
        fault = page.locator("#rejoinder-fault")
        fault.wait_for(timeout=60_000)
        assert "no-such-key" in fault.inner_text()
        assert "took no part" in heading.inner_text(), "the last good page is still there"

        source.write_text(original, "utf-8")
        page.wait_for_function("document.querySelector('h1').textContent.includes('had no part')", timeout=60_000)
        assert page.locator("#rejoinder-fault").count() == 0
        browser.close()


def test_what_the_server_answers(served: tuple[Path, str]) -> None:
    """A missing page is the site's own 404 page; folders lead to their index; other hosts and paths are refused."""
    folder, address = served

    def get(path: str, host: str = "") -> tuple[int, bytes]:
        request = urllib.request.Request(address.rstrip("/") + path, headers={"Host": host} if host else {})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    status, body = get("/en/nothing-here.html")
    assert (status, body.replace(SCRIPT, b"")) == (404, (folder / "output/404.html").read_bytes())
    assert get("/en/")[1] == get("/en/index.html")[1]
    assert get("/en")[0] == 200, "a folder without its slash leads to the folder"
    assert get("/", host="evil.example")[0] == 421
    for path in ("/../pelicanconf.py", "/..%2fpelicanconf.py", "/en/..%2f..%2fpelicanconf.py", "/%00"):
        assert get(path)[0] == 404, path
    assert b"EventSource" in get("/_rejoinder/reload.js")[1]


def test_no_published_page_holds_the_reloading_script(served: tuple[Path, str]) -> None:
    """The script is added on the way out: what lies in the output folder never mentions it."""
    folder, _ = served
    pages = sorted((folder / "output").rglob("*.html"))
    assert pages
    assert [page for page in pages if b"_rejoinder" in page.read_bytes()] == []


def test_a_port_in_use_is_named() -> None:
    """A port that is taken ends with exit 2 and offers another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "rejoinder", "serve", "--port", str(port)],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "plugins")},
        )
    assert done.returncode == 2
    assert f"Port {port} cannot be used" in done.stderr
    assert f"--port {port + 1}" in done.stderr
