"""The language of short questions, of every sort that members write."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.detect import ARABIZI, detect
from bot.language.words import languages

ANY_TEXT = settings(derandomize=True, deadline=None, database=None, max_examples=150)

TEXTS: dict[str | None, list[str]] = {
    "en": [
        "What was xAI's net loss in Q3 2025?",
        "how much did they burn",
        "who owns grok",
        "valuation?",
        "net loss",
        "Q1 loss?",
        "gross margin?",
        "xai investors",
        "is it profitable",
        "wen lambo, how much money left",
        "idk how much xai lost tbh",
        "whats the deal w macrohard",
        "is megapack a car",
        "grok on x",
        "explain macrohard pls",
        "and in Q1?",
        "what about Tesla",
        "what does 巨硬 refer to",
        "what is Макрохард",
        "how many GPUs are there in Memphis?",
        "revenue q3",
        "cash burn",
    ],
    "ar": [
        "كم بلغت خسارة xAI في الربع الثالث؟",
        "خسارة xAI",
        "من يملك جروك",
        "وش سالفة macrohard",
        "قديش خسرت xAI",
        "ايه هي macrohard",
        "شو ال revenue تبع xAI بالربع التالت",
        "xAI خسرت كام",
        "q3 loss كم",
        "كم revenue و profit في Q3",
        "شحال خسرات xAI",
        "ماكروهارد",
        "٢٠٢٥ كم",
    ],
    ARABIZI: [
        "kam khesret xai",
        "5asaret xai kam",
        "xai 5esret kam f q3",
        "ya3ni eh macrohard",
        "shu hay xai",
        "2addesh 5esret xai bel rob3 el talet",
        "min elli sahib xai, 7ad ya3raf?",
        "wesh ra2s mal xai",
        "sh7al khasrat xai",
        "kam el revenue bta3 xai?",
        "leh tesla estasmaret fi xai",
        "emta 7ay5alaso el floos",
        "3ayez a3raf arba7 xai",
        "meen by2oud xai",
    ],
    "tr": [
        "xAI üçüncü çeyrekte ne kadar zarar etti?",
        "xai ne kadar zarar etti",
        "Musk'ın şirketinin değeri kaç dolar",
        "xai net zarari kac",
        "değerleme nedir",
        "xAI kâr ediyor mu",
        "bu şirket kimin",
        "xai gelir hedefi",
        "colossus konumu",
        "peki ya ilk çeyrek?",
        "tesla hissesi var mı",
        "macrohard ne demek",
    ],
    "fr": [
        "Combien xAI a-t-elle perdu au troisième trimestre ?",
        "combien vaut xai",
        "c'est quoi macrohard",
        "qui finance la boîte de Musk",
        "pertes de xai",
        "chiffre d'affaires xai t3",
        "xai est-elle rentable",
        "et au T1 ?",
        "ils ont cramé combien",
        "pk tesla a investi",
        "valorisation",
        "c'est quoi 巨硬",
    ],
    "es": [
        "¿Cuánto perdió xAI en el tercer trimestre?",
        "cuanto vale xai",
        "qué es macrohard",
        "quién invirtió en xai",
        "ingresos xai t3",
        "pérdida neta",
        "y en el primer trimestre?",
        "xq tesla invirtio en xai",
        "es rentable la empresa de musk",
        "cuanta plata les queda",
        "a quién pertenece grok",
        "de dónde salen los datos",
    ],
    "de": [
        "Wie hoch war der Verlust von xAI im dritten Quartal?",
        "wie viel ist xai wert",
        "was ist macrohard",
        "wer steckt hinter xai",
        "xai umsatz q3",
        "nettoverlust",
        "und im ersten Quartal?",
        "warum hat tesla investiert",
        "ist xAI profitabel",
        "finanzierungsrunde xai",
        "wieviel geld hat xai noch",
        "wo steht colossus",
    ],
    "ru": [
        "Какой убыток у xAI в третьем квартале?",
        "сколько стоит xai",
        "что такое macrohard",
        "а в первом квартале?",
        "убыток",
        "Маск",
        "xai выручка за q3",
        "кто инвестировал в xAI",
    ],
    "zh": [
        "xAI第三季度亏了多少？",
        "xai估值",
        "谁投资了xAI",
        "macrohard是什么",
        "为什么 Tesla 投资 xAI",
        "營收多少",
        "那第一季度呢",
        "xAI Q3 revenue 是多少",
    ],
    "ja": ["xAIの損失はいくらですか"],
    "ko": ["xAI 손실은 얼마인가요"],
    None: [
        "xAI",
        "Elon Musk",
        "Tesla",
        "Colossus 2",
        "Grok",
        "NVIDIA",
        "Macrohard",
        "Memphis",
        "SpaceX",
        "Qatar",
        "Beyoncé",
        "Q3",
        "Q3 2025",
        "9M 2025",
        "2025",
        "42",
        "$20bn",
        "???",
        "🚀",
        "שלום",
        "",
        "   ",
    ],
}
CASES = [(text, language) for language, texts in TEXTS.items() for text in texts]


def test_the_table_is_large() -> None:
    assert len(CASES) >= 100
    assert set(languages()) <= set(TEXTS)


@pytest.mark.parametrize(("text", "language"), CASES)
def test_texts(text: str, language: str | None) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(("text", "language"), [case for case in CASES if case[1] not in {None, "ja", "ko"}])
def test_case_marks_and_spaces_make_no_difference(text: str, language: str | None) -> None:
    assert detect(f"  {text}\u200f !! ") == language
    assert detect(f"<@123> {text}") == language


def test_accents_may_be_missing() -> None:
    assert detect("cuanto perdio xai en el tercer trimestre") == "es"
    assert detect("combien xai a-t-elle leve") == "fr"
    assert detect("wie hoch ist die hohe der verluste") == "de"
    assert detect("xai ucuncu ceyrekte ne kadar kaybetti") == "tr"


@ANY_TEXT
@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    assert detect(text) in {None, ARABIZI, "ja", "ko", "pt", *languages()}


@pytest.mark.parametrize(
    ("text", "language"),
    [("net los xAI?", "en"), ("Los Angeles population", "en"), ("los ingresos", "es"), ("la perte nette", "fr")],
)
def test_one_foreign_word_among_english_ones_tells_nothing(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["grok teslada calisiyor mu", "sirket ne yapacaklar", "zararlari buyudu mu"])
def test_turkish_without_its_letters_is_told_by_endings(text: str) -> None:
    assert detect(text) == "tr"


@pytest.mark.parametrize(
    "text",
    ["Çince'de Macrohard'a ne diyorlar", "haber ilk cikti mi", "zorbex ne is yapar", "komple gommusler mi yoksa"],
)
def test_turkish_is_told_by_its_particle_and_by_endings_of_names(text: str) -> None:
    assert detect(text) == "tr"


@pytest.mark.parametrize(("text", "language"), [("qu'a dit la société ?", "fr"), ("dime el precio para mi", "es")])
def test_elision_and_a_spanish_pronoun_are_no_turkish_signs(text: str, language: str) -> None:
    assert detect(text) == language


def test_a_name_with_a_turkish_look_tells_nothing() -> None:
    assert detect("optimus") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Schreibt xAI schwarze Zahlen?", "de"),
        ("wofuer hat musk den begriff escape velocity benutzt", "de"),
        ("Umsatz von SAP?", "de"),
        ("Macrohard solo hace software?", "es"),
        ("se puede usar grok en twitter", "es"),
        ("le nom chinois de macrohard", "fr"),
        ("ya grok dans les tesla ?", "fr"),
        ("Quelle?", "de"),  # a noun rather than the French question word
        ("quelle perte", "fr"),
        ("price of an optimus robot", "en"),
        ("Has xAI filed a Form 10-Q?", "en"),
        ("net los", "en"),
    ],
)
def test_everyday_words_tell_where_little_else_does(text: str, language: str) -> None:
    assert detect(text) == language
