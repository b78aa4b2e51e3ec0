"""``python -m bot`` and the console script ``factbot``."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from bot.cli.app import run

    run()


if __name__ == "__main__":
    main()
