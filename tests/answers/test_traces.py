"""By what an exam's answers were decided, as it is kept, and as it saves asking after an edit."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from bot.answers.answerer import Answerer
from bot.answers.impact import impact
from bot.answers.sittings import Baseline, Known, Sitter, Standing
from bot.answers.traces import packed, unpacked
from bot.answers.wording import Wordings
from bot.facts.model import Exam, ExamQuestion, Knowledge
from bot.matching.watched import Trace
from tests.matching.test_steady import LARGE, SMALL, base, edited, exam


@pytest.fixture(scope="module", params=[SMALL, LARGE])
def before(request: pytest.FixtureRequest, wordings: Wordings) -> Answerer:
    knowledge = base(*request.param)
    asked = [ExamQuestion(q=question, fact="f0") for question in exam(knowledge, 120)]
    asked += [ExamQuestion(q="and so", after=question.q, fact="f1") for question in asked[:5]]
    return Answerer(knowledge.model_copy(update={"exams": {"e": Exam(questions=tuple(asked))}}), wordings)


@pytest.fixture(scope="module")
def known(before: Answerer) -> Known:
    return Baseline.of(before).known


def changed(knowledge: Knowledge, seed: int) -> Knowledge:
    return edited(knowledge, random.Random(seed))


@pytest.mark.parametrize("seed", range(4))
def test_what_an_edit_does_is_found_with_less_asking(
    before: Answerer, known: Known, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = Answerer(changed(before.knowledge, seed), before.wordings, before=before)
    asked: list[str] = []
    stands = Sitter._stands

    def counted(self: Sitter, question: ExamQuestion) -> Standing:
        asked.append(question.q)
        return stands(self, question)

    monkeypatch.setattr(Sitter, "_stands", counted)
    everything = impact(before, after, {key: replace(standing, trace=None) for key, standing in known.items()})
    assert len(asked) == len(known)
    asked.clear()
    fresh: Known = {}
    found = impact(before, after, dict(known), fresh=fresh)
    assert found == everything
    assert len(asked) < len(known)
    assert fresh.keys() == known.keys()
    # Conversations are always asked.
    assert asked.count("and so") == 5


def test_traces_come_back_as_they_were(known: Known) -> None:
    traces = [standing.trace for standing in known.values() if standing.trace]
    again = unpacked(packed(traces))
    assert len(again) == len(traces) > 0
    for one, other in zip(traces, again, strict=True):
        assert (one.facts, one.slack, one.whether, one.chat) == (other.facts, other.slack, other.whether, other.chat)
        assert np.array_equal(one.checks, other.checks)
        for held, kept in zip(one.held, other.held, strict=True):
            assert held[2:] == kept[2:]
            assert np.array_equal(held.places, kept.places)
            assert np.array_equal(held.values, kept.values)


def test_none_are_none() -> None:
    assert unpacked(packed([])) == []
    (trace,) = unpacked(packed([Trace()]))
    assert trace.slack == Trace().slack
    assert not trace.held


@pytest.mark.parametrize("name", ["values", "checks"])
def test_arrays_that_do_not_agree_are_refused(known: Known, name: str) -> None:
    arrays = dict(packed([standing.trace for standing in known.values() if standing.trace]))
    with pytest.raises(ValueError, match=r"agree|shorter|longer"):
        unpacked(arrays | {name: arrays[name][1:]})
