"""From files to a fact base, or to everything that is wrong with them."""

from __future__ import annotations

from pathlib import Path

from bot.facts.draft import draft_of, gather_one
from bot.facts.files import Kind, Snapshot, load
from bot.facts.model import Exam, Knowledge
from bot.facts.problems import KnowledgeError
from bot.facts.references import broken_references


def read(path: Path) -> Knowledge:
    """Read a fact base.

    Args:
        path: a folder with ``facts/`` (or files of facts lying in it) and, if wanted, ``base.yaml``,
            ``sources/``, ``concepts/`` and ``exam/``; or one YAML file of facts.

    Raises:
        KnowledgeError: with all problems of all files that make the base unusable. What is merely doubtful is
            left to :func:`bot.facts.lint.check`.
    """
    return understood(load(path))


def understood(snapshot: Snapshot) -> Knowledge:
    """What the files of a fact base mean.

    Raises:
        KnowledgeError: as for :func:`read`.
    """
    draft = draft_of(snapshot)
    problems = [*draft.problems, *broken_references(draft)]
    if problems:
        raise KnowledgeError(problems)
    return draft.knowledge()


def read_exam(path: Path) -> Exam:
    """Read one file of exam questions that need not belong to the fact base.

    Raises:
        KnowledgeError: with all problems of the file.
    """
    draft = gather_one(path, Kind.EXAM)
    if draft.problems:
        raise KnowledgeError(draft.problems)
    return draft.exams[0].model
