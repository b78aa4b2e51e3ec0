"""``python -m bot`` and the console script ``factbot``."""

from __future__ import annotations

import gc

from bot.cli.app import run

COLLECT_AFTER = 50_000, 20, 1_000_000
"""When Python's collector looks for rings: not among all objects while a command runs. What a fact base is made of has
none, and going through its hundred thousands of objects at each turn takes a quarter of a command's time."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(*COLLECT_AFTER)
    run()


if __name__ == "__main__":
    main()
