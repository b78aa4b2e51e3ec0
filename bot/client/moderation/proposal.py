"""A change that a moderator has in hand."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import discord

from bot.answers.impact import Impact
from bot.client.moderation.workshop import Plan, Prepared, plan_of
from bot.client.recent import Recent
from bot.facts.apply import Origins
from bot.facts.edits import Edit, concerned
from bot.facts.model import Knowledge
from bot.storage.states import Revision

if TYPE_CHECKING:
    from bot.client.moderation.forms import Form

LIMIT, SECONDS = 30, 3600.0
"""How many changes may be in hand at once, and how long each stays."""

Published: TypeAlias = Callable[[Revision], Awaitable[None]]
"""Awaited once a change was published."""


@dataclass(frozen=True)
class Face:
    """What a preview shows besides what the change does.

    Attributes:
        text: what is changed, and why.
        code: the difference, as a code block.
        picture: how an embed names the attached picture of changed figures; empty without one.
    """

    text: str = ""
    code: str = ""
    picture: str = ""


@dataclass
class Proposal:
    """A change from its first preview until it is published or given up.

    Attributes:
        owner: the moderator's user id.
        author: how histories name the moderator.
        edits: what to do: edits, or a plan.
        made_on: the state that the edits were made on; None: the one of the first preview.
        origins: where facts were given, if in a file.
        reason: why, for the history.
        note: a line above the preview.
        form: what was typed, if it came from a form.
        after_publish: awaited once it was published.
        seen: digest of the newest state whose changes by others the moderator was shown.
        prepared: what is previewed.
        face: how it is previewed.
        impact: what moves by it; None as long as not all has been asked.
        pressed: the button with which it was to be published before all had been asked; that is made up for then.
        over: whether it was published, given up or typed anew.
        key: stands for it in the ids of buttons.
    """

    owner: int
    author: str
    edits: Sequence[Edit] | Plan
    made_on: Knowledge | None = None
    origins: Origins | None = None
    reason: str = ""
    note: str = ""
    form: Form | None = None
    after_publish: Published | None = None
    seen: str = ""
    prepared: Prepared | None = None
    face: Face = Face()
    impact: Impact | None = None
    pressed: discord.Interaction[Any] | None = None
    over: bool = False
    key: str = field(default_factory=lambda: secrets.token_hex(8))

    def begin(self, prepared: Prepared) -> None:
        """It is previewed, for the first time or anew."""
        self.prepared, self.face, self.impact, self.pressed = prepared, Face(), None, None

    def end(self) -> None:
        """It is published, given up or typed anew; what it held of the base is let go."""
        self.over, self.edits, self.made_on, self.prepared, self.impact = True, (), None, None, None

    @property
    def plan(self) -> Plan:
        """Carries it out on whatever the files are."""
        return self.edits if callable(self.edits) else plan_of(self.edits, self.made_on, self.origins)

    @property
    def facts(self) -> frozenset[str] | None:
        """Ids of the facts that it is about; None if only the plan knows."""
        return None if callable(self.edits) else frozenset(name for name in map(concerned, self.edits) if name)


Proposals: TypeAlias = Recent[str, Proposal]


def proposals() -> Proposals:
    """A memory of changes in hand."""
    return Recent(LIMIT, SECONDS)


def author_of(interaction: discord.Interaction[Any]) -> str:
    """How histories name who used something: as the terminal does, by place and user name."""
    return f"discord: {interaction.user.name}"
