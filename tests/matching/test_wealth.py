import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.facts.model import Knowledge
from bot.facts.reader import read
from bot.matching.wealth import FEW, RICH_FROM, is_plain, richness, wealth, wealth_in


def base(folder: Path, counts: dict[str, int], defaults: dict[str, str] | None = None, **fact: Any) -> Knowledge:
    """A base of two facts with so many questions in each language."""
    facts = [
        {
            "id": name,
            "questions": {tag: [f"{name} {tag} {i}" for i in range(count)] for tag, count in counts.items()},
            "answer": dict.fromkeys(counts, "So it is."),
            **fact,
        }
        for name in ("mill", "bakery")
    ]
    (folder / "facts").mkdir()
    (folder / "facts" / "town.yaml").write_text(json.dumps({"topic": "town", "title": {"en": "T"}, "facts": facts}))
    if defaults:
        (folder / "base.yaml").write_text(yaml.safe_dump({"name": {"en": "Town"}, "defaults": defaults}))
    return read(folder)


def test_questions_are_counted_by_language(tmp_path: Path) -> None:
    facts = base(tmp_path, {"en": 10, "de": 2}).facts
    assert (wealth(facts), richness(facts)) == (6.0, 10.0)
    assert wealth_in(facts) == {"en": 10.0, "de": 2.0}


def test_nothing_is_poor() -> None:
    assert (wealth(()), richness(())) == (0.0, 0.0)


@pytest.mark.parametrize("count", [round(FEW) + 1, round(RICH_FROM), 2 * round(RICH_FROM)])
def test_many_phrasings_that_name_no_time_leave_it_to_words_and_letters(tmp_path: Path, count: int) -> None:
    assert is_plain(base(tmp_path, {"en": count}))


@pytest.mark.parametrize(("count", "plain"), [(round(FEW), False), (round(FEW) + 1, True), (round(RICH_FROM), False)])
def test_in_a_base_of_some_time_a_middling_number_does(tmp_path: Path, count: int, *, plain: bool) -> None:
    assert is_plain(base(tmp_path, {"en": count}, {"period": "2025-Q3"})) is plain


def test_one_fact_of_some_time_is_enough(tmp_path: Path) -> None:
    assert not is_plain(base(tmp_path, {"en": round(RICH_FROM)}, about={"period": "2024"}))
