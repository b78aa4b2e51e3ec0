"""How replies look in a terminal."""

from __future__ import annotations

import re
import unicodedata

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.answers.reply import Reply
from bot.answers.wording import Wording
from bot.matching.decision import Decision, Outcome
from bot.matching.index import Index
from bot.matching.understand import Understanding

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_RIGHT_TO_LEFT, _END = "\u2067", "\u2069"


def plain(text: str) -> str:
    """Text that a terminal can print: no control characters but line ends and tabs."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def marked(text: str, style: str = "") -> Text:
    """Text with ``**bold**`` shown as such."""
    styled = Text(style=style)
    for i, part in enumerate(_BOLD.split(plain(text))):
        styled.append(part, style="bold" if i % 2 else "")
    return styled


def _line(console: Console, text: Text) -> None:
    """Print a line; right-to-left text is isolated on a terminal, so that Latin names keep their place."""
    if console.is_terminal and any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text.plain[:80]):
        lines = text.split("\n")
        for line in lines:
            console.print(Text.assemble(_RIGHT_TO_LEFT, line, _END))
        return
    console.print(text)


def show_reply(console: Console, reply: Reply, wording: Wording, *, numbered: bool = False) -> None:
    """Print a reply: the answer with its footnote, the suggestions, or the reason for a decline.

    Args:
        console: where to.
        reply: what to print.
        wording: of the reply's language.
        numbered: number the suggestions, for a conversation in which one may be chosen.
    """
    if reply.answer is not None:
        _line(console, marked(reply.answer))
        for note in reply.footnotes:
            parts = [note.title, note.publisher]
            if note.section:
                parts.append(wording.footnote.section.format(section=note.section))
            if note.checked:
                parts.append(wording.footnote.checked.format(date=note.checked.isoformat()))
            _line(console, Text("— " + " · ".join(parts), style="dim"))
        if reply.reason:
            _line(console, Text(wording.lacking.format(reason=reply.reason)))
        return
    if reply.outcome is Outcome.SUGGEST:
        _line(console, Text(wording.suggest))
    elif reply.reason:
        _line(console, Text(plain(reply.reason)))
    if reply.suggestions:
        if reply.outcome is Outcome.DECLINE:
            _line(console, Text(wording.nearest.format(questions="").rstrip()))
        for number, suggestion in enumerate(reply.suggestions, 1):
            _line(console, Text(f"  {number if numbered else '•'} {suggestion.question}"))


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
        "period": ", ".join(f"{p.year or 'any year'} months {p.first}-{p.last}" for p in frame.periods),
        "kind": ", ".join(sorted(frame.kinds)),
        "amounts": ", ".join(f"{a.value:g}" for a in reading.amounts),
        "other words": " ".join(reading.tokens[i].text for i in reading.plain),
    }
    for name, value in rows.items():
        if value:
            console.print(Text.assemble((f"{name}: ", "dim"), plain(value)))


def _show_candidates(console: Console, index: Index, decision: Decision) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("fact")
    table.add_column("confidence", justify="right")
    shown = decision.considered[:5]
    names = list(shown[0].parts) if shown else []
    for name in names:
        table.add_column(name, justify="right")
    table.add_column("ruled out by")
    for candidate, rated in zip(shown, decision.rated, strict=False):
        clashes = "; ".join(f"{clash.value} {_named(what)}" for clash, what in candidate.clashes.items())
        table.add_row(
            index.profiles[candidate.fact].id,
            f"{rated.confidence:.2f}",
            *(f"{candidate.parts[name]:.2f}" for name in names),
            clashes,
        )
    console.print(table)


def _named(what: object) -> str:
    return ", ".join(sorted(what)) if isinstance(what, frozenset) else str(what)


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
            "candidates": [
                {
                    "fact": index.profiles[c.fact].id,
                    "confidence": round(r.confidence, 4),
                    "odds": round(c.odds, 3),
                    "parts": {name: round(value, 3) for name, value in c.parts.items()},
                    "ruled_out_by": {clash.value: _named(what) for clash, what in c.clashes.items()},
                }
                for c, r in zip(decision.considered[:5], decision.rated, strict=False)
            ],
        }
        for decision in understanding.decisions
    ]
