"""``factbot ask``: one question, or one a line."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, BinaryIO, TextIO

import typer

from bot.answers.answerer import Answerer
from bot.cli.context import CliError, ConfigOption, KnowledgeOption, LanguageOption, console, open_answerer
from bot.cli.render import explanation, show_explanation, show_reply


def ask(
    question: Annotated[
        list[str] | None, typer.Argument(help="The question, in any words and language.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Read one {"question": "…"} a line, write one result a line.')
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the question was decided.")] = False,
    language: LanguageOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Ask one question. Declining is an answer too: the exit code is 0 either way."""
    if jsonl and question:
        raise CliError("ask: give a question or --jsonl, not both")
    if not jsonl and not question:
        raise CliError('ask: there is no question; try: factbot ask "what is it about?"')
    answerer, settings = open_answerer(knowledge, config)
    if jsonl:
        answer_lines(answerer, sys.stdin.buffer, sys.stdout, language)
        return
    text = " ".join(question or ())
    reply, understanding = answerer.explain(text, language=language, locale=settings.answers.language)
    if as_json:
        result = reply.result()
        if explain:
            result["explanation"] = explanation(answerer.index, understanding)
        typer.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    out = console()
    show_reply(out, reply, answerer.wordings.of(reply.language))
    if explain:
        out.print()
        show_explanation(out, answerer.index, understanding)


def answer_lines(answerer: Answerer, source: BinaryIO, target: TextIO, language: str | None = None) -> None:
    """Answer one line after another, in order, one result a line whatever the line holds.

    A line that is no JSON object with a ``question`` gives a result whose ``error`` says what is wrong with it;
    the lines after it go on. Optional keys of a line: ``language`` and ``after`` (the question before it).
    """
    for line in source:
        # Only a line feed ends a line here: other separators may stand inside a question.
        text = line.decode("utf-8", errors="replace").rstrip("\n")
        target.write(json.dumps(_result(answerer, text, language), ensure_ascii=False) + "\n")
        target.flush()


def _result(answerer: Answerer, line: str, language: str | None) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _failed(answerer, line, f"not valid JSON: {error}")
    if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
        return _failed(answerer, line, 'expected an object with a text "question"')
    own = asked.get("language")
    after = asked.get("after")
    return answerer.ask(
        asked["question"],
        earlier=after if isinstance(after, str) else None,
        language=own if isinstance(own, str) else language,
    ).result()


def _failed(answerer: Answerer, line: str, error: str) -> dict[str, Any]:
    """A result of the usual form for a line that holds no question."""
    result = answerer.ask("").result()
    return {**result, "question": line, "reason": error, "error": error}
