"""Footnotes as they are read: one for each source, with all its sections."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.reply import Footnote
from bot.answers.wording import FootnoteWording


def footnote_parts(notes: Iterable[Footnote], wording: FootnoteWording) -> list[list[str]]:
    """The parts of each footnote: title, publisher, sections, day of the check.

    Answers from the same text, checked on the same day, share a footnote that names each section once.
    """
    sections: dict[tuple[str, str, str], dict[str, None]] = {}
    for note in notes:
        checked = wording.checked.format(date=note.checked.isoformat()) if note.checked else ""
        named = sections.setdefault((note.title, note.publisher, checked), {})
        if note.section:
            named[wording.section.format(section=note.section)] = None
    return [
        [title, publisher, *named, *filter(None, [checked])] for (title, publisher, checked), named in sections.items()
    ]
