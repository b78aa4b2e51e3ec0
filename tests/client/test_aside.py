"""What was set aside in the review, and the way back."""

from __future__ import annotations

from typing import Any

from bot.answers.missed import key_of
from bot.storage.tables import settled
from tests.client.conftest import components, custom_ids, text_of
from tests.client.moderating import edited
from tests.client.test_review import BIKES, BOARD, Reviewed, reviewed

__all__ = ["edited", "reviewed"]


async def test_what_was_set_aside_is_listed_and_put_back(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    await reviewed.step(shown, "What was set aside")
    assert "Nothing was set aside lately" in text_of(shown.response)
    await reviewed.step(shown, "To the review")
    assert "Review 1 of 3" in text_of(shown.response)
    for _ in range(3):
        await reviewed.step(shown, "Set aside")
    assert "Nothing to review" in text_of(shown.response)
    await reviewed.step(shown, "What was set aside")
    text = text_of(shown.response)
    assert "Set aside lately (3)" in text
    assert f"**{BOARD}** (4)" in text  # with the question like it
    assert "discord: editor" in text
    assert "@everyone" not in text
    (menu,) = [c for c in components(shown.response) if c.get("options")]
    option = next(one for one in menu["options"] if one["label"] == BOARD)
    other = await reviewed.review(reviewed.second)
    await put_back(reviewed, shown, option["value"])
    text = text_of(shown.response)
    assert f"Back in the review: {BOARD}" in text
    assert "Set aside lately (2)" in text
    assert set(await reviewed.done()) & {key_of(BOARD), key_of(BIKES)} == set()
    await reviewed.step(other, "What was set aside", reviewed.second)
    assert "Set aside lately (2)" in text_of(other.response)
    await reviewed.step(shown, "To the review")
    assert "Review 1 of 1" in text_of(shown.response)
    assert BIKES in text_of(shown.response)


async def put_back(scene: Reviewed, shown: Any, value: str, who: Any = None) -> Any:
    (custom_id,) = custom_ids(shown.response, "fb:ra")
    return await scene.waited(await (who or scene.editor).select(shown.response.message, [value], custom_id=custom_id))


async def test_what_another_put_back_is_told_and_whoever_lost_the_role_gets_nowhere(reviewed: Reviewed) -> None:
    shown = await reviewed.review()
    await reviewed.step(shown, "Set aside")
    await reviewed.step(shown, "What was set aside")
    (menu,) = [c for c in components(shown.response) if c.get("options")]
    value = menu["options"][0]["value"]
    kept = reviewed.bot.settings
    reviewed.disown()
    refused = await put_back(reviewed, shown, value)
    assert "for moderators" in text_of(refused.response)
    refused = await reviewed.step(shown, "To the review")
    assert "for moderators" in text_of(refused.response)
    assert len(await reviewed.done()) == 2
    reviewed.bot.settings = kept
    async with reviewed.database.writing() as connection:
        await connection.execute(settled.delete())
    await put_back(reviewed, shown, value)
    assert "back in the review already" in text_of(shown.response)
