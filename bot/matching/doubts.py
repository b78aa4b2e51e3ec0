"""How much confidence the frame's judgement leaves to facts once a rule speaks against them.

The rules know what is asked for better than mere words do: a question that names the 20 billion round word for word and
asks why it was is near to all that was learned of that round. So the more telling the rule, the less confidence the
facts go into the pool with (:mod:`bot.matching.pooled`); only what some rules say is final.

Fitted to the 12,490 questions of ``python -m tests.benchmarks.fit_pooled``, which neither base nor lesson had seen.
Together with the threshold on the pooled confidence the limits below that of what is ruled out left right answers as
they were (6,899 of 7,531), and took 3 of 157 false ones; of near misses, 2 of 254 right ones and 6 of 137 false ones.
"""

from __future__ import annotations

RULED_OUT = 0.2
"""The most confidence of facts with which the frame does not answer."""

UNHELD = 0.07
"""The same where it asks for an attribute that the base does not hold: what else it says only points to a fact."""

NEVER_ASKED = 0.02
"""The same where it asks who, when, where or why, as none of the best fact's many curated questions does."""

IN_PASSING = 0.5
"""The same where the frame answers, since it takes what the base does not hold to be named in passing; and where all
else that it goes by is a name."""


def most(*, answers: bool, unheld: bool, declines: bool, alien: bool) -> float:
    """The most confidence that the frame's judgement gives to any fact.

    Args:
        answers: whether it answers.
        unheld: whether an attribute is named that no fact has, a noun that none has is asked for, or no more than
            a name is shared with the likeliest fact.
        declines: whether it declines for such an attribute.
        alien: whether the question asks as the likeliest fact is never asked.
    """
    if answers:
        return IN_PASSING if unheld else 1.0
    if alien:
        return NEVER_ASKED
    return UNHELD if declines else RULED_OUT
