"""What was answered lately: the same question is the same work only once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.answers.answerer import Answerer
from bot.answers.reply import Reply
from bot.client.recent import Recent

_LIMIT, _SECONDS = 4096, 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that a reply depends on besides the fact base.

    Attributes:
        text: what was asked.
        earlier: the context that it leans on; None: it stands alone.
        language: the language to reply in, whatever the question's.
        locale: the language to reply in where the question does not tell its own.
    """

    text: str
    earlier: str | None = None
    language: str | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is remembered of a question.

    Attributes:
        reply: what is said; the same object for the same question.
        context: the text that a following question may lean on; None for chatter.
        why: name of the rule that decided, in lower case.
        complete: whether it is the answer whatever was asked before.
    """

    reply: Reply
    context: str | None
    why: str
    complete: bool = False


class Remembered:
    """Answers from one fact base, of which those asked for last are kept.

    Attributes:
        answerer: the fact base.
    """

    def __init__(self, answerer: Answerer, decided: Callable[[float], None]) -> None:
        """Remember nothing yet.

        Args:
            answerer: the fact base.
            decided: is told the microseconds of each answer that had to be found.
        """
        self.answerer = answerer
        self._decided = decided
        self._answers: Recent[Question, Answer] = Recent(_LIMIT, _SECONDS)

    def __contains__(self, question: Question) -> bool:
        return question in self._answers

    def __call__(self, question: Question) -> Answer:
        """The answer to a question."""
        answer = self._answers.get(question) or self._found(question)
        self._answers.put(question, answer)
        if answer.complete and question.earlier:
            self._answers.put(replace(question, earlier=None), answer)
        return answer

    def is_complete(self, question: Question) -> bool:
        """Whether a question is known to have this answer whatever was asked before."""
        answer = self._answers.get(question)
        return answer is not None and answer.complete

    def _found(self, question: Question) -> Answer:
        reply, understanding = self.answerer.explain(
            question.text, earlier=question.earlier, language=question.language, locale=question.locale
        )
        self._decided(reply.elapsed_us)
        main = understanding.main
        # Chatter between two questions does not cut the thread.
        context = understanding.context if main.reading.mentions else None
        return Answer(reply, context, main.why.name.lower(), understanding.complete)
