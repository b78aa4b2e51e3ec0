"""The preview of a change: problems, or the difference and what it does; then publishing it.

All pages stand in one message that only the moderator sees, each in the place of the one before it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.answers.impact import Impact
from bot.answers.moderation_wording import ModerationWording
from bot.client.collecting import uncollected
from bot.client.delivery import Waiting, attend, begun, change, defer
from bot.client.errors import UNREACHABLE, vanished
from bot.client.moderation import announce, texts
from bot.client.moderation.buttons import Decide, Step, TakeBack, standing
from bot.client.moderation.effect import effect_lines, examined_lines, so_far_lines
from bot.client.moderation.proposal import Proposal, Published, author_of
from bot.client.moderation.workshop import Plan, Prepared
from bot.client.opening import aside
from bot.client.ui.action import reader
from bot.client.ui.embeds import ALL, ANSWER, DESCRIPTION, FIELD, LACK, OFFER
from bot.client.ui.text import cut, directed, inserted, isolated
from bot.facts.edits import Edit
from bot.facts.problems import KnowledgeError
from bot.facts.reader import understood
from bot.storage.errors import RefusedError, StorageError
from bot.storage.publish import UnsettledError
from bot.storage.states import ConflictError

if TYPE_CHECKING:
    from bot.client.client import Factbot

PROGRESS_SECONDS = 2.0
"""How often the preview says how far it is."""

_log = logging.getLogger(__name__)


class _GivenUp(Exception):  # noqa: N818 - it ends a run that nobody waits for
    """The change is no longer wanted."""


async def show_preview(
    interaction: discord.Interaction[Any],
    client: Factbot,
    edits: Sequence[Edit] | Plan,
    *,
    reason: str = "",
    after_publish: Published | None = None,
) -> None:
    """Show what edits would do to who used something, with buttons to publish them or not.

    Where the interaction has not been answered yet, the preview is a new message that only the moderator sees; else it
    takes the place of that answer.

    Args:
        interaction: of a moderator, whose rights have been checked.
        client: the bot.
        edits: what to do, or a plan that does more than edits can say.
        reason: why, for the history.
        after_publish: awaited once it was published.
    """
    proposal = Proposal(interaction.user.id, author_of(interaction), edits, reason=reason, after_publish=after_publish)
    await present(interaction, client, proposal)


async def present(interaction: discord.Interaction[Any], client: Factbot, proposal: Proposal) -> None:
    """Prepare a change and show it; as for :func:`show_preview`."""
    if not begun(interaction):
        await defer(interaction, ephemeral=True, thinking=True)
    await attend(interaction, client.desk, Waiting.PRIVATE)
    client.proposals.put(proposal.key, proposal)
    page = Page(interaction, client, proposal)
    try:
        prepared = await client.bench.prepare(proposal.plan, reason=proposal.reason)
    except KnowledgeError as error:
        await page.refused(error)
        return
    except (UnsettledError, StorageError) as error:
        await page.failed(error)
        return
    now = prepared.edited.old
    made_on = proposal.made_on
    if made_on and now.digest not in {made_on.digest, proposal.seen}:
        moved = texts.moved_text(made_on, now, proposal.facts)
        proposal.seen = now.digest
        if moved:
            await page.conflict(page.said.conflict, moved)
            return
    proposal.made_on = made_on or now
    proposal.prepared = prepared
    if prepared.edited.changes:
        await page.weigh(prepared)
    else:
        await page.nothing()


async def publish(interaction: discord.Interaction[Any], client: Factbot, proposal: Proposal) -> None:
    """Publish what was previewed; the interaction is that of a button below the preview, and deferred."""
    page = Page(interaction, client, proposal)
    prepared = proposal.prepared
    if prepared is None or proposal.over:
        await page.expired()
        return
    proposal.over = True
    await page.tell(page.said.publishing, LACK)
    try:
        revision = await client.bench.publish(prepared, proposal.author)
    except ConflictError as error:
        proposal.over = False
        await _overtaken(page, prepared, error)
        return
    except (UnsettledError, StorageError, RefusedError) as error:
        proposal.over = False
        await page.failed(error)
        return
    except Exception:
        proposal.over = False
        raise
    proposal.end()
    if proposal.form:
        client.forms.pop(proposal.form.key)
    view = standing(TakeBack(revision.number, directed(page.said.undo, page.language)))
    await page.tell(page.said.published.format(number=revision.number), ANSWER, view, files=[])
    await announce.published(client, revision, prepared.edited)
    if proposal.after_publish:
        try:
            await proposal.after_publish(revision)
        except StorageError as error:
            _log.warning("revision %d is published, and what follows it could not be done: %s", revision.number, error)


async def _overtaken(page: Page, prepared: Prepared, error: ConflictError) -> None:
    """Show what another one published since the preview."""
    try:
        snapshot, _ = await page.client.bench.snapshot()
        now = await aside(uncollected(lambda: understood(snapshot)), "read")
    except (UnsettledError, StorageError, KnowledgeError) as trouble:
        await page.failed(trouble)
        return
    page.proposal.seen = now.digest
    head = error.head
    text = (
        page.said.conflict_by.format(author=inserted(head.author), number=head.number) if head else page.said.conflict
    )
    moved = texts.moved_text(prepared.edited.old, now)
    await page.conflict(text, moved or "\n".join(head.files if head else ()))


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
        files: list[discord.File] | None = None,
    ) -> None:
        """Show a page.

        Args:
            text: what it says.
            colour: of its edge.
            view: its buttons; None: none.
            code: a code block below the text.
            effect: what the change does, in a field of its own.
            files: attached; None: those of the page before stay.
        """
        embed = discord.Embed(description=self._description(text, code), colour=colour)
        if effect:
            room = min(FIELD, ALL - len(embed) - 2 * len(self.said.effect.title))
            name = directed(self.said.effect.title, self.language)
            embed.add_field(name=name, value=cut(directed(effect, self.language), room), inline=False)
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

    async def weigh(self, prepared: Prepared) -> None:
        """Show the difference, work out what it does, and then offer to publish it."""
        change = texts.change_text(prepared.edited)
        code, whole = texts.block(change)
        facts = texts.listed(texts.signs(prepared.edited.facts) or list(prepared.edited.changes))
        lines = [
            f"**{self.said.preview}** {inserted(facts)}",
            self.proposal.note,
            "" if whole else self.said.whole,
        ]
        if prepared.reason:
            lines.insert(1, self.said.reason.format(reason=inserted(prepared.reason)))
        text = "\n".join(line for line in lines if line)
        files = [] if whole else [texts.file_of("change.diff", change)]
        await self.show(
            text, OFFER, self._choices(ready=False), code=code, effect=self.said.effect.preparing, files=files
        )
        impact = await self._impact(prepared, text, code)
        if impact is not None:
            review = self.client.desk.wording(self.language).discord.review
            lines = [*examined_lines(impact, review, self.said.effect), *effect_lines(impact, self.said.effect)]
            effect = "\n".join(lines)
            await self.show(text, OFFER, self._choices(ready=True), code=code, effect=effect)

    async def _impact(self, prepared: Prepared, text: str, code: str) -> Impact | None:
        """What the change does; None if it is given up meanwhile. What is found is shown as it is found.

        Once all that is likely to move has been asked, it may be published; the rest is asked all the same.
        """
        loop, first = asyncio.get_running_loop(), asyncio.Event()
        told = 0
        so_far: tuple[int, int, Callable[[], Impact]] | None = None

        def progress(done: int, total: int, found: Callable[[], Impact], likely: bool) -> None:
            nonlocal so_far
            so_far = done, total, found
            if self.proposal.over:
                raise _GivenUp
            if likely and not first.is_set():
                loop.call_soon_threadsafe(first.set)

        task = asyncio.ensure_future(self.client.bench.impact(prepared, progress))
        ready = asyncio.create_task(first.wait())
        awaited: set[asyncio.Future[Any]] = {task, ready}
        while not task.done():
            await asyncio.wait(awaited, timeout=PROGRESS_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            awaited = {task} if ready.done() else {task, ready}
            if task.done() or so_far is None or so_far[0] == told or self.proposal.over:
                continue
            told, total, found = so_far
            # The impact comes from what a thread still adds to, and is looked at in one too: it takes its moment.
            lines = so_far_lines(await aside(found, "impact"), self.said.effect)
            if not self.proposal.over:
                said = self.said.effect.rest if ready.done() else self.said.effect.asking
                await self._so_far("\n".join([said.format(done=told, total=total), *lines]), text, code, ready.done())
        ready.cancel()
        try:
            weighed = await task
        except _GivenUp:
            return None
        return None if self.proposal.over else weighed

    async def _so_far(self, effect: str, text: str, code: str, ready: bool) -> None:
        try:
            await self.show(text, OFFER, self._choices(ready=ready), code=code, effect=effect)
        except (discord.HTTPException, *UNREACHABLE) as error:
            if vanished(error):
                self.proposal.over = True
            _log.warning("a preview could not say how far it is: %s", error)

    def _choices(self, *, ready: bool) -> ui.View:
        buttons = [self._decide(Step.PUBLISH, enabled=ready)]
        if self.proposal.form:
            buttons.append(self._decide(Step.AGAIN))
        return standing(*buttons, self._decide(Step.CANCEL))

    def _decide(self, step: Step, *, enabled: bool = True) -> Decide:
        label = {
            Step.PUBLISH: self.said.publish,
            Step.CANCEL: self.said.cancel,
            Step.AGAIN: self.said.again,
            Step.ON_TOP: self.said.on_top,
        }[step]
        return Decide(step, self.proposal.key, directed(label, self.language), enabled=enabled)
