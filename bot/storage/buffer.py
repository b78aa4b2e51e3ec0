"""What waits to be written: bounded, and in an order that forgetting a member survives."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.members import erase, write_choices
from bot.storage.questions import write_asked, write_votes
from bot.storage.records import Asked, Vote


@dataclass
class Batch:
    """What is written in one transaction: erasures first, then the rest."""

    erase: set[str] = field(default_factory=set)
    records: list[Asked | Vote] = field(default_factory=list)
    choices: dict[str, tuple[str | None, datetime]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.erase) + len(self.records) + len(self.choices)

    def parts(self) -> list[Batch]:
        """Each record, erasure and choice as a batch of its own, in the order in which they are written."""
        return [
            *(Batch(erase={member}) for member in sorted(self.erase)),
            *(Batch(records=[record]) for record in self.records),
            *(Batch(choices={member: choice}) for member, choice in self.choices.items()),
        ]

    async def write(self, connection: AsyncConnection) -> None:
        """Write it; doing so twice changes nothing."""
        await erase(connection, self.erase)
        await write_asked(connection, [record for record in self.records if isinstance(record, Asked)])
        await write_votes(connection, [record for record in self.records if isinstance(record, Vote)])
        await write_choices(connection, self.choices)


def joined(parts: Iterable[Batch]) -> Batch:
    """One batch of several."""
    whole = Batch()
    for part in parts:
        whole.erase |= part.erase
        whole.records += part.records
        whole.choices |= part.choices
    return whole


class Buffer:
    """Questions and votes up to a limit; when it is full the oldest go.

    The oldest: after a long outage moderators want to know what members ask now, and of a member's votes only the
    last one counts. Erasures are never dropped, and of choices only each member's last is kept.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._records: deque[Asked | Vote] = deque()
        self._choices: dict[str, tuple[str | None, datetime]] = {}
        self._erase: set[str] = set()
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._records) + len(self._choices) + len(self._erase)

    def add(self, record: Asked | Vote) -> None:
        """Take a question or a vote."""
        self._records.append(_storable(record))
        self._trim()

    def choose(self, member: str, language: str | None) -> None:
        """Take a member's choice of language."""
        self._choices.pop(member, None)
        self._choices[member] = (language, datetime.now(UTC))
        self._trim()

    def forget(self, member: str) -> None:
        """Drop what waits of a member, and have erased what was written."""
        self._erase.add(member)
        self._choices.pop(member, None)
        self._records = deque(record for record in self._records if not _of(record, member))

    def laid_over(self, languages: Mapping[str, str]) -> dict[str, str]:
        """The members' languages as they will be once all that waits is written."""
        result = {member: language for member, language in languages.items() if member not in self._erase}
        for member, (language, _) in self._choices.items():
            result.pop(member, None)
            if language is not None:
                result[member] = language
        return result

    def take(self, number: int) -> Batch:
        """Take out what is to be written next: all erasures, and at most so many others."""
        records = [self._records.popleft() for _ in range(min(number, len(self._records)))]
        members = list(self._choices)[: number - len(records)]
        batch = Batch(self._erase, records, {member: self._choices.pop(member) for member in members})
        self._erase = set()
        return batch

    def give_back(self, batch: Batch) -> None:
        """Put back what could not be written, before what has come since."""
        forgotten = self._erase  # since the batch was taken
        records = [record for record in batch.records if not any(_of(record, member) for member in forgotten)]
        self._records.extendleft(reversed(records))
        old = {member: choice for member, choice in batch.choices.items() if member not in forgotten}
        self._choices = {**old, **self._choices}
        self._erase |= batch.erase
        self._trim()

    def _trim(self) -> None:
        while len(self._records) > self._limit:
            self._records.popleft()
            self.dropped += 1
        while len(self._choices) > self._limit:
            del self._choices[next(iter(self._choices))]
            self.dropped += 1


def _of(record: Asked | Vote, member: str) -> bool:
    return isinstance(record, Vote) and record.voter == member


def _storable(record: Asked | Vote) -> Asked | Vote:
    """A question without what no database takes: NUL, and half surrogate pairs."""
    if isinstance(record, Vote):
        return record
    text = record.question.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    return record if text == record.question else replace(record, question=text)
