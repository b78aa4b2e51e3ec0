"""An edit that lowers the exam is published on a second yes alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.client.conftest import text_of
from tests.client.moderating import Edited, edited, labels

__all__ = ["edited"]

STOLEN = "Whom do I pay, the skipper?"
EXAM = f"questions:\n  - {{q: '{STOLEN}', fact: captain}}\n  - {{q: 'What does a ticket cost?', fact: fare}}\n"


@pytest.fixture
async def examined(edited: Edited) -> Edited:
    """The base has an exam."""
    folder = edited.path / "exam"
    folder.mkdir()
    (folder / "tune-en.yaml").write_text(EXAM, "utf-8")
    await edited.bot.bench.knowledge()
    return edited


async def stealing(examined: Edited) -> Any:
    return await examined.fact(examined.editor, "alias", fact="fare", question=STOLEN)


async def test_what_lowers_the_exam_needs_a_second_yes(examined: Edited) -> None:
    shown = await stealing(examined)
    assert ", 1 worse" in text_of(shown.response)
    await examined.press(examined.editor, shown, "Publish")
    asked = text_of(shown.response)
    assert "go right now and would not any more: 1. Publish all the same?" in asked
    assert f"❌ {STOLEN}: `captain` → `fare`" in asked
    assert labels(shown.response) == {"Publish all the same": True, "Cancel": True}
    assert len(await examined.revisions()) == 1
    await examined.press(examined.editor, shown, "Publish all the same")
    assert "revision 2" in text_of(shown.response)
    (entry,) = examined.log.history()
    assert ", 1 worse" in text_of(entry)


async def test_who_thinks_better_of_it_publishes_nothing(examined: Edited) -> None:
    shown = await stealing(examined)
    await examined.press(examined.editor, shown, "Publish")
    await examined.press(examined.editor, shown, "Cancel")
    assert "Nothing was published" in text_of(shown.response)
    assert len(await examined.revisions()) == 1


async def test_a_second_yes_is_asked_of_an_undo_too(examined: Edited) -> None:
    better = await examined.fact(examined.editor, "alias", fact="captain", question="Who whistles on the bridge?")
    await examined.press(examined.editor, better, "Publish")
    (examined.path / "exam/tune-en.yaml").write_text(
        EXAM + "  - {q: Who whistles on the bridge?, fact: captain}\n", "utf-8"
    )
    shown = await examined.fact(examined.editor, "undo", revision=2)
    await examined.press(examined.editor, shown, "Publish")
    assert "❌ Who whistles on the bridge?" in text_of(shown.response)
    assert labels(shown.response) == {"Publish all the same": True, "Cancel": True}
