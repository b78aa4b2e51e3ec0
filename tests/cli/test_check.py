from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_sound_base(factbot: Run) -> None:
    ran = factbot("check")
    assert ran.code == 0
    assert ": 6 facts, 18 questions, 10 concepts, 0 exam questions: no problems\n" in ran.out
    assert "\nnote: 6 facts have fewer than 8 phrasings in en (first " in ran.out
    assert "\nnote: there is no exam: " in ran.out


def test_frames_and_footnotes_that_lead_nowhere_are_noted(factbot: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(
        "facts:\n  - {id: a, about: {measure: rent}, source: news, questions: {en: [q one]}, answer: {en: x}}\n",
        "utf-8",
    )
    ran = factbot("check", "--knowledge", str(facts))
    assert ran.code == 0
    assert "note: 1 fact with about: there are no concepts" in ran.out
    assert "note: 1 fact with source: there are no sources" in ran.out
    assert "with source" not in factbot("check").out


def test_problems_are_named_with_their_place(factbot: Run, tmp_path: Path) -> None:
    broken = tmp_path / "facts.yaml"
    broken.write_text("topic: t\nfacts:\n  - id: a\n    anwser: {en: x}\n    questions: {en: [q one]}\n", "utf-8")
    ran = factbot("check", "--knowledge", str(broken))
    assert ran.code == 1
    assert f"{broken}:4:5:" in ran.out
    assert "did you mean" in ran.out
    # Shown right behind what went to the other stream, it stands on a line of its own.
    assert ran.err == "\n1 problem\n"


def test_figures_are_held_against_the_article(factbot: Run, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("4200 loaves in 2031, 3900 before", "utf-8")
    ran = factbot("check", "--source", str(article))
    assert ran.code == 1
    assert "900" in ran.out


def test_a_missing_base(factbot: Run) -> None:
    ran = factbot("ask", "rent", "--knowledge", "no-such-folder")
    assert ran.code == 2
    assert "no-such-folder" in ran.err
