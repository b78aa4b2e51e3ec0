"""Which texts an edit of the base leaves as they are, told without asking them.

What becomes of a text follows from how its words are read, from the facts that come into question, and from learned
numbers. So it stays as it is, exactly, where all of this holds:

- No word of it may be read otherwise: none is, or is spelt nearly like, one that the curated questions have only before
  or only after the edit.
- None of its words and concepts has another rarity, or is newly known as somebody's name, and it has no feature that is
  known only before or only after.
- No changed fact comes into question, before or after: none is among those looked at closely, has a measure that is
  named, or may set a wrong premise right.
- All else that the whole base tells (which measures it covers, what a fact weighs, ...) is the same.
- The learned numbers move by less than the slack: than the smallest distance of any step of the decision from turning
  out otherwise (:mod:`bot.matching.shaky`). How far they move is not asked but bounded: a score is the product of the
  text's vector and the fact's plane, a cosine that of two vectors, and what the product moves by is at most what the
  one moves by along the other and what the other moves by as a whole.

Where one of them does not hold, the text may move, and is to be asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.language.tokens import Script, tokenise
from bot.matching.features import BLOCK_BITS
from bot.matching.index import Index
from bot.matching.shift import Shift
from bot.matching.watched import Trace
from bot.matching.wealth import FEW

_EDITS = 2
"""Letters in which two words differ at most of which one may be read as the other."""

_ALIKE = 60.0
"""Likeness of an Arabic word to some part of another, in percent, from which it may be read so with what is joined."""

_BATCH = 512
"""So many texts are told of at once: other threads have their turn between."""

_SAME = ("by_core", "by_amount", "measured", "dated", "covered", "languages")
_SAME_OF_FACT = ("subject", "parties", "core", "period", "figures")
_Bools = npt.NDArray[np.bool_]


class Text(NamedTuple):
    """A text with the one before it, and what it was decided by in the base before."""

    texts: tuple[str, ...]
    trace: Trace


def steady(old: Index, new: Index, texts: Sequence[Text]) -> list[Trace | None]:
    """For each text by what it would be decided after an edit; None if it may get another answer.

    Args:
        old: the base before the edit.
        new: the base after it, with the same facts at the same places.
        texts: texts with what they were decided by in the old base.
    """
    changed = _changed(old, new)
    if changed is None or not texts:
        return [None] * len(texts)
    still = _untouched(old, new, changed, [text.trace for text in texts])
    still &= _read_alike(old, new, texts, still)
    shift = Shift(old, new, changed)
    found: list[Trace | None] = [None] * len(texts)
    for places in np.array_split(np.flatnonzero(still), 1 + len(texts) // _BATCH):
        for place, trace in zip(places, shift([texts[place].trace for place in places]), strict=True):
            found[place] = trace
    return found


def _changed(old: Index, new: Index) -> frozenset[int] | None:
    """The numbers of the facts that an edit changed; None where more changed than some facts' texts."""
    if old.bare or old.encoder or new.encoder or old.taught is not new.taught:
        return None
    if len(old.profiles) != len(new.profiles):
        return None
    if (old.knowledge.concepts, old.knowledge.base) != (new.knowledge.concepts, new.knowledge.base):
        return None
    if any(getattr(old, name) != getattr(new, name) for name in _SAME):
        return None
    if (old.wealth <= FEW) != (new.wealth <= FEW) or old.lexicon.series != new.lexicon.series:
        return None
    facts = enumerate(zip(old.facts, new.facts, strict=True))
    changed = frozenset(
        number
        for number, (was, now) in facts
        if was is not now
        and (
            old.profiles[number] != new.profiles[number] or (was.questions, was.related) != (now.questions, now.related)
        )
    )
    pairs = [(old.profiles[number], new.profiles[number]) for number in changed]
    same = all(getattr(was, name) == getattr(now, name) for was, now in pairs for name in _SAME_OF_FACT)
    return changed if same else None


def _untouched(old: Index, new: Index, changed: frozenset[int], traces: Sequence[Trace]) -> _Bools:
    """Which texts have nothing that an edit touches but for learned numbers."""
    touched = [crc32(name.encode()) for name in _touched(old, new, changed)]
    keys = np.setxor1d(old.vectoriser.keys, new.vectoriser.keys, assume_unique=True) >> BLOCK_BITS
    checks = np.unique(np.concatenate([keys, np.asarray(touched, dtype=np.int64)])).astype(np.uint32)
    corrects = any(profile.number in changed for profile in (*old.corrigible, *new.corrigible))
    sizes = [len(trace.checks) for trace in traces]
    every = np.concatenate([trace.checks for trace in traces])
    hits = np.zeros(len(traces), dtype=np.int64)
    np.add.at(hits, np.repeat(np.arange(len(traces)), sizes)[np.isin(every, checks)], 1)
    free = [changed.isdisjoint(trace.facts) and not (corrects and trace.whether) for trace in traces]
    found: _Bools = (hits == 0) & np.asarray(free, dtype=bool)
    return found


def _touched(old: Index, new: Index, changed: Iterable[int]) -> Iterable[str]:
    """The names of the features that an edit touches."""
    yield from (name for name in old.rarity.keys() | new.rarity.keys() if old.rarity.get(name) != new.rarity.get(name))
    yield from chain.from_iterable(name.split() for name in old.told ^ new.told)
    yield from old.told ^ new.told
    for number in changed:
        for profile in (old.profiles[number], new.profiles[number]):
            yield from ("c:" + name for name in profile.core | (profile.shares.keys() & old.lexicon.single))


def _read_alike(old: Index, new: Index, texts: Sequence[Text], still: _Bools) -> _Bools:
    """Which texts have no word that may be read otherwise."""
    words = old.vocabulary.keys() ^ new.vocabulary.keys()
    found = np.ones(len(texts), dtype=bool)
    if not words:
        return found
    scripts = {token.script for word in words for token in tokenise(word)}
    known: dict[str, bool] = {}
    # Texts in Latin letters are read by the Arabic words that sound alike, or by the Russian ones.
    readers = [index.lexicon.transliterated.in_own_letters for index in (old, new) if Script.CYRILLIC in scripts]
    for place in np.flatnonzero(still).tolist():
        said = texts[place]
        found[place] = (
            not (Script.ARABIC in scripts and said.trace.chat)
            and all(len({reads(text) for reads in readers}) < 2 for text in said.texts)
            and not any(_may_be(token.text, words, known) for text in said.texts for token in tokenise(text))
        )
    return found


def _may_be(word: str, words: Iterable[str], known: dict[str, bool]) -> bool:
    """Whether a word is, has in it, or may be misspelt for one of some others."""
    if word not in known:
        known[word] = any(
            other in word
            or (len(word) > _EDITS and word in other)
            or OSA.distance(word, other, score_cutoff=_EDITS) <= _EDITS
            or (not word.isascii() and not other.isascii() and fuzz.partial_ratio(word, other) >= _ALIKE)
            for other in words
        )
    return known[word]
