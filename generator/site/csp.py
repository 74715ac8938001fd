"""The Content-Security-Policy of every page.

A static host sends no headers of ours, so the policy stands in a meta tag. Scripts run from the
site's own files and, of inline scripts, only the theme's three and one of ours, named by hash. The hashes are
written down rather than computed while building: a computed list would also bless a script that
somebody smuggled into a page.
"""

import base64
import hashlib
import re

INLINE_SCRIPTS = (
    "sha256-exqRXrW/0laiImCrTE8a70vxyyY10FJVIppytLf/dbY=",  # base: helpers for local storage
    "sha256-DrEMJJ29sL7vIloQzly+VUGMxKcBTMII+OfW7Y8AkG4=",  # palette: chosen before first paint
    "sha256-/8wPdzX9q0NNJXyA5lzsLojXFpkeaXVxhbfkUOQaWy8=",  # content: opens the tab of the address
    "sha256-kFxy0cdyS1JokAOe9GADw37zbMMnOW7yqm047FwL8+k=",  # ours, docs/theme/main.html: scripts run here
)
"""The inline scripts of mkdocs-material 9.8.1, with `extra.scope` set to `/`, and ours.

After an upgrade of the theme, tests/test_theme.py fails and prints the new list. Read the scripts
in the theme's partials/javascripts before writing their hashes here.
"""


def policy(*, live_reload: bool = False) -> str:
    """The value of the meta tag. `live_reload` admits the script that `serve` adds to pages."""
    inline = ["'unsafe-inline'"] if live_reload else [f"'{script}'" for script in INLINE_SCRIPTS]
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *inline],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def inline_scripts(html: str) -> set[str]:
    """The hashes of the scripts inside a page; data blocks (JSON) do not run and do not count."""
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    return {"sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
