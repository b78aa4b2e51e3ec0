"""The desk: languages, conversations, repeats, votes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.client.desk import Asker, Desk
from bot.client.journal import Passing
from bot.matching.completion import Completion
from tests.client.conftest import Kept

HERE = Asker(1, "slash", private=False, guild=5, channel=6)
HIDDEN = replace(HERE, private=True, locale="de")


@pytest.fixture
def desk(ferry: Answerer, wordings: Wordings, journal: Kept) -> Desk:
    made = Desk(wordings, journal, Passing())
    made.use(ferry, Completion(ferry.index))
    return made


def test_there_is_no_answer_before_a_fact_base(wordings: Wordings) -> None:
    empty = Desk(wordings, Kept(), Passing())
    assert not empty.ready.is_set()
    assert empty.complete("x", "en") == ("en", [])
    with pytest.raises(RuntimeError, match="not open yet"):
        empty.ask("x", HERE)


@pytest.mark.parametrize(
    ("text", "asker", "choice", "language"),
    [
        ("what does a ticket cost?", HERE, None, "en"),
        ("كم ثمن التذكرة؟", HERE, None, "ar"),
        ("Aurora 2031", replace(HERE, locale="de"), None, "en"),  # a public reply does not tell what its asker reads
        ("Aurora 2031", HIDDEN, None, "de"),
        ("what does a ticket cost?", HIDDEN, None, "en"),
        ("what does a ticket cost?", HIDDEN, "ar", "ar"),
        ("what does a ticket cost?", HERE, "ar", "en"),
    ],
)
def test_the_language_of_a_reply(desk: Desk, text: str, asker: Asker, choice: str | None, language: str) -> None:
    desk.speaks(asker.member, choice)
    assert desk.ask(text, asker).reply.language == language


def test_a_conversation_is_one_members_in_one_channel(desk: Desk) -> None:
    first = desk.ask("How many passengers did the Aurora carry in Q1?", HERE)
    desk.heard(first)
    desk.sent(first, 100, "https://discord.com/channels/5/6/100")
    assert desk.ask("and the fare?", HERE).reply.fact == "fare"
    kept = desk.ask("and in Q2?", HERE)
    assert kept.reply.fact == "passengers-q2"
    assert kept.context is not None
    assert "passengers" in kept.context
    for other in (replace(HERE, member=2), replace(HERE, channel=7)):
        context = desk.ask("and in Q2?", other).context or ""
        assert "passengers" not in context
    assert "passengers" in (desk.ask("and in Q2?", replace(HERE, member=2), after=100).context or "")


def test_who_repeats_a_question_means_the_same_again(desk: Desk) -> None:
    desk.heard(desk.ask("How many passengers did the Aurora carry in Q1?", HERE))
    contexts = set()
    for _ in range(5):
        again = desk.ask("and in Q2?", HERE)
        assert again.reply.fact == "passengers-q2"
        contexts.add(again.context)
        desk.heard(again)
    assert len(contexts) == 1


def test_a_chain_of_follow_ups_does_not_grow_for_ever(desk: Desk) -> None:
    for number in range(40):
        chained = desk.ask(("and in Q2?", "and the Aurora then?", "and what of the fare?")[number % 3], HERE)
        assert len(chained.context or "") <= 300
        desk.heard(chained)


def test_who_asks_on_need_not_wait_for_the_reply(desk: Desk) -> None:
    first = desk.ask("How many passengers did the Aurora carry in Q1?", HERE)
    desk.heard(first)
    second = desk.ask("what does a ticket cost?", HERE)
    desk.heard(second)
    desk.sent(second, 2, "https://example.org/2")
    # The first reply comes through after the second one; what was asked last still counts.
    desk.sent(first, 1, "https://example.org/1")
    assert "passengers" not in (desk.ask("and in winter?", HERE).context or "")


def test_what_was_asked_before_need_not_be_looked_for(desk: Desk, ferry: Answerer) -> None:
    question = "how many crowns is a ticket?"
    assert not desk.knows(question, HERE)
    first = desk.ask(question, HERE)
    assert desk.knows(question, replace(HERE, member=2))
    assert not desk.knows(question, replace(HIDDEN, locale="tr"))
    assert desk.ask(question, replace(HERE, member=2)).reply is first.reply
    desk.use(ferry)
    assert not desk.knows(question, HERE)


def test_a_private_answer_is_no_first_answer(desk: Desk) -> None:
    desk.sent(desk.ask("what does a ticket cost?", HIDDEN), 1, "https://example.org")
    assert desk.ask("what does a ticket cost?", HERE).above is None
    desk.sent(desk.ask("what does a ticket cost?", HERE), 2, "https://example.org/2")
    assert desk.ask("what does a ticket cost?", HERE).above == "https://example.org/2"
    assert desk.ask("what does a ticket cost?", HIDDEN).above is None
    assert desk.ask("كم ثمن التذكرة؟", HERE).above is None
    desk.gone(2)
    assert desk.ask("what does a ticket cost?", HERE).above is None


def test_forgetting_forgets_the_votes_too(desk: Desk, journal: Kept) -> None:
    assert desk.vote("k", 1, 1) == 1
    desk.forget(1)
    assert desk.vote("k", 1, 1) == 1
    assert len(journal.forgotten) == 1


def test_a_fact_that_is_gone_cannot_be_picked(desk: Desk) -> None:
    assert desk.pick("nothing", "en", HERE) is None
    picked = desk.pick("fare", "en", HERE)
    assert picked is not None
    assert desk.title(picked) == "What does a ticket cost?"
