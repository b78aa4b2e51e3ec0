"""``/topics``, ``/about`` and ``/language``."""

from __future__ import annotations

import pytest
from simcord.env import Env

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.client.client import Factbot
from bot.client.ui.topics import topics_page
from bot.facts.model import Fact, Knowledge, Topic
from tests.client.conftest import Scene, components, custom_ids, text_of


async def test_topics_lead_to_questions_and_answers(scene: Scene) -> None:
    result = await scene.alice.slash(scene.channel, "topics")
    assert result.ephemeral
    assert result.response is not None
    (menu,) = components(result.response)
    assert [option["label"] for option in menu["options"]] == ["The crossing", "Money"]
    await scene.alice.select(result.response.message, ["money"], custom_id="fb:t:en")
    opened = result.response
    (questions,) = [c for c in components(opened) if c["custom_id"] == "fb:l:en"]
    assert [option["label"] for option in questions["options"]] == ["What does a ticket cost?"]
    answer = await scene.alice.select(opened.message, ["fare"], custom_id="fb:l:en")
    assert answer.ephemeral
    assert answer.response is not None
    assert "**4 crowns**" in text_of(answer.response)


async def test_topics_are_in_the_members_own_language(scene: Scene) -> None:
    await scene.alice.slash(scene.channel, "language", language="ar")
    result = await scene.alice.slash(scene.channel, "topics")
    assert result.response is not None
    assert "المال" in str(components(result.response))


async def test_about_names_article_publisher_notice_and_privacy(scene: Scene) -> None:
    result = await scene.alice.slash(scene.channel, "about")
    assert result.ephemeral
    assert result.response is not None
    said = text_of(result.response)
    for told in (
        "A year on the water",
        "Harbour Gazette",
        "the log book",
        "2031-07-01",
        "For information only.",
        "90 days",
    ):
        assert told in said
    assert custom_ids(result.response, "fb:forget")


async def test_language_can_be_left_to_the_question_again(scene: Scene) -> None:
    await scene.alice.slash(scene.channel, "language", language="tr")
    assert scene.bot.desk.choice(scene.alice.id) == "tr"
    result = await scene.alice.slash(scene.channel, "language", language="auto")
    assert scene.bot.desk.choice(scene.alice.id) is None
    assert result.response is not None
    assert "language of your question" in text_of(result.response)


@pytest.fixture
def broad(wordings: Wordings) -> Answerer:
    """A base with more topics, and more facts in one of them, than a menu holds."""
    topics = []
    for number in range(30):
        facts = tuple(
            Fact.model_validate(
                {"id": f"f{number}-{n}", "questions": {"en": [f"What is thing {number} {n}?"]}, "answer": {"en": "x"}}
            )
            for n in range(60 if number == 0 else 1)
        )
        topics.append(Topic(topic=f"t{number}", title={"en": "T" * 150}, facts=facts))
    return Answerer(Knowledge(topics=tuple(topics)), wordings)


async def test_many_topics_and_questions_are_paged(broad: Answerer) -> None:
    _, view = topics_page(broad, "en")
    rows = view.to_components()
    assert len(rows[0]["components"][0]["options"]) == 25
    assert rows[1]["components"][0]["custom_id"] == "fb:p:en::1"
    _, last = topics_page(broad, "en", "", 1)
    assert len(last.to_components()[0]["components"][0]["options"]) == 5
    _, questions = topics_page(broad, "en", "t0", 2)
    menus = [c for row in questions.to_components() for c in row["components"]]
    assert len(menus[1]["options"]) == 10
    assert [c["custom_id"] for c in menus[2:]] == ["fb:p:en:t0:1"]
    assert all(len(option["label"]) <= 100 for option in menus[0]["options"])


async def test_pages_turn(simcord_env: Env, simcord_bot: Factbot, broad: Answerer) -> None:
    simcord_bot.desk.use(broad)
    scene = Scene(simcord_env, simcord_bot)
    result = await scene.alice.slash(scene.channel, "topics")
    assert result.response is not None
    await scene.alice.click(result.response.message, custom_id="fb:p:en::1")
    assert len(components(result.response)[0]["options"]) == 5
    await scene.alice.click(result.response.message, custom_id="fb:p:en::0")
    assert len(components(result.response)[0]["options"]) == 25
