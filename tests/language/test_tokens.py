"""Tokens: words, numbers and periods of every script, and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.tokens import Script, reads_as_arabizi, sentences, tokenise

ANY_TEXT = settings(derandomize=True, deadline=None, database=None, max_examples=150)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What's xAI worth?", "what is xai worth"),
        ("xAI's losses", "xai losses"),
        ("they're spending", "they are spending"),
        ("it isn't, can't, won't", "it is not can not will not"),
        ("who'd", "who would"),
        ("xAI'ın değeri", "xai in degeri"),
        ("2025'te", "2025 te"),
        ("2025's target", "2025 target"),
        ("2024te q3teki q2nin", "2024 te q3 teki q2 nin"),
        ("2025e", "2025e"),  # an analyst's estimate
        ("l'entreprise d'IA qu'elle", "l entreprise d ia qu elle"),
        ("jusqu'en septembre", "jusqu en septembre"),
        ("a-t-elle levé", "a t elle leve"),
        ("$1.46bn", "1.46 bn"),
        ("1,46 Mrd. €", "1.46 mrd"),
        ("1.5md", "1.5 md"),
        ("7,800 and 7.800", "7800 and 7800"),
        ("230.000 millones", "230000 millones"),
        ("1 460 M€", "1460 m"),
        ("1\u202f460 millions", "1460 millions"),
        ("7'800 Franken", "7800 franken"),
        ("0.207 billion", "0.207 billion"),
        ("1.460.000,50", "1460000.50"),
        ("1,2,3", "1 2 3"),
        ("100k gpus", "100 k gpus"),
        ("20billion", "20 billion"),
        ("3milyar", "3 milyar"),
        ("100млн", "100 млн"),
        ("20亿美元", "20 亿 美 元"),
        ("14.6亿", "14.6 亿"),
        ("50%", "50 %"),
        ("1GW", "1 gw"),
        ("q3 Q3 3q", "q3 q3 3q"),
        ("Q325 3Q25", "q3 2025 3q 2025"),
        ("2025Q3", "2025 q3"),
        ("Q3FY25", "q3 2025"),
        ("Q3'24", "q3 2024"),
        ("in '24", "in 2024"),
        ("FY2025", "fy 2025"),
        ("9M 2025", "9m 2025"),
        ("$9m", "9 m"),
        ("30.09.2025", "30 09 2025"),
        ("09.2025", "09 2025"),
        ("2025-09-30", "2025 09 30"),
        ("3rd 2nd", "3 rd 2 nd"),
        ("3e 3ème 1er", "3e 3eme 1er"),
        ("3-й квартал", "3 и квартал"),
        ("Jan–Sept", "jan sept"),
        ("sept2025", "sept 2025"),
        ("colossus2 grok4", "colossus 2 grok 4"),
        ("H100", "h100"),
        ("7arb ya3ni 5asara", "7arb ya3ni 5asara"),
        ("كم خسرتxAI؟", "كم خسرت xai"),
        ("٢٠٢٥", "2025"),
        ("第三季度", "第 三 季 度"),
        ("xAI亏了多少", "xai 亏 了 多 少"),
        ("하나", "하 나"),
        ("Ελλάδα", "ελλαδα"),
        ("snake_case #tag @you", "snake case tag you"),
        ("🚀🚀", ""),
        ("", ""),
    ],
)
def test_texts(text: str, expected: str) -> None:
    assert " ".join(token.text for token in tokenise(text)) == expected


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("word", Script.LATIN),
        ("q3", Script.LATIN),
        ("كم", Script.ARABIC),
        ("چند", Script.ARABIC),
        ("сколько", Script.CYRILLIC),
        ("亿", Script.CJK),
        ("の", Script.CJK),
        ("שלום", Script.OTHER),
        ("%", Script.OTHER),
        ("7.8", Script.NUMBER),
        ("٧", Script.NUMBER),
    ],
)
def test_scripts(text: str, script: Script) -> None:
    assert [token.script for token in tokenise(text)] == [script]


def test_years_written_onto_periods_are_numbers() -> None:
    assert [token.script for token in tokenise("Q325 FY25 2025Q3 Q3'24 sept2025")] == [
        *(Script.LATIN, Script.NUMBER) * 2,
        *(Script.NUMBER, Script.LATIN),
        *(Script.LATIN, Script.NUMBER) * 2,
    ]


@ANY_TEXT
@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    for token in tokenise(text):
        assert token.text
        assert not any(c.isspace() for c in token.text)
        assert token.text == token.text.casefold()
        if token.script is Script.NUMBER:
            float(token.text)


@ANY_TEXT
@given(st.lists(st.integers(0, 10**9), max_size=5))
def test_whole_numbers_keep_their_digits(numbers: list[int]) -> None:
    expected = [str(number) for number in numbers]
    assert [token.text for token in tokenise(", ".join(expected))] == expected
    if expected:
        assert [token.text for token in tokenise(f"{numbers[0]:,}")] == expected[:1]


@pytest.mark.parametrize("word", ["7arb", "5asara", "2addesh", "ya3ni", "bta3", "ma3", "3alash", "sh7al", "rob3"])
def test_digits_that_stand_for_arabic_letters(word: str) -> None:
    assert reads_as_arabizi(word)


@pytest.mark.parametrize(
    "word",
    ["q3", "3rd", "3er", "3eme", "2do", "3uncu", "9m", "h100", "grok4", "b2b", "xai", "100k", "gb200", "1gw"],
)
def test_digits_that_are_numbers(word: str) -> None:
    assert not reads_as_arabizi(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi! Who owns it?", ["Hi!", "Who owns it?"]),
        ("It lost $1.46bn. Why?", ["It lost $1.46bn.", "Why?"]),
        ("كم خسرت؟ ولماذا؟", ["كم خسرت?", "ولماذا?"]),
        ("亏了多少？为什么？", ["亏了多少?", "为什么?"]),
        ("one\ntwo\n\n three", ["one", "two", "three"]),
        ("Umsatz im 3. Quartal 2025?", ["Umsatz im 3. Quartal 2025?"]),
        ("за 3 кв. 2025 и 9 мес. 2025", ["за 3 кв. 2025 и 9 мес. 2025"]),
        ("Q3 vs. Q1", ["Q3 vs. Q1"]),
        ("I saw 1.5. Then 20. What now?", ["I saw 1.5.", "Then 20.", "What now?"]),
        ("", []),
        ("?!", ["?", "!"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


@ANY_TEXT
@given(st.text(max_size=80))
def test_sentences_of_any_text(text: str) -> None:
    assert all(part == part.strip() and part for part in sentences(text))


def test_the_vowel_signs_of_indian_scripts_split_no_word() -> None:
    assert len(tokenise("घाटा कितना था")) == 3
