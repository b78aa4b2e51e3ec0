"""``python -m bot`` and the console script ``factbot``."""

from __future__ import annotations

from bot.cli.app import run


def main() -> None:
    """Run the command line."""
    run()


if __name__ == "__main__":
    main()
