"""``factbot chat``: a conversation in the terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

from rich.console import Console

from bot.answers.reply import Suggestion
from bot.cli.context import ConfigOption, KnowledgeOption, LanguageOption, console, open_answerer
from bot.cli.render import plain, show_answer, show_reply

_PROMPT = "> "
_QUIT = "/quit"


def chat(language: LanguageOption = None, knowledge: KnowledgeOption = None, config: ConfigOption = None) -> None:
    """Talk with the bot in the terminal.

    Follow-ups such as "and in Q1?" lean on the question before; a number picks one of the questions offered.
    Ctrl-D or /quit ends. Piped input is answered line by line, each after its question.
    """
    answerer, settings = open_answerer(knowledge, config)
    out = console()
    earlier: str | None = None
    offered: tuple[Suggestion, ...] = ()
    used = settings.answers.language
    for text in _lines(out):
        number = int(text) if text.isdecimal() and len(text) < 3 else 0
        if 1 <= number <= len(offered):
            picked = offered[number - 1]
            show_answer(out, picked.answer, [picked.footnote] if picked.footnote else [], answerer.wordings.of(used))
            earlier = picked.question
            continue
        reply, understanding = answerer.explain(
            text, earlier=earlier, language=language, locale=settings.answers.language
        )
        show_reply(out, reply, answerer.wordings.of(reply.language), numbered=True)
        offered, used = reply.suggestions, reply.language
        # Chatter between two questions does not cut the thread.
        if understanding.main.reading.mentions:
            earlier = understanding.context


def _lines(out: Console) -> Iterator[str]:
    """What is typed, line by line, or what is piped in, each line shown before its answer; empty lines left out."""
    if sys.stdin.isatty() and out.is_terminal:
        typed = _typed(out)
    else:
        # Bytes that are no UTF-8 are no reason to end the conversation.
        typed = (line.decode("utf-8", errors="replace") for line in sys.stdin.buffer)
    for line in typed:
        text = line.strip()
        if text == _QUIT:
            return
        if not text:
            continue
        if not sys.stdin.isatty():
            out.print(f"{_PROMPT}{plain(text)}", style="dim")
        yield text


def _typed(out: Console) -> Iterator[str]:
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - gives input() a history; not on every system
    out.print(f"Ask away; Ctrl-D or {_QUIT} ends.", style="dim")
    while True:
        try:
            yield input(_PROMPT)
        except (EOFError, KeyboardInterrupt):
            out.print()
            return
