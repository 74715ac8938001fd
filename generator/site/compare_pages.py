"""Comparisons as pages: the prerendered ones, and the index on which people put together their own.

The pages are complete without a script. The tool takes ready-made columns from files beside them (`compare_data`), so
that every word is decided in one place, `view/comparison_column.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from markupsafe import Markup

from generator.catalog import ModelEntry
from generator.reading.layout import comparison_path
from generator.site import comparisons
from generator.site.comparisons import Listed, tool_path
from generator.site.context import SiteContext
from generator.site.environment import render as render_template
from generator.site.pages import Layout, Page, PageRef, SearchEntry
from generator.site.view.citations import Citations
from generator.site.view.comparison import comparison
from generator.site.view.comparison_charts import charts
from generator.site.view.comparison_column import column
from generator.site.view.comparison_rows import row_kinds

_INDEX: Final = Layout("compare", ("compare",), editable=False)
_CURATED: Final = Layout("comparison", ("compare", "*"))
_FAMILY: Final = Layout("family-comparison", ("compare", "*", "*"), editable=False)
_SUCCESSION: Final = Layout("succession-comparison", ("compare", "*", "*", "*", "*"), editable=False)
LAYOUTS: Final = (_INDEX, _CURATED, _FAMILY, _SUCCESSION)


def pages(context: SiteContext) -> list[PageRef]:
    """The index, and a page for each comparison of its own."""
    listed = [
        *((_CURATED, item) for item in comparisons.curated(context).values()),
        *((_FAMILY, item) for item in comparisons.families(context)),
        *((_SUCCESSION, item) for item in comparisons.followed(context)),
    ]
    made = [PageRef(layout.name, item.path, item.path, _lastmod(item.entries)) for layout, item in listed]
    return [PageRef(_INDEX.name, "compare/", "compare"), *made]


def render(context: SiteContext, ref: PageRef) -> Page:
    """The page that `ref` names."""
    if ref.layout == _INDEX.name:
        return _index(context)
    item = _listed(context, ref)
    citations = Citations(context.catalog)
    kinds = row_kinds(context.catalog)
    columns = [column(context, citations, entry) for entry in item.entries]
    base = "../" * len(ref.path.rstrip("/").split("/"))
    content = render_template(
        "comparison.html",
        base=base,
        title=item.title,
        question=item.question,
        developer=item.developer,
        charts=charts(kinds, columns),
        comparison=comparison(kinds, columns),
        tool_path=tool_path(entry.id for entry in item.entries),
        citations=citations,
    )
    name = ref.path.split("/")[1]
    edit_path = f"catalog/{comparison_path(name)}" if ref.layout == _CURATED.name else None
    description = f"{item.models} side by side. {item.question}"
    return Page(item.title, description, content, head=_head(base), edit_path=edit_path)


def search_entries(context: SiteContext) -> Iterator[SearchEntry]:
    """Every comparison under its title, with the models in it."""
    yield SearchEntry("compare/", "Compare models", "Any models and routes side by side", ("compare",))
    for item in (*comparisons.curated(context).values(), *comparisons.families(context)):
        yield SearchEntry(item.path, item.title, f"Comparison · {item.models}")
    for item in comparisons.followed(context):
        # The title names both models already.
        yield SearchEntry(item.path, item.title, "Comparison")


def _listed(context: SiteContext, ref: PageRef) -> Listed:
    if ref.layout == _CURATED.name:
        return comparisons.curated(context)[ref.path]
    _, *parts = ref.path.rstrip("/").split("/")
    if ref.layout == _FAMILY.name:
        return comparisons.family(context, parts[0], parts[1])
    old, new = "/".join(parts[:2]), "/".join(parts[2:])
    each = next(each for each in context.successions[old] if (each.old, each.new) == (old, new))
    return comparisons.succession(context, each)


def _index(context: SiteContext) -> Page:
    content = render_template(
        "compare.html",
        base="../",
        curated=list(comparisons.curated(context).values()),
        families=_by_developer(comparisons.families(context)),
        followed=_by_developer(comparisons.followed(context)),
    )
    return Page(
        "Compare models",
        "Any models and routes side by side: limits, prices, data handling, EU hosting, benchmarks and lifecycle.",
        content,
        head=_head("../") + Markup('<script src="../assets/compare-early.js"></script>'),
    )


def _head(base: str) -> Markup:
    return Markup("").join(
        Markup('<link rel="stylesheet" href="{}assets/{}">').format(base, name)
        for name in ("comparison.css", "comparison-bars.css")
    )


def _by_developer(items: Iterable[Listed]) -> list[tuple[str, list[Listed]]]:
    found: dict[str, list[Listed]] = {}
    for item in items:
        found.setdefault(item.developer.text if item.developer else "", []).append(item)
    return sorted(found.items())


def _lastmod(entries: Iterable[ModelEntry]) -> date | None:
    """The newest day on which somebody reviewed one of the models."""
    return max((entry.model.reviewed_on for entry in entries if entry.model.reviewed_on), default=None)
