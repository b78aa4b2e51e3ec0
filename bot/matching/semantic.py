"""Optional sentence embeddings: what a text means as a few hundred numbers, from a model that the operator names.

Without a model nothing here is used. With one, the likeness of two texts is the mean of that of their features and
that of their meanings, for the ranking, for the nearest phrasing and for what the base learns to say no to alike.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from bot.matching.vectors import Floats

Backend = Literal["model2vec", "fastembed"]

WEIGHT = 1.0
"""How much the likeness of meanings counts beside that of features, which counts 1."""

_PROBE = "How much does it cost, and when?"
_FILES = ("model.onnx", "onnx/model.onnx", "model_optimized.onnx", "model_quantized.onnx")


class SemanticError(Exception):
    """A model that cannot be used; the one-line message says why and what to do."""


class Encoder(Protocol):
    """Turns texts into vectors that are the nearer the more alike the texts are in meaning; safe to share."""

    @property
    def name(self) -> str:
        """Says which vectors it makes: two encoders of one name make the same."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row a text, of norm 1, or of zeros where the model knows none of it; no text, no row."""


class Model:
    """An encoder over the function of some library that gives vectors of any norm."""

    def __init__(self, label: str, run: Callable[[Sequence[str]], npt.ArrayLike]) -> None:
        """Take the model.

        Args:
            label: which one it is, for people.
            run: one vector a text, for one text or more.
        """
        self._run = run
        (probe,) = self._rows([_PROBE])
        self._size = len(probe)
        # A folder may get another model: what the vectors are like belongs to the name.
        digest = hashlib.sha256(np.round(probe, 3).tobytes()).hexdigest()
        self.name = f"{label}:{digest[:16]}"

    def encode(self, texts: Sequence[str]) -> Floats:
        """As :meth:`Encoder.encode`."""
        return self._rows(texts) if texts else np.empty((0, self._size), dtype=np.float32)

    def _rows(self, texts: Sequence[str]) -> Floats:
        rows = np.asarray(self._run(texts), dtype=np.float32)
        normed: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
        return normed


def load(backend: Backend, model: str) -> Encoder:
    """Load a model.

    Args:
        backend: the library that runs it.
        model: a folder, or a name that the library knows; what is not at hand, the library downloads.

    Raises:
        SemanticError: if the library is not installed or cannot load the model.
    """
    if Path(model).is_absolute() and not Path(model).is_dir():
        raise SemanticError(
            f"semantic.model: {model}: there is no such folder: name one that holds a model for {backend}"
        )
    try:
        run = {"model2vec": _model2vec, "fastembed": _fastembed}[backend](model)
        return Model(f"{backend}:{model}", run)
    except ImportError as error:
        remedy = 'install the extra (pip install "factbot[semantic]"), or take semantic.model out of the settings'
        raise SemanticError(f"semantic.backend: {backend} is not installed ({error}): {remedy}") from error
    except Exception as error:  # the libraries document none of what a model's files or a download may raise
        remedy = f"name a folder that holds a model for {backend}, or one that {backend} knows by name"
        told = " ".join(str(error).split())[:200]
        raise SemanticError(f"semantic.model: {model} cannot be loaded ({told}): {remedy}") from error


def meanings(encoder: Encoder | None, texts: Sequence[str], blank: int = 0) -> Floats:
    """What texts mean, as weighted rows, and below them so many rows that mean nothing.

    Without an encoder the rows are there too, but have no length.
    """
    rows: Floats = np.empty((len(texts), 0), dtype=np.float32)
    if encoder:
        rows = encoder.encode(texts) * np.float32(WEIGHT)
    return np.pad(rows, ((0, blank), (0, 0))) if blank else rows


def joined(likeness: Floats, meaning: Floats, other: Floats | None) -> Floats:
    """The likeness of features and that of meanings as one; the first as it is where there is no encoder.

    Args:
        likeness: cosines by features.
        meaning: weighted rows.
        other: what they are held against: one weighted vector, or columns of them.
    """
    if other is None or not other.size:
        return likeness
    both: Floats = meaning @ other
    both += likeness
    both /= 1.0 + WEIGHT**2
    return both


def _model2vec(model: str) -> Callable[[Sequence[str]], npt.ArrayLike]:
    from model2vec import StaticModel

    static = StaticModel.from_pretrained(model, force_download=False)
    return lambda texts: static.encode(list(texts), use_multiprocessing=False)


def _fastembed(model: str) -> Callable[[Sequence[str]], npt.ArrayLike]:
    from fastembed import TextEmbedding

    folder = Path(model)
    if folder.is_dir():
        _make_known(folder, model)
        embedding = TextEmbedding(model, specific_model_path=str(folder))
    else:
        embedding = TextEmbedding(model)
    return lambda texts: np.stack(list(embedding.embed(list(texts))))


def _make_known(folder: Path, name: str) -> None:
    """Tell fastembed of a model in a folder, as sentence-transformers lays it out; its mean is taken by default."""
    from fastembed import TextEmbedding
    from fastembed.common.model_description import ModelSource, PoolingType

    if any(known["model"].lower() == name.lower() for known in TextEmbedding.list_supported_models()):
        return
    file = next((file for file in _FILES if (folder / file).is_file()), None)
    if file is None:
        raise FileNotFoundError(f"none of {', '.join(_FILES)} is there")
    pooling: dict[str, Any] = {}
    if (folder / "1_Pooling/config.json").is_file():
        pooling = json.loads((folder / "1_Pooling/config.json").read_text("utf-8"))
    TextEmbedding.add_custom_model(
        model=name,
        pooling=PoolingType.CLS if pooling.get("pooling_mode_cls_token") else PoolingType.MEAN,
        normalization=True,
        sources=ModelSource(hf=name),
        dim=int(json.loads((folder / "config.json").read_text("utf-8")).get("hidden_size", 0)),
        model_file=file,
    )
