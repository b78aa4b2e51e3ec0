"""The fact base's files as a JSON schema, with which an editor completes keys and marks errors."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.facts import model
from bot.facts.model import Base, Exam, Lexicon, Source, Topic

_FILES: tuple[type[BaseModel], ...] = (Topic, Base, Source, Lexicon, Exam)
_ATTRIBUTE = re.compile(r"^    ([a-z_]+(?:, [a-z_]+)*): (.+(?:\n {8}.+)*)", re.MULTILINE)


def json_schema() -> dict[str, Any]:
    """The schema of all kinds of files, told apart by their keys.

    Descriptions come from the model's docstrings. It asks for no more than the reader does; what concerns
    several places at once, such as ids that stand twice, is left to ``factbot check``.
    """
    _, schema = models_json_schema([(kind, "validation") for kind in _FILES])
    definitions: dict[str, Any] = schema["$defs"]
    for name, definition in definitions.items():
        _describe(definition, getattr(model, name))
        _tidy(definition)
    # A file of facts outside the folder "facts" may go by its name.
    definitions["Topic"]["required"].remove("topic")
    return {
        # Editors know this draft best.
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Fact base",
        "description": "A file of facts, concepts, sources or exam questions, or base.yaml.",
        "anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in _FILES],
        "$defs": definitions,
    }


def _describe(definition: dict[str, Any], owner: type) -> None:
    """Give a class's docstring to its definition, and each attribute's words to its property."""
    text, _, attributes = inspect.cleandoc(owner.__doc__ or "").partition("\n\nAttributes:\n")
    definition["description"] = _plain(text)
    for names, words in _ATTRIBUTE.findall(attributes):
        for name in names.split(", "):
            definition["properties"][name]["description"] = _plain(words)


def _plain(text: str) -> str:
    """One line without the markup of docstrings."""
    return " ".join(re.sub(r":class:`(?:[\w.]*\.)?(\w+)`", r"\1", text).replace("``", '"').split())


def _tidy(part: Any) -> None:
    """Drop titles that only repeat the key, and refuse keys of other forms where the form is given."""
    if isinstance(part, list):
        for entry in part:
            _tidy(entry)
    elif isinstance(part, dict):
        if isinstance(part.get("title"), str):
            del part["title"]
        if "patternProperties" in part:
            part["additionalProperties"] = False
        for entry in part.values():
            _tidy(entry)


def write_schema(path: Path) -> None:
    """Write the schema to a file, such as ``knowledge/schema.json``."""
    path.write_text(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
