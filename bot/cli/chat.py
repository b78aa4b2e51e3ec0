"""``factbot chat``: a conversation in the terminal."""

from __future__ import annotations

from bot.answers.reply import Suggestion
from bot.cli.context import ConfigOption, KnowledgeOption, LanguageOption, console, open_answerer
from bot.cli.render import marked, show_reply


def chat(language: LanguageOption = None, knowledge: KnowledgeOption = None, config: ConfigOption = None) -> None:
    """Talk with the bot: follow-ups lean on the question before; a number picks a suggestion."""
    answerer, settings = open_answerer(knowledge, config)
    out = console()
    out.print("Ask away; an empty line or Ctrl-D ends.", style="dim")
    earlier: str | None = None
    offered: tuple[Suggestion, ...] = ()
    while True:
        try:
            text = input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            out.print()
            return
        if not text:
            return
        if text.isdecimal() and 1 <= int(text) <= len(offered):
            out.print(marked(offered[int(text) - 1].answer))
            earlier = offered[int(text) - 1].question
            continue
        reply, understanding = answerer.explain(
            text, earlier=earlier, language=language, locale=settings.answers.language
        )
        show_reply(out, reply, answerer.wordings.of(reply.language), numbered=True)
        offered = reply.suggestions
        # Chatter between two questions does not cut the thread.
        if understanding.main.reading.mentions:
            earlier = understanding.context
