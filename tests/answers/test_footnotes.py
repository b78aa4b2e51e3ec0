"""Footnotes of several facts."""

from __future__ import annotations

import datetime as dt

from bot.answers.footnotes import footnote_parts
from bot.answers.reply import Footnote
from bot.answers.wording import Wordings

DAY = dt.date(2031, 8, 2)


def test_answers_of_one_text_share_a_footnote_that_names_each_section_once(wordings: Wordings) -> None:
    notes = [
        Footnote("People", "A year on the water", "Harbour Gazette", DAY),
        Footnote("Money", "A year on the water", "Harbour Gazette", DAY),
        Footnote("People", "A year on the water", "Harbour Gazette", DAY),
        Footnote("Money", "A year on the water", "Harbour Gazette"),
        Footnote(None, "The timetable", "Harbour Gazette", DAY),
    ]
    assert footnote_parts(notes, wordings.of("en").footnote) == [
        ["A year on the water", "Harbour Gazette", "Section “People”", "Section “Money”", "checked 2031-08-02"],
        ["A year on the water", "Harbour Gazette", "Section “Money”"],
        ["The timetable", "Harbour Gazette", "checked 2031-08-02"],
    ]
