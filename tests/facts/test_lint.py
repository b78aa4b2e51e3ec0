# ruff: noqa: E501 - messages are compared whole, each on one line
from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.draft import gather
from bot.facts.lint import check, lint
from bot.facts.reader import read
from tests.facts.written import CONCEPTS, EXAM, FACT, MEASURES, SOURCE, Files, folder, lay, more, swap, told


def chart(*values: float) -> str:
    """A fact's chart of such values, in millions."""
    points = "".join(
        f"        - {{label: {{en: {en}, ar: {ar}}}, value: {value:g}}}\n"
        for en, ar, value in zip("abc", "ابت", values, strict=False)
    )
    return f"    series:\n      unit: {{en: million dollars, ar: مليون دولار}}\n      points:\n{points}"


DOUBTFUL: list[tuple[str, Files, list[str]]] = [
    (
        "answer lacks a required language",
        {**folder(base="languages: {required: [en, ar, fr]}\n")},
        [
            'facts/money.yaml:5:5: loss.questions: the required language fr is missing: add "fr:" below it',
            'facts/money.yaml:8:5: loss.answer: the required language fr is missing: add "fr:" below it',
        ],
    ),
    (
        "caveat lacks a required language",
        {
            **folder(base="languages: {required: [en, ar]}\n"),
            "facts/money.yaml": FACT + "    caveat: {en: Perhaps.}\n",
        },
        ['facts/money.yaml:11:5: loss.caveat: the required language ar is missing: add "ar:" below it'],
    ),
    (
        "question under two facts",
        {"facts.yaml": FACT + '  - id: deficit\n    questions: {en: ["what was the LOSS"]}\n    answer: {en: None.}\n'},
        [
            'facts.yaml:12:22: deficit.questions.en[1]: the question "what was the LOSS" stands under loss too (facts.yaml:6): keep it under one of the two facts'
        ],
    ),
    (
        "question under facts of two files",
        {
            "facts/a.yaml": FACT,
            "facts/b.yaml": FACT.replace("id: loss", "id: deficit").replace("topic: money", "topic: b"),
        },
        [
            'facts/b.yaml:6:12: deficit.questions.en[1]: the question "What was the loss?" stands under loss too (facts/a.yaml:6): keep it under one of the two facts',
            'facts/b.yaml:7:12: deficit.questions.ar[1]: the question "كم بلغت الخسارة؟" stands under loss too (facts/a.yaml:7): keep it under one of the two facts',
        ],
    ),
    (
        "question twice in a fact",
        swap(("[What was the loss?]", '[What was the loss?, "What was the loss"]')),
        [
            'facts.yaml:6:32: loss.questions.en[2]: the question "What was the loss" is there already (facts.yaml:6): remove one of the two; case and punctuation do not count'
        ],
    ),
    (
        "question twice in spelling variants",
        swap(("[كم بلغت الخسارة؟]", "[كم بلغت الخسارة؟, كَم بلغت الخساره]")),
        [
            'facts.yaml:7:30: loss.questions.ar[2]: the question "كَم بلغت الخساره" is there already (facts.yaml:7): remove one of the two; case and punctuation do not count'
        ],
    ),
    (
        "question without a word",
        swap(("[What was the loss?]", '[What was the loss?, "?!"]')),
        ['facts.yaml:6:32: loss.questions.en[2]: "?!" has no word: write a question, or remove it'],
    ),
    (
        "figure differs",
        {
            **folder(base="languages: {required: [en, ar]}\n"),
            "facts/money.yaml": FACT.replace("2 مليون", "3 مليون"),
        },
        [
            "facts/money.yaml:10:11: loss.answer.ar: the figures differ from those in en (2 million only there, 3 million only here): give the same figures in both languages, small counts in digits or in words"
        ],
    ),
    (
        "figure lacks",
        {
            **folder(base="languages: {required: [en, ar]}\n"),
            "facts/money.yaml": FACT.replace("**2 مليون دولار**", "كثيرا"),
        },
        [
            "facts/money.yaml:10:11: loss.answer.ar: the figures differ from those in en (2 million only there): give the same figures in both languages, small counts in digits or in words"
        ],
    ),
    (
        "year lacks",
        {
            **folder(base="languages: {required: [en, ar]}\n"),
            "facts/money.yaml": FACT.replace("million**", "million** in Q3 2025"),
        },
        [
            "facts/money.yaml:10:11: loss.answer.ar: the figures differ from those in en (2025 only there): give the same figures in both languages, small counts in digits or in words"
        ],
    ),
    (
        "scale differs",
        {
            **folder(base="languages: {required: [en, ar]}\n"),
            "facts/money.yaml": FACT.replace("2 مليون", "2 مليار"),
        },
        [
            "facts/money.yaml:10:11: loss.answer.ar: the figures differ from those in en (2 million only there, 2 billion only here): give the same figures in both languages, small counts in digits or in words"
        ],
    ),
    (
        "figure differs in the caveat",
        {
            **folder(base="languages: {required: [en, ar]}\n"),
            "facts/money.yaml": FACT + "    caveat: {en: 20 or 200., ar: 20 أو 210.}\n",
        },
        [
            "facts/money.yaml:11:34: loss.caveat.ar: the figures differ from those in en (200 only there, 210 only here): give the same figures in both languages, small counts in digits or in words"
        ],
    ),
    (
        "figure differs in a third language",
        {
            **folder(base="languages: {required: [en, ar]}\n"),
            "facts/money.yaml": FACT + "      de: Es verlor 2 Milliarden Dollar.\n",
        },
        [
            "facts/money.yaml:11:11: loss.answer.de: the figures differ from those in en (2 million only there, 2 billion only here): give the same figures in both languages, small counts in digits or in words"
        ],
    ),
    (
        "chart with a figure that the answer has not",
        more(chart(2, 20)),
        [
            "facts.yaml:15:42: loss.series.points[2].value: 20 million is not in the answer in ar: correct the value or the unit, or give the figure in the answer",
            "facts.yaml:15:42: loss.series.points[2].value: 20 million is not in the answer in en: correct the value or the unit, or give the figure in the answer",
        ],
    ),
    (
        "chart without a required language",
        {
            **folder(base="languages: {required: [en, ar]}\n"),
            "facts/money.yaml": FACT + chart(2, 2).replace(", ar: ب", "").replace(", ar: مليون دولار", ""),
        },
        [
            'facts/money.yaml:12:7: loss.series.unit: the required language ar is missing: add "ar:" below it',
            'facts/money.yaml:15:12: loss.series.points[2].label: the required language ar is missing: add "ar:" below it',
        ],
    ),
    (
        "answer too long",
        swap(("It lost **$2 million**.", "lost " * 101)),
        [
            "facts.yaml:9:11: loss.answer.en: answer and caveat have 504 characters together, and 500 is the most: shorten the answer or the caveat"
        ],
    ),
    (
        "answer and caveat too long",
        {
            "facts.yaml": FACT.replace("It lost **$2 million**.", "lost " * 80)
            + "    caveat: {en: "
            + "may " * 40
            + "}\n"
        },
        [
            "facts.yaml:9:11: loss.answer.en: answer and caveat have 558 characters together, and 500 is the most: shorten the answer or the caveat"
        ],
    ),
    (
        "related to itself",
        more("    related: [loss]\n"),
        ["facts.yaml:11:15: loss.related[1]: the fact is related to itself: remove it, or name another fact"],
    ),
    (
        "related twice",
        more("    related: [gain, gain]\n  - id: gain\n    questions: {en: [Any gain?]}\n    answer: {en: None.}\n"),
        ['facts.yaml:11:21: loss.related[2]: "gain" is named twice: remove one of the two'],
    ),
    (
        "no source",
        folder(sources__paper=SOURCE),
        ['facts/money.yaml:3:5: loss: the fact names no source: add "source: paper#" and the section'],
    ),
    (
        "source without section",
        {**folder(sources__paper=SOURCE), "facts/money.yaml": FACT + "    source: paper\n"},
        ['facts/money.yaml:11:13: loss.source: "paper" names no section of the article: add it, such as "paper#lead"'],
    ),
    (
        "topic twice",
        {
            "facts/a.yaml": FACT,
            "facts/b.yaml": "topic: money\nfacts:\n  - id: gain\n    questions: {en: [Any gain?]}\n    answer: {en: None.}\n",
        },
        [
            'facts/b.yaml:1:8: topic: the topic "money" has a file already (facts/a.yaml): join the two files, or rename one topic'
        ],
    ),
    (
        "form under two concepts",
        folder(concepts__who=CONCEPTS + "  - id: apex\n    forms: {en: [Apex, ACME!]}\n"),
        [
            'concepts/who.yaml:6:24: apex.forms.en[2]: the form "ACME!" stands under acme too (concepts/who.yaml:4): keep it under one of the two concepts'
        ],
    ),
    (
        "form under two facets",
        folder(concepts__who=CONCEPTS, concepts__what=MEASURES.replace("[loss]", "[loss, acme]")),
        [
            'concepts/who.yaml:4:19: acme.forms.any[1]: the form "Acme" stands under loss too (concepts/what.yaml:4): keep it under one of the two concepts'
        ],
    ),
    (
        "form without a word",
        folder(concepts__who=CONCEPTS.replace("[Acme]", "[Acme, '?']")),
        ['concepts/who.yaml:4:25: acme.forms.any[2]: "?" has no word: write a word, or remove it'],
    ),
    (
        "exam: no outcome",
        folder(exam__tune="questions:\n  - {q: how}\n"),
        [
            "exam/tune.yaml:2:5: questions[1]: the question has no right outcome: give exactly one of fact, both and decline"
        ],
    ),
    (
        "exam: two outcomes",
        folder(exam__tune="questions:\n  - {q: how, fact: loss, decline: period}\n"),
        [
            "exam/tune.yaml:2:5: questions[1]: the question has fact and decline: give exactly one of fact, both and decline"
        ],
    ),
    (
        "exam: both of one",
        folder(exam__tune="questions:\n  - {q: how, both: loss}\n"),
        ['exam/tune.yaml:2:20: questions[1].both: only one fact is named: name two, or write "fact:"'],
    ),
    (
        "exam: fact that does not exist",
        folder(exam__tune="questions:\n  - {q: how, fact: lost}\n"),
        ['exam/tune.yaml:2:20: questions[1].fact: there is no fact "lost": did you mean "loss"?'],
    ),
    (
        "exam: one of several does not exist",
        folder(exam__tune="questions:\n  - q: how\n    both: [loss, gain]\n"),
        ['exam/tune.yaml:3:18: questions[1].both[2]: there is no fact "gain": correct the id, or add what it names'],
    ),
]


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in DOUBTFUL], ids=[case[0] for case in DOUBTFUL])
def test_doubtful_bases_are_explained(tmp_path: Path, files: Files, expected: list[str]) -> None:
    root = lay(tmp_path, files)
    assert told(check(root), root) == expected
    assert read(root).facts  # they can be used all the same


@pytest.mark.parametrize(
    "files",
    [
        folder(),
        folder(concepts__who=CONCEPTS, concepts__what=MEASURES, exam__tune=EXAM),
        # A facet without any concept may be filled with any name.
        folder(concepts__who=CONCEPTS),
        # Without an article a source leads nowhere and is not looked for.
        more("    source: paper#lead\n"),
        # A default stands in for a source that is not given.
        folder(sources__paper=SOURCE, base="defaults: {source: paper}\n"),
        # The same words may ask for the same fact in two languages, and stand in the exam.
        swap(("ar: [كم بلغت الخسارة؟]", "de: [What was the loss]")),
        # A chart may show losses as negative values, and what only the caveat says.
        more("    caveat: {en: Planned was $3 million., ar: كان المخطط 3 مليون دولار.}\n" + chart(-2, 3)),
        folder(exam__tune=EXAM.replace("how much lost", "What was the loss?")),
        # A form may stand twice within one concept.
        folder(concepts__who=CONCEPTS.replace("[Acme]", "[Acme, ACME]")),
        # Quarters are written in words or digits, years are figures.
        {**folder(base="languages: {required: [en, ar]}\n"), "facts/money.yaml": FACT.replace("million**", "million** in Q3 2025").replace("دولار**", "دولار** في الربع الثالث من 2025")},
    ],
)  # fmt: skip
def test_sound_bases(tmp_path: Path, files: Files) -> None:
    assert told(check(lay(tmp_path, files)), tmp_path) == []


def test_doubts_are_told_beside_errors(tmp_path: Path) -> None:
    other = "  - id: gain\n    questions: {en: [what was the loss]}\n    answer: {en: None.}\n"
    root = lay(tmp_path, {"facts.yaml": FACT + other + "  - id: Bad\n    related: [loss]\n"})
    assert [problem.key for problem in check(root)] == [
        "gain.questions.en[1]",
        "Bad.answer",
        "Bad.questions",
        "Bad.id",
    ]


def test_lint_works_on_what_was_gathered(tmp_path: Path) -> None:
    draft = gather(lay(tmp_path, more("    related: [loss, gain]\n")))
    assert [problem.what for problem in lint(draft)] == [
        'there is no fact "gain"',
        "the fact is related to itself",
    ]


@pytest.mark.parametrize(
    ("english", "arabic", "same"),
    [
        ("It closes 2 hours earlier.", "يغلق قبل ساعتين.", True),
        ("It closes two hours earlier.", "يغلق قبل 2 ساعة.", True),
        ("After 2 weeks", "بعد أسبوعين", True),
        ("2 days", "يومان", True),
        ("1 week", "أسبوع واحد", True),
        ("1 week", "أسبوع", True),
        ("a week", "1 أسبوع", True),
        ("3 books", "ثلاثة كتب", True),
        ("2 books", "كتب", False),
        ("3 weeks", "أسبوعين", False),
        ("weeks", "2 أسبوع", False),
        ("2 million", "2", False),
    ],
)
def test_small_counts_in_words_are_the_same_figures(tmp_path: Path, english: str, arabic: str, same: bool) -> None:
    (tmp_path / "facts.yaml").write_text(
        f"facts:\n  - {{id: a, questions: {{en: [Which?], ar: [كم؟]}}, answer: {{en: '{english}', ar: '{arabic}'}}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "base.yaml").write_text("languages: {required: [en, ar]}\n", encoding="utf-8")
    assert (not any("the figures differ" in problem.what for problem in check(tmp_path))) is same
