import pytest

from bot.language.everyday import weight
from bot.language.normalise import normalise


def test_common_words_tell_little_and_rare_ones_all() -> None:
    assert 0.1 <= weight("the", "en") < weight("house", "en") < weight("warranty", "en") <= 1.0
    assert weight("zirconium", "en") == weight("qwertz", "en") == 1.0


def test_arabic_words_are_known_in_their_normal_form() -> None:
    assert weight(normalise("إلى"), "ar") < weight("بيت", "ar") < 1.0


@pytest.mark.parametrize("language", ["tr", "zh"])
def test_without_a_list_every_word_tells_all(language: str) -> None:
    assert weight("ve", language) == 1.0
