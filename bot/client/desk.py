"""The desk: takes a question from anywhere on Discord and knows what to reply, and in which language.

It holds what replies depend on besides the fact base: conversations, answers given a moment ago, members' choices.
Nothing here waits for the network.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from dataclasses import dataclass, replace

from bot.answers.answerer import Answerer
from bot.answers.missed import PICKED
from bot.answers.reply import Reply
from bot.answers.wording import Wording, Wordings
from bot.client.journal import Journal, Members
from bot.client.metrics import Metrics
from bot.client.recent import Recent
from bot.client.remembered import Question, Remembered
from bot.matching.completion import Completion
from bot.matching.decision import Outcome
from bot.matching.understand import leans
from bot.storage.records import Asked, Vote

CONVERSATION_SECONDS = 300
"""How long a question may be followed up with ``and in Q1?``."""

REPEAT_SECONDS = 60
"""How long the same answer in the same channel points to the first."""

VOTE_SECONDS = 24 * 3600
"""How long a vote is remembered, so that a second press takes it back."""

_LIMIT = 10_000
_CONTEXT = 300
"""Characters up to which a context may grow in a long chain of follow-ups; a longer one begins anew."""

_Place = tuple[int, tuple[str, ...], str, str | None]
"""A channel, the facts that answered there, the language and what they said, which an edit changes."""


@dataclass(frozen=True)
class Asker:
    """Who asks, and where.

    Attributes:
        member: the user's id.
        place: slash, mention, reply, direct, menu or auto.
        private: whether only the member will read the reply.
        guild, channel: ids; None in direct messages.
        locale: the language of the member's client, as a tag.
    """

    member: int
    place: str
    private: bool
    guild: int | None = None
    channel: int | None = None
    locale: str | None = None

    @property
    def hidden(self) -> bool:
        """Whether the reply has to be hidden from others who read the channel."""
        return self.private and self.channel is not None

    @property
    def conversation(self) -> tuple[int | None, int]:
        """What a follow-up must have in common with the question before it."""
        return self.channel, self.member


@dataclass(frozen=True)
class Answered:
    """A reply on its way out.

    Attributes:
        reply: what is said.
        asker: to whom.
        key: 32 hex digits that stand for the question.
        context: the text that a following question may lean on; None for chatter.
        why: name of the rule that decided, in lower case.
        above: link to the same answer given in the channel a moment ago.
        earlier: the context that the question leaned on; None: it stood alone.
    """

    reply: Reply
    asker: Asker
    key: str
    context: str | None
    why: str
    above: str | None = None
    earlier: str | None = None


@dataclass(frozen=True)
class _Turn:
    """A question in a conversation: its words, what it leaned on, and what the next one may lean on."""

    question: str
    earlier: str | None
    context: str


class Desk:
    """Answers for the Discord client.

    Attributes:
        ready: set once there is a fact base to answer from.
        wordings: what the bot itself says.
        metrics: what is measured.
    """

    def __init__(self, wordings: Wordings, journal: Journal, members: Members, *, language: str = "en") -> None:
        """Set up the desk; it answers once it has a fact base (:meth:`use`).

        Args:
            wordings: what the bot itself says.
            journal: where questions, votes and choices go.
            members: hashes of members.
            language: of public replies to questions that do not tell their own.
        """
        self.ready = asyncio.Event()
        self.wordings = wordings
        self.journal = journal
        self.members = members
        self.metrics = Metrics()
        self._language = language
        self._conversations: Recent[tuple[int | None, int], _Turn] = Recent(_LIMIT, CONVERSATION_SECONDS)
        self._contexts: Recent[int, _Turn] = Recent(_LIMIT, VOTE_SECONDS)
        self._given: Recent[_Place, str] = Recent(_LIMIT, REPEAT_SECONDS)
        self._places: Recent[int, _Place] = Recent(_LIMIT, REPEAT_SECONDS)
        self._gone: Recent[int, None] = Recent(_LIMIT, REPEAT_SECONDS)
        self._asked: Recent[str, str] = Recent(_LIMIT, CONVERSATION_SECONDS)
        self._votes: Recent[tuple[str, str], int] = Recent(_LIMIT, VOTE_SECONDS)
        self._memory: Remembered | None = None
        self._completion: Completion | None = None

    def offer(self, completion: Completion) -> None:
        """Offer the fact base's questions to those who type from now on."""
        self._completion = completion

    @property
    def answerer(self) -> Answerer:
        """The fact base in use.

        Raises:
            RuntimeError: if there is none yet; wait for :attr:`ready` before.
        """
        return self._remembered.answerer

    @property
    def _remembered(self) -> Remembered:
        if self._memory is None:
            raise RuntimeError("the fact base is not open yet")
        return self._memory

    def use(self, answerer: Answerer, completion: Completion | None = None) -> None:
        """Answer from this fact base from now on.

        Args:
            answerer: the fact base.
            completion: of the same one; None: it follows (:meth:`offer`).
        """
        self._completion = completion
        self._memory = Remembered(answerer, self.metrics.decided)
        self.ready.set()

    def wording(self, language: str | None) -> Wording:
        """What the bot itself says in a language."""
        return self.wordings.of(language)

    def source(self, language: str) -> dict[str, str]:
        """What the bot calls the place its facts come from, as fields of its texts."""
        return self.answerer.source_fields(language)

    def choice(self, member: int) -> str | None:
        """A member's own choice for private replies."""
        return self.journal.language(self.members.member(member))

    def reads(self, member: int, locale: str | None) -> str:
        """The language of a private notice to a member that answers no question."""
        return self.choice(member) or locale or self._language

    def ask(self, text: str, asker: Asker, *, after: int | None = None, known: Question | None = None) -> Answered:
        """Answer a question.

        A private reply is in the member's own choice, else in the question's language, else in that of the member's
        client; a public one in the question's, and never tells what its asker reads otherwise.

        Args:
            text: what the member wrote.
            asker: who, and where.
            after: the bot's message that is replied to, whose question this one may lean on.
            known: the question as :meth:`knows` has just found it.
        """
        question = known or self._question(text, asker, after)
        answer = self._remembered(question)
        context = answer.context
        if context and len(context) > max(_CONTEXT, len(text)):
            context = text
        above = self._given.get(place) if (place := _place(answer.reply, asker)) else None
        return Answered(answer.reply, asker, _key(), context, answer.why, above, question.earlier)

    def knows(self, text: str, asker: Asker) -> Question | None:
        """The question whose answer need not be looked for; None if it has to be. Arguments as for :meth:`ask`."""
        question = self._question(text, asker)
        return question if question in self._remembered else None

    def _question(self, text: str, asker: Asker, after: int | None = None) -> Question:
        turn = (self._contexts.get(after) if after else None) or self._conversations.get(asker.conversation)
        # Who repeats a question means the same as before, and does not lean on the question itself.
        earlier = None if turn is None else turn.earlier if turn.question == text else turn.context
        # What stands alone is the same for everybody, and answered once for all.
        leaning = earlier and leans(self.answerer.index, text, earlier)
        chosen = self.choice(asker.member) if asker.private else None
        locale = (asker.locale if asker.private else None) or self._language
        alone = Question(text, None, chosen, locale)
        return replace(alone, earlier=earlier) if leaning and not self._remembered.is_complete(alone) else alone

    def heard(self, answered: Answered) -> None:
        """Take note of a question whose reply goes out now: the member's next one may lean on it.

        Who asks on need not wait for the reply; what leans on what is then a matter of the order of the questions.
        """
        if answered.context:
            self._conversations.put(answered.asker.conversation, _turn(answered, answered.context))

    def pick(self, fact: str, language: str, asker: Asker, key: str | None = None) -> Answered | None:
        """The answer that a fact gives, chosen from a button or a menu; None if the base no longer holds it.

        Args:
            fact: its id.
            language: of the message that offered it.
            asker: who chose.
            key: of the question that it was offered for.
        """
        picked = self.answerer.fact(fact)
        if picked is None:
            return None
        used = (self.choice(asker.member) if asker.private else None) or language
        question = self.answerer.question(picked, used)
        known = self._remembered(Question(question, language=used))
        if known.reply.fact != fact:
            return None
        asked = (self._asked.get(key) if key else None) or question
        return Answered(replace(known.reply, question=asked), asker, _key(), known.context, PICKED)

    def caveats(self, answered: Answered) -> frozenset[str]:
        """The lines of an answer that only say where the article is unclear."""
        known = (self.answerer.fact(name) for name in answered.reply.facts)
        return frozenset(line for fact in known if fact for text in fact.caveat.values() for line in text.split("\n"))

    def complete(self, text: str, reads: str) -> tuple[str, list[str]]:
        """Curated questions for what is being typed, with their language.

        Args:
            text: what has been typed so far.
            reads: the member's language.
        """
        if self._completion is None:
            return reads, []
        return self._completion.language(text, reads), self._completion(text, reads)

    def title(self, answered: Answered) -> str | None:
        """The curated question that stands for the fact that answers; None where there is not exactly one."""
        facts = answered.reply.facts
        known = self.answerer.fact(facts[0]) if len(facts) == 1 else None
        return self.answerer.question(known, answered.reply.language) if known else None

    def sent(self, answered: Answered, message: int | None = None, link: str | None = None) -> None:
        """Take note of a reply that has gone out.

        Args:
            answered: the reply.
            message: the id of the bot's message.
            link: where it can be read.
        """
        reply, asker = answered.reply, answered.asker
        if message is not None:
            self._gone.pop(message)
        if answered.context and message is not None:
            self._contexts.put(message, _turn(answered, answered.context))
        place = _place(reply, asker)
        if place and message and link and not answered.above:
            self._given.put(place, link)
            self._places.put(message, place)
        self._asked.put(answered.key, reply.question)
        asked = Asked(
            key=answered.key,
            at=dt.datetime.now(dt.UTC),
            question=reply.question,
            language=reply.language,
            outcome=reply.outcome.value,
            facts=reply.facts,
            candidates=tuple(name for name, _ in reply.candidates),
            confidence=reply.confidence,
            why=answered.why,
            place=asker.place,
            guild=asker.guild,
            channel=asker.channel,
        )
        self.metrics.asked(asked)
        self.journal.asked(asked)

    def gone(self, message: int) -> None:
        """Take note that a message of the bot's no longer says what it said, so that nothing points to it."""
        place = self._places.pop(message)
        if place:
            self._given.pop(place)
        self._contexts.pop(message)
        self._gone.put(message, None)

    def is_gone(self, message: int) -> bool:
        """Whether a message of the bot's was taken away lately, so that nothing is added to it any more."""
        return message in self._gone

    def vote(self, key: str, member: int, value: int) -> int:
        """Count a press of a vote button; a second press of the same one takes the vote back.

        Args:
            key: of the question.
            member: who pressed.
            value: +1 or -1.

        Returns:
            The member's vote from now on: +1, -1 or 0.
        """
        voter = self.members.member(member)
        now = 0 if self._votes.get((key, voter)) == value else value
        self._votes.put((key, voter), now)
        self.journal.voted(Vote(key=key, voter=voter, value=now, at=dt.datetime.now(dt.UTC)))
        return now

    def speaks(self, member: int, language: str | None) -> None:
        """Keep a member's own choice for private replies; None takes it back."""
        self.journal.speaks(self.members.member(member), language)

    def forget(self, member: int) -> None:
        """Delete a member's votes and choice."""
        voter = self.members.member(member)
        self.journal.forget(voter)
        for entry in [entry for entry in self._votes if entry[1] == voter]:
            self._votes.pop(entry)


def _turn(answered: Answered, context: str) -> _Turn:
    return _Turn(answered.reply.question, answered.earlier, context)


def _key() -> str:
    return secrets.token_hex(16)


def _place(reply: Reply, asker: Asker) -> _Place | None:
    """What a repeated answer has in common with the first; None for what may be said twice."""
    if reply.outcome is not Outcome.ANSWER or reply.reason or asker.private or asker.channel is None:
        return None
    return asker.channel, reply.facts, reply.language, reply.answer
