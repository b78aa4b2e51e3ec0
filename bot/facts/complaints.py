"""What the model refuses, in words for whoever wrote the file, at the place where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.facts.places import Steps, Tree, Value
from bot.facts.problems import Problem, shown
from bot.facts.shapes import model_at, shape_wanted, type_at

PROBLEM_LIMIT = 1000
"""Complaints about one file; after that something is wrong with the file as a whole."""

_SEARCH_LIMIT = 2000
_NOT_EMPTY = "write what belongs here, or remove it"


def complaints(details: Sequence[ErrorDetails], model: type[BaseModel], tree: Tree) -> list[Problem]:
    """Translate the errors of a validation, the first :data:`PROBLEM_LIMIT` of them.

    Args:
        details: what pydantic says.
        model: what the tree was to be.
        tree: the file, for the places.
    """
    details = details[:PROBLEM_LIMIT]
    suggested: set[Steps] = set()
    problems: list[Problem] = []
    for detail in details:
        if detail["type"] == "extra_forbidden":
            problem, meant = _unknown_key(detail["loc"], model, tree)
            problems.append(problem)
            suggested.add(meant)
    bad_keys = {detail["loc"][:-1] for detail in details if detail["loc"][-1:] == ("[key]",)}
    for detail in details:
        steps = detail["loc"]
        if detail["type"] == "extra_forbidden" or (detail["type"] == "missing" and steps in suggested):
            continue  # the misspelt key is the missing one
        if steps in bad_keys:
            continue  # a value is nothing to speak of before its key is right
        if detail["type"] == "too_short" and len(tree.at(steps) or ()) >= detail["ctx"]["min_length"]:
            continue  # counted without the entries that are refused themselves
        problems.append(_complaint(detail, model, tree))
    return problems


def closest(word: str, known: Sequence[str]) -> str | None:
    """The known word that was most likely meant: at most a third of the letters differ.

    None where nothing is near, or where so many words are known that looking for each would take minutes.
    """
    if len(known) > _SEARCH_LIMIT:
        return None
    found = process.extractOne(
        word.casefold(), known, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.65
    )
    return found[0] if found else None


def _unknown_key(steps: Steps, model: type[BaseModel], tree: Tree) -> tuple[Problem, Steps]:
    *above, key = steps
    owner = model_at(model, above)
    known = list(owner.model_fields) if owner else []
    meant = closest(str(key), known)
    if _is_cut_off(steps, tree):
        return tree.problem(steps, *_comma(str(key)), at_key=True), ()
    others = f"remove it; the keys known here are {', '.join(known)}"
    remedy = f'did you mean "{meant}"?' if meant else others
    return tree.problem(steps, f"unknown key {shown(str(key))}", remedy, at_key=True), (*above, meant or "")


def _is_cut_off(steps: Steps, tree: Tree) -> bool:
    """Whether a key is rather the end of a text before it: ``{en: shares, bonds and gold}``."""
    if tree.at(steps) is not None:
        return False
    above, mark = tree.at(steps[:-1]), tree.mark_of(steps)
    is_first = isinstance(above, dict) and next(iter(above), None) == steps[-1]
    return not is_first and (" " in str(steps[-1]) or mark.key_line == tree.mark_of(steps[:-1]).line)


def _comma(key: str) -> tuple[str, str]:
    return f"a comma cuts {shown(key)} off from its text", "put the whole text in double quotes"


_SHAPED = {"tuple_type", "dict_type", "model_type"}
"""Errors whose remedy shows what a list or mapping of this kind looks like."""


def _complaint(detail: ErrorDetails, model: type[BaseModel], tree: Tree) -> Problem:
    steps, kind = detail["loc"], detail["type"]
    if kind == "missing":
        key = str(steps[-1])
        return tree.problem(steps, f'the key "{key}" is missing', f"add it{_HINTS.get(key, '')}")
    at_key = steps[-1:] == ("[key]",)
    if at_key:
        steps = steps[:-1]
    value = tree.at(steps)
    if at_key and _is_cut_off(steps, tree):
        return tree.problem(steps, *_comma(str(steps[-1])), at_key=True)
    if value is None and not at_key:
        return tree.problem(steps, "there is nothing here", _NOT_EMPTY, at_key=True)
    what, remedy = _WORDS.get(kind, _unforeseen)(detail, str(steps[-1]) if at_key else value)
    if kind in _SHAPED:
        remedy = shape_wanted(type_at(model, steps)) or remedy
    return tree.problem(steps, what, remedy, at_key=at_key)


_HINTS = {
    "id": ': a short name such as "net-loss-q3"',
    "topic": ': a short name such as "funding", the same as the file\'s',
    "facts": ", and the facts below it, each beginning with a dash",
    "questions": ": a list of questions for each language",
    "answer": ": a text for each language",
    "forms": ": a list of words for each language",
    "title": ": a text for each language",
    "publisher": ": who published it",
    "facet": ": subject or measure",
    "q": ": the question",
}

_PATTERNS = {
    "^[a-z0-9]+(": (
        "is not a proper name",
        'use small letters a to z, digits and single hyphens, such as "net-loss-q3"',
    ),
    "^[a-z]{2,3}": ("is not a language", "write its tag, such as en, ar or zh-TW"),
    "^(any|": ("is not a language", "write its tag, such as en or ar, or any"),
    "^[0-9]{4}": ("is not a period", "write it as 2025, 2025-Q3, 2025-H1, 2025-09 or 2025-01/2025-09"),
}


def _pattern(detail: ErrorDetails, value: Value) -> tuple[str, str]:
    pattern = str(detail.get("ctx", {}).get("pattern", ""))
    if "#" in pattern:
        return (
            f"{shown(str(value))} is not a source",
            'write it as article#section, such as "acme-q3-2025#funding"',
        )
    for start, (what, remedy) in _PATTERNS.items():
        if pattern.startswith(start):
            return f"{shown(str(value))} {what}", remedy
    return f"{shown(str(value))} does not have the form that is needed", "compare it with the other files"


def _too_long(detail: ErrorDetails, value: Value) -> tuple[str, str]:
    length = len(value.strip()) if isinstance(value, str) else 0
    return f"it has {length} characters, and {detail['ctx']['max_length']} is the most", "shorten it"


def _too_many(detail: ErrorDetails, value: Value) -> tuple[str, str]:
    return f"it has {len(value or ())} entries, and {detail['ctx']['max_length']} is the most", "remove some"


def _too_few(detail: ErrorDetails, value: Value) -> tuple[str, str]:
    least = detail["ctx"]["min_length"]
    if not value:
        return (
            "there is nothing in it",
            "add at least one entry" if least == 1 else f"add at least {least} entries",
        )
    return f"there is only {len(value)} entry in it, and {least} is the least", "add more"


def _text_needed(_: ErrorDetails, value: Value) -> tuple[str, str]:
    if isinstance(value, dict) and len(value) == 1:
        return 'a colon and a space (": ") inside a text', "put the text in double quotes"
    remedy = "write one text, in double quotes if it has signs such as : or ["
    return f"a text is needed here, not {_what_is(value)}", remedy


def _list_needed(_: ErrorDetails, value: Value) -> tuple[str, str]:
    return f"a list is needed here, not {_what_is(value)}", 'write each entry on a line of its own after "- "'


def _keys_needed(_: ErrorDetails, value: Value) -> tuple[str, str]:
    return f"keys with values are needed here, not {_what_is(value)}", 'write "key: value" on the lines below'


def _what_is(value: Value) -> str:
    if isinstance(value, list):
        return "a list"
    return "keys with values" if isinstance(value, dict) else f"the text {shown(str(value))}"


def _number(_: ErrorDetails, value: Value) -> tuple[str, str]:
    return f"{_subject(value)} is not a number", "write digits, with a point for decimals, such as 1.46"


def _date(_: ErrorDetails, value: Value) -> tuple[str, str]:
    return f"{_subject(value)} is not a date", "write year, month and day, such as 2026-11-24"


def _choice(detail: ErrorDetails, value: Value) -> tuple[str, str]:
    allowed = str(detail["ctx"]["expected"]).replace("'", "")
    return f"{_subject(value)} is not known here", f"write {allowed}"


def _subject(value: Value) -> str:
    return shown(value) if isinstance(value, str) else _what_is(value)


def _truth(_: ErrorDetails, value: Value) -> tuple[str, str]:
    return f"{_subject(value)} is neither true nor false", "write true or false"


def _refused(detail: ErrorDetails, value: Value) -> tuple[str, str]:
    reason = str(detail.get("ctx", {}).get("error", ""))
    if "true nor false" in reason:
        return _truth(detail, value)
    if "date" in reason:
        return _date(detail, value)
    return (
        f"{_subject(value)} is not a period",
        "a range must run forward within one year, such as 2025-01/2025-09",
    )


def _unforeseen(detail: ErrorDetails, _: Value) -> tuple[str, str]:
    return detail["msg"], "correct it"


_Words = Callable[[ErrorDetails, Value], tuple[str, str]]
_WORDS: dict[str, _Words] = {
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "string_too_short": lambda _, __: ("there is no text here", _NOT_EMPTY),
    "string_type": _text_needed,
    "too_long": _too_many,
    "too_short": _too_few,
    "tuple_type": _list_needed,
    "dict_type": _keys_needed,
    "model_type": _keys_needed,
    "float_type": _number,
    "float_parsing": _number,
    "finite_number": _number,
    "date_type": _date,
    "date_parsing": _date,
    "date_from_datetime_parsing": _date,
    "enum": _choice,
    "bool_type": _truth,
    "value_error": _refused,
}
