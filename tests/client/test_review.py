"""Going through missed questions on Discord: phrasings, new facts, setting aside."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
from typing import Any

import pytest
import pytest_asyncio
from simcord.backend.errors import SetupError

from bot.answers.exam import Mark
from bot.answers.impact import Impact
from bot.answers.missed import key_of
from bot.answers.sittings import Answered, Baseline, Sitting, Standing
from bot.answers.wording import Wordings
from bot.client import delivery
from bot.client.moderation.effect import examined_lines
from bot.client.moderation.reviews import Reviews
from bot.client.ui.text import directed
from bot.facts.model import ExamQuestion, Half
from bot.facts.reader import read
from bot.matching.decision import Outcome
from bot.settings import ModerationSettings
from bot.storage.database import Database
from bot.storage.questions import write_asked, write_votes
from bot.storage.records import Asked, Vote
from bot.storage.review import How, Review, Settled
from bot.storage.tables import settled
from tests.client.conftest import components, custom_ids, text_of
from tests.client.moderating import Edited, busy, edited, filled

__all__ = ["edited"]

BOARD, BIKES = "price of going aboard", "price of going aboard and then back home with two bikes"
LIFE = "are there life jackets on it"


def asked(number: int, question: str, **more: Any) -> Asked:
    values: dict[str, Any] = {"outcome": "decline", "facts": (), "why": "nothing", "language": "en"}
    at = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=100 - number)
    values |= {"candidates": (), "confidence": 0.1, "place": "slash"} | more
    return Asked(key=f"{number:032x}", at=at, question=question, **values)


async def write(database: Database, *records: Asked) -> None:
    await database.open()
    async with database.writing() as connection:
        await write_asked(connection, records)


async def waited(scene: Edited, result: Any) -> Any:
    """Wait for the threads that read, group and draw."""
    for _ in range(1500):
        await scene.env.settle()
        if not busy() and not {"review", "chart"} & {thread.name for thread in threading.enumerate()}:
            await scene.env.settle()
            return result
        await asyncio.sleep(0.02)
    raise AssertionError("the bot is still busy")


class Reviewed(Edited):
    """A server with moderators, and questions that were missed."""

    async def review(self, who: Any = None) -> Any:
        return await self.waited(await (who or self.editor).slash(self.channel, "review"))

    async def step(self, shown: Any, label: str, who: Any = None) -> Any:
        """Press a button of the review."""
        message = shown.response.message
        return await self.waited(await (who or self.editor).click(message, label=label))

    async def waited(self, result: Any) -> Any:
        return await waited(self, result)

    async def settled(self, result: Any) -> Any:
        return await self.waited(result)

    async def done(self) -> dict[str, Settled]:
        return await Review(self.database).settled()


@pytest_asyncio.fixture
async def reviewed(edited: Edited) -> Reviewed:
    edited.__class__ = Reviewed
    assert isinstance(edited, Reviewed)
    await write(
        edited.database,
        *(asked(number, BOARD) for number in range(3)),
        asked(3, BIKES),
        asked(4, LIFE),
        asked(5, "Who owns the @everyone *Borealis*?"),
    )
    fresh(edited)
    edited.bot.cogs["ReviewCog"].add_commands()  # type: ignore[attr-defined]
    await edited.bot.register_in(edited.bot.moderation_guilds)
    return edited


def fresh(scene: Edited) -> None:
    """As after a start: nothing has been read yet."""
    scene.bot.reviews = Reviews(scene.database, scene.bot.desk, scene.bot.settings)


def button(shown: Any, prefix: str) -> str:
    (found,) = custom_ids(shown.response, prefix)
    return found


async def test_a_question_becomes_a_phrasing_and_is_answered(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    assert shown.ephemeral
    text = text_of(shown.response)
    assert "Review 1 of 3" in text
    assert f"**{BOARD}**" in text
    assert "asked: 4, last" in text
    assert "declined: 4" in text
    assert f"{BIKES} (1)" in text
    near = [c["custom_id"] for c in components(shown.response) if c.get("custom_id", "").startswith("fb:r:p")]
    number = next(n for n, one in enumerate(near, 1) if one.endswith(":fare"))
    preview = await reviewed.step(shown, f"Phrasing of {number}")
    assert preview.ephemeral
    assert f"+      en: [What does a ticket cost?, How much is the fare?, {BOARD}]" in text_of(preview.response)
    assert f"{BOARD}: no answer → `fare`" in text_of(preview.response)
    assert reviewed.bot.desk.answerer.ask(BOARD).fact is None
    await reviewed.press(reviewed.editor, preview, "Publish")
    assert "Published as revision 2" in text_of(preview.response)
    assert reviewed.bot.desk.answerer.ask(BOARD).fact == "fare"
    assert (await reviewed.revisions())[0].reason == "asked in vain: 4"
    done = await reviewed.done()
    assert done[key_of(BOARD)] == Settled(
        key_of(BOARD), How.PHRASING, "discord: editor", done[key_of(BOARD)].at, 3, "fare", key_of(BOARD)
    )
    assert set(done) == {key_of(BOARD), key_of(BIKES)}
    fresh(reviewed)
    assert "Review 1 of 2" in text_of((await reviewed.review()).response)


async def test_what_is_undone_comes_up_again(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    preview = await reviewed.step(shown, "Phrasing of 1")
    await reviewed.press(reviewed.editor, preview, "Publish")
    assert "of 2" in text_of((await reviewed.review()).response)
    undo = await reviewed.press(reviewed.editor, preview, "Undo")
    await reviewed.press(reviewed.editor, undo, "Publish")
    assert "of 3" in text_of((await reviewed.review()).response)


async def test_other_wordings_go_into_the_exam(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    await reviewed.step(shown, "Into the exam: no")
    assert "Into the exam: yes" in str(components(shown.response))
    near = [c["custom_id"] for c in components(shown.response) if c.get("custom_id", "").startswith("fb:r:p")]
    number = next(n for n, one in enumerate(near, 1) if one.endswith(":fare"))
    preview = await reviewed.step(shown, f"Phrasing of {number}")
    text = text_of(preview.response)
    assert "exam/confirmed.yaml" in text
    assert "New in the exam: 1, answered right: 1" in text
    await reviewed.press(reviewed.editor, preview, "Publish")
    (question,) = read(reviewed.path).exams["confirmed.yaml"].questions
    assert (question.q, question.fact) == (BIKES, ("fare",))


def test_what_goes_wrong_in_the_exam_is_told(wordings: Wordings) -> None:
    review, effect = wordings.of("en").discord.review, wordings.of("en").discord.moderation.effect
    questions = [ExamQuestion(q=text, fact=("fare",)) for text in ("toll?", "@everyone, *toll*?", "old?")]
    old, right = Standing(Answered(Outcome.DECLINE)), Standing(Answered(Outcome.ANSWER, ("fare",)))
    offered = Standing(Answered(Outcome.SUGGEST, ("captain",)))
    kept = Sitting("tune.yaml", Half.TUNE, questions[2], old, Mark.MISSED)
    new = [
        Sitting("confirmed.yaml", Half.TUNE, questions[0], right, Mark.RIGHT),
        Sitting("confirmed.yaml", Half.TUNE, questions[1], offered, Mark.MISSED),
    ]
    impact = Impact(9, (), Baseline((kept,)), Baseline((kept, *new)))
    first, second = examined_lines(impact, review, effect)
    assert first == "New in the exam: 2, answered right: 1"
    assert directed(second, "en") == "❌ @\u200beveryone, \\*toll\\*?: offers `captain`"
    assert not list(examined_lines(Impact(9, (), Baseline((kept,)), Baseline((kept,))), review, effect))


async def test_where_nothing_was_left_new_questions_come_up_at_once(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    await write(reviewed.database, asked(98, "dogs allowed?"))
    assert "of 3" in text_of((await reviewed.review()).response)  # read less than a minute ago
    for _ in range(3):
        await reviewed.step(shown, "Set aside")
    assert "Nothing to review" in text_of(shown.response)
    assert "dogs allowed" in text_of((await reviewed.review()).response)


async def test_a_group_is_set_aside_and_stays_away(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    await reviewed.step(shown, "Set aside")
    text = text_of(shown.response)
    assert f"Set aside: {BOARD}" in text
    assert "Review 1 of 2" in text
    done = await reviewed.done()
    assert {one.how for one in done.values()} == {How.ASIDE}
    assert len(done) == 2
    await reviewed.step(shown, "Set aside")
    await reviewed.step(shown, "Set aside")
    assert "Nothing to review" in text_of(shown.response)
    await write(reviewed.database, asked(99, BOARD))
    fresh(reviewed)
    assert "Nothing to review" in text_of((await reviewed.review()).response)
    # After the time it comes up again, if it was asked again.
    later = dt.datetime.now(dt.UTC) - dt.timedelta(days=31)
    async with reviewed.database.writing() as connection:
        await connection.execute(settled.update().values(at=later))
    fresh(reviewed)
    assert "Review 1 of 3" in text_of((await reviewed.review()).response)


async def test_pages_turn(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    await reviewed.step(shown, "More")
    text = text_of(shown.response)
    assert "Review 2 of 3" in text
    assert "@everyone" not in text  # nobody is pinged, and nothing of a member's is markup
    assert r"\*Borealis\*" in text
    await reviewed.step(shown, "More")
    assert LIFE in text_of(shown.response)
    assert "More" not in [c.get("label") for c in components(shown.response)]
    await reviewed.step(shown, "Back")
    assert "Review 2 of 3" in text_of(shown.response)


async def test_a_new_fact_begins_with_the_questions(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    await reviewed.step(shown, "More")
    await reviewed.step(shown, "More")
    form = await reviewed.step(shown, "New fact")
    fields = filled(form)
    assert fields["q-en"] == LIFE
    assert fields["q-ar"] == fields["a-en"] == ""
    assert fields["details"].startswith("id: ")
    assert "topic: crossing" in fields["details"] or "topic: money" in fields["details"]
    preview = await reviewed.submit(
        reviewed.editor,
        form,
        a_en="There are **30 life jackets**.",
        a_ar="فيها **30 سترة نجاة**.",
        q_ar="هل فيها سترات نجاة؟",
        details="id: life-jackets\ntopic: crossing\nsource: gazette#people\n",
    )
    assert "life-jackets" in text_of(preview.response)
    await reviewed.press(reviewed.editor, preview, "Publish")
    assert reviewed.bot.desk.answerer.ask(LIFE).fact == "life-jackets"
    (one,) = (await reviewed.done()).values()
    assert (one.key, one.how, one.fact) == (key_of(LIFE), How.FACT, "life-jackets")


async def test_a_form_that_cannot_be_used_is_told_and_opened_again(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    form = await reviewed.step(shown, "New fact")
    preview = await reviewed.submit(reviewed.editor, form, details="id: Not An Id\n- x")
    assert "give it as many spaces" in text_of(preview.response)
    assert "Review 1 of 3" in text_of(shown.response)
    again = await reviewed.press(reviewed.editor, preview, "Open the form again")
    assert filled(again)["q-en"].split("\n")[0] == BOARD
    assert await reviewed.done() == {}


async def test_any_of_the_nearest_facts_can_be_chosen(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    (menu,) = [c for c in components(shown.response) if c.get("options")]
    (option,) = menu["options"]
    chosen = await reviewed.editor.select(shown.response.message, [option["value"]], custom_id=menu["custom_id"])
    preview = await reviewed.waited(chosen)
    assert "+      en: " in text_of(preview.response)
    assert option["value"] in text_of(preview.response)
    reviewed.disown()
    chosen = await reviewed.editor.select(shown.response.message, [option["value"]], custom_id=menu["custom_id"])
    assert "for moderators" in text_of((await reviewed.waited(chosen)).response)


async def test_what_another_moderator_settled_is_told(reviewed: Reviewed) -> None:
    mine, others = await reviewed.review(), await reviewed.review(reviewed.second)
    await reviewed.step(others, "Set aside", reviewed.second)
    await reviewed.step(mine, "Phrasing of 1")
    text = text_of(mine.response)
    assert "settled meanwhile" in text
    assert "Review 1 of 2" in text


async def test_buttons_work_after_a_start(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    fresh(reviewed)
    form = await reviewed.step(shown, "New fact")
    # A form can only be the first answer, so the page is shown again.
    assert not getattr(form, "modal", None)
    assert "Review 1 of 3" in text_of(shown.response)
    fresh(reviewed)
    preview = await reviewed.step(shown, "Phrasing of 1")
    assert preview.ephemeral
    assert BOARD in text_of(preview.response)


async def test_who_asks_before_the_fact_base_is_open_waits(reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "PATIENCE", 0.0)
    desk = reviewed.bot.desk
    desk.ready.clear()
    asking = asyncio.ensure_future(reviewed.editor.slash(reviewed.channel, "review"))
    await asyncio.sleep(0.5)
    desk.ready.set()
    shown = await reviewed.waited(await asking)
    assert "Review 1 of 3" in text_of(shown.response)


async def test_votes_count(reviewed: Reviewed) -> None:
    record = asked(50, "How much is the fare?", outcome="answer", facts=("fare",), why="curated")
    await write(reviewed.database, record)
    async with reviewed.database.writing() as connection:
        await write_votes(connection, [Vote(record.key, "v", -1, record.at)])
    shown = await reviewed.review()
    assert "of 4" in text_of(shown.response)
    await reviewed.step(shown, "More")
    assert "👎: 1" in text_of(shown.response)
    assert "By now this is answered by `fare`" in text_of(shown.response)


@pytest.mark.parametrize("prefix", ["fb:r:p", "fb:r:n", "fb:r:a", "fb:r:x", "fb:r:f"])
async def test_who_may_not_moderate_gets_nowhere(reviewed: Reviewed, prefix: str) -> None:
    # To the one Discord does not show the command, to the other it does.
    with pytest.raises(SetupError, match="not visible"):
        await reviewed.review(reviewed.alice)
    told = await reviewed.review(reviewed.helper)
    assert "for moderators" in text_of(told.response)
    assert not components(told.response)
    shown = await reviewed.review()
    before = text_of(shown.response)
    # The rights are lost while the page is open.
    moderation = ModerationSettings(guilds=(reviewed.guild.id,), roles=(reviewed.role.id + 1,))
    discord = reviewed.settings.model_copy(update={"moderation": moderation})
    reviewed.bot.settings = reviewed.bot.settings.model_copy(update={"discord": discord})
    pressed = await reviewed.waited(
        await reviewed.editor.click(shown.response.message, custom_id=custom_ids(shown.response, prefix)[0])
    )
    assert "for moderators" in text_of(pressed.response)
    assert text_of(shown.response) == before
    assert await reviewed.done() == {}


async def test_a_database_that_is_away(reviewed: Reviewed) -> None:
    reviewed.bot.reviews = Reviews(None, reviewed.bot.desk, reviewed.bot.settings)
    told = await reviewed.review()
    assert "cannot be read: the bot has no database" in text_of(told.response)


async def test_in_arabic(reviewed: Reviewed) -> None:
    reviewed.bot.desk.speaks(reviewed.editor.id, "ar")
    shown = await reviewed.review()
    assert "المراجعة: 1 من 3" in text_of(shown.response)
    assert "تنحية" in str(components(shown.response))


async def test_a_reading_under_way_does_not_bring_back_what_is_settled_meanwhile(
    reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews = reviewed.bot.reviews
    shown = await reviewed.review()
    grouped, go = reviews._grouped, asyncio.Event()

    async def slow() -> Any:
        found = await grouped()
        await go.wait()
        return found

    monkeypatch.setattr(reviews, "_grouped", slow)
    monkeypatch.setattr(reviews, "_read", -1000.0)
    reading = asyncio.ensure_future(reviews.groups(fresh=True))
    await asyncio.sleep(0.3)
    # Nor is anybody kept waiting by it.
    await asyncio.wait_for(reviewed.editor.click(shown.response.message, label="Set aside"), 5)
    go.set()
    assert len(await reading) == 2
