"""Arabic words with what is written onto them, and Arabizi."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.arabic import (
    chat_peeled,
    chat_skeletons,
    is_noun,
    length,
    likeness,
    may_be_counted,
    skeleton,
    stem,
    undotted,
    variants,
    verb_readings,
)
from bot.language.normalise import normalise

ANY_TEXT = settings(derandomize=True, deadline=None, database=None, max_examples=150)
ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("الخسارة", "خسار"),
        ("خسارة", "خسار"),
        ("والخسارة", "خسار"),
        ("بالخسارة", "خسار"),
        ("للخسارة", "خسار"),
        ("خسارتها", "خسار"),
        ("الخسائر", "خساير"),
        ("إيرادات", "ايراد"),
        ("الإيرادات", "ايراد"),
        ("إيراداتها", "ايراد"),
        ("المستثمرون", "مستثمر"),
        ("المستثمرين", "مستثمر"),
        ("شركة", "شرك"),
        ("الشركات", "شرك"),
        ("ربح", "ربح"),
        ("الربح", "ربح"),
        ("ال", "ال"),
        ("له", "له"),
        ("سنة", "سنه"),
        ("xai", "xai"),
        ("جمعوا", "جمعو"),  # the alif of "they did" is silent
        ("جمعو", "جمعو"),
    ],
)
def test_stems(word: str, expected: str) -> None:
    assert stem(normalise(word)) == expected


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("وخسارة", "خسارة"),
        ("والخسارة", "خسارة"),
        ("وبالخسارة", "خسارة"),
        ("فالخسارة", "خسارة"),
        ("هالخسارة", "خسارة"),
        ("عالخسارة", "خسارة"),
        ("للخسارة", "خسارة"),
        ("بخسارة", "خسارة"),
        ("كخسارة", "خسارة"),
        ("ولشركة", "شركة"),
        ("خسارتها", "خسار"),
        ("ممولينهم", "ممول"),
        ("ارباحهم", "ارباح"),
        ("ارباحكم", "ارباح"),
        ("ربحنا", "ربح"),
        ("شركتي", "شرك"),
        ("مستثمرين", "مستثمر"),
        ("سيخسر", "يخسر"),
        ("واحد", "واحد"),
    ],
)
def test_clitics(word: str, reading: str) -> None:
    assert normalise(reading) in variants(normalise(word))


@pytest.mark.parametrize("word", ["في", "كم", "ما", "بنك", "ولد", "لبن"])
def test_short_words_are_not_taken_apart(word: str) -> None:
    assert variants(word) == (word,)


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("بتخسر", "خسر"),
        ("بيخسروا", "خسر"),
        ("هتخسر", "خسر"),
        ("ستخسر", "خسر"),
        ("وبتخسر", "خسر"),
        ("حيربح", "ربح"),
    ],
)
def test_verbs(word: str, reading: str) -> None:
    assert reading in verb_readings(word)


@pytest.mark.parametrize(
    ("word", "chats"),
    [
        ("خسارة", ["5asara", "khosara", "5sara", "khasarah", "el5asara", "wel5asara", "khesaret", "7'sara"]),
        ("إيرادات", ["iradat", "eradat", "eeradaat", "el2iradat"]),
        ("قيمة", ["2eema", "qeema", "geema", "8eema", "keema", "2emet"]),
        ("ربح", ["reb7", "rebh", "rib7", "erreb7", "elreb7"]),
        ("أرباح", ["arba7", "2arbah", "l2arba7"]),
        ("شركة", ["sherka", "sharika", "charika", "sherket", "elsherka"]),
        ("مستثمرين", ["mostasmereen", "mustathmirin", "elmostasmreen"]),
        ("مليار", ["milyar", "melyaar", "milliar"]),
        ("جولة", ["gawla", "jawla", "jawleh"]),
        ("قرض", ["2ard", "qard", "gard", "9ard"]),
        ("تقييم", ["ta2yeem", "taqyeem", "taqyim"]),
        ("صفقة", ["saf2a", "9af9a", "safqa"]),
        ("غاز", ["ghaz", "3'az"]),
        ("هذا", ["hatha", "hadha", "haza"]),
        ("عربي", ["3arabi", "3rby"]),
        ("طاقة", ["6a2a", "taqa"]),
    ],
)
def test_arabizi_meets_the_arabic_word(word: str, chats: list[str]) -> None:
    bones = skeleton(normalise(word))
    assert [chat for chat in chats if bones not in chat_skeletons(chat)] == []


def test_different_words_keep_different_skeletons() -> None:
    plain = ["خسارة", "ربح", "شركة", "قرض", "مليار", "مليون", "مستثمر", "تقييم", "طاقة", "جولة"]
    assert len({skeleton(normalise(word)) for word in plain}) == len(plain)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("الروبوت", True), ("كل", True), ("التي", False), ("اللي", False), ("يملك", False), ("الا", False)],
)
def test_nouns(word: str, expected: bool) -> None:
    assert is_noun(word) is expected


def test_words_without_consonants_have_no_skeleton() -> None:
    assert chat_skeletons("aya") == ()
    assert chat_skeletons("") == ()
    assert chat_skeletons("welaya") == ("l",)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("باب", True), ("نسخه", True), ("الباب", False), ("يبيعون", False), ("باعوا", False), ("خسرت", False)],
)
def test_what_may_be_counted_looks_like_no_verb(word: str, expected: bool) -> None:
    assert may_be_counted(word) is expected


def test_a_feminine_ending_sounds_like_a() -> None:
    assert likeness("ولايه", "welaya") > likeness("اولي", "welaya")


@ANY_TEXT
@given(ARABIC)
def test_readings_of_any_word(word: str) -> None:
    readings = variants(word)
    assert readings[0] == word
    assert len(set(readings)) == len(readings)
    assert all(len(reading) >= min(3, len(word)) for reading in readings)
    assert stem(word) in readings
    assert len(stem(word)) >= min(3, len(word))
    assert all(len(reading) >= 3 for reading in verb_readings(word))
    assert skeleton(word).isascii()


@ANY_TEXT
@given(st.text("abcdefghijklmnopqrstuvwxyz23567893'", max_size=16))
def test_any_chat_word(word: str) -> None:
    skeletons = chat_skeletons(word)
    assert len(set(skeletons)) == len(skeletons) <= 15 * 24


def test_letters_without_dots_and_article() -> None:
    assert undotted("غزف") == undotted("عرق")
    assert undotted("غزف") != undotted("عرك")
    assert (length("الربح"), length("ربح"), length("الف")) == (3, 3, 3)


@pytest.mark.parametrize("chat", ["btsht8l", "hateshta8al", "teshtaghal"])
def test_verbs_in_chat_are_read_with_what_stands_before_them(chat: str) -> None:
    assert skeleton("تشتغل") in chat_skeletons(chat)


def test_arabizi_is_peeled() -> None:
    assert "khsara" in chat_peeled("lkhsara")
    assert "iradat" in chat_peeled("iradathom")
    assert "iradat" in chat_peeled("eliradatha")
    assert chat_peeled("elf") == ()
