"""From a key to the next painted frame in the explorer, and how long the search takes.

A keystroke begins when the browser receives the key, so time that it waits for earlier work counts, and ends when the
first frame after it was painted: an animation frame runs before a paint, and a message that it posts is handled after.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median, quantiles
from typing import Final

from playwright.sync_api import Browser, Page

from benchmarks.pages.measure import Figure

TYPED: Final = (
    "gpt-4.1 nano",
    "claude sonnet",
    "llama 70b",
    "ctx>=128k in<1",
    "provider:groq",
    "deepsek",
    "zzqx",
)
"""Ids, names, conditions, a slip, and what nothing is called. Each is typed, and the field emptied after it."""

PAUSE_MS: Final = 150
"""Between keys, as a person types fast."""

WATCH: Final = """() => {
  window.painted = [];
  const { port1, port2 } = new MessageChannel();
  const begun = [];
  port1.onmessage = () => { for (const at of begun.splice(0)) window.painted.push(performance.now() - at); };
  addEventListener("keydown", (event) => {
    requestAnimationFrame(() => { begun.push(event.timeStamp); port2.postMessage(0); });
  }, true);
}"""

SEARCH: Final = """async (queries) => {
  const config = JSON.parse(document.getElementById("__config").textContent);
  const worker = new Worker(new URL(config.search, location));
  const answer = (message) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => data.type === message.type + 1 && resolve();
    worker.postMessage(message);
  });
  const timed = async (message) => {
    const begun = performance.now();
    await answer(message);
    return performance.now() - begun;
  };
  await answer({ type: 0, data: { docs: [] } });
  const first = await timed({ type: 2, data: "gpt" });
  const each = [];
  for (const query of queries) each.push(await timed({ type: 2, data: query }));
  worker.terminate();
  return [first, each];
}"""

QUERIES: Final = ("gpt-4.1-nano", "claude", "sonnet 4.5", "llama 3.3 70b", "zero data retention", "cluade", "4.1")


def keystrokes(url: str, browser: Browser) -> Iterator[Figure]:
    """Keystroke to paint in the explorer of the site at `url`, plain and with the processor slowed four times."""
    for slowed, wanted in ((1, 50), (4, 150)):
        page = browser.new_page()
        times = _typed(page, url, slowed)
        rows = page.evaluate("document.querySelector('[role=status]').textContent")
        page.close()
        name = "keystroke to paint" + (f", processor slowed {slowed} times" if slowed > 1 else "")
        yield Figure(f"{name}, median", median(times), "ms", wanted, remark=f"{len(times)} keys, {rows}")
        yield Figure(f"{name}, 90th percentile", quantiles(times, n=10)[-1], "ms")


def _typed(page: Page, url: str, slowed: int) -> list[float]:
    page.goto(url, wait_until="networkidle")
    field = page.locator("#explore")
    field.focus()
    page.wait_for_load_state("networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    page.evaluate(WATCH)
    for text in TYPED:
        page.keyboard.type(text, delay=PAUSE_MS)
        field.fill("")
        page.wait_for_timeout(PAUSE_MS * slowed)
    times: list[float] = page.evaluate("window.painted")
    return times


def search(url: str, browser: Browser) -> Iterator[Figure]:
    """The search of the site at `url`: the first answer, which waits for the index, and each one after."""
    page = browser.new_page()
    page.goto(url, wait_until="networkidle")
    first, each = page.evaluate(SEARCH, list(QUERIES))
    page.close()
    yield Figure("search, first answer with the index fetched", first, "ms")
    yield Figure("search, each answer after, median", median(each), "ms", remark=f"most {max(each):.1f} ms")
