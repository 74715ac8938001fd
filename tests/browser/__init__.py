"""Tests in a real browser, on the shipped site, and the browser itself."""

from tests.browser.chromium import LAUNCH_ARGS, executable

__all__ = ["LAUNCH_ARGS", "executable"]
