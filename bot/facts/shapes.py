"""What may stand at a place of a file, by the types of the model: for telling a writer what it looks like."""

from __future__ import annotations

import types
from collections.abc import Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from bot.facts.scalars import FormLanguage, Identifier, LanguageTag

_ENTRIES = {
    "Fact": "- id: net-loss-q3",
    "Section": "- {id: funding, title: {en: Funding}}",
    "Concept": "- {id: acme, forms: {en: [Acme, Acme Corp]}}",
    "ExamQuestion": '- {q: "How much is it worth?", fact: valuation}',
    "Point": "- {label: {en: Q1 2025}, value: 1.46}",
}
"""How an entry of a list of such models begins."""

_NAMES = ((LanguageTag, "- en"), (Identifier, "- net-loss-q3"))
"""The same for lists of names."""


def model_at(model: type[BaseModel], steps: Sequence[str | int]) -> type[BaseModel] | None:
    """The model of the mapping that the steps lead to; None where there is none."""
    kind = type_at(model, steps)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def type_at(model: type[BaseModel], steps: Sequence[str | int]) -> Any:
    """The type of what the steps lead to, without ``Annotated`` and ``| None``; None where there is none."""
    kind: Any = model
    for step in steps:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(step))
            kind = field.annotation if field else None
        else:
            arguments = get_args(kind)
            kind = arguments[-1 if get_origin(kind) is dict else 0] if arguments else None
        kind = _bare(kind)
    return kind


def shape_wanted(kind: Any) -> str:
    """What to write where a list or mapping of that type is needed; empty if there is no more to say than that."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        needed = [name for name, field in kind.model_fields.items() if field.is_required()]
        others = [name for name in kind.model_fields if name not in needed]
        wanted = f", and if wanted {', '.join(others)}" if needed and others else ""
        return f'write "key: value" on the lines below; the keys are {", ".join(needed or others)}{wanted}'
    arguments = get_args(kind)
    if get_origin(kind) is dict and arguments[0] in (LanguageTag, FormLanguage):
        example = 'en: ["…", "…"]' if get_origin(_bare(arguments[1])) is tuple else 'en: "…"'
        return f"write each language on a line of its own below, such as {example}"
    entry = _bare(arguments[0]) if get_origin(kind) is tuple else None
    named = next((example for name, example in _NAMES if entry is not None and arguments[0] == name), "")
    example = _ENTRIES.get(getattr(entry, "__name__", ""), named)
    return f'write each entry on a line of its own after "- ", such as {example}' if example else ""


def _bare(kind: Any) -> Any:
    while get_origin(kind) in {Annotated, Union, types.UnionType}:
        kind = next(part for part in get_args(kind) if part is not type(None))
    return kind
