"""The files that the README shows are a fact base that works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.facts.lint import check
from bot.facts.reader import read
from tests.conftest import write_base

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = dict(BLOCK.findall(README.read_text("utf-8")))
    return write_base(tmp_path_factory.mktemp("shown"), files)


def test_there_is_an_example_of_each_kind_of_file(shown: Path) -> None:
    base = read(shown)
    assert base.base.defaults.period
    assert all((base.facts, base.sources, base.concepts, base.exams))
    assert README.read_text("utf-8").count("```yaml") == len(list(shown.rglob("*.yaml")))


def test_nothing_is_wrong_with_them(shown: Path) -> None:
    assert [str(problem) for problem in check(shown)] == []


def test_their_exam_is_passed(shown: Path, wordings: Wordings) -> None:
    base = read(shown)
    answerer = Answerer(base, wordings)
    questions = [question for exam in base.exams.values() for question in exam.questions]
    assert {question.decline for question in questions} >= {None, "subject", "measure"}
    for question in questions:
        reply = answerer.ask(question.q)
        assert reply.facts == question.fact, question.q


@pytest.mark.parametrize("key", ["title", "about", "source", "caveat", "checked"])
def test_what_may_be_left_out_may(tmp_path: Path, shown: Path, key: str) -> None:
    text = (shown / "facts" / "funding.yaml").read_text("utf-8")
    without = re.sub(rf"^ *{key}: .*\n", "", text, flags=re.MULTILINE)
    assert without != text
    assert not check(write_base(tmp_path, {"facts.yaml": without}))
