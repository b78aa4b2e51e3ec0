"""What reader and storage say of a fact base, in other languages: each sentence is known by its English words."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cached_property
from typing import Self

from pydantic import ConfigDict, RootModel, model_validator

_TOLD = {"what", "remedy", "figures", "error"}
"""Fields that hold a sentence themselves; others hold names and texts of the files, which stay as they are."""


_LONGEST = 2000
"""Characters; a longer text is no sentence, and to look for one in it would take seconds."""


def _parts(template: str) -> Iterator[tuple[str, str | None]]:
    """The literal pieces of a template, each with the field after it."""
    return ((literal, field) for literal, field, _, _ in string.Formatter().parse(template))


class Sentences(RootModel[dict[str, str]]):
    """English sentences with fields in braces, and the same in one language; what is not among them stays English."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _same_fields(self) -> Self:
        for english, said in self.root.items():
            try:
                fields = [{field for _, field in _parts(template) if field is not None} for template in (english, said)]
            except ValueError as error:
                raise ValueError(f"{english}: {error}") from error
            if fields[0] != fields[1] or not all(name.isidentifier() for name in fields[0]):
                raise ValueError(f"{english}: its fields are not those of {said}")
        return self

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """The sentences as patterns, those that say most first."""
        ranked = sorted(self.root.items(), key=lambda pair: -sum(len(literal) for literal, _ in _parts(pair[0])))
        return [(re.compile(_pattern(english), re.DOTALL), said) for english, said in ranked]

    def __call__(self, text: str) -> str:
        """A sentence in the language, as far as it is known."""
        for pattern, said in self._patterns if len(text) <= _LONGEST else ():
            if match := pattern.fullmatch(text):
                return said.format(**{name: self._within(name, value) for name, value in match.groupdict().items()})
        return text

    def _within(self, field: str, value: str) -> str:
        return self(value) if field in _TOLD else value


def _pattern(template: str) -> str:
    return "".join(re.escape(literal) + (f"(?P<{field}>.+?)" if field else "") for literal, field in _parts(template))
