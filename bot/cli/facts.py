"""``factbot facts``: look at the fact base."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
import yaml
from rapidfuzz import process
from rich.table import Table

from bot.cli.context import CliError, ConfigOption, KnowledgeOption, LanguageOption, console, knowledge_path
from bot.cli.render import marked
from bot.facts.model import Fact, Knowledge
from bot.facts.reader import read
from bot.settings import load_settings

app = typer.Typer(help="List, show and export the facts.", no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def _open(knowledge: Any, config: Any) -> Knowledge:
    return read(knowledge_path(load_settings(config, knowledge_dir=knowledge)))


def _values(topic: str, fact: Fact) -> dict[str, Any]:
    """A fact as plain values, with everything a reader of the JSON may need."""
    return {"topic": topic, **fact.model_dump(mode="json")}


@app.command("list")
def list_facts(
    as_json: JsonOption = False,
    language: LanguageOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """List the facts; as JSON with all their questions and answers."""
    base = _open(knowledge, config)
    if as_json:
        facts = [_values(topic.topic, fact) for topic in base.topics for fact in topic.facts]
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    used = language or base.base.languages.default
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("fact", "topic", "questions", "asks"):
        table.add_column(name, justify="right" if name == "questions" else "left")
    for topic in base.topics:
        for fact in topic.facts:
            questions = fact.questions.get(used) or next(iter(fact.questions.values()))
            table.add_row(fact.id, topic.topic, str(sum(map(len, fact.questions.values()))), questions[0])
    console().print(table)


@app.command("show")
def show(
    fact_id: Annotated[str, typer.Argument(metavar="ID", help="The fact's id.")],
    as_json: JsonOption = False,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Show one fact whole."""
    base = _open(knowledge, config)
    topic, fact = find(base, fact_id)
    if as_json:
        typer.echo(json.dumps(_values(topic, fact), ensure_ascii=False, indent=2))
        return
    out = console()
    out.print(f"{fact.id} ({topic})", style="bold")
    for language, answer in fact.answer.items():
        out.print(marked(f"[{language}] {answer}"))
    for language, caveat in fact.caveat.items():
        out.print(marked(f"[{language}] {caveat}", style="dim"))
    for language, questions in fact.questions.items():
        out.print(f"questions [{language}]", style="dim")
        for question in questions:
            out.print(f"  {question}")
    for name, value in (("source", fact.source), ("related", ", ".join(fact.related)), ("checked", fact.checked)):
        if value:
            out.print(f"{name}: {value}", style="dim")


@app.command("export")
def export(as_json: JsonOption = False, knowledge: KnowledgeOption = None, config: ConfigOption = None) -> None:
    """Print all topics as a YAML stream, one document a topic, or as JSON."""
    base = _open(knowledge, config)
    topics = [topic.model_dump(mode="json", exclude_defaults=True) for topic in base.topics]
    if as_json:
        typer.echo(json.dumps(topics, ensure_ascii=False, indent=2))
        return
    typer.echo(yaml.safe_dump_all(topics, allow_unicode=True, sort_keys=False, width=120), nl=False)


def find(base: Knowledge, fact_id: str) -> tuple[str, Fact]:
    """A fact by its id, with its topic.

    Raises:
        CliError: if there is none; the message names the nearest ids.
    """
    for topic in base.topics:
        for fact in topic.facts:
            if fact.id == fact_id:
                return topic.topic, fact
    near = process.extract(fact_id, [fact.id for fact in base.facts], limit=3, score_cutoff=50)
    hint = f"; did you mean {', '.join(name for name, _, _ in near)}?" if near else "; see: factbot facts list"
    raise CliError(f"there is no fact {fact_id!r}{hint}")
