"""Random edits of a commented file leave everything else as it was."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.apply import Edited, apply
from bot.facts.edits import Add, Alias, Change, Edit, Remove, Rename
from bot.facts.files import load
from bot.facts.model import Fact
from bot.facts.reader import understood
from tests.facts.test_apply import COMMENTED, fact


def random_edit(chance: random.Random, known: Sequence[Fact], number: int) -> Edit:  # noqa: PLR0911
    """Some edit that can be carried out."""
    it = chance.choice(known)
    words = chance.choice(["why", "how: much", "no", "كم", "# what", "it's", '"so"', "two, three", "- dash"])
    texts = {"en": f"{words} {number}?", "ar": f"سؤال {words} {number}؟"}
    match chance.randrange(8):
        case 0 | 1:
            return Alias(it.id, chance.choice(["en", "ar", "tr"]), texts["en"])
        case 2:
            answer = {**it.answer, "en": f"Answer {words} of the fact, {'rather long, ' * chance.randrange(9)}done."}
            answer["ar"] = "جواب"
            return Change(it.model_copy(update={"answer": answer}))
        case 3:
            others = [other.id for other in known if other.id != it.id]
            related = tuple(chance.sample(others, min(len(others), chance.randrange(3))))
            return Change(it.model_copy(update={"related": related}))
        case 4:
            caveat = {} if it.caveat else {"en": f"Caveat: {words}.", "ar": "تنبيه"}
            return Change(it.model_copy(update={"caveat": caveat}))
        case 5:
            return Rename(it.id, f"fact-{number}")
        case 6 if len(known) > 3:
            return Remove(it.id)
        case _:
            return Add(fact(f"fact-{number}", texts["en"]), "bakery")


def owners(lines: Sequence[str]) -> list[tuple[str, str]]:
    """For each line the fact and the key that it belongs to; empty where it is a comment between or an empty line."""
    found: list[tuple[str, str]] = []
    name = key = ""
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if not line.strip() or line.strip().startswith("#") or (indent == 0):
            found.append(("", ""))
            continue
        if line.startswith("  - id: "):
            name, key = line.split()[2], "id"
        elif indent == 4 and not line.strip().startswith("-"):
            key = line.strip().split(":")[0]
        found.append((name, key))
    return found


def changed_keys(edited: Edited) -> set[tuple[str, str]]:
    """The keys of facts that an edit changes; for a fact that goes or comes, all of them."""
    found: set[tuple[str, str]] = set()
    for name, (old, new) in edited.facts.items():
        keys = set(Fact.model_fields)
        found |= {(name, key) for key in keys if not (old and new) or getattr(old, key) != getattr(new, key)}
    return found


def untouched(lines: Sequence[str], changed: set[tuple[str, str]], gone: set[str]) -> list[str]:
    """The lines that an edit leaves alone: all but those of the changed keys and what stands in a fact that goes."""
    owned = owners(lines)
    kept: list[str] = []
    for at, line in enumerate(lines):
        name = owned[at][0]
        if not name:
            # A comment or an empty line within a fact stands between two lines of it.
            before = next((n for n, _ in reversed(owned[:at]) if n), "")
            after = next((n for n, _ in owned[at:] if n), "")
            name = before if before == after else ""
            if name in gone or line.startswith(("retired:", "renamed:")):
                continue
        elif owned[at] in changed:
            continue
        kept.append(line)
    return kept


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=4, deadline=None)
def test_200_edits_leave_every_comment_and_every_other_line(
    tmp_path_factory: pytest.TempPathFactory, newline: str, seed: int
) -> None:
    path = tmp_path_factory.mktemp("edits") / "bakery.yaml"
    path.write_text(COMMENTED, "utf-8", newline=newline)
    snapshot = load(path)
    chance = random.Random(seed)
    for number in range(200):
        edit = random_edit(chance, understood(snapshot).facts, number)
        before = (snapshot.bytes_of("bakery.yaml") or b"").decode()
        edited = apply(snapshot, [edit])
        after = (edited.after.bytes_of("bakery.yaml") or b"").decode()
        assert after.count("\r") == (after.count("\n") if newline == "\r\n" else 0)
        changed = changed_keys(edited)
        if isinstance(edit, Rename):
            changed = {(edit.id, "id")} | {pair for pair in changed if pair[1] == "related"}
        gone = {edit.id} if isinstance(edit, Remove) else set()
        rest = iter(after.split("\n"))
        for line in untouched(before.split("\n"), changed, gone):
            assert line in rest, f"{edit}: lost, changed or moved: {line!r}"
        snapshot = edited.after
    assert "# --- what it costs ---" in after
    assert "# the end" in after
