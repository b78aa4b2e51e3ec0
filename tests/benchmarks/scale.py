"""Fact bases of any size, made of invented words: for speed and memory, not for quality."""

from __future__ import annotations

import json
import random
from pathlib import Path

from bot.facts.model import Knowledge
from bot.facts.reader import read

EACH = 10
"""Phrasings a fact."""

_SYLLABLES = ("ba", "ko", "ri", "ten", "mol", "sa", "vi", "du", "pra", "lo", "ne", "gar", "ti", "qu", "zel", "hon")
_ASKS = (
    "what is the {} of {}", "how much {} does {} have", "tell me the {} of {} please", "when does {1} get its {0}",
    "where can I see {} for {}", "is there any {} at {}", "I would like to know the {} of {}", "{} {}",
    "why is the {} of {} so high", "who decides about {} in {}",
)  # fmt: skip
_FILE = 1000


def words(count: int, seed: int) -> list[str]:
    """Invented words."""
    chance = random.Random(seed)  # noqa: S311
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(count)]


def base(phrasings: int, folder: Path) -> Knowledge:
    """A fact base with so many phrasings, written to a folder and read from it."""
    facts = phrasings // EACH
    names, things = words(facts, 1), words(max(10, facts // 5), 2)
    chance = random.Random(3)  # noqa: S311
    (folder / "facts").mkdir(parents=True, exist_ok=True)
    for start in range(0, facts, _FILE):
        entries = []
        for number in range(start, min(facts, start + _FILE)):
            thing = chance.choice(things)
            questions = [f"{ask.format(thing, names[number])} {chance.choice(things)}" for ask in _ASKS]
            answer = {"en": f"Answer {number}."}
            entries.append({"id": f"f{number}", "questions": {"en": questions}, "answer": answer})
        # JSON is YAML, and is written faster.
        topic = {"topic": f"part-{start}", "title": {"en": f"Part {start}"}, "facts": entries}
        (folder / "facts" / f"part-{start}.yaml").write_text(json.dumps(topic), "utf-8")
    return read(folder)


def questions(knowledge: Knowledge, count: int) -> list[str]:
    """Questions near the phrasings: a word in another place, one left out, one misspelt."""
    chance = random.Random(4)  # noqa: S311
    phrasings = [q for fact in knowledge.facts for qs in fact.questions.values() for q in qs]
    asked = []
    for question in chance.choices(phrasings, k=count):
        parts = question.split()
        chance.shuffle(parts)
        parts = parts[:-1] if len(parts) > 3 else parts
        longest = max(range(len(parts)), key=lambda i: len(parts[i]))
        parts[longest] = parts[longest][:2] + parts[longest][3:]
        asked.append(" ".join(parts))
    return asked
