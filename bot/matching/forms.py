"""Surface forms of concepts as they are kept and matched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.matching.keys import Keys


class Form(NamedTuple):
    """A surface form as it is matched: the keys of its tokens in order.

    Attributes:
        concept: id of the concept it names.
        keys: one key a token.
        texts: its words as they are written.
        skips: how many function words may stand between two of its words.
        loose: whether one other word may stand between (names must stand together).
    """

    concept: str
    keys: tuple[str, ...]
    texts: tuple[str, ...]
    skips: int
    loose: bool

    def match(self, start: int, keys: Sequence[Keys], skippable: Sequence[bool | None]) -> tuple[int, ...] | None:
        """The positions of its words in a text from some word on; None if they do not stand there.

        Args:
            start: where its first word stands.
            keys: those of each word of the text.
            skippable: whether a word may stand between; None: nothing reaches across it.
        """
        positions = [start]
        at = start + 1
        strangers = 1 if self.loose else 0
        for key in self.keys[1:]:
            skipped = 0
            while at < len(keys) and key not in keys[at]:
                if skippable[at] is None:
                    return None
                if not skippable[at]:
                    strangers -= 1
                skipped += 1
                if strangers < 0 or skipped > self.skips:
                    return None
                at += 1
            if at >= len(keys):
                return None
            positions.append(at)
            at += 1
        return tuple(positions)


@dataclass(frozen=True)
class Group:
    """The forms that begin with one key.

    Attributes:
        single: those of one word.
        longer: the others by their second key, so that only those are tried whose second word stands near.
    """

    single: list[Form] = field(default_factory=list)
    longer: dict[str, list[Form]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Form]:
        yield from self.single
        for forms in self.longer.values():
            yield from forms

    def add(self, form: Form) -> None:
        """Take a form, unless it is there already."""
        forms = self.longer.setdefault(form.keys[1], []) if len(form.keys) > 1 else self.single
        if form not in forms:
            forms.append(form)


_MODEL = re.compile(r"([a-z]+)\d+")
_IN_TEXT = re.compile(r"(?<=[\w,] )([A-Z][A-Za-z-]+) (\d+)\b")
_OFTEN = 2
"""Curated questions from which a word with a capital and a number is the name of something with kin."""

Series = Mapping[str, frozenset[str]]

_SHORTEST_HEAD = 2
"""Letters at least of the word that a number follows: one letter stands before numbers that belong to nobody."""


def series_in(questions: Iterable[str]) -> Series:
    """The words that curated questions write with a capital within the sentence and a number behind, with the numbers.

    So in Latin letters, where at least two questions have one: the ship *Mill 7*, and no other word of the text.
    """
    found: dict[str, list[str]] = {}
    for question in questions:
        for word, number in _IN_TEXT.findall(question):
            found.setdefault(word.casefold(), []).append(number)
    return {word: frozenset(numbers) for word, numbers in found.items() if len(numbers) >= _OFTEN}


@dataclass(frozen=True)
class Numbered:
    """The names that a number belongs to, as in a series of ships, models or versions.

    Attributes:
        heads: the keys of the words before the number.
        letters: the letters before the digits of names that are one word.
        series: names of one word that the curated questions themselves give a number, with all of these numbers.
    """

    heads: frozenset[tuple[str, ...]]
    letters: frozenset[str]
    series: Series = field(default_factory=dict)

    @classmethod
    def of(cls, forms: Iterable[Form], series: Series) -> Numbered:
        """Gather them from the forms of all names, and take those of the curated questions."""
        heads, letters = set(), set()
        for form in forms:
            *words, last = form.texts
            if words and last.replace(".", "").isdecimal() and len(words[-1]) >= _SHORTEST_HEAD:
                heads.add(form.keys[:-1])
            elif not words and (match := _MODEL.fullmatch(last)):
                letters.add(match[1])
        return cls(frozenset(heads), frozenset(letters), series)

    def shares_letters(self, word: str) -> bool:
        """Whether a word has the letters of one of the names that are letters and digits."""
        match = _MODEL.fullmatch(word)
        return match is not None and match[1] in self.letters
