"""The buttons and menus that belong to a reply."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.answers.wording import Wording
from bot.client.desk import Answered
from bot.client.ui.action import Action
from bot.client.ui.buttons import Question, Remove, Vote
from bot.client.ui.menus import Meant
from bot.client.ui.text import cut
from bot.matching.decision import Outcome

RELATED = 3
"""How many related questions a reply offers."""

REPLY_ACTIONS: tuple[type[Action[Any]], ...] = (Question, Vote, Remove, Meant)
"""All kinds of buttons and menus of replies."""

Rows = list[dict[str, Any]]
"""Rows of buttons and menus in the form that Discord takes."""


class Finished(ui.View):
    """Buttons that stand ready as they are sent: putting them together takes longer than all else of a reply.

    Like all buttons of replies they work by their ids alone.
    """

    def __init__(self, rows: Rows) -> None:
        """Take the rows as they are; arguments as for :func:`signed`."""
        super().__init__(timeout=None)
        self._rows = rows
        self.stop()

    def to_components(self) -> Rows:
        """The rows."""
        return self._rows


def signed(rows: Rows, answered: Answered) -> Rows:
    """The buttons of another reply that says the same, for this one: votes and removal have the reply in their ids.

    Args:
        rows: of a view without a menu.
        answered: the reply.
    """
    ends = {Vote.START: answered.key, Remove.START: str(answered.asker.member)}
    return [{**row, "components": [_signed(button, ends) for button in row["components"]]} for row in rows]


def _signed(button: dict[str, Any], ends: dict[str, str]) -> dict[str, Any]:
    custom_id: str = button.get("custom_id", "")
    for start, end in ends.items():
        if custom_id.startswith(start):
            return {**button, "custom_id": f"{custom_id[: custom_id.rindex(':')]}:{end}"}
    return button


def reply_view(answered: Answered, wording: Wording) -> ui.View:
    """What a member can do with a reply."""
    reply, asker = answered.reply, answered.asker
    view = ui.View(timeout=None)
    row = 0
    if reply.outcome is Outcome.SUGGEST:
        menu = Meant.of(
            [(s.fact, s.question) for s in reply.suggestions],
            reply.language,
            answered.key,
            asker.member,
            choose=wording.discord.choose,
            none=wording.discord.none,
        )
        if menu:
            view.add_item(menu)
            row = 1
    elif not answered.above:
        related = reply.related[:RELATED] if reply.facts else ()
        offered = [(str(n), s.fact) for n, s in enumerate(reply.suggestions, 1)] or [(q, f) for f, q in related]
        for label, fact in offered:
            if Question.fits(fact, reply.language):
                view.add_item(Question(fact, reply.language, label, row=row))
        row = 1 if related else 0
    if reply.facts and not answered.above:
        view.add_item(Vote(answered.key, "+", row=row))
        view.add_item(Vote(answered.key, "-", row=row))
    if not asker.hidden:
        view.add_item(Remove(asker.member, row=row))
    links = {note.url: note.publisher for note in reply.footnotes if note.url and not answered.above}
    for url, publisher in list(links.items())[:2]:
        if url.startswith(("https://", "http://")):
            view.add_item(ui.Button(label=cut(publisher, 80), url=url, row=row))
    # All of it works by its ids alone: nothing has to be kept in memory for each message.
    view.stop()
    return view
