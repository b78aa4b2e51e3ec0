"""``factbot facts list | show | export``: look at the fact base, and take it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.text import Text

from bot.cli.context import (
    CliError,
    ConfigOption,
    JsonOption,
    KnowledgeOption,
    LanguageOption,
    console,
    examples,
    help_without_command,
    open_knowledge,
    print_json,
)
from bot.cli.render import marked, plain, show_line, show_rows
from bot.facts.lookup import nearest
from bot.facts.model import Facet, Fact, Knowledge, Lexicon, Model, Topic

app = typer.Typer(help="List, show, export and change the facts.")
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="DIR",
        help="Write the whole fact base into a new folder, one file a topic, as --knowledge takes it.",
        show_default=False,
    ),
]


@app.callback(invoke_without_command=True)
def _facts(ctx: typer.Context) -> None:
    help_without_command(ctx)


def _values(topic: str, fact: Fact) -> dict[str, Any]:
    """A fact as plain values, with everything a reader of the JSON may need."""
    return {"topic": topic, **fact.model_dump(mode="json")}


@app.command("list", epilog=examples("factbot facts list --language ar", "factbot facts list --json"))
def list_facts(
    as_json: JsonOption = False,
    language: LanguageOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """List the facts.

    Each with its id, its topic, how many questions ask for it and the first of them; as JSON with all its questions
    and answers. Where the output is no terminal, tabs stand between the values.
    """
    base = open_knowledge(knowledge, config)
    if as_json:
        print_json([_values(topic.topic, fact) for topic in base.topics for fact in topic.facts])
        return
    default = base.base.languages.default
    rows = []
    for topic in base.topics:
        for fact in topic.facts:
            asked = fact.questions.get(language or default) or fact.questions.get(default)
            first = (asked or next(iter(fact.questions.values())))[0]
            rows.append((fact.id, topic.topic, str(sum(map(len, fact.questions.values()))), first))
    show_rows(console(), ("fact", "topic", "questions", "asks"), rows)


@app.command("show", epilog=examples("factbot facts list", "factbot facts show ID --json"))
def show(
    fact_id: Annotated[str, typer.Argument(metavar="ID", help="The fact's id.")],
    as_json: JsonOption = False,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Show one fact whole."""
    topic, fact = find(open_knowledge(knowledge, config), fact_id)
    if as_json:
        print_json(_values(topic, fact))
        return
    out = console()
    out.print(f"{fact.id} ({topic})", style="bold")
    for texts, style in ((fact.answer, ""), (fact.caveat, "dim")):
        for language, text in texts.items():
            out.print(Text(f"[{language}]", style="dim"))
            show_line(out, marked(text, style=style))
    for language, questions in fact.questions.items():
        out.print(Text(f"questions [{language}]", style="dim"))
        for question in questions:
            show_line(out, Text(f"  {plain(question)}"))
    for name, value in _details(fact):
        out.print(Text.assemble((f"{name}: ", "dim"), plain(value)))


def _details(fact: Fact) -> Iterator[tuple[str, str]]:
    """What else is to be said of a fact, as far as there is anything."""
    about = fact.about
    texts = {
        "subject": ", ".join(about.subject),
        "object": ", ".join(about.object),
        "measure": ", ".join(about.measure),
        "period": about.period,
        "negated": "yes" if about.negated else None,
        "source": fact.source,
        "related": ", ".join(fact.related),
        "checked": fact.checked.isoformat() if fact.checked else None,
    }
    if fact.series:
        unit = next(iter(fact.series.unit.values()), "")
        points = (f"{next(iter(point.label.values()), '')} {point.value:g}" for point in fact.series.points)
        texts["series"] = f"{', '.join(points)} ({unit})"
    return ((name, value) for name, value in texts.items() if value)


@app.command(
    "export",
    epilog=examples(
        "factbot facts export --output copy && factbot check --knowledge copy", "factbot facts export --json"
    ),
)
def export(
    output: OutputOption = None,
    as_json: JsonOption = False,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Print the facts as YAML, or write out the fact base.

    What is printed is a stream of one document a topic. With --output the whole fact base goes into a new folder,
    with its concepts, sources and exam; comments stay behind.
    """
    if output is not None and as_json:
        raise CliError("facts export: give --output or --json, not both")
    base = open_knowledge(knowledge, config)
    if output is not None:
        number = _write(base, output)
        typer.echo(f"{output}: {number} files; check them with: factbot check --knowledge {output}")
        return
    topics = [_plain_values(topic) for topic in _topics(base)]
    if as_json:
        print_json(topics)
        return
    typer.echo("---\n".join(_yaml(topic) for topic in topics), nl=False)


def _plain_values(part: Model) -> dict[str, Any]:
    return part.model_dump(mode="json", exclude_defaults=True)


def _yaml(values: dict[str, Any]) -> str:
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=120)


def _topics(base: Knowledge) -> list[Topic]:
    """The topics, those joined that stand in several files under one name."""
    joined: dict[str, Topic] = {}
    for topic in base.topics:
        first = joined.get(topic.topic)
        joined[topic.topic] = _joined(first, topic) if first else topic
    return list(joined.values())


def _joined(first: Topic, more: Topic) -> Topic:
    return first.model_copy(
        update={
            "facts": first.facts + more.facts,
            "retired": tuple(dict.fromkeys(first.retired + more.retired)),
            "renamed": more.renamed | first.renamed,
        }
    )


def _files(base: Knowledge) -> Iterator[tuple[str, Model]]:
    """The files of a fact base by their names in its folder."""
    yield "base.yaml", base.base
    for name, source in base.sources.items():
        yield f"sources/{name}.yaml", source
    for topic in _topics(base):
        yield f"facts/{topic.topic}.yaml", topic
    for facet in Facet:
        concepts = tuple(concept for of, concept in base.concepts.values() if of is facet)
        if concepts:
            yield f"concepts/{facet.value}.yaml", Lexicon(facet=facet, concepts=concepts)
    for name, exam in base.exams.items():
        yield f"exam/{name}", exam


def _write(base: Knowledge, folder: Path) -> int:
    """Write a fact base into a folder that is new or empty, and count its files.

    Raises:
        CliError: if there is something in the folder, which would be lost or become part of the fact base.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CliError(f"facts export: {folder} is there already and not empty; name a new folder")
    files = list(_files(base))
    for name, part in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_yaml(_plain_values(part)), "utf-8")
    return len(files)


def find(base: Knowledge, fact_id: str) -> tuple[str, Fact]:
    """A fact by its id, with its topic.

    Raises:
        CliError: if there is none; the message names the nearest ids.
    """
    for topic in base.topics:
        for fact in topic.facts:
            if fact.id == fact_id:
                return topic.topic, fact
    near = nearest(base, fact_id)
    hint = f"; did you mean {', '.join(near)}?" if near else "; see: factbot facts list"
    raise CliError(f"there is no fact {fact_id!r}{hint}")
