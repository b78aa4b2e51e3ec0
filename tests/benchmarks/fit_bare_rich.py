"""Fit :data:`bot.matching.bare.WEIGHTS_BARE_RICH` on the shipped base without its concepts, and print it.

As those of rich bases with concepts (:mod:`tests.benchmarks.fit_weights`): each file of the tune half is asked of the
base as it was before the file, by the same softmax. Printed besides: answers right, wrong and false by the confidence
from which a fact answers. The hold half is never read.

    python -m tests.benchmarks.fit_bare_rich [KNOWLEDGE_DIR]
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.matching.weights import PARTS
from tests.benchmarks.fit_weights import lists_of, named, show_curve, softmax_fitted
from tests.benchmarks.unseen import unseen

STATES = 12
"""States of the base, those before which most files were added: each takes half a minute."""

PENALTY = 3.0


def main() -> None:
    """Fit and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "knowledge"
    lists = lists_of(unseen(folder, bare=True, most=STATES))
    print(f"{len(lists.counts)} questions, {int(lists.expects.sum())} with an answer")
    print("WEIGHTS_BARE_RICH =", named(PARTS, softmax_fitted(lists, PENALTY)))
    show_curve(lists)


if __name__ == "__main__":
    main()
