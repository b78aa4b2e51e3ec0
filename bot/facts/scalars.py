"""The kinds of single values that a fact base has, each with the form that it must have.

A file gives every scalar as a text, so these types also say which texts stand for dates and truth values.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)

from bot.language.periods import parse_written

QUESTION_LIMIT = 200
"""Characters of one curated question."""

ID_LENGTH = 60
"""Characters of an id."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=ID_LENGTH)]
"""A kebab-case name, such as ``net-loss-q3``."""

_IDENTIFIER = TypeAdapter[str](Identifier)


def is_identifier(text: str) -> bool:
    """Whether a text may name a fact."""
    try:
        _IDENTIFIER.validate_python(text)
    except ValidationError:
        return False
    return True


LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A BCP 47 tag, such as ``en``, ``ar`` or ``zh-TW``."""

FormLanguage = Annotated[str, StringConstraints(pattern=r"^(any|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$")]


def _period(text: str) -> str:
    """Refuse ranges that :func:`bot.language.periods.parse_written` cannot read."""
    parse_written(text)
    return text


_PERIOD = r"^[0-9]{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?(/[0-9]{4}-(0[1-9]|1[0-2]))?$"
PeriodText = Annotated[
    str,
    StringConstraints(pattern=_PERIOD),
    AfterValidator(_period),
    # An editor takes a bare year for a number.
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": _PERIOD}, {"type": "integer"}]}),
]
"""``2025``, ``2025-Q3``, ``2025-H1``, ``2025-09`` or a range of months ``2025-01/2025-09``."""

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=QUESTION_LIMIT)]
Text = dict[LanguageTag, Sentence]
"""A sentence by language tag."""


def _truth(value: object) -> object:
    """Take only ``true`` and ``false`` from a file: ``yes`` and ``on`` are texts."""
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError("neither true nor false")
    return value


Truth = Annotated[bool, BeforeValidator(_truth)]
"""``true`` or ``false``."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    """Take only ``2026-11-24`` from a file, not times or numbers of seconds."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("not a date")
    return value


Day = Annotated[dt.date, BeforeValidator(_day)]
"""A date, such as ``2026-11-24``."""


def _listed(value: object) -> object:
    """Let ``subject: acme`` stand for ``subject: [acme]``."""
    return [value] if isinstance(value, str) else value


Identifiers = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(_listed, json_schema_input_type=Identifier | tuple[Identifier, ...]),
]
"""One id or a list of ids."""

Number = Annotated[float, Field(allow_inf_nan=False)]

SourceText = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(#[a-z0-9]+(-[a-z0-9]+)*)?$")]
"""An article and its section, such as ``acme-q3-2025#funding``."""
