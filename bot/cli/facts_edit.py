"""``factbot facts add | edit | alias | rename | remove | import``: the commands that change the facts."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import CliError, ConfigOption, DataOption, JsonOption, KnowledgeOption, language_tag
from bot.cli.editor import edit_text
from bot.cli.facts import find
from bot.cli.publishing import (
    DryRunOption,
    FilesOnlyOption,
    NoImpactOption,
    Options,
    ReasonOption,
    YesOption,
    carry_out,
    open_files,
    publish,
    refuse,
)
from bot.facts.apply import Edited, apply
from bot.facts.draft import Part, draft_of
from bot.facts.edits import Alias, Change, Edit, Remove, Rename
from bot.facts.excerpts import fact_excerpt
from bot.facts.files import SIZE_LIMIT, Snapshot
from bot.facts.given import Given, additions, differences, given_in, origins_of, read_given
from bot.facts.lookup import language_of
from bot.facts.model import Fact, Topic
from bot.facts.problems import KnowledgeError, Problem, shown
from bot.facts.reader import understood

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The fact's id.")]
_FILE_HELP = "A YAML file: facts with their topic, as the fact base has them, or one fact alone; - for the input."
FileOption = Annotated[Path, typer.Option("--from", metavar="FILE", help=_FILE_HELP, show_default=False)]


def add(
    file: FileOption,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    reason: ReasonOption = None,
    as_json: JsonOption = False,
    no_impact: NoImpactOption = False,
    files_only: FilesOnlyOption = False,
    data: DataOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Add facts from a file.

    The file names their topic; a topic that there is not yet gets a file of its own. All of them are added, or none.
    """
    options = Options(yes, dry_run, reason, as_json, no_impact, files_only, data, knowledge, config)
    options.check()
    snapshot = open_files(options)
    given = _given(file, options)
    carry_out(snapshot, additions(given), options, origins_of(given))


def import_facts(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_FILE_HELP)],
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    reason: ReasonOption = None,
    as_json: JsonOption = False,
    no_impact: NoImpactOption = False,
    files_only: FilesOnlyOption = False,
    data: DataOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Take over new and changed facts from a file.

    That may be an edited export. Facts that the file does not have stay as they are. All is taken over, or nothing.
    """
    options = Options(yes, dry_run, reason, as_json, no_impact, files_only, data, knowledge, config)
    options.check()
    snapshot = open_files(options)
    given = _given(file, options)
    try:
        edits = differences(given, understood(snapshot))
    except KnowledgeError as error:
        refuse(error.problems, options)
    carry_out(snapshot, edits, options, origins_of(given))


def edit(
    fact_id: IdArgument,
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help=f"{_FILE_HELP} Else $EDITOR opens.", show_default=False),
    ] = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    reason: ReasonOption = None,
    as_json: JsonOption = False,
    no_impact: NoImpactOption = False,
    files_only: FilesOnlyOption = False,
    data: DataOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Change one fact, in the editor or from a file.

    The editor ($VISUAL, else $EDITOR, else vi) shows the fact with its comments. What cannot be used comes back with
    what is wrong above the lines. Another id there renames the fact.
    """
    options = Options(yes, dry_run, reason, as_json, no_impact, files_only, data, knowledge, config)
    options.check()
    snapshot = open_files(options)
    fact = _fact(snapshot, fact_id)
    if file is not None:
        given = _given(file, options)
        if [one.fact.id for one in given] != [fact.id]:
            names = ", ".join(one.fact.id for one in given) or "no fact"
            tree = given[0].tree.path if given else file
            problem = Problem(tree, 1, 1, "file", f"the file gives {names}", f"let it give {fact.id} and nothing else")
            refuse([problem], options)
        carry_out(snapshot, [Change(given[0].fact)], options, origins_of(given))
        return
    desk = _Desk(snapshot, fact)
    try:
        edited = edit_text(f"{fact.id}.yaml", desk.title, desk.text, desk.use)
    except KnowledgeError as error:
        refuse(error.problems, options)
    publish(edited or apply(snapshot, []), options)


@dataclass
class _Desk:
    """A fact on its way into the editor and back."""

    snapshot: Snapshot
    fact: Fact

    @property
    def title(self) -> str:
        """What the editor's first line says."""
        return f"The fact {self.fact.id}, from {self._part.name}"

    @property
    def text(self) -> str:
        """The fact as it stands in its file; laid out anew if it does not stand in lines of its own."""
        return fact_excerpt(self.snapshot, self.fact.id) or ""

    @property
    def _part(self) -> Part[Topic]:
        return next(part for part in draft_of(self.snapshot).topics if self.fact in part.model.facts)

    def use(self, path: Path, data: bytes) -> Edited:
        """What the edited text makes of the base.

        Raises:
            KnowledgeError: if it cannot be used.
        """
        given = given_in(path, data)
        if len(given) != 1:
            what = f"there are {len(given)} facts here"
            raise KnowledgeError([Problem(path, 1, 1, "file", what, "leave one; others are added with facts add")])
        (one,) = given
        edits: list[Edit] = [Change(one.fact, one.text)]
        if one.fact.id != self.fact.id:
            edits.insert(0, Rename(self.fact.id, one.fact.id))
        return apply(self.snapshot, edits, origins_of(given))


def alias(
    fact_id: IdArgument,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question as members ask it.")],
    language: Annotated[
        str | None,
        typer.Option(
            "--language", metavar="TAG", help="Its language; else the one it seems to be in.", callback=language_tag
        ),
    ] = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    reason: ReasonOption = None,
    as_json: JsonOption = False,
    no_impact: NoImpactOption = False,
    files_only: FilesOnlyOption = False,
    data: DataOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Add a question to a fact.

    Asked so, the bot answers with this fact from now on.
    """
    options = Options(yes, dry_run, reason, as_json, no_impact, files_only, data, knowledge, config)
    options.check()
    snapshot = open_files(options)
    fact = _fact(snapshot, fact_id)
    tag = language or language_of(question, understood(snapshot))
    carry_out(snapshot, [Alias(fact.id, tag, question.strip())], options)


def rename(
    fact_id: IdArgument,
    new_id: Annotated[str, typer.Argument(metavar="NEW", help="The id that it gets.")],
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    reason: ReasonOption = None,
    as_json: JsonOption = False,
    no_impact: NoImpactOption = False,
    files_only: FilesOnlyOption = False,
    data: DataOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Give a fact another id.

    Related facts and the exam follow, and the old id is never given again.
    """
    options = Options(yes, dry_run, reason, as_json, no_impact, files_only, data, knowledge, config)
    options.check()
    snapshot = open_files(options)
    carry_out(snapshot, [Rename(_fact(snapshot, fact_id).id, new_id)], options)


def remove(
    fact_id: IdArgument,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    reason: ReasonOption = None,
    as_json: JsonOption = False,
    no_impact: NoImpactOption = False,
    files_only: FilesOnlyOption = False,
    data: DataOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Remove a fact.

    The relations to it go with it, and the exam questions that only it could answer. Its id is never given to another
    fact.
    """
    options = Options(yes, dry_run, reason, as_json, no_impact, files_only, data, knowledge, config)
    options.check()
    snapshot = open_files(options)
    carry_out(snapshot, [Remove(_fact(snapshot, fact_id).id)], options)


def _fact(snapshot: Snapshot, fact_id: str) -> Fact:
    """The fact to be edited.

    Raises:
        CliError: if there is none; the message names the nearest ids, or the one that it has now.
    """
    base = understood(snapshot)
    if fact_id in base.former:
        now = base.former[fact_id]
        raise CliError(f"the fact {shown(fact_id)} {f'is now called {now}' if now else 'was removed'}")
    return find(base, fact_id)[1]


def _given(file: Path, options: Options) -> list[Given]:
    """The facts of a file, or of the input; what is wrong with it ends the command with exit code 1."""
    if str(file) != "-" and not file.is_file():
        raise CliError(f"there is no file {file}")
    try:
        return given_in(Path("input"), sys.stdin.buffer.read(SIZE_LIMIT)) if str(file) == "-" else read_given(file)
    except KnowledgeError as error:
        refuse(error.problems, options)
