"""start-here in a real browser: hostile names stay text, nothing is asked of the network, the steps stand in order.

The browser is Debian's chromium; where it is missing these tests are skipped.
"""

import csv
import http.server
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from csvbridge.pipeline import run_convert
from csvbridge.profile import load_profile
from csvbridge.run import Plan

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed, so no browser can be asked")

SCRIPT = "<script>alert(1)</script>"
IMAGE = "\"><img src=x onerror=document.title='owned'>"
FORMULA = "=cmd()"
BOX = re.compile(r"box ([0-9]+) of ([0-9]+)")


class Page(HTMLParser):
    """The text, the tags and the heading texts of a page, as the browser sees them after it has run what it may."""

    def __init__(self, dom: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.headings: list[str] = []
        self.text, self.dom, self._heading = "", dom, False
        self.feed(dom)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._heading = tag in ("h1", "h2", "h3")
        if self._heading:
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        self._heading = self._heading and tag not in ("h1", "h2", "h3")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._heading:
            self.headings[-1] += data


def browse(*words: str) -> "subprocess.CompletedProcess[str]":
    assert CHROMIUM is not None
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")
    return subprocess.run([CHROMIUM, *quiet, *words], capture_output=True, text=True, timeout=120, check=True)


def write(path: Path, rows: list[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def won(number: int, of: str, name: str, amount: str) -> dict[str, str]:
    return {
        "Opportunity ID": f"006Ax000000{number:04d}",
        "Opportunity Name": name,
        "Account ID": of,
        "Stage": "Closed Won",
        "Close Date": "10/14/2026",
        "Amount": amount,
    }


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run whose names try everything: in customers, in deals that wait, in parents, in credit notes."""
    folder = tmp_path_factory.mktemp("hostile")
    exports = folder / "exports"
    exports.mkdir()
    names = [(SCRIPT, IMAGE), (IMAGE, SCRIPT), (FORMULA, "")]
    ids = [f"001Ax000000{n:04d}" for n in range(1, 4)]
    write(
        exports / "accounts.csv",
        [
            {"Account ID": i, "Account Name": name, "Billing Street": name, "Parent Account": parent}
            for i, (name, parent) in zip(ids, names, strict=True)
        ],
    )
    deals = [won(1, ids[0], SCRIPT, "10.00"), won(2, ids[1], IMAGE, "20.00"), won(3, ids[2], FORMULA, "-5.00")]
    write(exports / "won.csv", [*deals, won(4, "", SCRIPT, "7.00"), won(5, "", IMAGE, "8.00")])
    plan = Plan(inputs=(exports,), against=(), out=folder / "run", profile=load_profile(None))
    run_convert(plan, lambda stage, done, total: None)
    return folder / "run" / "start-here.html"


@pytest.fixture(scope="module")
def seen(page: Path) -> Page:
    return Page(browse("--dump-dom", page.as_uri()).stdout)


def test_hostile_names_are_text_in_the_page(seen: Page) -> None:
    assert seen.text.count("<script>alert(1)</script>") >= 2
    assert seen.text.count("onerror=document.title=") >= 2
    assert FORMULA in seen.text
    assert {"script", "img", "iframe", "form", "link", "object"} & set(seen.tags) == set()


def test_the_title_is_ours(seen: Page) -> None:
    assert re.search(r"<title>Start here: ", seen.dom) and "<title>owned" not in seen.dom


def test_the_steps_stand_in_order(seen: Page) -> None:
    wanted = [
        *("Start here", "What was made", "Before you upload", "Upload, in this order", "Step 1: Customers"),
        *("Step 2: Invoices", "Step 3: Credit notes", "If the import screen surprises you"),
        *("What waits for you, and why", "The totals agree", "After the import", "What was read, for the auditor"),
    ]
    assert [heading for heading in seen.headings if heading in wanted] == wanted


@pytest.fixture
def visitors() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def planted(page: Path, tmp_path: Path, address: str, policy: bool) -> str:
    """Return the address of a copy of the page with a picture and a script in it, with or without its policy."""
    text = page.read_text(encoding="utf-8")
    if not policy:
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    plant = f'<img src="{address}/picture"><script>fetch("{address}/script")</script></body>'
    copy = tmp_path / f"copy-{policy}.html"
    copy.write_text(text.replace("</body>", plant), encoding="utf-8")
    return copy.as_uri()


def test_even_a_planted_picture_and_script_ask_for_nothing(
    page: Path, tmp_path: Path, visitors: tuple[str, list[str]]
) -> None:
    address, asked = visitors
    browse("--dump-dom", planted(page, tmp_path, address, policy=True))
    assert asked == []
    browse("--dump-dom", planted(page, tmp_path, address, policy=False))
    assert "/picture" in asked  # so the browser would have asked, had the policy not forbidden it


def test_nothing_is_wider_than_the_screen(page: Path, tmp_path: Path) -> None:
    """The page stands in frames of the widths of a telephone and of a desk, whose own script may measure it."""
    frames = "".join(
        f'<iframe src="{page.as_uri()}" style="width:{width}px;height:900px;border:0" onload="measure(this)"></iframe>'
        for width in (360, 1200)
    )
    script = """<script>const measure = (frame) => {
        const e = frame.contentDocument.documentElement;
        document.body.append(`box ${e.scrollWidth} of ${e.clientWidth};`)}</script>"""
    (tmp_path / "frames.html").write_text(f"<body>{script}{frames}</body>", encoding="utf-8")
    flags = ("--allow-file-access-from-files", f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000")
    found = BOX.findall(browse(*flags, "--dump-dom", (tmp_path / "frames.html").as_uri()).stdout)
    assert sorted(int(room) for _, room in found) == [360, 1200]
    assert all(int(needed) <= int(room) for needed, room in found)


def test_it_prints(page: Path, tmp_path: Path) -> None:
    paper = tmp_path / "start-here.pdf"
    browse("--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri())
    assert paper.read_bytes().startswith(b"%PDF-")


def test_it_can_be_looked_at(page: Path, tmp_path: Path) -> None:
    picture = tmp_path / "start-here.png"
    browse(f"--screenshot={picture}", "--window-size=1200,1600", page.as_uri())
    assert picture.read_bytes().startswith(b"\x89PNG")
