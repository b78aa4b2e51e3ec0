"""Parts of a wording file: texts with fields that are known beforehand."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator


class Part(BaseModel):
    """Part of a wording file.

    Attributes:
        fields: what may stand in braces in its texts, by key; a key that is not named is no template.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    fields: ClassVar[Mapping[str, frozenset[str]]] = {}

    @model_validator(mode="after")
    def _only_known_fields(self) -> Self:
        for key, known in self.fields.items():
            try:
                used = {name for _, name, _, _ in string.Formatter().parse(getattr(self, key)) if name is not None}
            except ValueError as error:
                raise ValueError(f"{key}: {error}") from error
            if not used <= known:
                allowed = ", ".join(f"{{{name}}}" for name in sorted(known)) or "none"
                raise ValueError(f"{key}: unknown field {{{min(used - known)}}}; the fields known here: {allowed}")
        return self
