"""The words of pages; they are kept where everything that is published finds them."""

from generator.catalog.words import *  # noqa: F403
