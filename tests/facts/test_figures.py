"""Figures in texts: how they are read, and held against the article."""

# ruff: noqa: E501 - messages are compared whole, each on one line
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.figures import article_figures, figures, written
from bot.facts.lint import check
from tests.facts.written import FACT, lay, told


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("a net loss of **$1.46 billion** in Q3 2025", "en", "2025, 1.46 billion"),
        ("$7.8bn", "en", "7.8 billion"),
        ("7.8 مليار دولار", "ar", "7.8 billion"),
        ("٧٫٨ مليار دولار", "ar", "7.8 billion"),
        ("78亿美元", "zh", "7.8 billion"),
        ("14.6亿美元", "zh", "1.46 billion"),
        ("1.07亿美元", "zh-TW", "107 million"),
        ("10亿", "zh", "1 billion"),
        ("7,8 milyar dolar", "tr", "7.8 billion"),
        ("7.800 millones de dólares", "es", "7.8 billion"),
        ("1000 millones", "es", "1 billion"),
        ("230 mil millones", "es", "230 billion"),
        ("1,46 milliard de dollars", "fr", "1.46 billion"),
        ("1 460 millions de dollars", "fr", "1.46 billion"),
        ("1,46 Milliarden Dollar", "de", "1.46 billion"),
        ("1.460 Millionen Dollar", "de", "1.46 billion"),
        ("1,46 млрд долларов", "ru", "1.46 billion"),
        ("107 миллионов", "ru", "107 million"),
        ("about a billion dollars", "en", "1 billion"),
        ("نحو مليار دولار", "ar", "1 billion"),
        ("بمليار دولار", "ar", "1 billion"),
        ("ملياري دولار", "ar", "2 billion"),
        ("two billion", "en", "2 billion"),
        ("hundreds of millions of dollars", "en", ""),
        ("مئات الملايين من الدولارات", "ar", ""),
        ("yüz milyonlarca dolar", "tr", ""),
        ("сотни миллионов долларов", "ru", ""),
        ("数亿美元", "zh", ""),
        ("two robots, nine months, one year", "en", ""),
        ("تسعة أشهر", "ar", ""),
        ("9 months, 12 months", "en", ""),
        ("第三季度", "zh", ""),
        ("the third quarter", "en", ""),
        ("1,000 units at 5%", "en", "5, 1000"),
        ("from 20 to 200 or 230", "en", "20, 200, 230"),
        ("500\u202f000", "en", "500000"),
        ("Grok and Optimus", "en", ""),
    ],
)  # fmt: skip
def test_figures(text: str, language: str, values: str) -> None:
    assert ", ".join(map(written, sorted(figures(text, language)))) == values


ARTICLE = """\
بلغت الخسارة 1.46 مليار دولار في الربع الثالث من عام 2025، أعلى من مليار دولار.

وجمعت 20 مليار دولار، ومئات الملايين، وقدرة 2 جيجاوات خلال الأشهر التسعة الأولى.
"""


@pytest.mark.parametrize(
    ("answer", "strange"),
    [
        ("It lost $1.46 billion in Q3 2025.", None),
        ("It raised $20bn, about 2 gigawatts and a billion.", None),
        ("It took 9 of them.", None),
        ("Hundreds of millions.", None),
        ("It lost $1.4 billion.", "1.4 billion"),
        ("It lost $1.46.", "1.46"),
        ("It lost $46 billion in 2024.", "2024 and 46 billion"),
        ("It lost $20 million.", "20 million"),
        ("It raised 200 billion.", "200 billion"),
    ],
)
def test_figures_must_stand_in_the_article(tmp_path: Path, answer: str, strange: str | None) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, "utf-8")
    text = FACT.replace("It lost **$2 million**.", answer).replace("      ar: خسرت **2 مليون دولار**.\n", "")
    root = lay(tmp_path / "base", {"facts.yaml": text})
    remedy = "compare it with the article; a figure that is not in it must not be in an answer"
    expected = (
        []
        if strange is None
        else [f"facts.yaml:9:11: loss.answer.en: {strange} does not stand in the article: {remedy}"]
    )
    assert told(check(root, article), root) == expected


@pytest.mark.parametrize(
    ("language", "text"), [("de", "1,46 Milliarden"), ("es", "1.460 millones"), ("fr", "1,46 milliard"), ("tr", "1,46 milyar"), ("ru", "1,46 млрд"), ("zh", "14.6亿")]
)  # fmt: skip
def test_figures_of_every_language_are_held_against_the_article(tmp_path: Path, language: str, text: str) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, "utf-8")
    root = lay(
        tmp_path / "base",
        {
            "facts.yaml": FACT.replace("**$2 million**", "$20bn").replace("2 مليون", "20 مليار")
            + f"      {language}: {text}.\n"
        },
    )
    assert check(root, article) == []
    lay(root, {"facts.yaml": (root / "facts.yaml").read_text("utf-8").replace(text, "9" + text)})
    assert [problem.key for problem in check(root, article)] == [f"loss.answer.{language}"]


def test_figures_of_a_language_without_scale_words_may_have_any_scale(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, "utf-8")
    text = FACT.replace("**$2 million**", "$20bn").replace("2 مليون", "20 مليار") + "      sw: bilioni %s.\n"
    required = {"base.yaml": "languages: {required: [en, sw]}\n"}
    root = lay(tmp_path / "base", {"facts.yaml": text % "1.46", **required})
    assert [problem.key for problem in check(root, article)] == ["loss.questions"]
    lay(root, {"facts.yaml": text % "1.64"})
    assert [problem.key for problem in check(root, article)] == ["loss.questions", "loss.answer.sw"]


def test_caveats_are_held_against_the_article(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, "utf-8")
    root = lay(
        tmp_path / "base",
        {
            "facts.yaml": FACT.replace("**$2 million**", "much").replace("**2 مليون دولار**", "كثيرا")
            + "    caveat: {en: Or 7.}\n    checked: 2031-01-31\n"
        },
    )
    assert [problem.key for problem in check(root, article)] == ["loss.caveat.en"]


def test_an_article_of_any_length_is_read_whole() -> None:
    assert article_figures("خبر " * 5000 + "1.46 مليار. " + "خبر " * 5000 + "\n" + "x" * 9000 + "\n7 مليون") >= {
        1.46e9,
        7e6,
    }


@pytest.mark.parametrize("content", [None, "caf\xe9".encode("latin-1")])
def test_an_article_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    root = lay(tmp_path / "base", {"facts.yaml": FACT})
    article = tmp_path / "article.txt"
    if content:
        article.write_bytes(content)
    assert [problem.path for problem in check(root, article)] == [article]


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.text(max_size=60), st.sampled_from(["en", "ar", "zh", "de", "fr", "xx", "pt-BR"]))
def test_no_text_crashes_the_figures(text: str, language: str) -> None:
    assert all(value == value for value in figures(text, language))  # noqa: PLR0124 - not a number differs from itself
