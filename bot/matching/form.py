"""Surface forms as they are matched, kept by the word that they begin with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Form:
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


@dataclass(frozen=True)
class FormGroup:
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
