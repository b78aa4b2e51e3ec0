"""Facts as the plain values that files hold, and one state of a fact laid over another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.facts.model import Fact, Model
from bot.facts.places import Value


def values_of(part: Model) -> dict[str, Value]:
    """What a file would hold of a part: its keys in the model's order, texts only, defaults left out."""
    plain = _texts(part.model_dump(mode="json", exclude_defaults=True))
    if not isinstance(plain, dict):
        raise TypeError(f"{type(part).__name__} has no keys")
    return plain


def _texts(value: object) -> Value:
    if isinstance(value, dict):
        return {str(key): _texts(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_texts(part) for part in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return None if value is None else str(value)


def laid_over(held: Value, old: Value, new: Value, order: Sequence[str] = ()) -> Value:
    """A new state of something, with everything that it shares with the old one as the file has it.

    A file may hold the same in other words: one id in the place of a list, a text with spaces around it.

    Args:
        held: what the file holds.
        old: what the model makes of it, as plain values.
        new: what the model is to make of it.
        order: keys in the order in which new ones are put between those that are there.
    """
    if old == new:
        return held
    if isinstance(held, dict) and isinstance(old, dict) and isinstance(new, dict):
        parts = {key: laid_over(held.get(key), old.get(key), part) for key, part in new.items()}
        # A key that only says what holds anyway is no part of the model's values.
        silent = [key for key in held if key not in old and key not in new]
        parts |= {key: held[key] for key in silent}
        return {key: parts[key] for key in ordered([key for key in held if key in parts], parts, order)}
    if isinstance(held, list) and isinstance(old, list) and isinstance(new, list) and len(held) == len(old):
        return [held[old.index(part)] if part in old else part for part in new]
    if isinstance(held, str) and isinstance(new, list) and len(new) == 1 and isinstance(new[0], str):
        return new[0]
    return new


def ordered(kept: Sequence[str], keys: Iterable[str], order: Sequence[str]) -> list[str]:
    """Keys in the order of those kept, each other one after the nearest before it in ``order``, else at the end."""
    placed = list(kept)
    for key in keys:
        if key in placed:
            continue
        before = order[: order.index(key)] if key in order else ()
        at = next((placed.index(known) + 1 for known in reversed(before) if known in placed), len(placed))
        placed.insert(at, key)
    return placed


FACT_KEYS = tuple(Fact.model_fields)
"""The keys of a fact in the order in which they are written."""
