"""Periods in questions of all languages, and the arithmetic on them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.periods import NO_PERIODS, Found, Period, beginnings, find_periods, may_tell
from bot.language.tokens import tokenise
from bot.language.words import languages, words

LATEST = Period(2025, 7, 9)


ANY_TEXT = settings(derandomize=True, deadline=None, database=None, max_examples=120)


def found(text: str, language: str, latest: Period | None = LATEST) -> Found:
    vocabulary = (words(language),) if language == "en" else (words(language), words("en"))
    return find_periods(tokenise(text), vocabulary, latest)


def may_name_one(text: str, language: str) -> bool:
    vocabulary = (words(language),) if language == "en" else (words(language), words("en"))
    tokens = tokenise(text)
    return may_tell([token.text for token in tokens], [beginnings(token, vocabulary) for token in tokens])


def written(periods: tuple[Period, ...]) -> str:
    """``2025:7-9 *:1-12``: year (* for none), first and last month."""
    return " ".join(f"{p.year or '*'}:{p.first}-{p.last}" for p in periods)


NOTHING = ""


def test_an_ordinal_after_a_comparison_is_of_the_same_unit() -> None:
    assert written(found("زادت بالربع الثاني عن الأول", "ar").periods) == "*:4-6 *:1-3"
    assert written(found("زادت بالربع الثاني عن السنة الأولى", "ar").periods).startswith("*:4-6")


def test_this_text_is_no_half() -> None:
    assert found("أين ظهر هذا النص للمرة الأولى", "ar").periods == ()


TEXTS: dict[str, list[tuple[str, str]]] = {
    "en": [
        ("up in the second quarter compared to the first", "*:4-6 *:1-3"),
        ("two quarters ago", "2025:1-3"),
        ("3 quarters ago", "2024:10-12"),
        ("a couple of years ago", "2023:1-12"),
        ("last month", NOTHING),
        ("Q3", "*:7-9"),
        ("what was Q3 2025 revenue", "2025:7-9"),
        ("revenue in Q3'24", "2024:7-9"),
        ("Q3’25 revenue", "2025:7-9"),
        ("Q2/2025", "2025:4-6"),
        ("2025Q3", "2025:7-9"),
        ("2025-Q3", "2025:7-9"),
        ("Q3FY25", "2025:7-9"),
        ("3Q25 loss", "2025:7-9"),
        ("1Q", "*:1-3"),
        ("q 3 numbers", "*:7-9"),
        ("the third quarter of 2025", "2025:7-9"),
        ("third quarter's loss", "*:7-9"),
        ("third-quarter revenue", "*:7-9"),
        ("3rd quarter 2025", "2025:7-9"),
        ("3rd qtr", "*:7-9"),
        ("quarter 3", "*:7-9"),
        ("quarter three of 2025", "2025:7-9"),
        ("2025's third quarter", "2025:7-9"),
        ("2025 third quarter", "2025:7-9"),
        ("in 2025, what was Q3's loss", "2025:7-9"),
        ("Q1 and Q3", "*:1-3 *:7-9"),
        ("Q3 2024 vs Q3 2025", "2024:7-9 2025:7-9"),
        ("Q3 and 2024", "2024:7-9"),
        ("Q1 through Q3", "*:1-9"),
        ("Q1 to Q3 2025", "2025:1-9"),
        ("Q1-Q3 2025", "2025:1-9"),
        ("rise from Q1 to Q3", "*:1-3 *:7-9"),
        ("first to third quarter", "*:1-9"),
        ("from the first to the third quarter", "*:1-3 *:7-9"),
        ("first and third quarters", "*:1-3 *:7-9"),
        ("between Q2 and Q3 2025", "2025:4-6 2025:7-9"),
        ("how does Q3 compare to Q1", "*:7-9 *:1-3"),
        ("between new year and the end of September", "*:1-9"),
        ("from New Year's Day to the end of September", "*:1-9"),
        ("since new year", "2025:1-9"),
        ("happy new year", NOTHING),
        ("in the first months of the year", "*:1-3"),
        ("the opening months of 2025", "2025:1-3"),
        ("half-year loss", "*:1-6"),
        ("in half a year", NOTHING),
        ("Q3, so until September", "*:7-9"),
        ("Q3 and until September", "*:7-9 *:1-9"),
        ("Q3, so until June", "*:7-9 *:1-6"),
        ("what came through the till in Q3", "*:7-9"),
        ("which months are meant by Q3", "*:7-9"),
        ("in the coming years", NOTHING),
        ("H1 2025", "2025:1-6"),
        ("1H25", "2025:1-6"),
        ("second half of 2025", "2025:7-12"),
        ("first half", "*:1-6"),
        ("9M 2025", "2025:1-9"),
        ("9mo figures", "*:1-9"),
        ("$9m in cash", NOTHING),
        ("nine months", "*:1-9"),
        ("first nine months of 2025", "2025:1-9"),
        ("the first 9 months", "*:1-9"),
        ("the 9 first months", "*:1-9"),
        ("first three quarters of 2025", "2025:1-9"),
        ("first 2 quarters", "*:1-6"),
        ("the three quarters to September", "*:1-9"),
        ("nine months ended September 30, 2025", "2025:1-9"),
        ("three months ended September 30, 2025", "2025:7-9"),
        ("six months to June", "*:1-6"),
        ("the three-month period ended September 30", "*:7-9"),
        ("last 9 months", "2025:1-9"),
        ("last two quarters", "2025:4-9"),
        ("past three months", "2025:7-9"),
        ("last 12 months", NOTHING),
        ("three quarters of the money", NOTHING),
        ("a quarter of revenue", NOTHING),
        ("half the cash", NOTHING),
        ("for 3 months", NOTHING),
        ("per quarter one billion", NOTHING),
        ("January to September", "*:1-9"),
        ("Jan–Sept", "*:1-9"),
        ("Jan - Sept 2025", "2025:1-9"),
        ("from July through September 2025", "2025:7-9"),
        ("between January and September", "*:1-9"),
        ("July and September", "*:7-7 *:9-9"),
        ("through September", "*:1-9"),
        ("until the end of September 2025", "2025:1-9"),
        ("by September 30, 2025", "2025:1-9"),
        ("up to Q3", "*:1-9"),
        ("end of September", "*:9-9"),
        ("since January", "2025:1-9"),
        ("since July 2024", "2024:7-7"),
        ("in September", "*:9-9"),
        ("30 September 2025", "2025:9-9"),
        ("Sept 30th", "*:9-9"),
        ("30.09.2025", "2025:9-9"),
        ("09/2025", "2025:9-9"),
        ("2025-09-30", "2025:9-9"),
        ("month of September", "*:9-9"),
        ("September quarter", "*:7-9"),
        ("the March quarter", "*:1-3"),
        ("quarter ended September 30", "*:7-9"),
        ("the quarter that ended in September", "*:7-9"),
        ("third quarter ended September 30, 2025", "2025:7-9"),
        ("in march", "*:3-3"),
        ("robots that march", NOTHING),
        ("may I ask something", NOTHING),
        ("May 2025", "2025:5-5"),
        ("may it burn 5 billion", NOTHING),
        ("2025", "2025:1-12"),
        ("for all of 2025", "2025:1-12"),
        ("fiscal 2025", "2025:1-12"),
        ("FY2025", "2025:1-12"),
        ("FY25", "2025:1-12"),
        ("full year 2025", "2025:1-12"),
        ("the whole year", "*:1-12"),
        ("this year", "2025:1-12"),
        ("last year", "2024:1-12"),
        ("next year", "2026:1-12"),
        ("two years ago", "2023:1-12"),
        ("how up to date is this", NOTHING),
        ("last quarter", "2025:7-9"),
        ("the latest quarter", "2025:7-9"),
        ("previous quarter", "2025:4-6"),
        ("next quarter", "2025:10-12"),
        ("last quarter of 2024", "2024:10-12"),
        ("this year's third quarter", "2025:7-9"),
        ("third quarter of last year", "2024:7-9"),
        ("Q3 25 billion", "*:7-9"),
        ("how many gpus, 100000?", NOTHING),
    ],
    "ar": [
        ("الهامش بالنص الأول من السنة", "*:1-6"),
        ("وبالربع التاني كم الخسارة", "*:4-6"),
        ("فبالنصف الأول", "*:1-6"),
        ("وعالربع الثالث", "*:7-9"),
        ("وبسنة 2024", "2024:1-12"),
        ("فشهر يوليوز", "*:7-7"),
        ("الربع اللي جاي", "2025:10-12"),
        ("كم خسروا عام أول", "2024:1-12"),
        ("قبل سنتين", "2023:1-12"),
        ("تكفي أكثر من سنتين", NOTHING),
        ("خسائر الشهر الماضي", NOTHING),
        ("الربع الثالث", "*:7-9"),
        ("في الربع الثالث من عام 2025", "2025:7-9"),
        ("بالربع الثالث ٢٠٢٥", "2025:7-9"),
        ("الربع التالت", "*:7-9"),
        ("الربع الأول والربع الثالث", "*:1-3 *:7-9"),
        ("النصف الأول من 2025", "2025:1-6"),
        ("التسعة أشهر الأولى من 2025", "2025:1-9"),
        ("الأشهر التسعة الأولى", "*:1-9"),
        ("أول تسعة أشهر", "*:1-9"),
        ("أول 9 شهور", "*:1-9"),
        ("خلال 9 أشهر", "*:1-9"),
        ("آخر 9 أشهر", "2025:1-9"),
        ("الأشهر التسعة المنتهية في سبتمبر", "*:1-9"),
        ("الأرباع الثلاثة الأولى", "*:1-9"),
        ("ربع واحد", NOTHING),
        ("الربع الأول والثالث", "*:1-3 *:7-9"),
        ("بين الربع الثاني والربع الثالث", "*:4-6 *:7-9"),
        ("من كانون التاني لآذار", "*:1-3"),
        ("من أول السنة لأيلول", "*:1-9"),
        ("من بداية 2025 لين سبتمبر", "2025:1-9"),
        ("شهر 9", "*:9-9"),
        ("شهر تسعة", "*:9-9"),
        ("لحد شهر 9", "*:1-9"),
        ("شهر واحد", NOTHING),
        ("حتى سبتمبر 2025", "2025:1-9"),
        ("حتى نهاية أيلول", "*:1-9"),
        ("من يناير إلى سبتمبر", "*:1-9"),
        ("بين يناير وسبتمبر", "*:1-9"),
        ("شهر سبتمبر", "*:9-9"),
        ("السنة اللي فاتت", "2024:1-12"),
        ("العام الماضي", "2024:1-12"),
        ("هذا العام", "2025:1-12"),
        ("هالسنة", "2025:1-12"),
        ("الربع اللي فات", "2025:7-9"),
        ("الربع الأخير", "2025:7-9"),
        ("الربع السابق", "2025:4-6"),
        ("سنة 2025", "2025:1-12"),
        ("في عام ٢٠٢٥", "2025:1-12"),
        ("كم شهر", NOTHING),
        ("خسارة الفصل الثالث", "*:7-9"),
        ("فصل الموظفين", NOTHING),
        ("الثلاثي الأول من 2025", "2025:1-3"),
        ("التريمستر الثالث", "*:7-9"),
        ("السداسي الأول", "*:1-6"),
        ("نصف السنة", "*:1-6"),
        ("نصف سنة", NOTHING),  # how long, and not when
        ("الأشهر الأولى", "*:1-3"),
        ("طول السنة", "*:1-12"),
        ("على مدار العام", "*:1-12"),
        ("السنة كلها", "*:1-12"),
        ("السنة الكاملة", "*:1-12"),
        ("للسنوات المقبلة", NOTHING),
        ("من راس العام لآخر شتنبر", "*:1-9"),
        ("أحسن من الربع اللي قبله", NOTHING),  # compared with this one, which is asked for
    ],
    "tr": [
        ("2025'in üçüncü çeyreğinde", "2025:7-9"),
        ("2025 üçüncü çeyrek", "2025:7-9"),
        ("2025 yılının 3. çeyreği", "2025:7-9"),
        ("3. çeyrek", "*:7-9"),
        ("3Ç25", "2025:7-9"),
        ("ilk çeyrekte", "*:1-3"),
        ("son çeyrekte", "2025:7-9"),
        ("bir önceki çeyreğe göre", "2025:4-6"),
        ("ilk yarıda", "*:1-6"),
        ("ilk dokuz ayda", "*:1-9"),
        ("2025'in ilk dokuz ayındaki", "2025:1-9"),
        ("dokuz aylık", "*:1-9"),
        ("2025'in ilk üç ayında", "2025:1-3"),
        ("ilk üç çeyrekte", "*:1-9"),
        ("son 9 ayda", "2025:1-9"),
        ("ocak-eylül arasında", "*:1-9"),
        ("temmuz-eylül 2025", "2025:7-9"),
        ("eylüle kadar", "*:1-9"),
        ("Eylül 2025'e kadarki", "2025:1-9"),
        ("eylül sonuna kadar", "*:1-9"),
        ("Eylül ayında", "*:9-9"),
        ("Eylül'de", "*:9-9"),
        ("ocak ayından beri", "2025:1-9"),
        ("eylülde biten dokuz ay", "*:1-9"),
        ("geçen yıl", "2024:1-12"),
        ("bu yıl", "2025:1-12"),
        ("2025'te", "2025:1-12"),
        ("iki yıl önce", "2023:1-12"),
        ("ayda ne kadar", NOTHING),
    ],
    "fr": [
        ("au troisième trimestre 2025", "2025:7-9"),
        ("au 3e trimestre de 2025", "2025:7-9"),
        ("3ème trimestre", "*:7-9"),
        ("T3 2025", "2025:7-9"),
        ("3T25", "2025:7-9"),
        ("au 1er semestre", "*:1-6"),
        ("S1 2025", "2025:1-6"),
        ("les neuf premiers mois de 2025", "2025:1-9"),
        ("sur neuf mois", "*:1-9"),
        ("les trois premiers trimestres", "*:1-9"),
        ("les 9 derniers mois", "2025:1-9"),
        ("neuf mois clos le 30 septembre 2025", "2025:1-9"),
        ("de janvier à septembre", "*:1-9"),
        ("entre janvier et septembre", "*:1-9"),
        ("T1 à T3", "*:1-9"),
        ("jusqu'en septembre 2025", "2025:1-9"),
        ("jusqu'à fin septembre", "*:1-9"),
        ("fin septembre", "*:9-9"),
        ("depuis janvier", "2025:1-9"),
        ("depuis janvier jusqu'à septembre", "*:1-9"),
        ("30 septembre 2025", "2025:9-9"),
        ("aller sur mars avec des fusées", NOTHING),
        ("en mars", "*:3-3"),
        ("le dernier trimestre", "2025:7-9"),
        ("le trimestre précédent", "2025:4-6"),
        ("l'année dernière", "2024:1-12"),
        ("cette année", "2025:1-12"),
        ("il y a deux ans", "2023:1-12"),
        ("l'exercice 2025", "2025:1-12"),
        ("un quart du chiffre", NOTHING),
    ],
    "es": [
        ("el tercer trimestre de 2025", "2025:7-9"),
        ("3er trimestre", "*:7-9"),
        ("3T 2025", "2025:7-9"),
        ("trimestre 3", "*:7-9"),
        ("el primer semestre", "*:1-6"),
        ("la segunda mitad de 2025", "2025:7-12"),
        ("los primeros nueve meses de 2025", "2025:1-9"),
        ("los nueve primeros meses", "*:1-9"),
        ("en nueve meses", "*:1-9"),
        ("los tres primeros trimestres", "*:1-9"),
        ("los últimos 9 meses", "2025:1-9"),
        ("nueve meses terminados el 30 de septiembre de 2025", "2025:1-9"),
        ("de enero a septiembre", "*:1-9"),
        ("entre enero y marzo", "*:1-3"),
        ("desde enero", "2025:1-9"),
        ("desde julio hasta septiembre", "*:7-9"),
        ("hasta septiembre de 2025", "2025:1-9"),
        ("a finales de septiembre", "*:1-9"),
        ("30 de septiembre de 2025", "2025:9-9"),
        ("el último trimestre", "2025:7-9"),
        ("trimestre anterior", "2025:4-6"),
        ("el año pasado", "2024:1-12"),
        ("este año", "2025:1-12"),
        ("hace dos años", "2023:1-12"),
        ("al mes", NOTHING),
    ],
    "de": [
        ("im dritten Quartal 2025", "2025:7-9"),
        ("3. Quartal 2025", "2025:7-9"),
        ("drittes Quartal", "*:7-9"),
        ("Q3 2025", "2025:7-9"),
        ("Q1 bis Q3", "*:1-9"),
        ("III. Quartal", "*:7-9"),
        ("im ersten Halbjahr 2025", "2025:1-6"),
        ("in den ersten neun Monaten 2025", "2025:1-9"),
        ("in neun Monaten", "*:1-9"),
        ("der ersten drei Quartale", "*:1-9"),
        ("in den letzten 9 Monaten", "2025:1-9"),
        ("neun Monate bis September 2025", "2025:1-9"),
        ("von Januar bis September", "*:1-9"),
        ("zwischen Juli und September", "*:7-9"),
        ("bis September 2025", "2025:1-9"),
        ("bis Ende September", "*:1-9"),
        ("bis zum 30. September 2025", "2025:1-9"),
        ("Ende September", "*:9-9"),
        ("seit Januar", "2025:1-9"),
        ("im letzten Quartal", "2025:7-9"),
        ("gegenüber dem Vorquartal", "2025:4-6"),
        ("letztes Jahr", "2024:1-12"),
        ("im Vorjahr", "2024:1-12"),
        ("dieses Jahr", "2025:1-12"),
        ("vor zwei Jahren", "2023:1-12"),
        ("Geschäftsjahr 2025", "2025:1-12"),
        ("Gesamtjahr 2025", "2025:1-12"),
        ("pro Monat", NOTHING),
    ],
    "ru": [
        ("в третьем квартале 2025 года", "2025:7-9"),
        ("за 3 квартал 2025", "2025:7-9"),
        ("3-й квартал", "*:7-9"),
        ("III квартал 2025 г.", "2025:7-9"),
        ("3 кв. 2025", "2025:7-9"),
        ("с первого по третий квартал", "*:1-9"),
        ("первое полугодие 2025", "2025:1-6"),
        ("за первые девять месяцев 2025 года", "2025:1-9"),
        ("за 9 месяцев", "*:1-9"),
        ("9 мес. 2025", "2025:1-9"),
        ("за первые три квартала", "*:1-9"),
        ("за последние 9 месяцев", "2025:1-9"),
        ("девять месяцев, закончившихся 30 сентября 2025 года", "2025:1-9"),
        ("с января по сентябрь", "*:1-9"),
        ("январь-сентябрь 2025", "2025:1-9"),
        ("до конца сентября", "*:1-9"),
        ("с января", "2025:1-9"),
        ("по сравнению со вторым кварталом", "*:4-6"),
        ("к сентябрю 2025 года", "2025:1-9"),
        ("в конце сентября", "*:9-9"),
        ("на конец сентября", "*:9-9"),
        ("30 сентября 2025 года", "2025:9-9"),
        ("в последнем квартале", "2025:7-9"),
        ("с предыдущим кварталом", "2025:4-6"),
        ("в прошлом году", "2024:1-12"),
        ("в этом году", "2025:1-12"),
        ("два года назад", "2023:1-12"),
        ("за 2025 год", "2025:1-12"),
        ("в месяц", NOTHING),
    ],
    "zh": [
        ("第三季度", "*:7-9"),
        ("第3季度", "*:7-9"),
        ("三季度收入", "*:7-9"),
        ("第三个季度", "*:7-9"),
        ("2025年第三季度", "2025:7-9"),
        ("2024年第三季度和2025年第三季度", "2024:7-9 2025:7-9"),
        ("二零", NOTHING),
        ("一至三季度", "*:1-9"),
        ("前三季度", "*:1-9"),
        ("前三个季度", "*:1-9"),
        ("2025年前九个月", "2025:1-9"),
        ("前9个月", "*:1-9"),
        ("九个月", "*:1-9"),
        ("年初头三个月", "*:1-3"),
        ("过去9个月", "2025:1-9"),
        ("上半年", "*:1-6"),
        ("2025年下半年", "2025:7-12"),
        ("九月", "*:9-9"),
        ("9月30日", "*:9-9"),
        ("2025年9月", "2025:9-9"),
        ("十一月", "*:11-11"),
        ("截至2025年9月", "2025:1-9"),
        ("截至九月底", "*:1-9"),
        ("截至2025年9月30日的九个月", "2025:1-9"),
        ("截至2025年9月30日的三个月", "2025:7-9"),
        ("一月到九月", "*:1-9"),
        ("七到九月", "*:7-9"),
        ("1-9月", "*:1-9"),
        ("上个季度", "2025:7-9"),
        ("上一季度", "2025:4-6"),
        ("最近一个季度", "2025:7-9"),
        ("今年", "2025:1-12"),
        ("去年", "2024:1-12"),
        ("今年前三季度", "2025:1-9"),
        ("去年第三季度", "2024:7-9"),
        ("2025年全年", "2025:1-12"),
        ("两年前", "2023:1-12"),
        ("跟上一季度比", NOTHING),
        ("每个月", NOTHING),
        ("一半", NOTHING),
    ],
}  # fmt: skip


CASES = [(language, text, expected) for language, table in TEXTS.items() for text, expected in table]


def test_the_table_is_large() -> None:
    assert len(CASES) >= 120
    assert set(TEXTS) == set(languages())


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_texts(language: str, text: str, expected: str) -> None:
    assert written(found(text, language).periods) == expected


@pytest.mark.parametrize(
    ("text", "latest", "expected"),
    [
        ("last quarter", None, NOTHING),
        ("this year", None, NOTHING),
        ("last 9 months", None, "*:1-9"),
        ("last quarter", Period(2026, 1, 3), "2026:1-3"),
        ("previous quarter", Period(2026, 1, 3), "2025:10-12"),
        ("next quarter", Period(2025, 10, 12), "2026:1-3"),
        ("last 6 months", Period(2026, 1, 3), NOTHING),
        ("since January", Period(2026, 1, 3), "2026:1-3"),
        ("since January", None, "*:1-1"),
    ],
)
def test_relative_texts_depend_on_the_latest_period(text: str, latest: Period | None, expected: str) -> None:
    assert written(found(text, "en", latest).periods) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "revenue after three quarters", "*:1-9"),
        ("en", "two quarters into the year", "*:1-6"),
        ("en", "grew by three quarters", NOTHING),
        ("en", "over three quarters of the money", NOTHING),
        ("en", "the year before it went wrong", NOTHING),
        ("de", "Umsatz nach drei Quartalen", "*:1-9"),
        ("en", "who landed in 1969?", "1969:1-12"),
        ("en", "in 1969 who landed", "1969:1-12"),
        ("en", "the launch of July 1969", "1969:7-7"),
        ("en", "July 16, 1969", "1969:7-7"),
        ("en", "16 July 1969", "1969:7-7"),
        ("en", "1969-07-16", "1969:7-7"),
        ("en", "Q3 1969", "1969:7-9"),
        ("en", "sales since 1850", "1850:1-12"),
        ("en", "sales until 1850?", "1850:1-12"),
        ("en", "the year 1850", "1850:1-12"),
        ("en", "in 2075", "2075:1-12"),
        ("ar", "من هبط في 1969؟", "1969:1-12"),
        ("ar", "عام 1969", "1969:1-12"),
        ("de", "im Juli 1969", "1969:7-7"),
        ("fr", "en 1969", "1969:1-12"),
        ("zh", "1969年", "1969:1-12"),
        ("en", "rent of 1850", NOTHING),
        ("en", "1850 loaves", NOTHING),
        ("en", "until 1850 loaves were sold", NOTHING),
        ("en", "in 1850 million", NOTHING),
        ("en", "in 1750", NOTHING),
        ("ar", "1850 رغيفا", NOTHING),
    ],
)
def test_early_and_late_years_need_a_word_that_tells(language: str, text: str, expected: str) -> None:
    assert written(found(text, language).periods) == expected


def test_years_around_the_latest_period_need_none() -> None:
    assert written(found("sales 1965", "en", Period(1969, 7, 7)).periods) == "1965:1-12"
    assert written(found("sales 1865", "en", Period(1969, 7, 7)).periods) == NOTHING


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "revenue so far"),
        ("en", "revenue since the start of the year"),
        ("en", "year-to-date loss"),
        ("en", "2025 year to date"),
        ("en", "ytd"),
        ("ar", "الإيرادات حتى الآن"),
        ("ar", "منذ بداية العام"),
        ("tr", "yılbaşından beri"),
        ("fr", "revenus cumulés"),
        ("es", "en lo que va de año"),
        ("de", "seit Jahresbeginn"),
        ("ru", "с начала года"),
        ("zh", "今年到目前为止"),
    ],
)
def test_to_date(language: str, text: str) -> None:
    assert found(text, language).to_date


@pytest.mark.parametrize("text", ["how up to date is it", "the date", "so what", "far too much"])
def test_not_to_date(text: str) -> None:
    assert not found(text, "en").to_date


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("en", "loss in the third quarter of 2025 please", "loss in the please"),
        ("en", "revenue on September 30, 2025 exactly", "revenue on exactly"),
        ("en", "full year 2025 loss", "loss"),
        ("tr", "2025'in üçüncü çeyreğinde zarar", "zarar"),
        ("tr", "Eylül 2025'e kadar gelir", "gelir"),
        ("ru", "убыток в 2025 году", "убыток в"),
        ("zh", "2025年第三季度亏损", "亏 损"),
        ("ar", "خسارة شهر سبتمبر", "خساره"),
    ],
)
def test_positions_cover_the_words_of_the_period(language: str, text: str, left: str) -> None:
    positions = found(text, language).positions
    assert " ".join(token.text for i, token in enumerate(tokenise(text)) if i not in positions) == left


@ANY_TEXT
@given(st.text(max_size=60), st.sampled_from(languages()))
def test_no_text_raises(text: str, language: str) -> None:
    result = found(text, language)
    assert all(1 <= p.first <= p.last <= 12 for p in result.periods)
    assert result.positions <= set(range(len(tokenise(text))))


PIECES = st.lists(st.sampled_from(sorted({word for text, _ in TEXTS["en"] for word in text.split()})), max_size=9).map(
    " ".join
)


@ANY_TEXT
@given(PIECES)
def test_words_of_time_in_any_order(text: str) -> None:
    result = found(text, "en")
    assert all(1 <= p.first <= p.last <= 12 for p in result.periods)
    assert len(set(result.periods)) == len(result.periods)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("year", [None, 2025])
def test_codes_are_read_in_every_language(language: str, year: int | None) -> None:
    periods = [Period(year, first, last) for first in range(1, 13) for last in range(first, 13)]
    assert [p for p in periods if found(p.code, language, None).periods != (p,)] == []


@pytest.mark.parametrize(
    ("text", "language", "moment"),
    [
        ("how much did they lose yesterday", "en", True),
        ("revenue last week?", "en", True),
        ("Yesterday's loss", "en", True),
        ("I need the loss by tomorrow", "en", False),  # when the answer is due
        ("I read yesterday that they lost money", "en", False),  # when it was read
        ("the Q3 loss, I had it yesterday", "en", False),  # a period is named
        ("my exam is tomorrow so what was the loss", "en", False),
        ("how much do they spend a month", "en", False),
        ("كم خسرت امبارح", "ar", True),
        ("خسائر الشهر اللي فات كام", "ar", True),
        ("خسائر الأسبوع اللي فات", "ar", True),
        ("شفت امبارح انهم خسروا", "ar", False),
    ],
)
def test_a_moment_is_no_period(text: str, language: str, moment: bool) -> None:
    assert found(text, language).moment is moment


@pytest.mark.parametrize("language", languages())
def test_no_text_with_a_time_is_passed_over(language: str) -> None:
    texts = [text for text, _ in TEXTS.get(language, ())]
    assert [text for text in texts if found(text, language) != NO_PERIODS and not may_name_one(text, language)] == []


@ANY_TEXT
@given(PIECES)
def test_no_words_of_time_are_passed_over(text: str) -> None:
    assert may_name_one(text, "en") or found(text, "en") == NO_PERIODS


def test_a_word_that_only_begins_a_phrase_of_time_does_not_name_one_alone() -> None:
    assert may_name_one("what was it this week?", "en")
    assert not may_name_one("what is this about, and who from?", "en")
