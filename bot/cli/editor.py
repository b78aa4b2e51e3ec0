"""One fact in the editor of the user's choice, until it is sound or given up."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import typer

from bot.cli.context import CliError
from bot.facts.problems import KnowledgeError, Problem

Result = TypeVar("Result")

_OURS = re.compile(r"^[ ]*#:.*\n?", re.MULTILINE)
"""Lines that the bot writes into the file and takes out again; other comments are the user's own."""

_ROUNDS = 20
"""How often the editor opens again; whoever needs more is a program that does not read what it is told."""

_HEADER = (
    "#: {title}",
    "#: Save it and leave the editor to go on; leave it empty to change nothing.",
    '#: Lines that begin with "#:" are not kept, other comments are.',
)


def edit_text(name: str, title: str, text: str, use: Callable[[Path, bytes], Result]) -> Result | None:
    """Open a text in the editor; where its user makes mistakes, again with what is wrong beside the lines.

    Args:
        name: of the file that the editor shows.
        title: the first line of its header.
        text: what is edited.
        use: makes something of the saved text, given its path and bytes.

    Returns:
        What ``use`` made of it; None if nothing was changed, or everything deleted.

    Raises:
        KnowledgeError: if the text was saved again as it was refused.
        CliError: if there is no editor, or it ended with an error.
    """
    header = "\n".join(_HEADER).format(title=title) + "\n"
    path = Path(tempfile.mkdtemp(prefix="factbot-")) / name
    given, shown = text, header + text
    for left in reversed(range(_ROUNDS)):
        path.write_text(shown, "utf-8")
        _run(path)
        saved = _OURS.sub("", path.read_bytes().decode("utf-8", "surrogateescape").replace("\r\n", "\n"))
        if not saved.strip() or saved == text:
            break
        try:
            made = use(path, saved.encode("utf-8", "surrogateescape"))
        except KnowledgeError as error:
            if saved == given or not left:
                # Nobody is to write it twice.
                typer.echo(f"what was written is kept in {path}", err=True)
                raise
            given, shown = saved, _with_problems(saved, header, path, error.problems)
        else:
            shutil.rmtree(path.parent)
            return made
    shutil.rmtree(path.parent)
    return None


def _with_problems(text: str, header: str, path: Path, problems: Sequence[Problem]) -> str:
    """The text with each problem above the line that it is about, the others below the header."""
    lines = text.encode("utf-8", "replace").decode().splitlines(keepends=True)
    above: dict[int, list[str]] = {}
    for problem in problems:
        here = problem.path == path
        at = min(problem.line - 1, len(lines)) if here else 0
        place = "" if here else f"{problem.path}:{problem.line}: "
        above.setdefault(at, []).append(f"#: !! {place}{problem.key}: {problem.what}: {problem.remedy}\n")
    told = [line for at in range(len(lines) + 1) for line in (*above.get(at, ()), *lines[at : at + 1])]
    return f"{header}#: It cannot be used yet; what is wrong stands above the lines.\n{''.join(told)}"


def _run(path: Path) -> None:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        subprocess.run([*shlex.split(command), str(path)], check=True)  # noqa: S603 - the user's own choice
    except (FileNotFoundError, PermissionError) as error:
        raise CliError(f"the editor {command!r} cannot be started; set EDITOR to another one") from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise CliError(f"the editor {command!r} ended with an error; nothing was changed") from error
