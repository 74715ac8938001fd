"""Turns the YAML under ``catalog/`` into a checked catalog, a static site and files for machines.

Imports point one way, so that every part can be read and tested without the parts above it:
schema <- reading <- catalog <- checks, publish, scan, site <- commands <- __main__.
"""

__version__ = "0.1.0"
