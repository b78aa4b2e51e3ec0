"""Embeds and views within Discord's limits, whatever a moderator wrote."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.answers.reply import Footnote, Reply, Suggestion
from bot.answers.wording import Wordings
from bot.client.desk import Answered, Asker
from bot.client.ui.embeds import reply_embed
from bot.client.ui.views import reply_view
from bot.matching.decision import Outcome

LONG = "word " * 2000
NOTE = Footnote(section=LONG, title=LONG, publisher=LONG, url="https://example.org/x")


def answered(**fields: Any) -> Answered:
    """A reply with everything too long."""
    values: dict[str, Any] = {
        "question": "q",
        "outcome": Outcome.ANSWER,
        "facts": ("f" * 60,),
        "answer": LONG,
        "language": "en",
        "confidence": 1.0,
        "reason": LONG,
        "suggestions": (),
        "candidates": (),
        "footnotes": (NOTE, NOTE, NOTE),
        "related": tuple(("r" * 55 + str(n), LONG) for n in range(10, 40)),
    } | fields
    asker = Asker(2**63 - 1, "slash", private=False, guild=1, channel=2)
    return Answered(Reply(**values), asker, "0" * 32, None, "clear")


OFFERED = tuple(Suggestion("s" * 58 + str(n), LONG, LONG, 0.5) for n in range(3))
CASES = {
    "answer": answered(),
    "arabic": answered(language="ar", answer="xAI كلمة " * 900),
    "suggest": answered(outcome=Outcome.SUGGEST, facts=(), answer=None, suggestions=OFFERED),
    "decline": answered(outcome=Outcome.DECLINE, facts=(), answer=None, suggestions=OFFERED[:2]),
    "odd language": answered(language="zh-Hant-TW-x-" + "a" * 60),
}


@pytest.mark.parametrize("case", CASES)
async def test_all_parts_fit(case: str, wordings: Wordings) -> None:
    wording = wordings.of(CASES[case].reply.language)
    embed = reply_embed(CASES[case], wording, title=LONG, link="https://discord.com/channels/1/2/3")
    assert len(embed) <= 6000
    assert len(embed.title or "") <= 256
    assert 0 < len(embed.description or "") <= 4096
    assert len(embed.footer.text or "") <= 2048
    rows = reply_view(CASES[case], wording).to_components()
    assert len(rows) <= 5
    ids = []
    for row in rows:
        assert len(row["components"]) <= 5
        for item in row["components"]:
            assert len(item.get("label") or "x") <= 80
            assert all(len(option["label"]) <= 100 for option in item.get("options", []))
            ids += [item["custom_id"]] if "custom_id" in item else []
    assert len(set(ids)) == len(ids)
    assert all(len(name) <= 100 for name in ids)


async def test_a_reply_to_many_needs_no_memory(wordings: Wordings) -> None:
    view = reply_view(CASES["answer"], wordings.of("en"))
    assert view.is_finished()
    assert view.is_persistent()


def test_a_caveat_is_set_apart(wordings: Wordings) -> None:
    reply = answered(answer="It is 7.\nThe article is unclear.", reason=None)
    embed = reply_embed(reply, wordings.of("en"), caveats=frozenset({"The article is unclear."}))
    assert embed.description == "It is 7.\n*The article is unclear.*"


def test_what_a_moderator_wrote_as_plain_text_is_no_markup(wordings: Wordings) -> None:
    offered = (Suggestion("s", "**@everyone** [x](https://evil.example)", "a", 0.5),)
    embed = reply_embed(
        answered(outcome=Outcome.SUGGEST, facts=(), answer=None, suggestions=offered), wordings.of("en")
    )
    assert isinstance(embed, discord.Embed)
    assert "\\*\\*@\u200beveryone\\*\\*" in (embed.description or "")
    assert "](https" not in (embed.description or "").replace("\\](", "")
