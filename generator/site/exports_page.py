"""What the page about exports lists below its prose: what each export does not hold, as its exporter counted it."""

from __future__ import annotations

from generator.publish import exports
from generator.publish.api import Api
from generator.site.environment import render as render_template


def context(api: Api) -> dict[str, object]:
    """Variables for the page's template: `exports_losses`, HTML."""
    told = [
        {"name": export.name, "file": export.losses_path.removeprefix(exports.FOLDER), **export.told()}
        for export in exports.made(api)
    ]
    return {"exports_losses": render_template("exports.html", exports=told)}
