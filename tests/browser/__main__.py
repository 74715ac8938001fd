"""`python -m tests.browser`: make sure that a browser runs here; see chromium.py for how."""

import sys

from tests.browser.chromium import install

sys.exit(install())
