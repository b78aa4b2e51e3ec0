"""``factbot exam``: how well the engine does on questions with known answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from bot.answers.exam import Mark, Sat, Tally, calibration, confusions, sit, tallies
from bot.cli.context import (
    CliError,
    ConfigOption,
    JsonOption,
    KnowledgeOption,
    console,
    open_answerer,
    print_json,
)
from bot.cli.render import plain, show_figures
from bot.facts.model import Exam, Half, Knowledge
from bot.facts.reader import read_exam
from bot.settings import ExamSettings

_LONG = 300
"""Questions from which a progress bar is shown."""

_CONFUSIONS = 12
"""How many confusions the report shows, most frequent first."""

_DECLINED = "must be declined"
"""What stands for the fact wanted where no fact answers."""

_OTHER = "other"
"""Stands in the thresholds for all languages that they do not name."""


def exam(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Exam files; none: those of the fact base.", show_default=False),
    ] = None,
    half: Annotated[
        Half | None, typer.Option(metavar="tune|hold", help="Only one half of the exam.", show_default=False)
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List the questions of the tune half that were not right.")
    ] = False,
    as_json: JsonOption = False,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Ask questions with known answers, and count.

    Right, wrong, offered and missed are shares of the questions that the fact base answers; false is the share of
    those it cannot answer that got an answer all the same. The exit code is 1 if a half is under a threshold of
    the settings. Questions of the hold half are only counted, never shown.
    """
    for path in files or ():
        if not path.is_file():
            raise CliError(f"exam: there is no file {path}")
    answerer, settings = open_answerer(knowledge, config)
    exams = {str(path): read_exam(path) for path in files} if files else answerer.knowledge.exams
    exams = {name: one for name, one in exams.items() if half in {None, one.half}}
    if not exams:
        which = f"of the {half.value} half" if half else "here"
        raise CliError(f"exam: there are no questions {which}; put files into the fact base's exam/ or name them")
    _known_facts(exams, answerer.knowledge)
    number = sum(len(one.questions) for one in exams.values())
    progress = console(stderr=True)
    bar = progress.is_terminal and number >= _LONG
    shown = track(sit(answerer, exams), "Sitting the exam", total=number, console=progress, disable=not bar)
    results = list(shown)
    failures = _failures(results, settings.exam)
    if as_json:
        print_json(_figures(results, failures, verbose=verbose))
    else:
        _report(console(), results, failures, verbose=verbose)
    if failures:
        raise typer.Exit(1)


def _known_facts(exams: Mapping[str, Exam], knowledge: Knowledge) -> None:
    """Refuse questions whose facts are not in the base: they could only be counted as missed."""
    known = {fact.id for fact in knowledge.facts}
    for name, one in exams.items():
        wanted = {fact for question in one.questions for fact in (*question.fact, *question.both)}
        if wanted - known:
            raise CliError(f"exam: {name}: the fact base has no fact {', '.join(sorted(wanted - known))}")


def _failures(results: list[Sat], thresholds: ExamSettings) -> list[str]:
    """The thresholds missed, by half: right by language, wrong and false over all."""
    named = thresholds.right_at_least
    failures = []
    for half, of_half in _by(results, lambda sat: sat.half.value).items():
        by_language = tallies(of_half, lambda sat: sat.language if sat.language in named else _OTHER)
        for language, tally in by_language.items():
            needed = named.get(language, 0.0)
            if tally.answerable.total() and tally.share(Mark.RIGHT) < needed:
                failures.append(f"{half} {language}: right {tally.share(Mark.RIGHT):.1f} % < {needed:g} %")
        whole = _whole(of_half)
        for what, allowed in ((Mark.WRONG, thresholds.wrong_at_most), (Mark.FALSE, thresholds.false_at_most)):
            if whole.share(what) > allowed:
                failures.append(f"{half}: {what.value} {whole.share(what):.1f} % > {allowed:g} %")
    return failures


def _by(results: list[Sat], key: Callable[[Sat], str]) -> dict[str, list[Sat]]:
    found: dict[str, list[Sat]] = {}
    for sat in results:
        found.setdefault(key(sat), []).append(sat)
    return dict(sorted(found.items()))


def _whole(results: list[Sat]) -> Tally:
    tally = Tally()
    for sat in results:
        tally.add(sat)
    return tally


def _not_right(results: list[Sat]) -> list[Sat]:
    """What may be shown of what went wrong."""
    return [sat for sat in results if sat.mark is not Mark.RIGHT and sat.half is Half.TUNE]


def _wanted(sat: Sat) -> str:
    return ",".join((*sat.question.fact, *sat.question.both)) or f"decline {sat.kind}"


def _given(sat: Sat) -> str:
    return ",".join(sat.reply.facts) or sat.reply.outcome.value


def _report(out: Console, results: list[Sat], failures: list[str], *, verbose: bool) -> None:
    for half, of_half in _by(results, lambda sat: sat.half.value).items():
        count = len(of_half)
        out.print(f"{half}: {count} question{'s' if count > 1 else ''}", style="bold")
        names = ("", "asked", "right %", "wrong %", "offered %", "missed %", "to decline", "false %")
        rows = tallies(of_half, lambda sat: sat.language) | tallies(of_half, lambda sat: f"kind {sat.kind}")
        rows["all"] = _whole(of_half)
        show_figures(out, names, [[name, *_cells(tally)] for name, tally in rows.items()])
        for wanted, given, count in confusions(of_half)[:_CONFUSIONS]:
            out.print(f"  {count} x {_DECLINED if wanted == '-' else wanted} got {given}")
        bins, error = calibration(of_half)
        out.print("calibration (confidence: said, was right, questions)", style="dim")
        for row in bins:
            out.print(f"  {row.low:.1f}-{row.high:.1f}: {row.confidence:.2f} {row.right:.2f} {row.count}")
        out.print(f"expected calibration error {error:.3f}")
    for sat in _not_right(results) if verbose else ():
        before = f"{sat.question.after} … " if sat.question.after else ""
        said = f"wanted {_wanted(sat)} | got {_given(sat)} {sat.reply.confidence:.2f}"
        out.print(plain(f"{sat.mark.value}: {before}{sat.question.q} | {said}"))
    for failure in failures:
        out.print(f"under the threshold: {failure}", style="red")
    if failures:
        out.print(
            "The thresholds are set under exam: in the settings (--config FILE); a young base may set lower ones."
        )


def _cells(tally: Tally) -> list[str]:
    answerable, unanswerable = tally.answerable.total(), tally.unanswerable.total()
    shares = [
        f"{tally.share(what):.1f}" if answerable else "-"
        for what in (Mark.RIGHT, Mark.WRONG, Mark.OFFERED, Mark.MISSED)
    ]
    false = f"{tally.share(Mark.FALSE):.1f}" if unanswerable else "-"
    return [str(answerable), *shares, str(unanswerable), false]


def _figures(results: list[Sat], failures: list[str], *, verbose: bool) -> dict[str, Any]:
    halves = {}
    for half, of_half in _by(results, lambda sat: sat.half.value).items():
        bins, error = calibration(of_half)
        halves[half] = {
            "all": _shares(_whole(of_half)),
            "languages": {name: _shares(tally) for name, tally in tallies(of_half, lambda sat: sat.language).items()},
            "kinds": {name: _shares(tally) for name, tally in tallies(of_half, lambda sat: sat.kind).items()},
            "confusions": [
                {"wanted": wanted, "given": given, "count": count} for wanted, given, count in confusions(of_half)
            ],
            "calibration": [
                {
                    "from": row.low,
                    "to": row.high,
                    "said": round(row.confidence, 4),
                    "right": round(row.right, 4),
                    "count": row.count,
                }
                for row in bins
            ],
            "expected_calibration_error": round(error, 4),
        }
    figures: dict[str, Any] = {"halves": halves, "under_threshold": failures}
    if verbose:
        figures["not_right"] = [
            {
                "file": sat.file,
                "question": sat.question.q,
                "mark": sat.mark.value,
                "wanted": _wanted(sat),
                "given": _given(sat),
                "confidence": round(sat.reply.confidence, 4),
            }
            for sat in _not_right(results)
        ]
    return figures


def _shares(tally: Tally) -> dict[str, float]:
    return {
        "asked": tally.answerable.total(),
        "to_decline": tally.unanswerable.total(),
        **{mark.value: round(tally.share(mark), 2) for mark in Mark},
    }
