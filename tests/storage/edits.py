"""Numbered edits of a small fact base with two files."""

from __future__ import annotations

import re
from pathlib import Path

ONE, TWO = "facts/one.yaml", "facts/two.yaml"


def texts(number: int) -> dict[str, str]:
    """Both files after an edit, of some size, so that writing them takes a while."""
    return {
        name: f"topic: {fact}\nfacts:\n  - id: {fact}\n    questions: {{en: [{fact}?]}}\n"
        f"    answer: {{en: Edit {number}.}}\n" + f"# {number} {fact}\n" * 2000
        for name, fact in ((ONE, "one"), (TWO, "two"))
    }


def number_in(path: Path) -> int:
    """The edit that a file is from; it must be from one alone."""
    numbers = {int(found) for found in re.findall(r"(?:Edit |# )(\d+)", path.read_text("utf-8"))}
    (number,) = numbers
    return number
