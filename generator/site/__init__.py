"""The web site: the only package that knows mkdocs.

mkdocs renders the theme, the hand-written pages and one shell for each layout; the pages of the
catalog are spliced into those shells. `shell`, `pages`, `writer`, `prose` and `links` know nothing
of mkdocs, so that another generator needs a new `plugin`, not a new site.
"""
