"""The words of each language: complete, readable in their normal form, and without any subject matter."""

from __future__ import annotations

import pytest

from bot.language.normalise import normalise
from bot.language.tokens import tokenise
from bot.language.words import Words, arabizi, arabizi_beside, languages, words

LANGUAGES = ("en", "ar", "de", "es", "fr", "ru", "tr", "zh")
KINDS = {"who", "when", "where", "why", "how_much", "how_many", "how_long", "how", "what", "yes_no"}
ROLES = {
    "quarter",
    "half",
    "month",
    "year",
    "first",
    "last",
    "previous",
    "next",
    "this",
    "full",
    "latest",
    "ago",
}


def test_languages() -> None:
    assert languages()[0] == "en"
    assert set(languages()) == set(LANGUAGES)


def test_a_language_without_words_gets_the_english_ones() -> None:
    assert words("pt").language == "en"
    assert words("ar-Latn").language == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_word_is_there(language: str) -> None:
    known = words(language)
    assert known.language == language
    assert len(known.function) >= 150
    assert set(known.ask.values()) == KINDS
    assert known.negation
    assert known.follow
    assert known.conjunction
    assert known.vague
    assert known.chatter
    assert set(known.time) >= ROLES
    assert "to_date" in known.time
    assert "until" in known.time or "until_after" in known.time
    assert set(known.months.values()) == set(range(1, 13))
    assert set(known.ordinal.values()) == {1, 2, 3, 4}
    assert set(known.numbers.values()) >= {*range(1, 11)}
    assert {1e6, 1e9, 1e12} <= set(known.scale.values()) or language == "zh"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_are_in_their_normal_form(language: str) -> None:
    known = words(language)
    single = known.function | known.telling | set(known.scale) | set(known.numbers) | set(known.ordinal)
    assert {word for word in single if [token.text for token in tokenise(word)] != [word]} == set()
    phrases = {*known.ask, *known.months, *known.spans, *known.negation, *known.follow, *known.chatter}
    assert () not in phrases
    assert {phrase for phrase in phrases if any(normalise(word) != word for word in phrase)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_question_phrases_are_short_enough_to_be_found(language: str) -> None:
    assert {phrase for phrase in words(language).ask if len(phrase) > 4} == set()


# Words that say what a question is about must never be skipped as function words.
SUBJECT_MATTER = {
    "en": "company loss lost revenue value money invest own owns spend spent cash margin profit debt cost",
    "ar": "شركة خسارة إيرادات تقييم فلوس استثمار مستثمر يملك صرف نقد ربح دين تكلفة قيمة هدف",
    "tr": "şirket zarar gelir ciro değerleme para yatırım sahip harcadı nakit kâr borç maliyet hedef veri",
    "fr": "entreprise perte revenus chiffre valeur argent investi dépense marge dette ia ai rapport",
    "es": "empresa pérdida ingresos vale dinero invertir dueño gasta efectivo margen deuda bajó datos ia x",
    "de": "firma verlust umsatz wert geld investiert besitzt gibt hält geht marge schulden ki net",
    "ru": "компания убыток выручка деньги инвестировал владеет тратит прибыль маржа долг цель данных стоит",
    "zh": "亏 损 营 收 估 值 钱 投 资 股 现 金 利 润 债 目 标 数 据 能 未来 位 任 务 公 司",
}
# A character may be part of a word of either sort.
SHARED = {"未"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_function_words_carry_no_subject_matter(language: str) -> None:
    matter = {token.text for token in tokenise(SUBJECT_MATTER[language])} - SHARED
    assert matter & words(language).function == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "could you please tell me what that is exactly and how it was done, idk tbh"),
        ("ar", "ممكن تقول لي ايش هو هذا وكيف كان بالضبط"),
        ("tr", "bana bunun ne olduğunu söyler misin lütfen"),
        ("fr", "est-ce que vous pouvez me dire ce que c'est exactement svp, jsp"),
        ("es", "me puedes decir qué es esto y cómo fue por favor"),
        ("de", "kannst du mir bitte sagen was das ist und wie das war"),
        ("ru", "скажите пожалуйста что это такое и как это было"),
        ("zh", "请问这个是什么，怎么样了呢"),
    ],
)
def test_everyday_talk_is_all_function_words(language: str, text: str) -> None:
    known = words(language).function
    attached = {"وكيف"}  # clitics are taken off elsewhere
    assert [t.text for t in tokenise(text) if t.text not in known and t.text not in attached] == []


@pytest.mark.parametrize(
    ("language", "phrase", "kind"),
    [
        ("en", "how much", "how_much"),
        ("en", "how come", "why"),
        ("ar", "بكم", "how_much"),
        ("ar", "قديش", "how_much"),
        ("tr", "ne kadar", "how_much"),
        ("tr", "kaç", "how_much"),
        ("tr", "ne zaman", "when"),
        ("tr", "ne kadar süre", "how_long"),
        ("fr", "combien", "how_much"),
        ("fr", "combien de temps", "how_long"),
        ("fr", "qu'est-ce que", "what"),
        ("fr", "est-ce que", "yes_no"),
        ("es", "cuánto", "how_much"),
        ("es", "cuánta", "how_much"),
        ("es", "cuántos", "how_many"),
        ("es", "por qué", "why"),
        ("es", "cuánto tiempo", "how_long"),
        ("de", "wie viel", "how_much"),
        ("de", "wieviel", "how_much"),
        ("de", "wie lange", "how_long"),
        ("de", "wer", "who"),
        ("ru", "сколько", "how_much"),
        ("ru", "как долго", "how_long"),
        ("ru", "в каком городе", "where"),
        ("zh", "多少", "how_much"),
        ("zh", "几", "how_much"),
        ("zh", "什么时候", "when"),
        ("zh", "为什么", "why"),
        ("zh", "多久", "how_long"),
        ("zh", "谁", "who"),
    ],
)
def test_question_words(language: str, phrase: str, kind: str) -> None:
    assert words(language).ask[tuple(token.text for token in tokenise(phrase))] == kind


@pytest.mark.parametrize(
    ("language", "word", "factor"),
    [
        ("fr", "milliards", 1e9),
        ("fr", "md", 1e9),
        ("es", "mil", 1e3),
        ("es", "millones", 1e6),
        ("es", "billón", 1e12),
        ("de", "Milliarden", 1e9),
        ("de", "Mio", 1e6),
        ("de", "Billion", 1e12),
        ("en", "billion", 1e9),
        ("tr", "milyar", 1e9),
        ("tr", "mr", 1e9),
        ("ru", "миллиардов", 1e9),
        ("ru", "млн", 1e6),
        ("zh", "亿", 1e8),
        ("zh", "万", 1e4),
        ("ar", "مليارات", 1e9),
    ],
)
def test_scales(language: str, word: str, factor: float) -> None:
    assert words(language).scale[normalise(word)] == factor


def test_roles_are_indexed_by_first_word() -> None:
    known = Words("en", frozenset(), months={("may",): 5}, time={"to_date": frozenset({("so", "far")})})
    assert known.roles == {"so": (("to_date", ("so", "far")),), "may": (("month_name", ("may",)),)}


def test_arabizi_stands_for_arabic_words() -> None:
    assert arabizi()["kam"] == "كم"
    assert all("\u0621" <= letter <= "\u064a" or letter == " " for word in arabizi().values() for letter in word)
    assert all(normalise(latin) == latin for latin in arabizi())


def test_what_other_languages_have_too_stands_apart() -> None:
    assert arabizi_beside()["fin"] == "فين"
    assert arabizi().keys().isdisjoint(arabizi_beside())


def test_arabic_tells_what_was_meant_and_what_came_of_it() -> None:
    known = words("ar")
    assert ("فعلا",) in known.actual
    assert ("متوقع",) in known.meant
    assert known.actual.isdisjoint(known.meant)
