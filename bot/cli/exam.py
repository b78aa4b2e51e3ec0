"""``factbot exam``: how well the engine does on questions with known answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.answers.exam import Mark, Sat, Tally, calibration, confusions, mark, tallies
from bot.answers.reply import Reply
from bot.cli.context import CliError, ConfigOption, KnowledgeOption, console, open_answerer
from bot.facts.model import Exam, ExamQuestion, Half
from bot.facts.reader import read_exam
from bot.settings import ExamSettings

_LONG = 300
"""Questions from which a progress bar is shown."""


def exam(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Exam files; none: those of the fact base.", show_default=False)
    ] = None,
    half: Annotated[Half | None, typer.Option(help="Only one half of the exam.", show_default=False)] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List the questions of the tune half that went wrong.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Sit the exam: exit code 1 if a half's figures are under the thresholds of the settings."""
    answerer, settings = open_answerer(knowledge, config)
    exams = {str(path): read_exam(path) for path in files} if files else answerer.knowledge.exams
    if half:
        exams = {name: e for name, e in exams.items() if e.half is half}
    if not exams:
        raise CliError("exam: there are no exam questions; put files into the fact base's exam/ or name them")
    asked = [(name, e, q) for name, e in exams.items() for q in e.questions]
    progress = console(stderr=True)
    shown = track(asked, "Sitting the exam", console=progress, disable=len(asked) < _LONG or not progress.is_terminal)
    results = [_sit(answerer.ask(q.q, earlier=q.after), name, e, q) for name, e, q in shown]
    out = console()
    failures = _failures(results, settings.exam)
    if as_json:
        typer.echo(json.dumps(_figures(results, failures), ensure_ascii=False, indent=2))
    else:
        _report(out, results, verbose=verbose)
        for failure in failures:
            out.print(f"under the threshold: {failure}", style="red")
    if failures:
        raise typer.Exit(1)


def _sit(reply: Reply, name: str, e: Exam, question: ExamQuestion) -> Sat:
    return Sat(name, e.half, question.language or e.language, question, reply, mark(question, reply))


def _group(language: str) -> str:
    return language if language in {"en", "ar"} else "other"


def _failures(results: list[Sat], thresholds: ExamSettings) -> list[str]:
    """The thresholds missed, by half: right by language, wrong and false over all."""
    failures = []
    for half, of_half in _by(results, lambda sat: sat.half.value).items():
        for language, tally in tallies(of_half, lambda sat: _group(sat.language)).items():
            needed = thresholds.right_at_least.get(language, 0.0)
            if tally.answerable.total() and tally.share(Mark.RIGHT) < needed:
                failures.append(f"{half} {language}: right {tally.share(Mark.RIGHT):.1f} % < {needed:g} %")
        whole = Tally()
        for sat in of_half:
            whole.add(sat)
        for what, allowed in ((Mark.WRONG, thresholds.wrong_at_most), (Mark.FALSE, thresholds.false_at_most)):
            if whole.share(what) > allowed:
                failures.append(f"{half}: {what.value} {whole.share(what):.1f} % > {allowed:g} %")
    return failures


def _by(results: list[Sat], key: Callable[[Sat], str]) -> dict[str, list[Sat]]:
    found: dict[str, list[Sat]] = {}
    for sat in results:
        found.setdefault(key(sat), []).append(sat)
    return dict(sorted(found.items()))


def _report(out: Console, results: list[Sat], *, verbose: bool) -> None:
    for half, of_half in _by(results, lambda sat: sat.half.value).items():
        out.print(f"{half}: {len(of_half)} questions", style="bold")
        table = Table(box=None, pad_edge=False, header_style="dim")
        for name in ("", "asked", "right %", "wrong %", "offered %", "missed %", "to decline", "false %"):
            table.add_column(name, justify="left" if not name else "right")
        rows = tallies(of_half, lambda sat: sat.language) | tallies(of_half, lambda sat: f"kind {sat.kind}")
        rows["all"] = Tally()
        for sat in of_half:
            rows["all"].add(sat)
        for name, tally in rows.items():
            table.add_row(name, *_cells(tally))
        out.print(table)
        for wanted, given, count in confusions(of_half)[:12]:
            out.print(f"  {count} x {wanted} got {given}")
        bins, error = calibration(of_half)
        out.print("calibration (confidence: said, was right, questions)", style="dim")
        for row in bins:
            out.print(f"  {row.low:.1f}-{row.high:.1f}: {row.confidence:.2f} {row.right:.2f} {row.count}")
        out.print(f"expected calibration error {error:.3f}")
    if verbose:
        for sat in results:
            if sat.mark is not Mark.RIGHT and sat.half is Half.TUNE:
                wanted = ",".join((*sat.question.fact, *sat.question.both)) or f"decline {sat.kind}"
                given = ",".join(sat.reply.facts) or sat.reply.outcome.value
                out.print(
                    f"{sat.mark.value}: {sat.question.q} | wanted {wanted} | got {given} {sat.reply.confidence:.2f}"
                )


def _cells(tally: Tally) -> list[str]:
    answerable, unanswerable = tally.answerable.total(), tally.unanswerable.total()
    shares = [
        f"{tally.share(what):.1f}" if answerable else "-"
        for what in (Mark.RIGHT, Mark.WRONG, Mark.OFFERED, Mark.MISSED)
    ]
    false = f"{tally.share(Mark.FALSE):.1f}" if unanswerable else "-"
    return [str(answerable), *shares, str(unanswerable), false]


def _figures(results: list[Sat], failures: list[str]) -> dict[str, object]:
    figures: dict[str, object] = {}
    for half, of_half in _by(results, lambda sat: sat.half.value).items():
        _, error = calibration(of_half)
        figures[half] = {
            "languages": {
                name: {
                    "asked": tally.answerable.total(),
                    "to_decline": tally.unanswerable.total(),
                    **{m.value: round(tally.share(m), 2) for m in Mark},
                }
                for name, tally in tallies(of_half, lambda sat: sat.language).items()
            },
            "expected_calibration_error": round(error, 4),
        }
    return {"halves": figures, "under_threshold": failures}
