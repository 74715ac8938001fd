"""One small strict reader for each public format: bytes -> observations, and a count of what was not understood."""
