"""How replies look in a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import typer
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from bot.answers.footnotes import footnote_parts
from bot.answers.reply import Footnote, Reply
from bot.answers.wording import Wording
from bot.language.period import Period
from bot.matching.decision import Decision, Outcome, Rated
from bot.matching.index import Index
from bot.matching.understand import Understanding

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_RIGHT_TO_LEFT, _END = "\u2067", "\u2069"

_GAP = "  "
_LEAST = 20
"""Characters that the last value of a row has at least, on a terminal however narrow."""

CONSIDERED = 5
"""How many candidates an explanation shows."""


def plain(text: str) -> str:
    """Text that a terminal can print: no control characters but line ends and tabs."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def marked(text: str, style: str = "") -> Text:
    """Text with ``**bold**`` shown as such."""
    styled = Text(style=style)
    for i, part in enumerate(_BOLD.split(plain(text))):
        styled.append(part, style="bold" if i % 2 else "")
    return styled


def show_line(console: Console, text: Text) -> None:
    """Print text; a right-to-left line is isolated on a terminal, so that Latin names keep their place in it."""
    for line in text.split("\n"):
        console.print(isolated(line) if console.is_terminal else line)


def isolated(line: Text) -> Text:
    """A line as a terminal needs it to show it from right to left, if most of it is Arabic or Hebrew."""
    kinds = [unicodedata.bidirectional(c) for c in line.plain]
    right, left = sum(kind in {"R", "AL"} for kind in kinds), kinds.count("L")
    # Latin names in an Arabic sentence may have as many letters as its own words.
    return Text.assemble(_RIGHT_TO_LEFT, line, _END) if right and 2 * right >= left else line


def show_rows(console: Console, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of texts: aligned below their names on a terminal, with tabs between them where a program reads.

    A row takes one line; on a terminal the last value is cut short where it does not fit.
    """
    values = [[plain(value) for value in row] for row in rows]
    if not console.is_terminal:
        for told in values:
            typer.echo("\t".join(told), file=console.file)  # rich would make spaces of the tabs
        return
    *widths, _ = _widths([names, *values])
    left = max(_LEAST, console.width - sum(widths) - len(_GAP) * len(widths))
    for number, row in enumerate([names, *values]):
        last = Text(row[-1])
        last.truncate(left, overflow="ellipsis")
        before = [_GAP.join((*map(set_cell_size, row, widths), ""))]
        console.print(Text.assemble(*before, isolated(last), style="" if number else "dim"))


def show_figures(console: Console, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of a name and figures, each below the name of its column and never cut short."""
    first, *widths = _widths([names, *rows])
    for number, (name, *figures) in enumerate([names, *rows]):
        cells = (
            set_cell_size(name, first),
            *(figure.rjust(width) for figure, width in zip(figures, widths, strict=True)),
        )
        console.print(Text(_GAP.join(cells), style="" if number else "dim"))


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(cell_len, column)) for column in zip(*rows, strict=True)]


def show_answer(console: Console, answer: str, footnotes: Iterable[Footnote], wording: Wording) -> None:
    """Print an answer with where it comes from."""
    show_line(console, marked(answer))
    for parts in footnote_parts(footnotes, wording.footnote):
        show_line(console, Text(plain("— " + " · ".join(parts)), style="dim"))


def show_reply(console: Console, reply: Reply, wording: Wording, *, numbered: bool = False) -> None:
    """Print a reply: the answer with its footnote, the suggestions, or the reason for a decline.

    Args:
        console: where to.
        reply: what to print.
        wording: of the reply's language.
        numbered: number the suggestions, for a conversation in which one may be chosen.
    """
    if reply.answer is not None:
        show_answer(console, reply.answer, reply.footnotes, wording)
        if reply.reason:
            show_line(console, Text(plain(wording.lacking.format(reason=reply.reason))))
        return
    if reply.outcome is Outcome.SUGGEST:
        show_line(console, Text(wording.suggest))
    elif reply.reason:
        show_line(console, Text(plain(reply.reason)))
    if reply.suggestions:
        if reply.outcome is Outcome.DECLINE:
            show_line(console, Text(wording.nearest.format(questions="").rstrip()))
        for number, suggestion in enumerate(reply.suggestions, 1):
            show_line(console, Text(f"  {number if numbered else '•'} {plain(suggestion.question)}"))


def show_explanation(console: Console, index: Index, understanding: Understanding) -> None:
    """Print the frame, the candidates, each score's parts and the rule that decided."""
    for decision in understanding.decisions:
        _show_frame(console, decision)
        _show_candidates(console, index, decision)
        console.print(Text(f"rule: {decision.outcome.value}: {decision.why.value}"))


def _show_frame(console: Console, decision: Decision) -> None:
    reading, frame = decision.reading, decision.frame
    rows = {
        "read as": " ".join(token.text for token in reading.tokens),
        "language": reading.language or "not told",
        "subject": ", ".join(sorted(frame.subjects)),
        "measure": ", ".join(sorted(frame.measures)),
        "support": ", ".join(sorted(frame.supports)),
        "period": ", ".join(period.code for period in frame.periods),
        "kind": ", ".join(sorted(frame.kinds)),
        "amounts": ", ".join(f"{a.value:g}" for a in reading.amounts),
        "other words": " ".join(reading.tokens[i].text for i in reading.plain),
    }
    for name, value in rows.items():
        if value:
            console.print(Text.assemble((f"{name}: ", "dim"), plain(value)))


def _show_candidates(console: Console, index: Index, decision: Decision) -> None:
    """Each candidate in a line with what rules it out, and below it the parts of its score that are not 0."""
    considered = {candidate.fact: candidate for candidate in decision.considered}
    for fact, confidence in decision.rated[:CONSIDERED]:
        candidate = considered.get(fact)
        clashes = candidate.clashes.items() if candidate else ()
        ruled_out = "; ".join(f"{clash.value} {_named(what)}" for clash, what in clashes)
        by_exam = f", by the exam {decision.taught.get(fact, 0.0):.2f}" if decision.taught is not None else ""
        name = index.profiles[fact].id
        console.print(Text(f"{confidence:.2f} {name}{by_exam}" + (f", ruled out by {ruled_out}" if ruled_out else "")))
        if candidate:
            parts = "  ".join(f"{part} {value:.2f}" for part, value in candidate.parts.items() if round(value, 2))
            console.print(Text(f"     {parts}", style="dim"))


def _named(what: object) -> str:
    if isinstance(what, Period):
        return what.code
    return ", ".join(sorted(what)) if isinstance(what, frozenset) else str(what)


def _candidate(index: Index, decision: Decision, rated: Rated) -> dict[str, object]:
    found: dict[str, object] = {
        "fact": index.profiles[rated.fact].id,
        "confidence": round(rated.confidence, 4),
    }
    if decision.taught is not None:
        found["by_the_exam"] = round(decision.taught.get(rated.fact, 0.0), 4)
    for c in decision.considered:
        if c.fact == rated.fact:
            found |= {
                "odds": round(c.odds, 3),
                "parts": {name: round(value, 3) for name, value in c.parts.items()},
                "ruled_out_by": {clash.value: _named(what) for clash, what in c.clashes.items()},
            }
    return found


def explanation(index: Index, understanding: Understanding) -> list[dict[str, object]]:
    """The explanation as plain values, for JSON."""
    return [
        {
            "rule": decision.why.value,
            "read_as": [token.text for token in decision.reading.tokens],
            "frame": {
                "subjects": sorted(decision.frame.subjects),
                "measures": sorted(decision.frame.measures),
                "supports": sorted(decision.frame.supports),
                "periods": [[p.year, p.first, p.last] for p in decision.frame.periods],
                "kinds": sorted(decision.frame.kinds),
            },
            "candidates": [_candidate(index, decision, rated) for rated in decision.rated[:CONSIDERED]],
        }
        for decision in understanding.decisions
    ]
