"""What a change does to the answers, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.exam import Mark
from bot.answers.impact import Impact, Moved
from bot.answers.moderation_wording import EffectWording
from bot.answers.review_wording import ReviewWording
from bot.answers.sittings import Answered
from bot.client.ui.text import cut, inserted, isolated
from bot.matching.decision import Outcome

_SHOWN, _WORSE_SHOWN, _QUESTION = 8, 20, 90
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
        yield exam_line(impact, said)
    yield from _listed(impact.moved, said, _SHOWN)


def exam_line(impact: Impact, said: EffectWording) -> str:
    """How the exam moves."""
    return said.exam.format(better=len(impact.better), worse=len(impact.worse))


def doubt_lines(impact: Impact, said: EffectWording) -> Iterator[str]:
    """Asks whether to publish what lowers the exam, and names its questions."""
    yield f"**{said.doubt.format(count=len(impact.worse))}**"
    yield from _listed(impact.worse, said, _WORSE_SHOWN)


def _listed(moved: Sequence[Moved], said: EffectWording, most: int) -> Iterator[str]:
    """Questions by name, the gravest first; of those that are only counted and of the rest how many."""
    named = sorted((one for one in moved if one.question is not None), key=_gravity)
    yield from (_line(one, said) for one in named[:most])
    if len(named) > most:
        yield said.more.format(count=len(named) - most)
    if hidden := len(moved) - len(named):
        yield said.hold.format(count=hidden)


def examined_lines(impact: Impact, said: ReviewWording, effect: EffectWording) -> Iterator[str]:
    """The questions that are new in the exam: how many, and those that do not go right."""
    if not impact.examined:
        return
    wrong = [sitting for sitting in impact.examined if sitting.mark is not Mark.RIGHT]
    yield said.examined.format(count=len(impact.examined), right=len(impact.examined) - len(wrong))
    for sitting in wrong[:_SHOWN]:
        yield f"{_WORSE}{_question(sitting.question.q)}: {_brief(sitting.answered, effect)}"


def _gravity(moved: Moved) -> tuple[bool, bool]:
    """What goes wrong in the exam comes first, and what goes to another fact before what only begins to be answered."""
    return not moved.worse, moved.before.outcome is not Outcome.ANSWER


def _line(moved: Moved, said: EffectWording) -> str:
    sign = _WORSE if moved.worse else _BETTER if moved.better else ""
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
