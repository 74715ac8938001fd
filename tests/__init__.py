"""Tests: one module for each module of the generator, and browser tests on the built site.

Rules are tested on small catalogs made for them, promises to readers on the shipped catalog.
"""
