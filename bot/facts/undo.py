"""Taking back what an edit did, also after others have edited other facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.facts.apply import Edited, apply, judged
from bot.facts.edits import Change, Edit, Remove, Rename, Restore
from bot.facts.files import Snapshot
from bot.facts.model import Fact, Knowledge
from bot.facts.problems import KnowledgeError, Problem, shown
from bot.facts.reader import understood


def undone(before: Snapshot, after: Snapshot, now: Snapshot) -> Edited:
    """Take back an edit.

    Where nobody has touched the files since, they become what they were, byte for byte; else each fact
    that the edit changed is changed back, and what others did to other facts stays. The id of a fact that the edit
    added or renamed stays taken.

    Args:
        before: the files before the edit.
        after: the files after it.
        now: the files of today.

    Raises:
        KnowledgeError: if a fact was changed again since, or the base would not be sound.
    """
    names = [name for name in _names(before, after) if before.bytes_of(name) != after.bytes_of(name)]
    as_left = [name for name in names if now.bytes_of(name) == after.bytes_of(name)]
    old, new = understood(before), understood(after)
    gone, kept = ({fact.id for fact in base.facts} for base in (old, new))
    if as_left == names and kept <= gone:
        return judged(now, _texts(before, names))
    edits = list(_back(old, new, understood(now), now))
    edited = apply(now, edits)
    # Exam questions that went with a fact come back with it.
    exams = [name for name in as_left if name.removeprefix("exam/") in {**old.exams, **new.exams}]
    return judged(now, {**edited.changes, **_texts(before, exams)}) if exams else edited


def _names(*snapshots: Snapshot) -> list[str]:
    return list(dict.fromkeys(file.name for snapshot in snapshots for file, _ in snapshot.files))


def _texts(snapshot: Snapshot, names: list[str]) -> dict[str, str | None]:
    found = {name: snapshot.bytes_of(name) for name in names}
    return {name: data.decode("utf-8") if data is not None else None for name, data in found.items()}


def _back(old: Knowledge, new: Knowledge, now: Knowledge, files: Snapshot) -> Iterator[Edit]:
    """The edits that lead back, in an order in which each can be made."""
    was, did, held = ({fact.id: fact for fact in base.facts} for base in (old, new, now))
    renamed = {name: to for name, to in new.former.items() if to and name in was and to in did and name not in did}
    problems: list[Problem] = []

    def again(name: str) -> None:
        what = f"the fact {shown(name)} was changed again since"
        remedy = "undo the later change first, or edit the fact"
        problems.append(Problem(files.root, 1, 1, name, what, remedy))

    edits: list[Edit] = []
    for name, to in renamed.items():
        if to in held:
            edits.append(Rename(to, name))
        else:
            again(to)
    edits += _restored(old, was, did, held, renamed)
    for name, fact in was.items():
        to = renamed.get(name, name)
        changed = did.get(to)
        if changed is None or _called(fact, renamed) == changed or held.get(to) == _called(fact, renamed):
            continue
        if held.get(to) == changed:
            edits.append(Change(fact))
        else:
            again(to)
    came = set(renamed.values())
    for name in did:
        if name in was or name in came:
            continue
        if name in held and held[name] != did[name]:
            again(name)
        elif name in held:
            edits.append(Remove(name))
    if problems:
        raise KnowledgeError(problems)
    yield from edits


def _restored(
    old: Knowledge,
    was: Mapping[str, Fact],
    did: Mapping[str, Fact],
    held: Mapping[str, Fact],
    renamed: Mapping[str, str],
) -> Iterator[Restore]:
    """The removed facts, the last of each topic first, so that each finds the one that it stood before."""
    for topic in old.topics:
        following: str | None = None
        for fact in reversed(topic.facts):
            if fact.id in was and fact.id not in did and fact.id not in renamed and fact.id not in held:
                yield Restore(fact, topic.topic, following, topic.title)
            following = fact.id


def _called(fact: Fact, renamed: Mapping[str, str]) -> Fact:
    """A fact as it is where only ids were changed."""
    related = tuple(renamed.get(name, name) for name in fact.related)
    return fact.model_copy(update={"id": renamed.get(fact.id, fact.id), "related": related})
