"""The preview of a change: problems, or the difference and what it does; then publishing it.

All pages stand in one message that only the moderator sees, each in the place of the one before it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.answers.impact import Impact
from bot.answers.sittings import Baseline
from bot.client.collecting import uncollected
from bot.client.delivery import Waiting, attend, begun, defer
from bot.client.errors import UNREACHABLE, vanished
from bot.client.moderation import announce, texts
from bot.client.moderation.buttons import TakeBack, standing
from bot.client.moderation.effect import effect_lines, examined_lines, so_far_lines
from bot.client.moderation.page import Page
from bot.client.moderation.proposal import Face, Proposal, Published, author_of
from bot.client.moderation.workshop import Plan, Prepared
from bot.client.opening import aside
from bot.client.pictures import Picture
from bot.client.ui.embeds import ANSWER, LACK
from bot.client.ui.text import directed, inserted
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

PICTURE_SECONDS = 5.0
"""How long a preview waits for its picture."""

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
    if prepared.edited.changes:
        await weigh(page, prepared)
    else:
        await page.nothing()


async def publish(
    interaction: discord.Interaction[Any], client: Factbot, proposal: Proposal, *, sure: bool = False
) -> None:
    """Publish what was previewed, once all has been asked; where that lowers the exam, only on a second yes.

    Args:
        interaction: of a button below the preview, and deferred.
        client: the bot.
        proposal: the change.
        sure: whether it is to be published at once, whatever becomes of the exam.
    """
    page = Page(interaction, client, proposal)
    prepared = proposal.prepared
    if prepared is None or proposal.over:
        await page.expired()
        return
    if not sure and not await _agreed(page, interaction):
        return
    impact, proposal.over = proposal.impact, True
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
    await announce.published(client, revision, prepared.edited, impact)
    if proposal.after_publish:
        try:
            await proposal.after_publish(revision)
        except StorageError as error:
            _log.warning("revision %d is published, and what follows it could not be done: %s", revision.number, error)


async def _agreed(page: Page, interaction: discord.Interaction[Any]) -> bool:
    """Whether the exam is known not to get worse; else the moderator is shown what it waits for, or is asked again."""
    proposal = page.proposal
    if proposal.impact is None:
        await page.preview(page.said.effect.waiting, ready=True, late=True)
        if proposal.impact is None:
            proposal.pressed = interaction
            return False
    if proposal.over:
        return False
    if proposal.impact.worse:
        await page.doubt(proposal.impact)
        return False
    return True


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


async def weigh(page: Page, prepared: Prepared) -> None:
    """Show the difference, work out what it does, and then offer to publish it.

    Args:
        page: of the proposal.
        prepared: what is proposed.
    """
    proposal, said = page.proposal, page.said
    proposal.begin(prepared)
    change = texts.change_text(prepared.edited)
    code, whole = texts.block(change)
    facts = texts.listed(texts.signs(prepared.edited.facts) or list(prepared.edited.changes))
    lines = [f"**{said.preview}** {inserted(facts)}", proposal.note, "" if whole else said.whole]
    if prepared.reason:
        lines.insert(1, said.reason.format(reason=inserted(prepared.reason)))
    files = [] if whole else [texts.file_of("change.diff", change)]
    picture = await _picture(page, prepared)
    if picture:
        files.append(picture.file())
    proposal.face = Face("\n".join(line for line in lines if line), code, picture.url if picture else "")
    await page.preview(said.effect.preparing, ready=False, files=files)
    impact = await _impact(page, prepared)
    if impact is None:
        return
    # All answers to two exams are too much to keep for as long as the moderator takes.
    proposal.impact = replace(impact, before=Baseline(), after=Baseline())
    if proposal.pressed:
        await publish(proposal.pressed, page.client, proposal)
        return
    review = page.client.desk.wording(page.language).discord.review
    told = [*examined_lines(impact, review, said.effect), *effect_lines(impact, said.effect)]
    await page.preview("\n".join(told), ready=True)


async def _picture(page: Page, prepared: Prepared) -> Picture | None:
    """The first changed series as members will see it, if there is something to draw with and it takes not too long."""
    facts = prepared.edited.facts.values()
    drawn = next((now for was, now in facts if now and now.series != (was.series if was else None)), None)
    if drawn is None:
        return None
    language = page.language if page.language in drawn.answer else prepared.edited.new.base.languages.default
    with contextlib.suppress(TimeoutError):
        return await asyncio.wait_for(page.client.replier.pictures.of(drawn, language), PICTURE_SECONDS)
    return None


async def _impact(page: Page, prepared: Prepared) -> Impact | None:
    """What the change does; None if it is given up meanwhile. What is found is shown as it is found.

    Once all that is likely to move has been asked, it may be published; the rest is asked all the same.
    """
    loop, first, proposal = asyncio.get_running_loop(), asyncio.Event(), page.proposal
    told = 0
    so_far: tuple[int, int, Callable[[], Impact]] | None = None

    def given_up() -> bool:
        return proposal.over or proposal.prepared is not prepared

    def progress(done: int, total: int, found: Callable[[], Impact], likely: bool) -> None:
        nonlocal so_far
        so_far = done, total, found
        if given_up():
            raise _GivenUp
        if likely and not first.is_set():
            loop.call_soon_threadsafe(first.set)

    task = asyncio.ensure_future(page.client.bench.impact(prepared, progress))
    ready = asyncio.create_task(first.wait())
    awaited: set[asyncio.Future[Any]] = {task, ready}
    while not task.done():
        await asyncio.wait(awaited, timeout=PROGRESS_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        awaited = {task} if ready.done() else {task, ready}
        if task.done() or so_far is None or so_far[0] == told or given_up():
            continue
        told, total, found = so_far
        # The impact comes from what a thread still adds to, and is looked at in one too: it takes its moment.
        lines = so_far_lines(await aside(found, "impact"), page.said.effect)
        if not given_up():
            said = page.said.effect.rest if ready.done() else page.said.effect.asking
            waiting = [page.said.effect.waiting] if proposal.pressed else []
            effect = "\n".join([*waiting, said.format(done=told, total=total), *lines])
            await _so_far(page, effect, ready=ready.done())
    ready.cancel()
    try:
        weighed = await task
    except _GivenUp:
        return None
    return None if given_up() else weighed


async def _so_far(page: Page, effect: str, *, ready: bool) -> None:
    try:
        await page.preview(effect, ready=ready)
    except (discord.HTTPException, *UNREACHABLE) as error:
        if vanished(error):
            page.proposal.over = True
        _log.warning("a preview could not say how far it is: %s", error)
