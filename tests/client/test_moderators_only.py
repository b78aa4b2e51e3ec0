"""A member without the role tries every command, button and form, and gets nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from simcord.backend.errors import BackendError, SetupError

from tests.client.conftest import components, text_of
from tests.client.moderating import Edited, edited

__all__ = ["edited"]

REFUSED = "for moderators"
EVERY: dict[str, dict[str, Any]] = {
    "add": {"id": "duration"},
    "edit": {"fact": "fare"},
    "alias": {"fact": "fare", "question": "What must one pay?"},
    "rename": {"fact": "fare", "new-id": "price"},
    "remove": {"fact": "fare"},
    "undo": {},
    "import": {"file": ("facts.yaml", b"id: fare")},
    "show": {"fact": "fare"},
    "list": {},
    "history": {},
    "export": {},
    "check": {},
    "try": {"question": "What does a ticket cost?"},
}


async def test_commands_are_there_for_their_guild_and_permission_alone(edited: Edited) -> None:
    with pytest.raises((SetupError, BackendError)):
        await edited.alice.slash(edited.channel, "fact list")
    elsewhere = edited.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("general")
    stranger = elsewhere.add_member(edited.env.create_user("stranger"))
    with pytest.raises((SetupError, BackendError)):
        await stranger.slash(channel, "fact list")
    offered = {name for name in edited.editor.available_commands(edited.channel) if name.startswith("fact ")}
    assert offered == {f"fact {name}" for name in EVERY}


@pytest.mark.parametrize("name", EVERY)
async def test_every_command_is_refused_to_whom_the_role_is_missing(edited: Edited, name: str) -> None:
    shown = await edited.fact(edited.helper, name, **EVERY[name])
    assert shown.ephemeral
    assert shown.modal is None
    assert REFUSED in text_of(shown.response)
    assert not components(shown.response)
    assert len(await edited.revisions_or_none()) < 2


async def test_nothing_is_offered_while_they_type(edited: Edited) -> None:
    for name, option in (("edit", "fact"), ("add", "topic"), ("edit", "language"), ("undo", "revision")):
        filled = {"id": "x"} if name == "add" else {"fact": "fare"} if option == "language" else {}
        offered = await edited.helper.autocomplete(edited.channel, f"fact {name}", option, "", **filled)
        assert offered == []


async def test_a_role_that_is_taken_away_ends_what_was_begun(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "remove", fact="captain")
    form = await edited.fact(edited.second, "edit", fact="fare")
    listed = await edited.fact(edited.editor, "history")
    assert listed.ephemeral
    edited.disown()
    refused = await edited.press(edited.editor, shown, "Publish")
    assert REFUSED in text_of(refused.response)
    sent = await edited.submit(edited.second, form, a_en="A ticket costs **9 crowns**.")
    assert REFUSED in text_of(sent.response)
    assert len(await edited.revisions()) == 1


async def test_a_page_is_refused_even_before_there_is_a_fact_base(
    edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client.moderation.pages.FACTS", 2)
    listed = await edited.fact(edited.editor, "list")
    edited.disown()
    edited.bot.desk.ready.clear()
    refused = await edited.press(edited.editor, listed, "More")
    assert refused.ephemeral
    assert REFUSED in text_of(refused.response)


async def test_the_log_channels_undo_is_for_moderators(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "alias", fact="fare", question="What must one pay?")
    await edited.press(edited.editor, shown, "Publish")
    (entry,) = edited.log.history()
    for other in (edited.helper, edited.alice):
        refused = await edited.press(other, entry, "Undo")
        assert refused.ephemeral
        assert REFUSED in text_of(refused.response)
    assert len(await edited.revisions()) == 2


async def test_users_by_name_moderate_in_the_guild_alone(edited: Edited) -> None:
    moderation = edited.settings.moderation.model_copy(update={"users": (edited.helper.id,)})
    discord = edited.settings.model_copy(update={"moderation": moderation})
    edited.bot.settings = edited.bot.settings.model_copy(update={"discord": discord})
    shown = await edited.fact(edited.helper, "show", fact="fare")
    assert "4 crowns" in text_of(shown.response)
    moderation = moderation.model_copy(update={"guilds": (1,)})
    discord = discord.model_copy(update={"moderation": moderation})
    edited.bot.settings = edited.bot.settings.model_copy(update={"discord": discord})
    shown = await edited.fact(edited.helper, "show", fact="fare")
    assert REFUSED in text_of(shown.response)
