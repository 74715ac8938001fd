"""The sitemap: every page, and for pages of the catalog the day of their record.

mkdocs would give every page the day of the build, which tells a crawler nothing and changes the
file daily. Hand-written pages carry no day.
"""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape

from generator.site.pages import PageRef


def sitemap(site_url: str, prose: Iterable[str], refs: Iterable[PageRef]) -> str:
    """The XML for hand-written pages (addresses inside the site) and pages of the catalog."""
    entries: list[tuple[str, date | None]] = [(url, None) for url in prose]
    entries += [(quote(ref.path), ref.lastmod) for ref in refs]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *(_entry(urljoin(site_url, url), day) for url, day in entries),
            "</urlset>\n",
        ]
    )


def _entry(url: str, day: date | None) -> str:
    lastmod = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(url)}</loc>{lastmod}</url>"
