"""What each page says, worked out before any template sees it: views of (catalog, day) as plain values.

Templates place these values and decide nothing.
"""
