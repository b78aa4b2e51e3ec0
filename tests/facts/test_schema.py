from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.facts.schema import json_schema, write_schema

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
SHIPPED = sorted(KNOWLEDGE.rglob("*.y*ml"))


class EditorLoader(yaml.SafeLoader):
    """Reads scalars as editors do (YAML 1.2): dates stay texts, and only true and false are truth values."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf"),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
    ("tag:yaml.org,2002:null", r"^(?:~|null|)$", ["~", "n", ""]),
):
    EditorLoader.add_implicit_resolver(tag, re.compile(pattern), list(first))


def load(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)  # noqa: S506 - derives from SafeLoader


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json_schema())


def test_the_shipped_schema_is_current() -> None:
    shipped = (KNOWLEDGE / "schema.json").read_text("utf-8")
    assert json.loads(shipped) == json_schema(), "write it anew with bot.facts.schema.write_schema"


def test_writing(tmp_path: Path) -> None:
    write_schema(tmp_path / "schema.json")
    assert (tmp_path / "schema.json").read_bytes() == (KNOWLEDGE / "schema.json").read_bytes()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(KNOWLEDGE)))
def test_shipped_files_conform(path: Path, validator: jsonschema.Draft7Validator) -> None:
    validator.validate(load(path.read_text("utf-8")))


def test_every_key_is_described() -> None:
    definitions = json_schema()["$defs"]
    objects = {name: part for name, part in definitions.items() if part.get("type") == "object"}
    assert len(objects) >= 12
    described = {f"{n}.{k}": p.get("description") for n, part in objects.items() for k, p in part["properties"].items()}
    assert [key for key, words in described.items() if not words] == []
    assert "``" not in json.dumps(definitions)


FACT = "{id: a, questions: {en: [b]}, answer: {en: c}%s}"


@pytest.mark.parametrize(
    "text",
    [
        "topic: a\nfacts: [" + FACT % "" + "]",
        "facts: [" + FACT % "" + "]",
        "facts: [" + FACT % ", about: {subject: a, measure: [b, c], period: 2025, negated: true}" + "]",
        "facts: [" + FACT % ", checked: 2026-11-24, caveat: {ar: d}, related: [b], source: a#b" + "]",
        "name: {en: a}",
        "facet: measure\nconcepts: [{id: a, weak: true, forms: {any: [b], en: [c]}}]",
        "half: hold\nquestions: [{q: a, fact: b}, {q: a, both: [b, c]}, {q: a, decline: junk, after: b}]",
        "id: a\ntitle: {en: b}\npublisher: c\ndate: null",
    ],
)
def test_sound_files_conform(text: str, validator: jsonschema.Draft7Validator) -> None:
    validator.validate(load(text))


@pytest.mark.parametrize(
    "text",
    [
        "facts: []",
        "facts: [{id: a}]",
        "facts: [" + FACT % ", colour: red" + "]",
        "facts: [" + FACT % ", related: b" + "]",
        "facts: [" + FACT % ", about: {period: soon}" + "]",
        "facts: [" + FACT % ", caveat: {English: d}" + "]",
        "facts: [" + FACT % ", source: a b" + "]",
        "facet: person\nconcepts: [{id: a, forms: {any: [b]}}]",
        "facet: subject\nconcepts: [{id: A, forms: {any: [b]}}]",
        "half: train\nquestions: [{q: a, fact: b}]",
        "questions: [{q: a, decline: maybe}]",
        "nam: {en: a}",
        "- a",
    ],
)
def test_broken_files_do_not_conform(text: str, validator: jsonschema.Draft7Validator) -> None:
    assert not validator.is_valid(load(text))
