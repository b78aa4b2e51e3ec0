"""Traces of many texts as a few long arrays, to be kept on disk, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from bot.matching.watched import Held, Trace

Arrays: TypeAlias = Mapping[str, npt.NDArray[Any]]

_NUMBERS = Held._fields[2:]


def packed(traces: Sequence[Trace]) -> Arrays:
    """The arrays of some traces."""
    held = list(chain.from_iterable(trace.held for trace in traces))
    facts = [sorted(trace.facts) for trace in traces]
    flags = [(len(trace.held), trace.whether, trace.chat) for trace in traces]
    return {
        "flags": np.asarray(flags, dtype=np.int64).reshape(-1, 3),
        "slack": np.asarray([trace.slack for trace in traces], dtype=np.float64),
        **_joined("facts", facts, np.uint32),
        **_joined("checks", [trace.checks for trace in traces], np.uint32),
        **_joined("places", [one.places for one in held], np.uint32),
        **_joined("values", [one.values for one in held], np.float32),
        "numbers": np.asarray([one[2:] for one in held], dtype=np.float64).reshape(-1, len(_NUMBERS)),
    }


def unpacked(arrays: Arrays) -> list[Trace]:
    """The traces of some arrays.

    Raises:
        KeyError, ValueError: these are no such arrays.
    """
    vectors = zip(_parted("places", arrays, np.int64), _parted("values", arrays, np.float32), strict=True)
    held = [
        Held(places, values, *numbers)
        for (places, values), numbers in zip(vectors, arrays["numbers"].tolist(), strict=True)
    ]
    parts = zip(_parted("facts", arrays, np.int64), _parted("checks", arrays, np.uint32), strict=True)
    found: list[Trace] = []
    at = 0
    for (facts, checks), (count, whether, chat), slack in zip(
        parts, arrays["flags"].tolist(), arrays["slack"].tolist(), strict=True
    ):
        own = held[at : at + count]
        found.append(Trace(own, frozenset(facts.tolist()), slack, bool(whether), bool(chat), checks))
        at += count
    return found


def _joined(name: str, parts: Sequence[Any], kind: type[np.generic]) -> Arrays:
    sizes = np.asarray([len(part) for part in parts], dtype=np.int64)
    whole = np.concatenate([np.empty(0, kind), *[np.asarray(part, dtype=kind) for part in parts]])
    return {name: whole, f"{name}-sizes": sizes}


def _parted(name: str, arrays: Arrays, kind: type[np.generic]) -> Iterator[npt.NDArray[Any]]:
    whole, ends = arrays[name].astype(kind), np.cumsum(arrays[f"{name}-sizes"])
    if (ends[-1] if len(ends) else 0) != len(whole):
        raise ValueError(f"{name} and their sizes do not agree")
    start = 0
    for end in ends.tolist():
        yield whole[start:end]
        start = end
