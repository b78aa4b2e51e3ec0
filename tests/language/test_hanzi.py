"""Traditional characters and the simplified ones that stand for them."""

from __future__ import annotations

from bot.language.hanzi import TO_SIMPLIFIED
from bot.language.normalise import normalise


def test_both_spellings_are_the_same() -> None:
    assert normalise("麵包店第三季虧損多少錢") == normalise("麵包店第三季亏损多少钱")


def test_what_is_simplified_stays_as_it_is() -> None:
    assert not {simplified for simplified in TO_SIMPLIFIED.values() if ord(simplified) in TO_SIMPLIFIED}
