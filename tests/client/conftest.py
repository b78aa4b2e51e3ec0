"""The bot on a Discord that is played in this process, over a small fact base."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.env import Env

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.client.client import Factbot
from bot.client.journal import Passing, Unwritten
from bot.client.lateness import Lateness
from bot.client.opening import warm
from bot.client.pictures import Attachment, no_pictures
from bot.client.pressure import Pressure
from bot.facts.reader import read
from bot.matching.completion import Completion
from bot.settings import DiscordSettings, Settings
from bot.storage.records import Asked, Vote
from tests.conftest import write_base
from tests.ferry import FERRY


@pytest.fixture(scope="session", autouse=True)
def word_lists(bakery: Answerer) -> None:
    """The long lists of words are there, as they are soon after a start: no step waits for them within its time."""
    warm(bakery.wordings.languages)
    bakery.ask("skolko")


class Kept(Unwritten):
    """A journal that a test can read."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[Asked] = []
        self.votes: list[Vote] = []
        self.forgotten: list[str] = []

    def asked(self, asked: Asked) -> None:
        self.questions.append(asked)

    def voted(self, vote: Vote) -> None:
        self.votes.append(vote)

    def forget(self, member: str) -> None:
        super().forget(member)
        self.forgotten.append(member)


@pytest.fixture(scope="session")
def ferry_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small base on disk."""
    return write_base(tmp_path_factory.mktemp("ferry"), FERRY)


@pytest.fixture(scope="session")
def ferry(ferry_folder: Path, wordings: Wordings) -> Answerer:
    """An answerer over the small base."""
    return Answerer(read(ferry_folder), wordings)


@pytest.fixture
def journal() -> Kept:
    """What the bot has handed over to be kept."""
    return Kept()


Make = Callable[..., Factbot]


@pytest.fixture
def make_bot(ferry: Answerer, wordings: Wordings, journal: Kept) -> Make:
    """Builds the bot, as ``factbot run`` does but for the network."""

    def make(
        settings: DiscordSettings | None = None,
        *,
        language: str = "en",
        attachment: Attachment = no_pictures,
        data_dir: Path | None = None,
        opened: bool = True,
        answerer: Answerer = ferry,
    ) -> Factbot:
        of_all = Settings.model_validate(
            {"answers": {"language": language}, "discord": (settings or DiscordSettings()).model_dump()}
        )
        bot = Factbot(
            wordings,
            of_all,
            journal=journal,
            members=Passing(),
            attachment=attachment,
            data_dir=data_dir,
            shards=(range(1), 1),
        )
        # The played Discord has a clock of its own, which stands still while a test computes.
        bot.replier.pressure = Pressure(lambda: 0.0)
        bot.lateness = Lateness(lambda: 0.0)
        if opened:
            bot.desk.use(answerer, Completion(answerer.index))
        return bot

    return make


@pytest.fixture
def simcord_bot(request: pytest.FixtureRequest, make_bot: Make) -> Factbot:
    """The bot of ``simcord_env``; ``@pytest.mark.parametrize("simcord_bot", [settings], indirect=True)`` for others."""
    return make_bot(**getattr(request, "param", {}))


class Scene:
    """A server with a channel and some members.

    Attributes:
        env: the played Discord.
        bot: the bot.
    """

    def __init__(self, env: Env, bot: Factbot) -> None:
        self.env, self.bot = env, bot
        self.guild = env.create_guild("Harbour")
        self.channel = self.guild.create_text_channel("general")
        self.alice = self.guild.add_member(env.create_user("alice"))
        self.bob = self.guild.add_member(env.create_user("bob"))
        mods = self.guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
        self.mod = self.guild.add_member(env.create_user("mod"), roles=[mods])

    @property
    def mention(self) -> str:
        """How a member addresses the bot."""
        user = self.bot.user
        assert user is not None
        return user.mention

    def last(self) -> discord.Message:
        """The last message of the channel, which is the bot's."""
        message = self.channel.last_message
        assert message is not None
        assert self.bot.user is not None
        assert message.author.id == self.bot.user.id
        return message


@pytest.fixture
def scene(simcord_env: Env, simcord_bot: Factbot) -> Scene:
    """The bot on a server."""
    return Scene(simcord_env, simcord_bot)


def text_of(message: Any) -> str:
    """All there is to read in a message."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.title, embed.description, embed.footer.text]
        parts += [part for field in embed.fields for part in (field.name, field.value)]
    return "\n".join(part for part in parts if part)


def components(message: Any) -> list[dict[str, Any]]:
    """All buttons and menus of a message, as they are sent."""
    rows = [c if isinstance(c, dict) else c.to_dict() for c in message.components]
    return [item for row in rows for item in row.get("components", [])]


def custom_ids(message: Any, prefix: str) -> list[str]:
    """The ids of a message's items that begin so."""
    return [c["custom_id"] for c in components(message) if c.get("custom_id", "").startswith(prefix)]
