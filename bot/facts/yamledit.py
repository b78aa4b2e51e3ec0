"""Changing a YAML text so that it says something else, and every line that is not concerned stays as it is.

Programs that read a file and write it anew move its comments and lay it out their own way. Here the text is kept and
only pieces of it are exchanged: those of the keys and items in which the new value differs. Comments between items,
and those beside what stays, are never touched; what stands inside a removed item goes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.facts.places import Value
from bot.facts.splices import LayoutError, Splices
from bot.facts.yamlblock import BlockEditor
from bot.facts.yamlnodes import Entry, nodes_of
from bot.facts.yamltree import parse

_MARK = "\ufeff"


def rewrite(
    text: str,
    value: Value,
    *,
    verbatim: Mapping[str, str] | None = None,
    renamed: Mapping[str, str] | None = None,
) -> str:
    """Make a file say something else.

    Args:
        text: the file, as the strict reader takes it.
        value: what it is to say, in the plain values of :mod:`bot.facts.places`. Keys that are new stand after the
            key before them.
        verbatim: the YAML of items of lists, by their ``id``, that stand as somebody wrote them; each is
            one mapping, not indented. The item in ``value`` must say the same.
        renamed: new ids of items, with the ids that they have in the text.

    Raises:
        LayoutError: if the text written would not be read as exactly that value.
        yaml.YAMLError: if the file is no YAML.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    bare = text.removeprefix(_MARK)
    node, old = nodes_of(bare), read_value(bare)
    if node is None:
        raise LayoutError("there is nothing in the file")
    splices = Splices(bare)
    BlockEditor(splices, verbatim or {}, renamed or {}).change(Entry(node.start, None, node), old, value)
    written = splices.result()
    if read_value(written) != value:
        raise LayoutError("what would be written could not be read as what was meant")
    return mark + written


def read_value(text: str) -> Value:
    """What a text says.

    Raises:
        LayoutError: if the strict reader refuses it.
    """
    tree, problems = parse(Path(), text.encode("utf-8", "surrogatepass"))
    if problems:
        raise LayoutError(f"{problems[0].key}: {problems[0].what}: {problems[0].remedy}", problems)
    return tree.value if tree else None


def item_text(text: str, *steps: str | int) -> str | None:
    """An item of a list as it stands, comments included, but not indented and without its dash.

    Returns:
        Its YAML; None where it does not stand in lines of its own.
    """
    bare = text.removeprefix(_MARK)
    node = nodes_of(bare)
    above = node.at(*steps[:-1]) if node else None
    entry = above.entry(steps[-1]) if above else None
    lines = Splices(bare).item(entry) if entry else None
    return "".join(line + "\n" for line in lines.shown) if lines else None
