"""Editing facts on Discord: commands, forms, previews, publishing, undo."""

from __future__ import annotations

from tests.client.conftest import text_of
from tests.client.moderating import Edited, edited, filled

__all__ = ["edited"]


async def test_an_alias_is_previewed_published_and_taken_back(edited: Edited) -> None:
    shown = await edited.fact(
        edited.editor, "alias", fact="fare", question="What must one pay to board?", reason="asked often"
    )
    assert shown.ephemeral
    text = text_of(shown.response)
    assert "+" in text and "What must one pay to board?" in text
    assert "asked often" in text
    done = await edited.press(edited.editor, shown, "Publish")
    assert "revision 2" in text_of(shown.response)
