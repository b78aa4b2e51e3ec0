"""German as it is typed in chat, which the caller holds against the words that there are."""

from __future__ import annotations

import pytest

from bot.language.german import with_umlauts, without_es


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("fuer", "fur"), ("geschaefte", "geschafte"), ("groesse", "grosse"), ("und", "und")],
)
def test_umlauts_may_be_written_out(typed: str, meant: str) -> None:
    assert with_umlauts(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), [("hangts", "hangt"), ("worums", "worums"), ("des", "des")])
def test_a_verb_may_have_its_pronoun_written_on(typed: str, meant: str) -> None:
    assert without_es(typed) == meant
