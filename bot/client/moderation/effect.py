"""What a change does to the answers, in words."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.exam import Mark
from bot.answers.impact import Impact, Moved
from bot.answers.moderation_wording import EffectWording
from bot.answers.review_wording import ReviewWording
from bot.answers.sittings import Answered
from bot.client.ui.text import cut, inserted, isolated
from bot.matching.decision import Outcome

_SHOWN, _QUESTION = 8, 90
_BETTER, _WORSE = "✅ ", "❌ "
"""What stands before a question of the exam that goes right now, and before one that no longer does."""


def effect_lines(impact: Impact, said: EffectWording) -> Iterator[str]:
    """The impact, the gravest first: what is stolen, the exam, the questions that move."""
    if impact.moved:
        yield from so_far_lines(impact, said)
    else:
        yield said.none.format(curated=impact.curated, exam=len(impact.after.sittings))


def so_far_lines(impact: Impact, said: EffectWording) -> Iterator[str]:
    """What was found by now of an impact that is still being worked out."""
    if not impact.moved:
        yield said.steady
        return
    for thief, victim, count in impact.stolen[:_SHOWN]:
        yield said.stolen.format(by=isolated(thief), victim=isolated(victim), count=count)
    if impact.after.sittings:
        yield said.exam.format(better=impact.better, worse=impact.worse)
    listed = sorted((moved for moved in impact.moved if moved.question is not None), key=_gravity)
    yield from (_line(moved, said) for moved in listed[:_SHOWN])
    if len(listed) > _SHOWN:
        yield said.more.format(count=len(listed) - _SHOWN)
    if hidden := len(impact.moved) - len(listed):
        yield said.hold.format(count=hidden)


def examined_lines(impact: Impact, said: ReviewWording, effect: EffectWording) -> Iterator[str]:
    """The questions that are new in the exam: how many, and those that do not go right."""
    if not impact.examined:
        return
    wrong = [sitting for sitting in impact.examined if sitting.mark is not Mark.RIGHT]
    yield said.examined.format(count=len(impact.examined), right=len(impact.examined) - len(wrong))
    for sitting in wrong[:_SHOWN]:
        yield f"{_WORSE}{_question(sitting.question.q)}: {_brief(sitting.answered, effect)}"


def _gravity(moved: Moved) -> bool:
    """What goes to another fact comes before what only begins to be answered."""
    return moved.before.outcome is not Outcome.ANSWER


def _line(moved: Moved, said: EffectWording) -> str:
    sign = ""
    if moved.marks and Mark.RIGHT in moved.marks:
        sign = _BETTER if moved.marks[1] is Mark.RIGHT else _WORSE
    before, after = _brief(moved.before, said), _brief(moved.after, said)
    return sign + said.moved.format(question=_question(moved.question or ""), before=before, after=after)


def _question(text: str) -> str:
    return inserted(cut(text, _QUESTION))


def _brief(answered: Answered, said: EffectWording) -> str:
    """The facts that answer, or that are offered, or that there is no answer."""
    names = isolated(", ".join(f"`{name}`" for name in answered.facts))
    if answered.outcome is Outcome.SUGGEST:
        return said.offers.format(facts=names)
    return names if answered.outcome is Outcome.ANSWER else said.declined
