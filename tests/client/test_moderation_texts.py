"""Facts, differences and problems as moderators see them in a message."""

from __future__ import annotations

from pathlib import Path

from bot.answers.wording import Wordings
from bot.client.moderation.texts import BLOCK, BLOCK_LINES, FOLDED, FOLDED_LINES, block, listed, problem_lines, why
from bot.facts.problems import Problem
from bot.storage.errors import StorageError

ROOT = Path("/srv/facts/base")


def test_a_long_changed_line_is_shown_near_what_differs() -> None:
    many = ", ".join(f"question number {number} of so many" for number in range(300))
    old, new = f"      en: [{many}]", f"      en: [{many}, and one more?]"
    shown, whole = block(f"--- facts/a.yaml\n+++ facts/a.yaml\n@@ -1 +1 @@\n-{old}\n+{new}\n after")
    assert not whole
    assert shown.split("\n")[4:6] == [
        "-…estion number 298 of so many, question number 299 of so many]",
        "+…estion number 298 of so many, question number 299 of so many, and one more?]",
    ]
    inside = old.replace("number 150 of", "number ONE-FIFTY of")
    shown, _ = block(f"-{old}\n+{inside}")
    for line, number in zip(shown.split("\n")[1:3], ("150", "ONE-FIFTY"), strict=True):
        assert f"question number {number} of so many, " in line
        assert line[1] == line[-1] == "…"
        assert len(line) < 160


def test_lines_that_are_not_pairs_and_short_ones_stay_as_they_are() -> None:
    for text in ("-short\n+shorter", "-" + "x" * 200, "-a\n-b\n+c", "+" + "y" * 200):
        assert block(text) == (f"```diff\n{text}\n```", True)


def test_a_block_keeps_within_its_room_whatever_is_in_it() -> None:
    for language, room in (("diff", FOLDED), ("yaml", BLOCK)):
        shown, whole = block("\n".join("+" + "🚢" * 250 for _ in range(30)), language)
        assert not whole
        assert len(shown.encode("utf-16-le")) // 2 <= room + 20


def test_of_a_long_difference_the_first_lines_are_shown() -> None:
    lines = [f"+{number}" for number in range(BLOCK_LINES)]
    text = "\n".join(lines)
    assert block(text, "yaml") == (f"```yaml\n{text}\n```", True)
    assert block(text) == ("```diff\n" + "\n".join(lines[:FOLDED_LINES]) + "\n```", False)


def test_problems_say_where_what_and_what_to_do(wordings: Wordings) -> None:
    said = wordings.of("en").discord.moderation
    path = ROOT / "facts/money.yaml"
    problems = [
        Problem(path, 7, 3, "fare.answer.ar", f"as *in* {path}:9", "write it"),
        Problem(path, 1, 1, "file", "it is no YAML", "mend it"),
        Problem(ROOT, 1, 1, "toll", "there is no fact toll", "look for it"),
    ]
    assert list(problem_lines(problems, ROOT, said)) == [
        "**\u2068facts/money.yaml\u2069, line 7** · **`fare.answer.ar`** · \u2068as \\*in\\* facts/money.yaml:9\u2069",
        "What to do: \u2068write it\u2069",
        "**\u2068facts/money.yaml\u2069, line 1** · \u2068it is no YAML\u2069",
        "What to do: \u2068mend it\u2069",
        "**`toll`** · \u2068there is no fact toll\u2069",
        "What to do: \u2068look for it\u2069",
    ]
    # Of a form the reader sees fields, and neither lines nor the id again.
    where = next(problem_lines(problems, ROOT, said, form="fare"))
    assert where.startswith("**`answer.ar`** · ")
    assert list(problem_lines(problems * 5, ROOT, said))[-1] == "+ 7"


def test_many_names_are_counted() -> None:
    names = [f"f{number}" for number in range(300)]
    assert listed(names[:10]).endswith(", f9")
    assert listed(names) == ", ".join([*names[:10], "+ 290"])


def test_what_storage_says_names_no_address_and_is_told_in_arabic(wordings: Wordings) -> None:
    remedy = "check that PostgreSQL runs there and FACTBOT_DATABASE_URL names its host, user and password"
    error = StorageError(f"postgresql+asyncpg://ann:***@db.example/facts?host=%2Frun: [Errno 2] No such file: {remedy}")
    english, arabic = (wordings.of(language).discord.moderation for language in ("en", "ar"))
    assert why(error, english) == f"PostgreSQL: \\[Errno 2\\] No such file: {remedy}".replace("_", "\\_")
    assert "db.example" not in why(error, arabic)
    assert why(error, arabic).startswith("لا يمكن الوصول إلى قاعدة البيانات PostgreSQL")
    full = StorageError("/srv/facts/money.yaml: No space left on device: free some space, or make it writable")
    assert why(full, english).startswith("money.yaml: No space left")
    assert "مساحة على القرص" in why(full, arabic)
