"""What others make of a question: the nearest phrasing by rapidfuzz and BM25, and a linear classifier."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import bm25s
import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from bot.language.normalise import normalise

Guess = tuple[int, float]
"""The number of a fact and a score: the higher, the surer."""

Peer = Callable[[str], Guess]
Made = Callable[[Sequence[str], Sequence[int]], Peer]
"""Builds a peer from phrasings and the numbers of their facts."""


def fuzzy(scorer: Callable[..., float]) -> Made:
    """The nearest phrasing by one of rapidfuzz's scorers."""

    def make(phrasings: Sequence[str], owners: Sequence[int]) -> Peer:
        known = [normalise(text) for text in phrasings]

        def guess(question: str) -> Guess:
            _, score, place = process.extractOne(normalise(question), known, scorer=scorer)
            return owners[place], score

        return guess

    return make


def bm25(phrasings: Sequence[str], owners: Sequence[int]) -> Peer:
    """The nearest phrasing by BM25 over words."""
    engine = bm25s.BM25()
    engine.index([normalise(text).split() for text in phrasings], show_progress=False)

    def guess(question: str) -> Guess:
        scores = engine.get_scores(normalise(question).split())
        best = int(np.argmax(scores))
        return owners[best], float(scores[best])

    return guess


def svm(phrasings: Sequence[str], owners: Sequence[int]) -> Peer:
    """A linear support vector machine over TF-IDF of words, word pairs and letters."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    model = make_pipeline(make_union(words, letters), LinearSVC())
    model.fit([normalise(text) for text in phrasings], owners)
    classes = model.classes_

    def guess(question: str) -> Guess:
        scores = model.decision_function([normalise(question)])[0]
        best = int(np.argmax(scores))
        return int(classes[best]), float(scores[best])

    return guess


PEERS: dict[str, Made] = {
    "rapidfuzz WRatio": fuzzy(fuzz.WRatio),
    "rapidfuzz token_set_ratio": fuzzy(fuzz.token_set_ratio),
    "BM25": bm25,
    "linear SVM": svm,
}
