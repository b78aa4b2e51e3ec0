"""Figures that the tables of pytest-benchmark have no column for; ``conftest.py`` prints them below the tables."""

LINES: list[str] = []
