"""Russian in Latin letters."""

from __future__ import annotations

import pytest

from bot.language.translit import Transliterated

NAMES = {"mill", "ada"}
LATIN = NAMES | {"rent", "robot"}


def read(text: str) -> str:
    known = Transliterated(["мельница", "аренда", "выручка"], LATIN.__contains__, NAMES.__contains__)
    return known.in_own_letters(text)


@pytest.mark.parametrize(
    ("latin", "russian"),
    [
        ("skolko stoit mill", "сколько стоит mill"),
        ("gde nahoditsya mill?", "где находится mill?"),
        ("kakaya vyruchka v tretiem kvartale", "какая выручка в третьем квартале"),
        ("chto takoe arenda", "что такое аренда"),
        ("pochemu oni hotyat dengi", "почему они хотят деньги"),
    ],
)
def test_the_usual_spellings_are_read(latin: str, russian: str) -> None:
    # A normal form has neither ё nor й, and that is what words are compared in.
    assert read(latin) == russian


def test_two_words_that_are_only_russian_tell_without_a_question_word() -> None:
    assert read("vyruchka mill za kvartal") == "выручка mill за квартал"


def test_a_word_that_no_list_has_is_spelt_by_its_letters() -> None:
    assert read("skolko stoit zhurchashchaya mill") == "сколько стоит журчащая mill"


@pytest.mark.parametrize(
    "text",
    [
        "what is the rent of the mill",
        "was kostet die mill",
        "kac para kazandi",
        "shu ra2yak, mill kam?",
        "сколько стоит mill",
        "¿cuánto cuesta?",
        "",
    ],
)
def test_other_languages_stay_as_they_are(text: str) -> None:
    assert read(text) == text


def test_a_name_of_the_base_keeps_its_letters() -> None:
    assert "ada" in read("kto takaya ada")


def test_a_base_without_russian_words_reads_no_russian() -> None:
    known = Transliterated(["mühle", "ёж", *LATIN], LATIN.__contains__, NAMES.__contains__)
    assert known.in_own_letters("skolko stoit mill") == "skolko stoit mill"
