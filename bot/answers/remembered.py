"""How a base's exam stands, kept on disk beside the indexes, so that a preview need not ask it all first.

A file belongs to one content of the fact base, one encoder and one version of the code that answers; any other, and one
that is damaged, is left alone and the exam is sat anew. With each answer stands what it was decided by, so that after
an edit only what that may turn has to be asked.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.answers.answerer import Answerer
from bot.answers.sittings import Answered, Known, Standing, questions
from bot.answers.traces import packed, unpacked
from bot.matching import kept
from bot.matching.cache import code_digest
from bot.matching.decision import Outcome

KEPT = 4
"""How many files stay in the folder: a few fact bases, or a few states of one."""

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
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            rows = json.loads(arrays["rows"].tobytes())
            traces = iter(unpacked(arrays))
        known: Known = {
            (question, after): Standing(
                Answered(Outcome(outcome), tuple(facts)), tuple(near), margin, next(traces) if traced else None
            )
            for question, after, outcome, facts, near, margin, traced in rows
        }
        path.touch()
    except (OSError, ValueError, TypeError, KeyError, EOFError, StopIteration, BadZipFile) as error:
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
    some = [(key, standing) for key, standing in known.items() if key in keys]
    rows = [
        (
            *key,
            standing.answered.outcome.value,
            standing.answered.facts,
            standing.near,
            standing.margin,
            bool(standing.trace),
        )
        for key, standing in some
    ]
    arrays = dict(packed([standing.trace for _, standing in some if standing.trace]))
    payload = io.BytesIO()
    arrays["rows"] = np.frombuffer(json.dumps(rows, ensure_ascii=False).encode(), np.uint8)
    np.savez(payload, allow_pickle=False, **arrays)
    try:
        kept.write(path, lambda file: file.write(payload.getvalue()), KEPT)
    except OSError as error:
        _log.warning("cannot keep what is known of the exam in %s: %s", path.parent, error)


def _file(answerer: Answerer, folder: Path | None) -> Path | None:
    """Where it is kept; nowhere for a base that was not read from files, and for an index that will be replaced."""
    digest, index = answerer.knowledge.digest, answerer.index
    if folder is None or not digest or index.provisional:
        return None
    name = f"{digest}\n{index.encoder.name}" if index.encoder else digest
    name += "\noutdated" * index.outdated
    key = hashlib.sha256(code_digest("language", "facts", "matching", "answers") + name.encode()).hexdigest()
    return folder / f"exam-{key[:32]}.npz"
