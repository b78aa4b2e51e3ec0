from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.facts.apply import apply
from bot.facts.edits import Add, Alias, Change, Edit, Remove, Rename, Retitle
from bot.facts.files import Snapshot
from bot.facts.problems import KnowledgeError
from bot.facts.reader import understood
from bot.facts.undo import undone
from tests.facts.test_apply import base, fact, fact_of


def texts(snapshot: Snapshot) -> dict[str, bytes]:
    return {file.name: data for file, data in snapshot.files}


@pytest.mark.parametrize(
    "edits",
    [
        [Alias("rent", "en", "how dear?")],
        [Remove("rent")],
        [Remove("mill")],
        [Remove("sales"), Remove("owner")],
        [Retitle("bakery", {"en": "Bread"})],
    ],
)
def test_files_that_nobody_touched_since_become_what_they_were(tmp_path: Path, edits: Sequence[Edit]) -> None:
    before = base(tmp_path)
    after = apply(before, edits).after
    assert texts(undone(before, after, after).after) == texts(before)


@pytest.mark.parametrize(
    "edits",
    [
        [Alias("rent", "en", "how dear?")],
        [Remove("rent")],
        [Remove("sales"), Remove("mill")],
        [Rename("rent", "lease")],
        [Rename("rent", "lease"), Alias("lease", "en", "how dear?"), Remove("sales")],
        [Add(fact("oven"), "bakery")],
        [Add(fact("oven"), "tools", {"en": "Tools"}), Alias("sales", "en", "how hot?")],
    ],
)
def test_what_others_did_since_stays(tmp_path: Path, edits: Sequence[Edit]) -> None:
    before = base(tmp_path)
    after = apply(before, edits).after
    others: list[Edit] = [Alias("owner", "en", "who is the boss?"), Add(fact("later", "later?"), "bakery")]
    now = apply(after, others).after
    back = undone(before, after, now).after
    facts = {known.id: known for known in understood(back).facts}
    expected = {known.id: known for known in understood(apply(before, others).after).facts}
    assert facts == expected
    assert {"lease", "oven"} & {known.id for known in understood(after).facts} <= understood(back).former.keys()


def test_exam_questions_come_back_with_their_fact(tmp_path: Path) -> None:
    before = base(tmp_path)
    after = apply(before, [Remove("rent")]).after
    now = apply(after, [Alias("owner", "en", "who is the boss?")]).after
    assert undone(before, after, now).new.exams == understood(before).exams


def test_what_was_added_leaves_its_id_taken(tmp_path: Path) -> None:
    before = base(tmp_path)
    after = apply(before, [Add(fact("oven"), "bakery")]).after
    back = undone(before, after, after)
    assert back.new.former == {"oven": None}
    with pytest.raises(KnowledgeError, match="was given to a fact that was removed"):
        apply(back.after, [Add(fact("oven", "another?"), "bakery")])


def test_an_undo_can_be_undone(tmp_path: Path) -> None:
    before = base(tmp_path)
    after = apply(before, [Rename("rent", "lease"), Add(fact("oven"), "bakery")]).after
    back = undone(before, after, after).after
    again = undone(after, back, back)
    assert {known.id for known in again.new.facts} == {known.id for known in understood(after).facts}


def test_a_fact_that_was_changed_again_is_a_conflict(tmp_path: Path) -> None:
    before = base(tmp_path)
    after = apply(before, [Alias("rent", "en", "how dear?"), Add(fact("oven"), "bakery")]).after
    answer = {"en": "Another.", "ar": "آخر."}
    later = [Change(fact_of(after, name).model_copy(update={"answer": answer})) for name in ("rent", "oven")]
    with pytest.raises(KnowledgeError) as caught:
        undone(before, after, apply(after, later).after)
    assert [(problem.key, problem.what) for problem in caught.value.problems] == [
        ("oven", 'the fact "oven" was changed again since'),
        ("rent", 'the fact "rent" was changed again since'),
    ]
