"""Measure how long review/duplicates.html takes to open with 5,000 pairs, beside a page of one line, in one browser.

    python tests/benchmarks/bench_page.py                  # 5,000 made-up pairs, five openings each, the median
    python tests/benchmarks/bench_page.py --pairs 500 --times 9

It prints the size of the page, how long it took to write, and per page the milliseconds from the beginning of the
navigation to a page that is drawn and answers a key; then how long a hundred steps through the list take, and frames
that came late while the list was scrolled from its top to its end. It wants chromium and playwright. Never a test.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

from pair_pages import many_pairs, page_file

TRIVIAL = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>One line</title><p>One line</p></html>"
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
SCROLL = """async () => {
  const list = document.getElementById("list"), times = [];
  let last = performance.now();
  for (let step = 0; step <= 300; step++) {
    list.scrollTop = (list.scrollHeight * step) / 300;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  return times;
}"""


def opened(browser: Browser, path: Path, times: int) -> float:
    """Return the median of milliseconds until the page is drawn, each time in a new window without any memory."""
    measured = []
    for _ in range(times + 1):
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        page.goto(path.as_uri())
        measured.append(page.evaluate(DRAWN))
        context.close()
    return statistics.median(measured[1:])  # the first one warms the browser up


def main() -> None:
    """Read the options, write both pages, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5_000)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="csvbridge-bench-") as scratch, sync_playwright() as driver:
        trivial, large = Path(scratch) / "trivial.html", Path(scratch) / "duplicates.html"
        trivial.write_text(TRIVIAL, "utf-8")
        shown = many_pairs(options.pairs)
        begun = time.perf_counter()
        page_file(large, shown)
        written = time.perf_counter() - begun
        print(f"{options.pairs:,} pairs: {large.stat().st_size / 1e6:.2f} MB, written in {written:.2f} s")
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        small_ms, large_ms = (opened(browser, path, options.times) for path in (trivial, large))
        print(f"open, median of {options.times}: {large_ms:,.0f} ms; a page of one line {small_ms:,.0f} ms")
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(large.as_uri())
        begun = time.perf_counter()
        for _ in range(100):
            page.keyboard.press("j")
        print(f"100 steps by key: {(time.perf_counter() - begun) * 10:,.1f} ms each")
        begun = time.perf_counter()
        for _ in range(50):
            page.keyboard.press("4")
        print(f"50 decisions by key: {(time.perf_counter() - begun) * 20:,.1f} ms each")
        frames = page.evaluate(SCROLL)
        late = sum(frame > 34 for frame in frames)
        print(f"scrolled through: {len(frames)} frames, median {statistics.median(frames):.1f} ms, {late} over 34 ms")
        browser.close()


if __name__ == "__main__":
    main()
