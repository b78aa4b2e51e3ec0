"""The tune half of the exam as it was first asked: each file's questions, on the fact base as it was before the file.

Concepts and phrasings grow by the questions that went wrong, so that the finished base finds the questions of its own
exam easier than a member's: what is fitted to them trusts concepts too much, and declines too little. The version
history still has the base that had not seen them. Only the engine is today's.

The history must reach back to where the files were added; those that it does not know are left out, as are files from
before the base had :data:`LEAST` curated questions a fact and language. The hold half is never read.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.facts.model import Exam, Half
from bot.facts.problems import KnowledgeError
from bot.facts.reader import read, read_exam
from bot.matching.index import Index

LEAST = 40.0
"""Of a base with fewer curated questions a fact and language the questions teach something else."""


@dataclass(frozen=True)
class Unseen:
    """A fact base with exam files that it has not seen.

    Attributes:
        commit: the state of the base.
        index: the base.
        exams: the files by their names.
    """

    commit: str
    index: Index
    exams: dict[str, Exam]


def _git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True).stdout


def _added(folder: Path) -> dict[str, list[Path]]:
    """The files of the tune half by the commit before the one that added them, the earliest first."""
    found: dict[str, list[Path]] = {}
    for path in sorted((folder / "exam").glob("tune-*.yaml")):
        commits = _git(folder, "log", "--diff-filter=A", "--format=%P", "--", f"exam/{path.name}").decode().split("\n")
        parents = [line.split()[0] for line in commits if line.strip()]
        if parents:
            found.setdefault(parents[-1], []).append(path)
    return found


def _base(folder: Path, commit: str, *, bare: bool) -> Index | None:
    """The fact base of a commit, without its exam; None if today's engine cannot read it, or it is poor."""
    with tempfile.TemporaryDirectory() as place:
        try:
            within = _git(folder, "rev-parse", "--show-prefix").decode().strip().rstrip("/")
            packed = _git(
                Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip()), "archive", f"{commit}:{within}"
            )
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                members = [member for member in archive.getmembers() if not member.name.startswith("exam/")]
                archive.extractall(place, members, filter="data")
            knowledge = read(Path(place))
            index = Index(knowledge.model_copy(update={"concepts": {}}) if bare else knowledge)
        except (subprocess.CalledProcessError, KnowledgeError) as error:
            print(f"{commit}: left out: {error}", file=sys.stderr)
            return None
    return index if max(index.wealth_in.values(), default=0.0) >= LEAST else None


def unseen(folder: Path, *, bare: bool = False, most: int | None = None) -> Iterator[Unseen]:
    """Each state of a fact base with the exam files that it had not seen; a state takes half a minute to build.

    Args:
        folder: the fact base, within a repository.
        bare: whether its concepts are taken away.
        most: at most so many states, those before which most files were added; None: all.
    """
    added = _added(folder)
    chosen = set(sorted(added, key=lambda commit: -len(added[commit]))[:most])
    for commit, paths in added.items():
        if commit not in chosen:
            continue
        exams = {path.stem: exam for path in paths if (exam := read_exam(path)).half is Half.TUNE}
        index = _base(folder, commit, bare=bare) if exams else None
        if index:
            print(f"{commit}: {', '.join(exams)}", file=sys.stderr)
            yield Unseen(commit, index, exams)
