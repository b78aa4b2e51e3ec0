import pytest

from bot.language.kinship import NUMBER, akin, kin, sorts
from bot.language.tokens import tokenise


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("buy", "purchasing", "en"),
        ("refund", "reimbursed", "en"),
        ("ليش", "لماذا", "ar"),
        ("مصاري", "أموال", "ar"),
        ("بالكرت", "البطاقة", "ar"),
        ("بغيت", "أريد", "ar"),
        ("ديالي", "تبعي", "ar"),
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


@pytest.mark.parametrize(
    ("one", "other", "language", "sort"),
    [
        ("Tuesday", "monday", "en", "weekday"),
        ("navajo", "german", "en", "language"),
        ("بألمانيا", "للأردن", "ar", "country"),
        ("دولار", "شواكل", "ar", "money"),
    ],
)
def test_words_of_one_sort_share_its_name(one: str, other: str, language: str, sort: str) -> None:
    assert all("#" + sort in sorts(tokenise(word)[0], language) for word in (one, other))


def test_a_sort_is_the_same_in_every_language() -> None:
    assert sorts(tokenise("Germany")[0], "en") == sorts(tokenise("المانيا")[0], "ar")


def test_numbers_are_a_sort_and_most_words_have_none() -> None:
    assert sorts(tokenise("230")[0], "en") == (NUMBER,)
    assert sorts(tokenise("zebra")[0], "en") == ()
    assert sorts(tokenise("германия")[0], "ru") == ()
    assert sorts(tokenise("lundi")[0], "fr") == ()


def test_a_sort_has_only_words_as_they_are_written() -> None:
    # "fri" stands for a weekday; "fries" are food alone, though their stem is the same.
    assert sorts(tokenise("fries")[0], "en") == ("#food",)


@pytest.mark.parametrize(("one", "other", "language"), [("lawyer", "solicitors", "en"), ("للطبيب", "العيادة", "ar")])
def test_wider_groups_stand_apart_from_kindred_ones(one: str, other: str, language: str) -> None:
    first, second = (tokenise(word)[0] for word in (one, other))
    assert set(akin(first, language)) & set(akin(second, language))
    assert not set(akin(first, language)) & set(kin(first, language))


def test_other_words_are_in_no_wider_group() -> None:
    assert akin(tokenise("زرافة")[0], "ar") == akin(tokenise("zebra")[0], "en") == ()
    assert akin(tokenise("адвокат")[0], "ru") == ()
