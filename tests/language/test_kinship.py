import pytest

from bot.language.kinship import kin
from bot.language.tokens import tokenise


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("buy", "purchasing", "en"),
        ("refund", "reimbursed", "en"),
        ("ليش", "لماذا", "ar"),
        ("مصاري", "أموال", "ar"),
        ("بالكرت", "البطاقة", "ar"),
    ],
)
def test_kindred_words_share_a_group(one: str, other: str, language: str) -> None:
    first, second = (kin(tokenise(word)[0], language) for word in (one, other))
    assert set(first) & set(second)


def test_other_words_have_none() -> None:
    assert kin(tokenise("zebra")[0], "en") == ()
    assert kin(tokenise("230")[0], "en") == ()
    assert kin(tokenise("покупка")[0], "ru") == ()
    assert kin(tokenise("acheter")[0], "fr") == ()
