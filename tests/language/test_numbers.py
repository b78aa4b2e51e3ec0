"""Amounts in all languages: one amount, however it is written, and never another one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.numbers import Amount, amounts, counting, is_sum
from bot.language.tokens import tokenise
from bot.language.words import languages, words

ANY_TEXT = settings(derandomize=True, deadline=None, database=None, max_examples=100)


def found(text: str, language: str = "en", taken: frozenset[int] = frozenset()) -> tuple[Amount, ...]:
    vocabulary = (words(language),) if language == "en" else (words(language), words("en"))
    return amounts(tokenise(text), vocabulary, taken)


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "$1.46bn", [1.46e9]),
        ("en", "1.46 billion", [1.46e9]),
        ("en", "1,460 million", [1.46e9]),
        ("en", "a billion", [1e9]),
        ("en", "one billion", [1e9]),
        ("en", "a hundred million", [1e8]),
        ("en", "2 hundred million", [2e8]),
        ("en", "two hundred and thirty billion dollars", [230e9]),
        ("en", "twenty five million", [25e6]),
        ("en", "20 billion or 15 bn", [20e9, 15e9]),
        ("en", "20, 200 and 230", [20, 200, 230]),
        ("en", "100k gpus", [100_000]),
        ("en", "a trillion-dollar company", [1e12]),
        ("en", "9 thousand million", [9e9]),
        ("en", "50%", [50]),
        ("en", "one of them", []),
        ("en", "first and second", []),
        ("en", "the third one", []),
        ("en", "m and b", []),
        ("en", "thousands of people", []),
        ("ar", "1.46 مليار", [1.46e9]),
        ("ar", "٧٫٨ مليار دولار", [7.8e9]),
        ("ar", "٢٣٠ مليار", [230e9]),
        ("ar", "مليار دولار", [1e9]),
        ("ar", "مليارين", [2e9]),
        ("ar", "عشرين مليار", [20e9]),
        ("ar", "خمسة ملايين", [5e6]),
        ("ar", "خمسمئة مليون", [500e6]),
        ("ar", "مئتان وثلاثون مليارا", [230e9]),
        ("ar", "مئة ألف", [100_000]),
        ("ar", "واحد منهم", []),
        ("tr", "1,46 milyar dolar", [1.46e9]),
        ("tr", "iki yüz otuz milyar", [230e9]),
        ("tr", "yüz milyon", [100e6]),
        ("tr", "207 mn", [207e6]),
        ("tr", "3 mr", [3e9]),
        ("tr", "100 bin", [100_000]),
        ("tr", "20 milyarlık", [20e9]),
        ("tr", "bir şey", []),
        ("fr", "1,46 milliard", [1.46e9]),
        ("fr", "20 milliards d'euros", [20e9]),
        ("fr", "1,5 Md€", [1.5e9]),
        ("fr", "1.5mds", [1.5e9]),
        ("fr", "1 460 M€", [1.46e9]),
        ("fr", "deux cents millions", [200e6]),
        ("fr", "un milliard", [1e9]),
        ("fr", "deux mille", [2000]),
        ("es", "1,46 mil millones", [1.46e9]),
        ("es", "20.000 millones de dólares", [20e9]),
        ("es", "230 mil millones", [230e9]),
        ("es", "mil millones", [1e9]),
        ("es", "cien mil millones", [100e9]),
        ("es", "doscientos treinta mil millones", [230e9]),
        ("es", "un billón", [1e12]),
        ("es", "207 millones", [207e6]),
        ("es", "quinientos millones", [500e6]),
        ("de", "1,46 Milliarden", [1.46e9]),
        ("de", "1,46 Mrd. Dollar", [1.46e9]),
        ("de", "20 Mrd", [20e9]),
        ("de", "207 Mio.", [207e6]),
        ("de", "eine Milliarde", [1e9]),
        ("de", "eine Billion", [1e12]),
        ("de", "zweihundert Millionen", [200e6]),
        ("de", "100 Tausend", [100_000]),
        ("ru", "1,46 млрд", [1.46e9]),
        ("ru", "20 миллиардов долларов", [20e9]),
        ("ru", "по миллиарду", [1e9]),
        ("ru", "двести тридцать миллиардов", [230e9]),
        ("ru", "207млн", [207e6]),
        ("ru", "сто тысяч", [100_000]),
        ("ru", "полтриллиона", []),
        ("zh", "2300亿美元", [230e9]),
        ("zh", "14.6亿", [1.46e9]),
        ("zh", "二千三百亿", [230e9]),
        ("zh", "两百万", [2e6]),
        ("zh", "十亿", [1e9]),
        ("zh", "二十三亿", [2.3e9]),
        ("zh", "1.2万亿", [1.2e12]),
        ("zh", "20个亿", [2e9]),
        ("zh", "一个亿", [1e8]),
        ("zh", "三万", [30_000]),
        ("zh", "一个人", []),
        ("zh", "几个亿", []),
    ],
)
def test_texts(language: str, text: str, values: list[float]) -> None:
    assert [amount.value for amount in found(text, language)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$1.46bn", "1,460 million"),
        ("20b", "20 billion"),
        ("7,800,000,000", "7.8 billion"),
        ("100k", "100,000"),
    ],
)
def test_one_key_for_one_amount(one: str, other: str) -> None:
    assert found(one)[0].key == found(other)[0].key


def test_keys_keep_near_amounts_apart() -> None:
    texts = ["20 billion", "200 billion", "230 billion", "20 million", "1.46 billion", "1.64 billion", "20"]
    assert len({found(text)[0].key for text in texts}) == len(texts)


def test_amounts_know_their_tokens_and_scale() -> None:
    lost, per_cent = found("it lost $1.46 billion, 50%")
    assert (lost.scaled, lost.positions) == (True, (2, 3))
    assert (per_cent.scaled, per_cent.positions) == (False, (4,))
    assert found("20个", "zh")[0].scaled is False


def test_taken_tokens_are_left_out() -> None:
    assert not found("q 3 2025", taken=frozenset({1, 2}))
    assert [amount.value for amount in found("2025 20 billion", taken=frozenset({0}))] == [20e9]
    assert [amount.value for amount in found("20 billion", taken=frozenset({1}))] == [20]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("two million for one baker", "en", [0]),
        ("مئتا مليار", "ar", [0]),
        ("مئتا بيت", "ar", []),
        ("million", "en", []),
    ],
)
def test_numbers_before_a_scale(text: str, language: str, expected: list[int]) -> None:
    assert counting(tokenise(text), (words(language), words("en"))) == expected


def test_absurdly_long_numbers_are_no_amounts() -> None:
    assert not found("9" * 60)


@ANY_TEXT
@given(st.integers(1, 999), st.sampled_from([("k", 1e3), ("m", 1e6), ("bn", 1e9), ("trillion", 1e12)]))
def test_written_on_or_apart(number: int, scale: tuple[str, float]) -> None:
    name, factor = scale
    expected = pytest.approx([number * factor])
    assert [amount.value for amount in found(f"{number} {name}")] == expected
    assert [amount.value for amount in found(f"${number}{name}")] == expected


@ANY_TEXT
@given(st.text(max_size=60), st.sampled_from(languages()))
def test_no_text_raises(text: str, language: str) -> None:
    positions = [position for amount in found(text, language) for position in amount.positions]
    assert positions == sorted(set(positions))
    assert all(position < len(tokenise(text)) for position in positions)


@pytest.mark.parametrize(
    ("text", "reckons"), [("what's 2+2", True), ("15 x 3?", True), ("20-25 bn", False), ("24/7", False)]
)
def test_a_calculation(text: str, reckons: bool) -> None:
    assert is_sum(text) is reckons
