"""The message that a change is shown in, from its preview to what became of it.

All pages stand in one message that only the moderator sees, each in the place of the one before it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.answers.impact import Impact
from bot.answers.moderation_wording import ModerationWording
from bot.client.delivery import change
from bot.client.errors import UNREACHABLE
from bot.client.moderation import announce, texts
from bot.client.moderation.buttons import Decide, Step, standing
from bot.client.moderation.effect import doubt_lines
from bot.client.moderation.proposal import Proposal
from bot.client.ui.action import reader
from bot.client.ui.embeds import ALL, DESCRIPTION, FIELD, LACK, OFFER
from bot.client.ui.text import cut, directed, isolated
from bot.facts.problems import KnowledgeError

if TYPE_CHECKING:
    from bot.client.client import Factbot

_log = logging.getLogger(__name__)


class Page:
    """The message that a change is shown in.

    Attributes:
        said: the wording in the moderator's language.
    """

    def __init__(self, interaction: discord.Interaction[Any], client: Factbot, proposal: Proposal) -> None:
        self.client = client
        self.proposal = proposal
        self.language = reader(interaction, client)
        self.said: ModerationWording = client.desk.wording(self.language).discord.moderation
        self._interaction = interaction

    async def show(
        self,
        text: str,
        colour: discord.Colour,
        view: ui.View | None = None,
        *,
        code: str = "",
        effect: str = "",
        picture: str = "",
        files: list[discord.File] | None = None,
    ) -> None:
        """Show a page.

        Args:
            text: what it says.
            colour: of its edge.
            view: its buttons; None: none.
            code: a code block below the text.
            effect: what the change does, in a field of its own.
            picture: how an embed names an attached picture; empty: none.
            files: attached; None: those of the page before stay.
        """
        embed = discord.Embed(description=self._description(text, code), colour=colour)
        if effect:
            room = min(FIELD, ALL - len(embed) - 2 * len(self.said.effect.title))
            name = directed(self.said.effect.title, self.language)
            embed.add_field(name=name, value=cut(directed(effect, self.language), room), inline=False)
        if picture:
            embed.set_image(url=picture)
        attachments: Any = discord.utils.MISSING if files is None else files
        await change(self._interaction, embed=embed, view=view, attachments=attachments)

    async def tell(self, text: str, colour: discord.Colour, view: ui.View | None = None, **more: Any) -> None:
        """Show a page as :meth:`show` does; what happens goes on where Discord does not take it."""
        try:
            await self.show(text, colour, view, **more)
        except (discord.HTTPException, *UNREACHABLE) as error:
            _log.warning("a moderator could not be told: %s: %s", text, error)

    def _description(self, text: str, code: str) -> str:
        shown = cut(directed(text, self.language), DESCRIPTION - len(code) - 1)
        return f"{shown}\n{code}" if code else shown

    async def refused(self, error: KnowledgeError) -> None:
        """Show what is wrong, and the way back into the form."""
        form, root = self.proposal.form, self.client.bench.path
        lines = texts.problem_lines(error.problems, root, self.said, form=form.sheet.id if form else None)
        text = "\n".join([self.said.problems.format(count=len(error.problems)), *lines])
        await self._with_form(text)

    async def failed(self, error: Exception) -> None:
        """Show why it was not published; moderators hear of it in the log channel too."""
        _log.error("an edit was not published: %s", error)
        again = Decide(Step.ON_TOP, self.proposal.key, directed(self.said.retry, self.language))
        await self._with_form(self.said.not_published.format(why=isolated(texts.why(error, self.said))), again)
        await announce.failed(self.client, self.proposal, error)

    async def _with_form(self, text: str, *buttons: Decide) -> None:
        form = self.proposal.form
        if form is None:
            await self.show(text, LACK, standing(*buttons, self._decide(Step.CANCEL)), files=[])
            return
        view = standing(*buttons, self._decide(Step.AGAIN), self._decide(Step.CANCEL))
        await self.show(f"{text}\n{self.said.typed}", LACK, view, files=[texts.file_of("typed.txt", form.typed)])

    async def conflict(self, text: str, moved: str) -> None:
        """Show what others changed, and ask what to do."""
        code, whole = texts.block(moved)
        files = [] if whole else [texts.file_of("meanwhile.diff", moved)]
        view = standing(self._decide(Step.ON_TOP), self._decide(Step.CANCEL))
        await self.show(text if whole else f"{text}\n{self.said.whole}", OFFER, view, code=code, files=files)

    async def nothing(self) -> None:
        """Say that nothing would change."""
        if self.proposal.form is None:
            await self.show(self.said.nothing, LACK, files=[])
        else:
            await self.show(self.said.nothing, LACK, standing(self._decide(Step.AGAIN)), files=[])

    async def expired(self) -> None:
        """Say that this is over."""
        await self.show(self.said.expired, LACK, files=[])

    async def preview(
        self, effect: str, *, ready: bool, late: bool = False, files: list[discord.File] | None = None
    ) -> None:
        """Show the difference and what it does.

        Args:
            effect: what it does, as far as that is known.
            ready: whether it may be published.
            late: whether it is to be published already, and waits for the rest of the exam.
            files: attached; None: those of the page before stay.
        """
        face = self.proposal.face
        late = late or self.proposal.pressed is not None
        publish = self._decide(Step.ANYWAY if late else Step.PUBLISH, enabled=ready)
        view = self._choices(publish)
        await self.show(face.text, OFFER, view, code=face.code, effect=effect, picture=face.picture, files=files)

    async def doubt(self, impact: Impact) -> None:
        """Name the questions of the exam that would no longer go right, and ask whether to publish all the same."""
        text = "\n".join(doubt_lines(impact, self.said.effect))
        await self.show(text, LACK, self._choices(self._decide(Step.ANYWAY)), picture=self.proposal.face.picture)

    def _choices(self, publish: Decide) -> ui.View:
        again = [self._decide(Step.AGAIN)] if self.proposal.form else []
        return standing(publish, *again, self._decide(Step.CANCEL))

    def _decide(self, step: Step, *, enabled: bool = True) -> Decide:
        label = {
            Step.PUBLISH: self.said.publish,
            Step.ANYWAY: self.said.anyway,
            Step.CANCEL: self.said.cancel,
            Step.AGAIN: self.said.again,
            Step.ON_TOP: self.said.on_top,
        }[step]
        return Decide(step, self.proposal.key, directed(label, self.language), enabled=enabled)
