"""A ranking model over the curated phrasings, learned when a fact base is loaded.

For each fact a regularised least-squares machine of its own, solved in its dual form over the fact's phrasings and the
foreign phrasings nearest to them: with the kernel ``K`` of these rows, ``(K + r / w) a = y`` (Rifkin, Yeo and Poggio,
"Regularized least-squares classification", 2003; weights ``w`` favour the few own rows). Far phrasings share no
features and would have no say, so a machine needs some hundred rows however large the base is: a base of any size is
fitted in time proportional to its size, and an edit touches only the machines nearby. The closed form also tells what
a machine would say without some of its rows (:meth:`Machines.without`), from which :mod:`bot.matching.abstain` learns.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.sparse import _sparsetools

from bot.matching.compared import Compared
from bot.matching.semantic import joined
from bot.matching.vectors import MANY_FACTS, Floats, Ints, Vector

RIDGE = 0.6
"""Strength of the regularisation."""

BEND = 1.0
"""How much the square of a cosine counts beside it where there are no concepts.

Two features that stand together in a phrasing then tell more than each by itself, as a concept would, and a question
that shares little with every phrasing has scores nearer to 0.
"""

FLOOR = 0.2
"""What a foreign row counts as where words and letters alone decide, an own one counting as 1.

A machine that is to say nothing at all to its nearest rivals takes from the words that both have what they tell.
Fitted, as is :data:`FOREIGN_ROUND`, to phrasings held out of three public sets; 0.1 to 0.3 are about as good.
"""

OWN_WEIGHT = 2.0
"""How much more an own row counts than a foreign one."""

FOREIGN = 200
"""How many foreign rows a machine looks at; fewer in a large base."""

FOREIGN_ROUND = 4200
"""The same in all machines together where words and letters alone decide, but for bounds: of many facts each machine
looks at its nearest rivals only, and takes no pains over what is far from it anyway."""

FOREIGN_LEAST = 30
FOREIGN_LARGE = 64
LARGE = 6000

FOREIGN_EACH = 3
"""How many foreign rows an own one brings along at least, in a base of few facts without concepts, however large."""

CLOSE = 64
"""How many facts of a large base are scored exactly: those with the nearest phrasings."""

_DOUBLINGS = 3
"""How often the exponent of a phrasing's cosine is doubled for its vote: the eighth power counts."""

_NO_VOTE = 1e-12
"""The sum of all votes where nothing is alike."""

_TOUCHED = 8
"""How many other facts an edited one gets new machines for, and how many of its rows they take in."""

_TOUCHED_ROWS = 24
_SHARED = 0.02


@dataclass(frozen=True)
class Change:
    """An edit of the base, as the machines see it.

    Attributes:
        features: for each new feature the number of the old one that it now stands before.
        fresh: the vectors of the new rows, all features counted.
        meanings: what the new rows mean.
        order: the rows of the changed base: numbers of old rows, and behind the last of them those of the new ones.
        owners: for each row of the changed base its fact.
        before: for each fact its number before the edit, -1 for one that changed or is new.
        phrasings: how many of the rows are phrasings.
    """

    features: Ints
    fresh: sp.csr_matrix[np.float32]
    meanings: Floats
    order: Ints
    owners: Ints
    before: Ints
    phrasings: int


class Machines:
    """One machine a fact, and inverted lists of the phrasings."""

    def __init__(
        self,
        rows: sp.csr_matrix[np.float32],
        owners: Ints,
        facts: int,
        phrasings: int,
        meanings: Floats | None = None,
        bend: float = 0.0,
        floor: float = 0.0,
    ) -> None:
        """Fit the machines.

        Args:
            rows: the vectors of the phrasings, those of a fact together, and after them further ones that teach.
            owners: for each row the number of its fact.
            facts: how many facts there are; each has a phrasing.
            phrasings: how many of the rows are phrasings.
            meanings: what each row means (:func:`bot.matching.semantic.meanings`); None: nobody knows.
            bend: how much the square of a cosine counts beside it.
            floor: what a foreign row counts as, an own one counting as 1.
        """
        self._bend = np.float32(bend)
        self._floor = np.float32(floor)
        self.meanings = np.empty((len(owners), 0), dtype=np.float32) if meanings is None else meanings
        self.owners = owners
        self.facts = facts
        self.phrasings = phrasings
        self._begins = np.searchsorted(owners[:phrasings], np.arange(facts))
        # Where there are neither concepts nor many facts, a good look at the phrasings is worth its time.
        self._thorough = bend > 0.0 and facts <= MANY_FACTS
        self._foreign = FOREIGN if rows.shape[0] < LARGE or self._thorough else FOREIGN_LARGE
        if floor > 0.0 and self._thorough:
            self._foreign = min(FOREIGN, max(FOREIGN_LEAST, FOREIGN_ROUND // max(1, facts)))
        own = [np.flatnonzero(owners == f) for f in range(facts)] if facts < MANY_FACTS else _grouped(owners, facts)
        members: list[Ints] = []
        shares: list[Floats] = []
        whole = _kernel(rows, self.meanings) if rows.shape[0] <= LARGE // (1 if self._thorough else 2) else None
        for fact, foreign in enumerate(self._neighbours(rows, own, whole)):
            chosen = np.concatenate([own[fact], foreign])
            members.append(chosen)
            kernel = _part(rows, self.meanings, chosen) if whole is None else whole[np.ix_(chosen, chosen)]
            shares.append(self._solve(kernel, len(own[fact])))
        self._own = np.asarray([len(o) for o in own], dtype=np.int64)
        self._lists = _listed(rows)
        self._keep(members, shares)

    def _keep(self, members: Sequence[Ints], shares: Sequence[Floats]) -> None:
        self._members = np.concatenate(members).astype(np.int32) if members else np.empty(0, np.int32)
        self._shares = np.concatenate(shares) if shares else np.empty(0, np.float32)
        self._starts = np.append(0, np.cumsum([len(chosen) for chosen in members])).astype(np.int32)

    @property
    def rows(self) -> sp.csr_matrix[np.float32]:
        """The vectors that the machines were fitted to."""
        return sp.csr_matrix(self._lists[::-1].T)

    @property
    def portions(self) -> sp.csr_matrix[np.float32]:
        """For each fact the shares that rows have in its machine: times the rows, where there is no bend, its plane."""
        shape = (self.facts, len(self.owners))
        return sp.csr_matrix((self._shares, self._members, self._starts), shape=shape)

    def revised(self, change: Change) -> Machines:
        """The machines after an edit: new ones for the facts that changed, and for those nearest to them.

        All others keep their shares; a row that is gone has none. What that leaves undone is little, and a fit of the
        whole base makes it good.
        """
        lists = self._lists[::-1]
        starts = np.insert(lists.indptr, change.features, lists.indptr[change.features])
        size = lists.shape[0] + len(change.features)
        wider = sp.csr_matrix((lists.data, lists.indices, starts), shape=(size, lists.shape[1]))
        rows = sp.csr_matrix(sp.vstack([sp.csr_matrix(wider.T), change.fresh]))[change.order]
        new = copy(self)
        new.meanings = np.vstack([self.meanings, change.meanings])[change.order]
        new.owners, new.facts, new.phrasings = change.owners, len(change.before), change.phrasings
        new._begins = np.searchsorted(new.owners[: new.phrasings], np.arange(new.facts))
        new._lists = _listed(rows)
        new._own = np.bincount(new.owners, minlength=new.facts)
        place = np.full(lists.shape[1] + change.fresh.shape[0], -1, dtype=np.int64)
        place[change.order] = np.arange(len(change.order))
        members: list[Ints] = [np.empty(0, np.int64)] * new.facts
        shares: list[Floats] = [np.empty(0, np.float32)] * new.facts
        for fact in np.flatnonzero(change.before >= 0):
            part = slice(self._starts[change.before[fact]], self._starts[change.before[fact] + 1])
            at = place[self._members[part]]
            members[fact], shares[fact] = at[at >= 0], self._shares[part][at >= 0]
        columns = rows.T
        for fact in np.flatnonzero(change.before < 0):
            mine = np.flatnonzero(new.owners == fact)
            near = np.asarray((rows[mine] @ columns).max(axis=0).todense()).ravel()
            near = joined(near, new.meanings, new.meanings[mine].mean(axis=0))
            near[mine] = -1.0
            ranked = np.argsort(-near, kind="stable")[: self._most(len(mine), len(near))]
            members[fact] = np.concatenate([mine, np.sort(ranked)])
            shares[fact] = new._solve(_part(rows, new.meanings, members[fact]), len(mine))
            for other in list(dict.fromkeys(new.owners[ranked[:_TOUCHED_ROWS]].tolist()))[:_TOUCHED]:
                if change.before[other] >= 0:
                    members[other] = np.concatenate(
                        [members[other], np.setdiff1d(mine[:_TOUCHED_ROWS], members[other])]
                    )
                    kernel = _part(rows, new.meanings, members[other])
                    shares[other] = new._solve(kernel, int(new._own[other]))
        new._keep(members, shares)
        return new

    def _neighbours(self, rows: sp.csr_matrix[np.float32], own: Sequence[Ints], whole: Floats | None) -> list[Ints]:
        """For each fact the foreign rows nearest to its own, by the features that few rows share and by meaning.

        In a thorough look, by all features: to the nearest of its own, or to the mean of them where there are many.
        """
        if whole is None and not self._thorough:
            common = np.bincount(rows.indices, minlength=rows.shape[1]) > max(50.0, _SHARED * rows.shape[0])
            rare = rows.copy()
            rare.data[common[rare.indices]] = 0.0
            rare.eliminate_zeros()
            lists = sp.csr_matrix(rare.T)
        found: list[Ints] = []
        for mine in own:
            if whole is not None:
                near = whole[mine].max(axis=0)
            elif self._thorough:
                mean = np.asarray(rows[mine].mean(axis=0), dtype=np.float32).ravel()
                near = joined(rows @ mean, self.meanings, self.meanings[mine].mean(axis=0))
            else:
                near = np.zeros(rows.shape[0], dtype=np.float32)
                product = sp.csr_matrix(rare[mine] @ lists)
                np.maximum.at(near, product.indices, product.data)
                near = joined(near, self.meanings, self.meanings[mine].mean(axis=0))
            near[mine] = -1.0
            count = self._most(len(mine), rows.shape[0])
            best = np.argpartition(-near, count - 1)[:count] if count else np.empty(0, np.int64)
            found.append(np.sort(best))
        return found

    def _most(self, own: int, rows: int) -> int:
        """How many foreign rows a machine looks at that has so many of all rows."""
        most = max(self._foreign, FOREIGN_EACH * own) if self._thorough else self._foreign
        return min(most, rows - own)

    def _solve(self, likeness: Floats, own: int) -> Floats:
        """The shares of a machine's rows, its own ones first."""
        targets = np.full(len(likeness), self._floor, dtype=np.float32)
        targets[:own] = 1.0
        solution: Floats = np.linalg.solve(_ridged(self.curved(likeness), own), targets)
        return solution

    def cosines(self, vector: Vector) -> Floats:
        """The cosine of each row to a question."""
        # Only the lists of the question's own features are gone through, where they lie: since the next one always lies
        # before the last one, the column from the end of the last to the beginning of the next is empty. The routine
        # that scipy itself calls for a product is called at once: its checks of the operands take longer than the work.
        lists, places = self._lists, self._lists.shape[0] - 1 - vector.indices
        cosines = np.zeros(lists.shape[1], dtype=np.float32)
        if count := len(places):
            bounds = np.empty(2 * count, dtype=lists.indptr.dtype)
            bounds[::2] = lists.indptr[places]
            bounds[1::2] = lists.indptr[places + 1]
            values = np.zeros(2 * count - 1, dtype=np.float32)
            values[::2] = vector.values
            _sparsetools.csc_matvec(len(cosines), len(values), bounds, lists.indices, lists.data, values, cosines)
        return joined(cosines, self.meanings, vector.meaning)

    def curved(self, cosines: Floats) -> Floats:
        """The kernel that the machines see, from the cosines; a new array."""
        kernel: Floats = cosines * (1.0 + self._bend * cosines)
        return kernel

    def compare(self, vector: Vector) -> Compared:
        """Hold a question against all facts; in a base of many facts only the near ones have a score."""
        cosines = self.cosines(vector)
        nearest = self.nearest(cosines)
        curved = self.curved(cosines) if self._bend else cosines
        scores = np.zeros(self.facts, dtype=np.float32)
        # Products with the rows of shares, where they lie, as in ``cosines``.
        if self.facts <= MANY_FACTS:
            _sparsetools.csr_matvec(self.facts, len(curved), self._starts, self._members, self._shares, curved, scores)
            return Compared(scores, nearest, cosines)
        close = np.sort(np.argpartition(-nearest, CLOSE)[:CLOSE])[::-1]
        bounds = np.empty(2 * CLOSE, dtype=self._starts.dtype)
        bounds[::2] = self._starts[close]
        bounds[1::2] = self._starts[close + 1]
        sums = np.zeros(2 * CLOSE - 1, dtype=np.float32)
        _sparsetools.csr_matvec(len(sums), len(curved), bounds, self._members, self._shares, curved, sums)
        scores[close] = sums[::2]
        return Compared(scores, nearest, cosines, close)

    def nearest(self, cosines: Floats) -> Floats:
        """For each fact the cosine of its most similar phrasing, from those of all rows."""
        found: Floats = np.maximum.reduceat(cosines[: self.phrasings], self._begins)
        return found

    def votes(self, cosines: Floats) -> Floats:
        """For each fact its share in a vote of all phrasings, the nearer ones counting far more.

        It tells a fact with several like phrasings from one with a single one.
        """
        powers: Floats = np.maximum(cosines[: self.phrasings], 0.0)
        for _ in range(_DOUBLINGS):
            np.multiply(powers, powers, out=powers)
        found: Floats = np.add.reduceat(powers, self._begins)
        return found / max(float(found.sum()), _NO_VOTE)

    def times(self, features: Ints, fact: int) -> Ints:
        """In how many of a fact's phrasings each of the features stands."""
        first = self._begins[fact]
        last = self._begins[fact + 1] if fact + 1 < self.facts else self.phrasings
        places, starts = self._lists.shape[0] - 1 - features, self._lists.indptr
        lists = (self._lists.indices[starts[at] : starts[at + 1]] for at in places)
        return np.asarray([int(np.diff(np.searchsorted(rows, (first, last)))[0]) for rows in lists], dtype=np.int64)

    def without(self, rows: sp.csr_matrix[np.float32], fact: int, hidden: Sequence[Ints]) -> list[tuple[Ints, Floats]]:
        """What a fact's machine would be if it had never seen some rows, for each set of them.

        Args:
            rows: the vectors that the machines were fitted to.
            fact: whose machine.
            hidden: sets of row numbers.

        Returns:
            For each set the machine's rows and their shares, zero for the hidden ones.
        """
        members = self._members[self._starts[fact] : self._starts[fact + 1]].astype(np.int64)
        inverse = np.linalg.inv(_ridged(self.curved(_part(rows, self.meanings, members)), int(self._own[fact])))
        shares = inverse[:, : self._own[fact]].sum(axis=1) + self._floor * inverse[:, self._own[fact] :].sum(axis=1)
        found: list[tuple[Ints, Floats]] = []
        for numbers in hidden:
            at = np.flatnonzero(np.isin(members, numbers))
            rest = shares
            if len(at):
                rest = shares - inverse[:, at] @ np.linalg.solve(inverse[np.ix_(at, at)], shares[at])
            found.append((members, rest))
        return found


def _listed(rows: sp.csr_matrix[np.float32]) -> sp.csr_matrix[np.float32]:
    """For each feature the rows that have it, the last feature first."""
    return sp.csr_matrix(rows.T)[::-1]


def _grouped(owners: Ints, facts: int) -> list[Ints]:
    order = np.argsort(owners, kind="stable")
    return np.split(order, np.searchsorted(owners[order], np.arange(1, facts)))


def _kernel(rows: sp.csr_matrix[np.float32], meanings: Floats) -> Floats:
    likeness: npt.NDArray[np.float32] = (rows @ rows.T).toarray()
    return joined(likeness, meanings, meanings.T)


def _part(rows: sp.csr_matrix[np.float32], meanings: Floats, chosen: Ints) -> Floats:
    return _kernel(rows[chosen], meanings[chosen])


def _ridged(kernel: Floats, own: int) -> Floats:
    diagonal = np.full(len(kernel), RIDGE, dtype=np.float32)
    diagonal[:own] /= OWN_WEIGHT
    kernel[np.diag_indices_from(kernel)] += diagonal
    return kernel
