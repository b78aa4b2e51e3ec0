"""How far an edit moves the learned numbers of texts: bounds, worked out without asking any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.matching.index import Index, asked
from bot.matching.sureness import answer_from
from bot.matching.vectors import MANY_FACTS, Floats
from bot.matching.watched import Held, Trace
from bot.matching.weights import PARTS, weights

MOST = 0.1
"""Shift of log-odds from which a bound to first order tells nothing."""

_ROOM = 1.3
"""How many times the shift the slack must be: up to :data:`MOST` what a confidence moves by grows by less."""

_WEAK = 2e-5
"""Shift of a phrasing's vector up to which it is bounded together with all others."""

_STRONG = 1500
"""At most so many phrasings have a bound of their own."""

_MOVING = 64
"""At most so many facts besides the changed ones are looked at by themselves."""

_HIGHEST = 6.0
"""No part of a score is higher."""

_NEVER = 1e3
"""What a feature changes by that begins to weigh something, or ceases to."""

_TINY = 1e-5
"""Gap between scores that rounding may close."""

_LEAST_VOTES = 1e-9
"""Sum of all votes below which nothing is told."""

_Bools = npt.NDArray[np.bool_]


class Shift:
    """How far an edit moves the learned numbers of texts."""

    def __init__(self, old: Index, new: Index, changed: frozenset[int]) -> None:
        self._old, self._new = old, new
        self._changed = sorted(changed)
        self._large = len(old.profiles) > MANY_FACTS
        was, now = old.vectoriser, new.vectoriser
        places = np.searchsorted(now.keys, was.keys)
        places[places == now.size] = 0
        kept = now.keys[places] == was.keys
        before, after = was.weight(np.arange(was.size)), now.weight(places)
        ratio = np.divide(after, before, out=np.ones_like(after), where=kept & (before > 0.0))
        ratio[~kept] = 0.0
        # Texts with a feature that is gone are not told of; one that begins or ceases to weigh something tells as much.
        turned = kept & ((before > 0.0) != (after > 0.0))
        # What all weights change by is nothing to a vector of norm 1.
        unknown = now.unknown / was.unknown
        usual = float(np.median(ratio[kept])) if kept.any() else unknown
        self._places, self._ratio = places, ratio / usual
        self._weights = np.square(np.where(turned, _NEVER, np.where(kept, ratio / usual - 1.0, 0.0)))
        self._unknown = abs(unknown / usual - 1.0)
        self._of_rows()

    def _of_rows(self) -> None:
        """What moves in the phrasings and in the facts' planes, by the features of the new base."""
        old, new = self._old.machines, self._new.machines
        pairs, gone, came = _paired(self._old, self._new)
        rows, places = new.rows, self._places
        was = old.rows
        weighs = self._ratio[was.indices] > 0.0
        was = sp.csr_matrix((was.data * weighs, places[was.indices], was.indptr), shape=(was.shape[0], rows.shape[1]))
        self._gone, self._came = was[gone], rows[came]
        before, after = np.asarray(pairs, dtype=np.int64).reshape(-1, 2).T
        moved = rows[after] - was[before]
        moved.eliminate_zeros()
        lengths = _norms(moved)
        least = max(_WEAK, -float(np.partition(-lengths, _STRONG)[_STRONG]) if len(lengths) > _STRONG else 0.0)
        self._strong, self._stronger = moved[lengths > least], rows[after[lengths > least]]
        self._weak = float(lengths[lengths <= least].max(initial=0.0))
        shares, others = old.portions, new.portions
        kept = sp.csr_matrix((np.ones(len(pairs), np.float32), (before, after)), shape=(was.shape[0], rows.shape[0]))
        shifted = others - shares @ kept
        shifted.eliminate_zeros()
        self._moved = shifted @ rows + shares[:, before] @ moved - shares[:, gone] @ self._gone
        # The facts that move most may well be none that counts for a text.
        lengths = _norms(self._moved)
        lengths[self._changed] = -1.0
        ranked = np.argsort(-lengths, kind="stable")
        self._moving = ranked[lengths[ranked] > _WEAK][:_MOVING] if self._large else ranked[lengths[ranked] >= 0.0]
        self._looked_at = [*self._changed, *self._moving]
        self._planes = others[self._looked_at] @ rows
        as_before = not self._weights.any() and not self._unknown
        self._norms = np.zeros(old.facts) if as_before else _norms(sp.csr_matrix(others @ rows))
        self._most = self._norms[self._looked_at]

    def __call__(self, traces: Sequence[Trace]) -> list[Trace | None]:
        """For each text by what it would be decided after the edit; None if that may be told otherwise."""
        every = list(chain.from_iterable(trace.held for trace in traces))
        owners = np.repeat(np.arange(len(traces)), [len(trace.held) for trace in traces])
        odds, edge, gap, cosine, stays = self._bounds(every)
        shifts = np.zeros(len(traces))
        np.maximum.at(shifts, owners, np.where(stays, odds, np.inf))
        slacks = np.asarray([trace.slack for trace in traces])
        steady = (shifts <= MOST) & (shifts * _ROOM <= slacks)
        held = iter(zip(every, edge.tolist(), gap.tolist(), cosine.tolist(), strict=True))
        found: list[Trace | None] = []
        for trace, shift, is_steady in zip(traces, shifts.tolist(), steady.tolist(), strict=True):
            own = [next(held) for _ in trace.held]
            moved = replace(trace, slack=trace.slack - shift, held=[self._after(*one) for one in own])
            found.append(moved if is_steady else None)
        return found

    def _after(self, held: Held, edge: float, gap: float, cosine: float) -> Held:
        """The same in the new base, with what it may have moved by taken off."""
        return held._replace(
            places=self._places[held.places],
            values=(held.values * self._ratio[held.places]).astype(np.float32),
            edge=edge,
            gap=gap,
            near_edge=held.near_edge - cosine,
            near_gap=held.near_gap - 2.0 * cosine,
        )

    def _bounds(self, every: Sequence[Held]) -> tuple[Floats, Floats, Floats, Floats, _Bools]:
        """How far log-odds move at most, the new edges and gaps, how far cosines move, whether the same facts count."""
        texts = self._matrix(every)
        own = 2.2 * np.sqrt(self._own(every)) + 2.2 * self._unknown
        turned = (texts @ self._moved.T).toarray()
        moved = np.abs(turned) + own[:, None] * self._norms
        least = np.delete(moved, [*self._changed, *self._moving], axis=1).max(axis=1, initial=0.0)
        strong = np.abs((texts @ self._strong.T).toarray())
        cosine = own + strong.max(axis=1, initial=self._weak)
        table = np.asarray([one[2:] for one in every], dtype=np.float64).reshape(-1, len(Held._fields) - 2)
        edge, gap, near_edge, near_gap, room, eighth, seventh = table.T
        scores = (texts @ self._planes.T).toarray()
        if self._large:
            # What such a fact scores at most, before or after; where it is looked at closely, it counts.
            mine, moving = np.hsplit(scores + own[:, None] * self._most, [len(self._changed)])
            counts = moving + moved[:, self._moving] >= (edge - least)[:, None]
            score = np.maximum(least, (moved[:, self._moving] * counts).max(axis=1, initial=0.0))
            edges, gaps = edge - score, gap - 2.0 * score
            stays = mine.max(axis=1, initial=-np.inf) < edges
        else:
            counts = scores - turned[:, self._looked_at] >= (edge - 0.5 * np.minimum(gap, 1.0))[:, None]
            score = (moved[:, self._looked_at] * counts).max(axis=1, initial=0.0)
            edges = (np.where(counts, scores, np.inf) - own[:, None] * self._most).min(axis=1)
            gaps = edges - (np.where(counts, -np.inf, scores) + own[:, None] * self._most).max(axis=1)
            stays = (gap > _TINY) & ~counts[:, : len(self._changed)].any(axis=1)
        stays &= gaps > _TINY
        gone, came = ((texts @ some.T).toarray() + own[:, None] for some in (self._gone, self._came))
        if self._large:
            # Of the facts that have a score, those farthest may give way to changed ones; but none may come in.
            enters = (came.max(axis=1, initial=0.0) >= near_edge - cosine) & (room < len(self._changed))
            stays &= (gone.max(axis=1, initial=0.0) < near_edge - cosine) & (2.0 * cosine < near_gap) & ~enters
        both = np.maximum(np.hstack([gone, came]), 0.0)
        # Of cosines far above what they move by, the eighth power moves by eight times that and the seventh, and a bit.
        little = len(self._old.machines.owners) * 8.0 * cosine * (101.0 * cosine) ** 7
        high = np.maximum((texts @ self._stronger.T).toarray(), 0.0) + own[:, None] + strong
        swing = (
            8.8 * (own + self._weak) * seventh + little + (both**8).sum(axis=1) + 8.8 * (strong * high**7).sum(axis=1)
        )
        votes = np.where(
            eighth > _LEAST_VOTES, swing / np.maximum(eighth - swing, _LEAST_VOTES), np.where(swing > 0.0, np.inf, 0.0)
        )
        odds = self._odds(score, cosine, votes)
        return odds, edges, gaps, cosine, stays

    def _matrix(self, every: Sequence[Held]) -> sp.csr_matrix[np.float64]:
        """The vectors of texts by the features of the new base, weighed as in the old one."""
        starts = np.append(0, np.cumsum([len(one.places) for one in every], dtype=np.int64))
        places = self._places[np.concatenate([np.empty(0, np.int64), *[one.places for one in every]])]
        values = np.concatenate([np.empty(0, np.float64), *[one.values for one in every]])
        return sp.csr_matrix((values, places, starts), shape=(len(every), self._new.vectoriser.size))

    def _own(self, every: Sequence[Held]) -> Floats:
        """For each text the square of what other weights of its features make of its vector."""
        moved = [float(np.square(one.values) @ self._weights[one.places]) for one in every]
        return np.asarray(moved, dtype=np.float64)

    def _odds(self, score: Floats, cosine: Floats, votes: Floats) -> Floats:
        bias, weighing = weights(self._old.richness)
        other_bias, other = weights(self._new.richness)
        by = {name: abs(weight) for name, weight in zip(PARTS, weighing, strict=True)}
        scored = max(1.0, by["linear"] + 2.0 * (by["lead"] + by["behind"] + by["ahead"]))
        alike = max(1.0, by["nearest"] + 2.0 * by["closer"])
        reweighed = abs(bias - other_bias) + _HIGHEST * sum(abs(a - b) for a, b in zip(weighing, other, strict=True))
        # What is needed for an answer moves as well: near it a sixth of what log-odds move by, and more, is confidence.
        reweighed += 6.0 * abs(answer_from(self._old) - answer_from(self._new))
        moved: Floats = scored * score + alike * cosine + max(1.0, by["votes"]) * votes + reweighed
        return moved


def _paired(old: Index, new: Index) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """The phrasings of both bases that are the same, and those of one alone, by their numbers."""
    pairs: list[tuple[int, int]] = []
    gone: list[int] = []
    came: list[int] = []
    at = to = 0
    for was, now in zip(old.facts, new.facts, strict=True):
        before, after = list(asked(was)), list(asked(now)) if now is not was else None
        if after is None or after == before:
            pairs += zip(range(at, at + len(before)), range(to, to + len(before)), strict=True)
            at, to = at + len(before), to + len(before)
            continue
        places = {question: to + place for place, question in enumerate(after)}
        for place, question in enumerate(before, at):
            other = places.pop(question, None)
            if other is None:
                gone.append(place)
            else:
                pairs.append((place, other))
        came += places.values()
        at, to = at + len(before), to + len(after)
    # The bare frames behind them are the same.
    pairs += zip(range(at, len(old.machines.owners)), range(to, len(new.machines.owners)), strict=True)
    return pairs, gone, came


def _norms(rows: sp.csr_matrix[np.float32]) -> Floats:
    squares: Floats = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    return np.sqrt(squares)
