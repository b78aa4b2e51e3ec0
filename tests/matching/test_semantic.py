"""Sentence embeddings, with a made-up model that knows which words mean the same."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import yaml

from bot.facts.model import Knowledge
from bot.facts.reader import read
from bot.language.tokens import tokenise
from bot.matching import index as indexing
from bot.matching import linear, revision, wealth
from bot.matching.cache import keep_index, open_index
from bot.matching.decision import Outcome
from bot.matching.index import Index
from bot.matching.revision import revised
from bot.matching.semantic import Model, SemanticError, load, meanings
from bot.matching.understand import understand
from bot.matching.vectors import Floats

SHOP = {
    "payment": ["Can I pay by card?", "Which means of payment are there?", "Do you take cash?"],
    "opening": ["When do you open?", "What are your opening hours?", "Are you open on Sundays?"],
    "delivery": ["How long does delivery take?", "When will my order arrive?", "Do you ship abroad?"],
    "bulbs": ["Which bulbs fit?", "Are bulbs included?", "How bright are the bulbs?"],
}
SENSES = (
    ("pay", "payment", "cash", "card", "visa", "settle", "invoice"),
    ("open", "opening", "hours", "close", "sundays"),
    ("delivery", "arrive", "ship", "order", "courier"),
    ("bulbs", "bulb", "lumen", "bright"),
)
ASKED = "settle the invoice with visa"


class Senses:
    """Counts the words of each sense."""

    name = "senses"

    def encode(self, texts: Sequence[str]) -> Floats:
        words = [{token.text for token in tokenise(text)} for text in texts]
        rows: Floats = np.asarray(
            [[len(own.intersection(sense)) for sense in SENSES] for own in words], dtype=np.float32
        )
        rows = rows.reshape(len(texts), len(SENSES))
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return rows


class OtherSenses(Senses):
    name = "other senses"

    def encode(self, texts: Sequence[str]) -> Floats:
        return np.roll(super().encode(texts), 1, axis=1)


def shop(folder: Path, **more: list[str]) -> Knowledge:
    asked = {name: [*questions, *more.pop(name, ())] for name, questions in SHOP.items()} | more
    facts = [{"id": name, "questions": {"en": qs}, "answer": {"en": f"About {name}."}} for name, qs in asked.items()]
    path = folder / "shop.yaml"
    path.write_text(yaml.safe_dump({"topic": "shop", "title": {"en": "Shop"}, "facts": facts}), "utf-8")
    return read(path)


def best(index: Index, question: str) -> tuple[str, float, Outcome]:
    main = understand(index, question).main
    return index.profiles[main.rated[0].fact].id, main.confidence, main.outcome


def test_other_words_of_the_same_meaning_find_the_fact(tmp_path: Path) -> None:
    knowledge = shop(tmp_path)
    _, without, outcome = best(Index(knowledge), ASKED)
    assert outcome is not Outcome.ANSWER
    fact, confidence, _ = best(Index(knowledge, Senses()), ASKED)
    assert fact == "payment"
    assert confidence > 2 * without


def test_without_an_encoder_nothing_means_anything(tmp_path: Path) -> None:
    index = Index(shop(tmp_path))
    assert index.vector(index.reader.read("When do you open?")).meaning is None
    assert index.machines.meanings.size == 0
    assert meanings(None, ["a", "b"], blank=1).shape == (3, 0)


def test_meanings_are_weighted_rows_and_blank_ones() -> None:
    rows = meanings(Senses(), ["cash", "zebra"], blank=2)
    assert rows.shape == (4, len(SENSES))
    assert rows[0].any()
    assert not rows[1:].any()


def test_with_concepts_the_frames_mean_nothing_by_themselves(bakery_folder: Path) -> None:
    index = Index(read(bakery_folder), Senses())
    machines = index.machines
    assert machines.meanings.shape == (len(machines.owners), len(SENSES))
    assert len(machines.owners) > machines.phrasings
    assert not machines.meanings[machines.phrasings :].any()
    assert best(index, "how much rent")[0] == "rent"


def test_the_likeness_is_the_mean_of_both(tmp_path: Path) -> None:
    knowledge, encoder = shop(tmp_path), Senses()
    index, plain = Index(knowledge, encoder), Index(knowledge)
    question = index.reader.read("will the courier ship my bulbs")
    phrasings = [q for fact in knowledge.facts for q in fact.questions["en"]]
    features = plain.machines.cosines(plain.vector(question))
    meant = encoder.encode(phrasings) @ encoder.encode([question.text])[0]
    assert index.machines.cosines(index.vector(question)) == pytest.approx((features + meant) / 2, abs=1e-5)


@pytest.mark.parametrize("large", [False, True])
def test_an_edit_is_worked_in_with_its_meaning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, large: bool) -> None:
    if large:
        for module in (indexing, linear, revision, wealth):
            monkeypatch.setattr(module, "MANY_FACTS", 2)
        monkeypatch.setattr(linear, "CLOSE", 2)
    old = Index(shop(tmp_path), Senses())
    edited = shop(tmp_path, courier=["Which courier is it?"], payment=["Who sends the invoice?"])
    new = revised(old, edited)
    assert new
    assert new.machines.meanings == pytest.approx(Index(edited, Senses()).machines.meanings)
    assert best(new, "visa please")[0] == "payment"
    fewer = revised(new, shop(tmp_path))
    assert fewer
    assert fewer.machines.meanings == pytest.approx(old.machines.meanings)


def test_each_encoder_has_an_index_of_its_own_in_the_cache(tmp_path: Path) -> None:
    knowledge, cache = shop(tmp_path), tmp_path / "cache"
    plain, first, other = (open_index(knowledge, cache, encoder=e) for e in (None, Senses(), OtherSenses()))
    assert len(list(cache.iterdir())) == 3
    assert plain.encoder is None
    assert not np.array_equal(first.machines.meanings, other.machines.meanings)
    encoder = Senses()
    again = open_index(knowledge, cache, encoder=encoder)
    assert again.encoder is encoder
    assert best(again, ASKED) == best(first, ASKED)


def test_an_edited_base_keeps_the_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.matching.wealth.FEW", 0.0)
    cache, encoder = tmp_path / "cache", Senses()
    before = open_index(shop(tmp_path), cache, encoder=encoder)
    after = open_index(shop(tmp_path, courier=["Which courier is it?"]), cache, before)
    assert after.provisional
    assert after.encoder is encoder
    settled = keep_index(after, cache)
    assert settled.encoder is encoder
    assert settled.machines.meanings.shape[1] == len(SENSES)


def test_a_model_is_known_by_what_it_says() -> None:
    def three(texts: Sequence[str]) -> list[list[float]]:
        return [[3.0 * len(text), 4.0 * len(text)] for text in texts]

    def four(texts: Sequence[str]) -> list[list[float]]:
        return [[4.0, 3.0] for _ in texts]

    model = Model("a", three)
    assert model.encode(["x", "yy"]) == pytest.approx(np.asarray([[0.6, 0.8]] * 2))
    assert model.encode([""]) == pytest.approx(np.zeros((1, 2)))
    assert model.encode([]).shape == (0, 2)
    assert model.name == Model("a", three).name
    assert len({model.name, Model("a", four).name, Model("b", three).name}) == 3


@pytest.mark.parametrize("backend", ["model2vec", "fastembed"])
def test_a_missing_library_is_named(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, backend, None)
    with pytest.raises(SemanticError, match=rf"{backend} is not installed.*factbot\[semantic\]") as caught:
        load(backend, "some/model")  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SemanticError, match=r"gone: there is no such folder"):
        load("model2vec", str(tmp_path / "gone"))


def test_what_a_library_says_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(model: str, **_: object) -> None:
        raise ValueError("no config\n  in the files")

    stand_in = SimpleNamespace(StaticModel=SimpleNamespace(from_pretrained=refuse))
    monkeypatch.setitem(sys.modules, "model2vec", stand_in)
    with pytest.raises(SemanticError, match=r"^semantic.model: some/model cannot be loaded \(no config in the files\)"):
        load("model2vec", "some/model")


def tokenizer(folder: Path) -> Path:
    """A tokenizer of the words of all senses, in the files that both libraries read."""
    folder.mkdir()
    words = ["[PAD]", "[UNK]", *(word for sense in SENSES for word in sense)]
    unknown = {"type": "WordLevel", "vocab": {word: number for number, word in enumerate(words)}, "unk_token": "[UNK]"}
    saved: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": unknown,
    }
    (folder / "tokenizer.json").write_text(json.dumps(saved), "utf-8")
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]"}
    (folder / "tokenizer_config.json").write_text(json.dumps({**special, "model_max_length": 64}), "utf-8")
    (folder / "special_tokens_map.json").write_text(json.dumps(special), "utf-8")
    (folder / "config.json").write_text(json.dumps({"hidden_size": len(SENSES), "pad_token_id": 0}), "utf-8")
    return folder


def table() -> Floats:
    """For each word of the tokenizer a one at its sense."""
    rows = np.zeros((2 + sum(map(len, SENSES)), len(SENSES)), dtype=np.float32)
    for number, sense in enumerate(number for number, words in enumerate(SENSES) for _ in words):
        rows[2 + number, sense] = 1.0
    return rows


def test_a_tiny_model_of_model2vec(tmp_path: Path) -> None:
    model2vec = pytest.importorskip("model2vec", reason="model2vec is not installed: the extra factbot[semantic]")
    tokenizers = pytest.importorskip("tokenizers")
    words = tokenizers.Tokenizer.from_file(str(tokenizer(tmp_path / "words") / "tokenizer.json"))
    model2vec.StaticModel(table(), words).save_pretrained(str(tmp_path / "model"))
    encoder = load("model2vec", str(tmp_path / "model"))
    assert encoder.encode(["settle visa", "bright"]) == pytest.approx(np.eye(4)[[0, 3]], abs=1e-6)
    assert best(Index(shop(tmp_path), encoder), ASKED)[0] == "payment"


def whole(*numbers: int) -> bytes:
    """Whole numbers, seven bits a byte, the lowest first."""
    written = b""
    for number in numbers:
        parts = [number >> shift & 127 for shift in range(0, max(1, number.bit_length()), 7)]
        written += bytes([*(part | 128 for part in parts[:-1]), parts[-1]])
    return written


def field(number: int, *values: int | str | bytes) -> bytes:
    """A field of a protocol buffer, once for each value; an ONNX file is made of nothing else."""
    written = b""
    for value in values:
        data = value.encode() if isinstance(value, str) else value
        written += whole(*((number << 3 | 2, len(data)) if isinstance(data, bytes) else (number << 3, data)))
        written += data if isinstance(data, bytes) else b""
    return written


def onnx(rows: Floats) -> bytes:
    """A model that looks every token up in a table."""

    def typed(name: str, kind: int, *axes: str) -> bytes:
        shape = field(2, b"".join(field(1, field(2, axis)) for axis in axes))
        return field(1, name) + field(2, field(1, field(1, kind) + shape))

    held = field(1, *rows.shape) + field(2, 1) + field(8, "table") + field(9, rows.tobytes())
    node = field(1, "table", "input_ids") + field(2, "last_hidden_state") + field(4, "Gather")
    ends = field(11, typed("input_ids", 7, "n", "length"), typed("attention_mask", 7, "n", "length"))
    ends += field(12, typed("last_hidden_state", 1, "n", "length", "size"))
    graph = field(1, node) + field(2, "lookup") + field(5, held) + ends
    return field(1, 8) + field(7, graph) + field(8, field(2, 13))


def test_a_tiny_model_of_fastembed(tmp_path: Path) -> None:
    pytest.importorskip("fastembed", reason="fastembed is not installed: the extra factbot[semantic]")
    folder = tokenizer(tmp_path / "model")
    (folder / "model.onnx").write_bytes(onnx(table()))
    encoder = load("fastembed", str(folder))
    assert encoder.encode(["settle visa", "bright"]) == pytest.approx(np.eye(4)[[0, 3]], abs=1e-6)
    assert load("fastembed", str(folder)).name == encoder.name
    assert best(Index(shop(tmp_path), encoder), ASKED)[0] == "payment"


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    pytest.importorskip("fastembed", reason="fastembed is not installed: the extra factbot[semantic]")
    with pytest.raises(SemanticError, match=r"none of model\.onnx"):
        load("fastembed", str(tokenizer(tmp_path / "empty")))
