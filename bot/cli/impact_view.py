"""How the impact of an edit looks in a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.answers.exam import Mark, Tally
from bot.answers.impact import Impact, Moved
from bot.cli.render import plain

_SHOWN = 20
"""How many questions that move are listed."""


def impact_lines(impact: Impact) -> Iterator[str]:
    """The impact in lines for people."""
    asked = len(impact.after.sittings)
    yield f"impact on {impact.curated} curated and {asked} exam questions:"
    if not impact.moved:
        yield "  no question changes its answer"
        return
    for thief, victim, count in impact.stolen:
        yield f"  {thief} takes {_questions(count)} from {victim}"
    listed = [moved for moved in impact.moved if moved.question is not None]
    for moved in listed[:_SHOWN]:
        yield plain(f"  {'curated' if moved.curated else 'exam'}: {_moved(moved)}")
    if len(listed) > _SHOWN:
        yield f"  and {_questions(len(listed) - _SHOWN)} more"
    hidden = len(impact.moved) - len(listed)
    if hidden:
        yield f"  {_questions(hidden)} of the exam's hold half, which is only counted"
    yield f"  exam: {_questions(len(impact.better))} better, {len(impact.worse)} worse"
    for half, tally in impact.after.tallies.items():
        before = impact.before.tallies.get(half, Tally())
        figures = ", ".join(
            f"{what.value} {_share(before, what)} → {_share(tally, what)} %"
            for what in (Mark.RIGHT, Mark.WRONG, Mark.FALSE)
        )
        yield f"  {half.value}: {figures}"


def _share(tally: Tally, what: Mark) -> str:
    counts = tally.unanswerable if what is Mark.FALSE else tally.answerable
    return f"{tally.share(what):.1f}" if counts.total() else "-"


def _questions(count: int) -> str:
    return f"{count} question" if count == 1 else f"{count} questions"


def _moved(moved: Moved) -> str:
    marks = f" ({moved.marks[0].value} → {moved.marks[1].value})" if moved.marks else ""
    return f"{moved.question}: {moved.before} → {moved.after}{marks}"


def impact_values(impact: Impact) -> dict[str, Any]:
    """The impact as plain values, for JSON."""
    return {
        "curated": impact.curated,
        "exam": len(impact.after.sittings),
        "better": len(impact.better),
        "worse": len(impact.worse),
        "stolen": [{"by": thief, "from": victim, "questions": count} for thief, victim, count in impact.stolen],
        "moved": [
            {
                "question": moved.question,
                "curated": moved.curated,
                "before": {"outcome": moved.before.outcome.value, "facts": list(moved.before.facts)},
                "after": {"outcome": moved.after.outcome.value, "facts": list(moved.after.facts)},
                "marks": [mark.value for mark in moved.marks] if moved.marks else None,
            }
            for moved in impact.moved
        ],
        "halves": {
            half.value: {
                "before": _shares(impact.before.tallies.get(half, Tally())),
                "after": _shares(tally),
            }
            for half, tally in impact.after.tallies.items()
        },
    }


def _shares(tally: Tally) -> dict[str, float]:
    return {"questions": tally.total, **{mark.value: round(tally.share(mark), 2) for mark in Mark}}
