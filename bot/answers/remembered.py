"""How a base's exam stands, kept on disk beside the indexes, so that a preview need not ask it all first.

A file belongs to one content of the fact base, one encoder and one version of the code that answers; any other, and one
that is damaged, is left alone and the exam is sat anew.
"""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path

from bot.answers.answerer import Answerer
from bot.answers.sittings import Answered, Known, Standing, questions
from bot.matching import kept
from bot.matching.cache import code_digest
from bot.matching.decision import Outcome

KEPT = 6
"""How many files stay in the folder: some states of a few fact bases."""

_log = logging.getLogger(__name__)


def recall(answerer: Answerer, folder: Path | None) -> Known:
    """How a base's exam stands, if that was kept; else nothing is known.

    Args:
        answerer: of the base.
        folder: where it is kept; None: nowhere.
    """
    path = _file(answerer, folder)
    try:
        content = kept.read(path) if path else None
        if path is None or content is None:
            return {}
        known: Known = {
            (question, after): Standing(Answered(Outcome(outcome), tuple(facts)), tuple(near), margin)
            for question, after, outcome, facts, near, margin in json.loads(bytes(content))
        }
        path.touch()
    except (OSError, ValueError, TypeError) as error:
        _log.warning("cannot use what is known of the exam, %s: %s", path, error)
        return {}
    return known


def keep(answerer: Answerer, known: Known, folder: Path | None) -> None:
    """Keep how a base's exam stands, once all of it is known; a full or read-only disk only costs time later.

    Args:
        answerer: of the base.
        known: how its exam stands.
        folder: where to keep it; None: nowhere.
    """
    path = _file(answerer, folder)
    keys = {asked.key for asked in questions(answerer)}
    if path is None or path.exists() or not keys or not keys <= known.keys():
        return
    rows = [
        (*key, standing.answered.outcome.value, standing.answered.facts, standing.near, standing.margin)
        for key, standing in known.items()
        if key in keys
    ]
    payload = json.dumps(rows, ensure_ascii=False).encode()
    try:
        kept.write(path, lambda file: file.write(payload), KEPT)
    except OSError as error:
        _log.warning("cannot keep what is known of the exam in %s: %s", path.parent, error)


def _file(answerer: Answerer, folder: Path | None) -> Path | None:
    """Where it is kept; nowhere for a base that was not read from files, and for an index that will be replaced."""
    digest, index = answerer.knowledge.digest, answerer.index
    if folder is None or not digest or index.provisional:
        return None
    name = f"{digest}\n{index.encoder.name}" if index.encoder else digest
    key = hashlib.sha256(code_digest("language", "facts", "matching", "answers") + name.encode()).hexdigest()
    return folder / f"exam-{key[:32]}.json"
