"""One spelling for many: every way of typing a word comes out the same, and nothing is lost that matters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.normalise import MAX_CHARACTERS, _anew, normalise, strip_markup

ANY_TEXT = settings(derandomize=True, deadline=None, database=None, max_examples=200)
# Letters that are changed in one way or another, among plain ones.
TROUBLE = st.text(
    "aethp:/<>@#12 .\x00\x1f\u200b\u200f\u202e\u0301İıßﬁﷺＨ<سسـىةءآ٣٫۴ёйрaсѕœÆǅ²½’\u3164\u00ad가\u1100\u1161",
    max_size=40,
)
TEXTS = st.one_of(TROUBLE, st.text(max_size=60))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  What   is\txAI? ", "what is xai?"),
        ("Ｗｈａｔ ｉｓ xAI？", "what is xai?"),
        ("WHAAAAT", "whaat"),
        ("coool", "cool"),
        ("book", "book"),
        ("café", "cafe"),
        ("İstanbul IŞIK ılık", "istanbul isik ilik"),
        ("Straße", "strasse"),
        ("cœur", "coeur"),
        ("Ёлка", "елка"),
        ("don’t", "don't"),
        ("خسارة", "خساره"),
        ("خســـارة", "خساره"),
        ("خَسَارَة", "خساره"),
        ("أإآٱا", "ا"),
        ("مصطفى", "مصطفي"),
        ("گوگل", "كوكل"),
        ("کم", "كم"),
        ("لييييش", "ليش"),
        ("٧٫٨ مليار، ۲۰۲۵؟", "7.8 مليار, 2025?"),
        ("ﻛﻢ", "كم"),
        ("x\u200bA\u200dI", "xai"),
        ("\u202excess\u202c", "xcess"),
        ("xAІ", "xai"),
        ("Соlоssus", "colossus"),
        ("Колосс", "колосс"),
        ("III квартал", "iii квартал"),
        ("第３季度", "第3季度"),
        ("多少？", "多少?"),
        ("<@!123456> who owns it <:lol:99> https://example.org/x?y=1", "who owns it"),
        ("</ask question:77> hi", "hi"),
        ("", ""),
        ("\u200b\u3164\u2800", ""),
    ],
)
def test_texts(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_markup_is_no_part_of_the_question() -> None:
    assert strip_markup("a <@5> b <#6> c <a:wave:7> d <t:8:R>").split() == ["a", "b", "c", "d"]
    assert strip_markup("1 < 2 and 3 > 2") == "1 < 2 and 3 > 2"


def test_long_text_is_cut() -> None:
    assert len(normalise("ab" * MAX_CHARACTERS)) == MAX_CHARACTERS
    assert len(normalise("ﷺ" * MAX_CHARACTERS)) <= MAX_CHARACTERS


@ANY_TEXT
@given(TEXTS)
def test_a_second_time_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@ANY_TEXT
@given(TEXTS)
def test_nothing_invisible_is_left(text: str) -> None:
    result = normalise(text)
    assert not {unicodedata.category(c) for c in result} & {
        "Cf",
        "Mn",
        "Me",
        "Cc",
        "Co",
        "Cs",
        "Cn",
        "Zl",
        "Zp",
    }
    assert not any(unicodedata.bidirectional(c) in {"RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI"} for c in result)
    assert result == result.strip()
    assert "  " not in result


@ANY_TEXT
@given(
    st.lists(st.integers(0, 10**12), min_size=1, max_size=4),
    st.sampled_from([0x30, 0x660, 0x6F0, 0xFF10, 0x966]),
)
def test_digits_are_kept(numbers: list[int], zero: int) -> None:
    digits = [str(number) for number in numbers]
    text = " و ".join("".join(chr(zero + int(digit)) for digit in number) for number in digits)
    assert normalise(text) == " و ".join(digits)


@ANY_TEXT
@given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), max_size=30))
def test_case_does_not_matter(text: str) -> None:
    assert normalise(text.lower()) == normalise(text) or "İ" in text or "ſ" in text


@ANY_TEXT
@given(
    st.sampled_from(["abcdef ", "ابتثج ", "абвг ", "中文字 "]).flatmap(lambda letters: st.text(letters, max_size=40))
)
def test_plain_words_stay_as_they_are_but_for_runs(text: str) -> None:
    runs_apart = "".join(c for i, c in enumerate(text) if text[i - 1 : i] != c)
    assert normalise(runs_apart) == " ".join(runs_apart.split())


@given(st.text(st.sampled_from([chr(code) for code in (*range(0x20, 0x7F), *range(0x600, 0x700))] + ["\n", "ا", "a"])))
def test_what_is_told_letter_by_letter_is_what_all_steps_make_of_it(text: str) -> None:
    assert normalise(text) == _anew(text)
