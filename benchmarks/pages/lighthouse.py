"""Lighthouse's scores, in medians: a score of one run says as much about the machine's other work as about a page.

Lighthouse is a package of Node.js, which nothing else here needs. It is installed at the locked version into a folder
that git ignores, when somebody measures.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.pages.measure import Figure
from tests.browser import executable

HERE: Final = Path(__file__).parent
FOLDER: Final = HERE.parent.parent / ".cache/lighthouse"
PINNED: Final = ("package.json", "package-lock.json")

PAGES: Final = {
    "home": "",
    "model": "models/openai/gpt-4.1-nano/",
    "compare": "compare/?models=openai/gpt-4.1-nano,openai/gpt-4.1-mini",
    "lifecycle": "lifecycle/",
}
PERFORMANCE: Final = {"mobile": 95, "desktop": 100}
"""The least score that is wanted. Everything else is wanted at 100 on both."""

USUAL_SLOWDOWN: Final = 4.0
MEANT_FOR: Final = 1750
"""Lighthouse slows the processor four times, which makes a phone of a machine whose benchmark index is 1,500 to 2,000:
https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md. A slower machine is slowed by less, or what is
measured is a phone that nobody sells."""

METRICS: Final = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
}


class CannotMeasure(Exception):
    """Lighthouse cannot be installed or run; the message says what is missing."""


def install() -> None:
    """Make sure that the locked version is there. Raises CannotMeasure."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise CannotMeasure(
                f"Lighthouse runs on Node.js 18.20 or newer, and there is no `{program}`. Install Node.js with npm, or "
                "measure the rest: python -m benchmarks.pages --only weight,keystrokes,search"
            )
    pinned = [(HERE / name).read_bytes() for name in PINNED]
    there = [FOLDER / name for name in PINNED]
    if (FOLDER / "node_modules/lighthouse").exists() and [file.read_bytes() for file in there] == pinned:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, content in zip(there, pinned, strict=True):
        file.write_bytes(content)
    done = _run(["npm", "ci", "--no-audit", "--no-fund", "--omit=optional"])
    if done.returncode:
        shutil.rmtree(FOLDER / "node_modules", ignore_errors=True)
        raise CannotMeasure(f"npm could not install Lighthouse:\n{done.stderr}")


def scores(url: str, runs: int) -> Iterator[Figure]:
    """The scores of each page of the site at `url`. Raises CannotMeasure."""
    for name, path in PAGES.items():
        for device, wanted in PERFORMANCE.items():
            remark = ""
            slowdown = None
            if device == "mobile":
                usual = _report(url + path, device, USUAL_SLOWDOWN)
                index = usual["environment"]["benchmarkIndex"]
                slowdown = max(1.0, min(USUAL_SLOWDOWN, USUAL_SLOWDOWN * index / MEANT_FOR))
                remark = f"; index {index:.0f}, slowed {slowdown:.1f} times; slowed 4: {_score(usual, 'performance')}"
            reports = [_report(url + path, device, slowdown) for _ in range(runs)]
            performance = median(_score(report, "performance") for report in reports)
            yield Figure(
                f"{name}, {device}: performance",
                performance,
                "",
                wanted,
                more_is_better=True,
                remark=_metrics(reports) + remark,
            )
            for category in ("accessibility", "best-practices", "seo"):
                least = min(_score(report, category) for report in reports)
                yield Figure(f"{name}, {device}: {category}", least, "", 100, more_is_better=True)


def _report(url: str, device: str, slowdown: float | None) -> Any:
    """What Lighthouse says of a page, with the processor slowed so many times; None leaves that to the device."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = ["node", "node_modules/lighthouse/cli/index.js", url, "--quiet", "--output=json"]
        command += [f"--output-path={file.name}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
        command += ["--preset=desktop"] if device == "desktop" else []
        command += [f"--throttling.cpuSlowdownMultiplier={slowdown:.2f}"] if slowdown else []
        done = _run(command)
        report = json.loads(Path(file.name).read_bytes() or "{}")
        problem = done.stderr if done.returncode else report.get("runtimeError", {}).get("message")
        if problem:
            raise CannotMeasure(f"Lighthouse could not open {url}:\n{problem}")
    return report


def _score(report: Any, category: str) -> int:
    score: float = report["categories"][category]["score"]
    return round(100 * score)


def _metrics(reports: Sequence[Any]) -> str:
    values = {
        name: median(report["audits"][audit]["numericValue"] for report in reports) for name, audit in METRICS.items()
    }
    return " ".join(
        f"{name} {value:.2f}" if name == "CLS" else f"{name} {value:.0f} ms" for name, value in values.items()
    )


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    chrome = executable()
    if chrome is None:
        raise CannotMeasure("no Chromium was found. Run `python -m tests.browser`, which installs one.")
    environment = {**os.environ, "CHROME_PATH": chrome}
    return subprocess.run(command, cwd=FOLDER, env=environment, capture_output=True, text=True)
