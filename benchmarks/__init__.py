"""How fast the generator is, beside stock mkdocs-material and Hugo given the same pages: `make bench`."""
