"""``factbot ask``: one question, or one a line."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, BinaryIO, TextIO

import typer

from bot.answers.answerer import Answerer
from bot.cli.context import (
    CliError,
    ConfigOption,
    JsonOption,
    KnowledgeOption,
    LanguageOption,
    console,
    json_text,
    language_tag,
    open_answerer,
    print_json,
)
from bot.cli.render import explanation, show_explanation, show_reply


class _LineError(Exception):
    """A line that holds no question; the message says why."""


def ask(
    question: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUESTION", help="The question, in any words and language.", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help='Read one {"question": "…"} a line, write one result a line, in the same order.'),
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the question was decided.")] = False,
    language: LanguageOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Ask one question, or one a line.

    Declining is an answer too: the exit code is 0 either way. A line of --jsonl may also have a "language" and,
    for a follow-up, the question before it as "after"; a line that holds no question gets a result with an "error".
    """
    if jsonl and (question or as_json or explain):
        raise CliError("ask: --jsonl takes its questions from the input, and neither --json nor --explain beside it")
    if not jsonl and not question:
        raise CliError('ask: there is no question; try: factbot ask "what is it about?"')
    answerer, settings = open_answerer(knowledge, config)
    locale = settings.answers.language
    if jsonl:
        answer_lines(answerer, sys.stdin.buffer, sys.stdout, language=language, locale=locale)
        return
    reply, understanding = answerer.explain(" ".join(question or ()), language=language, locale=locale)
    if as_json:
        result = reply.result()
        if explain:
            result["explanation"] = explanation(answerer.index, understanding)
        print_json(result)
        return
    out = console()
    show_reply(out, reply, answerer.wordings.of(reply.language))
    if explain:
        out.print()
        show_explanation(out, answerer.index, understanding)


def answer_lines(
    answerer: Answerer, source: BinaryIO, target: TextIO, *, language: str | None = None, locale: str | None = None
) -> None:
    """Answer one line after another, in order, one result a line whatever the line holds.

    A line that is no JSON object with a ``question`` gives a result whose ``error`` says what is wrong with it;
    the lines after it go on.

    Args:
        answerer: who answers.
        source: where the questions come from: an object a line, with the keys ``question`` and, if wanted,
            ``language`` and ``after`` (the question before it).
        target: where the results go.
        language: of all replies to lines that name none.
        locale: where neither a line nor its question tells the language.
    """
    for line in source:
        # Only a line feed ends a line here: other separators may stand inside a question.
        text = line.decode("utf-8", errors="replace").rstrip("\r\n").removeprefix("\ufeff")
        target.write(json_text(_result(answerer, text, language, locale)) + "\n")
        target.flush()


def _result(answerer: Answerer, line: str, language: str | None, locale: str | None) -> dict[str, Any]:
    try:
        question, after, own = _asked(line)
    except (_LineError, typer.BadParameter) as error:
        # A result of the usual form, that of a question without a word.
        empty = answerer.ask("", language=language, locale=locale).result()
        return {**empty, "question": line, "reason": str(error), "error": str(error)}
    return answerer.ask(question, earlier=after, language=own or language, locale=locale).result()


def _asked(line: str) -> tuple[str, str | None, str | None]:
    """A line's question, the one before it, and the language to answer in.

    Raises:
        _LineError: if it holds no question, or another key that is no text.
    """
    if not line.strip():
        raise _LineError('the line is empty, where {"question": "…"} is expected')
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _LineError(f"not valid JSON: {error}") from error
    if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
        raise _LineError('not an object with a text "question"')
    for key in ("after", "language"):
        if not isinstance(asked.get(key), str | None):
            raise _LineError(f'"{key}" is not a text')
    return asked["question"], asked.get("after"), language_tag(asked.get("language") or None)
