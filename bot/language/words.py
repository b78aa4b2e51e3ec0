"""The words of each language that carry no subject matter, read from ``bot/language/words/*.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

import yaml

from bot.language.normalise import normalise
from bot.language.tokens import tokenise

Phrase = tuple[str, ...]
"""Normal forms of the tokens of a word or phrase."""


@dataclass(frozen=True)
class Words:
    """One language's function words, question words, numbers and words of time.

    Attributes:
        language: BCP 47 tag.
        function: words that say nothing of the subject and are skipped in matching.
        telling: words of subject matter that tell the language of a text without function words.
        ask: question words and phrases, with the kind of question they ask (``who``, ``how_much``, ...).
        negation, follow, conjunction, contrast, alternative, actual, meant, vague, chatter, toward, define, tag: words
            and phrases of that use; those of contrast (``versus``) and alternative (``or``) are conjunctions too, those
            of ``actual`` ask what came of what was ``meant`` to be (``target``), those of ``toward`` name the one that
            something is done to (``invest in``), those of ``define`` ask what somebody or something is, and a ``tag``
            at the end of a text (``…, right?``) asks whether it is so.
        particle: what is a part of a verb, though it may stand at the end of its sentence (*gibt … aus*).
        article: pronouns that before a noun are none (*los*, *die*).
        adding: words that may join two questions and mostly do not (``also``).
        same: words that the dialects have for one thing (how much, who, money), one group each: a concept's form that
            is written with one of them is found with the others too.
        hearsay, place: words that tell that something was said or read, and those before where it was (``on``).
        owning: what tells that somebody has something already (``I have``), which is not asked for then.
        company: joining words that may also tell with whom (``integrated with``), words alone.
        retracting: what takes back what stands before it (``never mind``).
        story: words that open what somebody tells of himself (``we moved house``).
        speaker: words of the one who speaks (``my``).
        conclusion: what leads from a story to what is asked (``so``).
        workplace: what one calls who employs him (``my employer``).
        posing: what in a tag pretends to be another's text (``</article>``).
        posed: what before a colon pretends to be so (``new article:``).
        slang: what words of chat are spelt like when they are written out, one group each.
        people: words for persons in everybody's life (``uncle``), whose things the base knows nothing of.
        herald: words right after which a name may stand (``the startup Bun``).
        trail: words that stand right behind a firm's own name (``Acme şirketi``).
        kind: what stands behind such a word where it tells a kind of firm and belongs to no name (科技公司).
        reports: words that follow the name of whoever said something (``says``).
        proper: words that are always written with a capital, though they name nobody (days, languages, nationalities).
        scale: words for powers of ten, as factors.
        numbers: small numbers written as words.
        ordinal: ordinals one to four.
        months: names of months, one to twelve.
        spans: words that name a span of months by themselves (上半年), with its first and last month.
        time: other words of time by their role (``quarter``, ``until``, ``previous``, ...).
    """

    language: str
    function: frozenset[str]
    telling: frozenset[str] = frozenset()
    ask: dict[Phrase, str] = field(default_factory=dict)
    negation: frozenset[Phrase] = frozenset()
    follow: frozenset[Phrase] = frozenset()
    conjunction: frozenset[Phrase] = frozenset()
    contrast: frozenset[Phrase] = frozenset()
    alternative: frozenset[Phrase] = frozenset()
    adding: frozenset[Phrase] = frozenset()
    actual: frozenset[Phrase] = frozenset()
    meant: frozenset[Phrase] = frozenset()
    vague: frozenset[Phrase] = frozenset()
    article: frozenset[Phrase] = frozenset()
    chatter: frozenset[Phrase] = frozenset()
    toward: frozenset[Phrase] = frozenset()
    define: frozenset[Phrase] = frozenset()
    tag: frozenset[Phrase] = frozenset()
    particle: frozenset[Phrase] = frozenset()
    same: tuple[tuple[str, ...], ...] = ()
    hearsay: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    owning: frozenset[Phrase] = frozenset()
    company: frozenset[Phrase] = frozenset()
    retracting: frozenset[Phrase] = frozenset()
    story: frozenset[Phrase] = frozenset()
    speaker: frozenset[Phrase] = frozenset()
    conclusion: frozenset[Phrase] = frozenset()
    workplace: frozenset[Phrase] = frozenset()
    posing: frozenset[Phrase] = frozenset()
    posed: frozenset[Phrase] = frozenset()
    slang: dict[str, str] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    herald: frozenset[str] = frozenset()
    trail: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    reports: frozenset[Phrase] = frozenset()
    proper: frozenset[Phrase] = frozenset()
    scale: dict[str, float] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    ordinal: dict[str, int] = field(default_factory=dict)
    months: dict[Phrase, int] = field(default_factory=dict)
    spans: dict[Phrase, tuple[int, int]] = field(default_factory=dict)
    time: dict[str, frozenset[Phrase]] = field(default_factory=dict)

    @cached_property
    def roles(self) -> dict[str, tuple[tuple[str, Phrase], ...]]:
        """All that may tell a time by its first token, each with its role."""
        found: dict[str, list[tuple[str, Phrase]]] = {}
        groups: dict[str, Iterable[Phrase]] = {**self.time, "month_name": self.months, "span": self.spans}
        for role, phrases in groups.items():
            for phrase in phrases:
                found.setdefault(phrase[0], []).append((role, phrase))
        for role, single in (("number", self.numbers), ("ordinal", self.ordinal)):
            for word in single:
                found.setdefault(word, []).append((role, (word,)))
        return {first: tuple(group) for first, group in found.items()}


_SCALES = {
    "one": 1.0, "hundred": 1e2, "thousand": 1e3, "ten_thousand": 1e4, "million": 1e6, "hundred_million": 1e8,
    "billion": 1e9, "trillion": 1e12,
}  # fmt: skip


def _phrases(entry: object) -> list[Phrase]:
    """Read ``who how_come`` as the phrases ("who",) and ("how", "come")."""
    split = (tokenise(word.replace("_", " ")) for word in str(entry).split())
    return [tuple(token.text for token in tokens) for tokens in split if tokens]


def _numbered(entries: dict[int, object]) -> dict[Phrase, int]:
    return {phrase: int(number) for number, entry in entries.items() for phrase in _phrases(entry)}


def _read(language: str, data: dict[str, Any]) -> Words:
    period: dict[str, Any] = data.get("period", {})
    spans = {
        phrase: (int(first), int(last))
        for months, entry in period.get("spans", {}).items()
        for first, last in [str(months).split("-")]
        for phrase in _phrases(entry)
    }

    def group(name: str) -> frozenset[Phrase]:
        return frozenset(_phrases(data.get(name, "")))

    scale = [(p, _SCALES[n]) for n, entry in data.get("scale", {}).items() for p in _phrases(entry)]
    return Words(
        language=language,
        function=frozenset(token for phrase in _phrases(data.get("function", "")) for token in phrase),
        telling=frozenset(token for phrase in _phrases(data.get("telling", "")) for token in phrase),
        ask={phrase: kind for kind, entry in data.get("ask", {}).items() for phrase in _phrases(entry)},
        negation=group("negation"),
        follow=group("follow"),
        conjunction=group("conjunction") | group("contrast") | group("alternative"),
        contrast=group("contrast"),
        alternative=group("alternative"),
        adding=group("adding"),
        actual=group("actual"),
        meant=group("meant"),
        vague=group("vague"),
        article=group("article"),
        chatter=group("chatter"),
        toward=group("toward"),
        define=group("define"),
        tag=group("tag"),
        particle=group("particle"),
        same=tuple(tuple(phrase[0] for phrase in _phrases(entry)) for entry in data.get("same", ())),
        hearsay=frozenset(phrase[0] for phrase in group("hearsay") if len(phrase) == 1),
        place=frozenset(phrase[0] for phrase in group("place") if len(phrase) == 1),
        owning=group("owning"),
        company=group("company"),
        retracting=group("retracting"),
        story=group("story"),
        speaker=group("speaker"),
        conclusion=group("conclusion"),
        workplace=group("workplace"),
        posing=group("posing"),
        posed=group("posed"),
        slang={p[0]: word for word, entry in data.get("slang", {}).items() for p in _phrases(entry)},
        people=frozenset(phrase[0] for phrase in group("people") if len(phrase) == 1),
        herald=frozenset(phrase[0] for phrase in group("herald") if len(phrase) == 1),
        trail=frozenset(map("".join, group("trail"))),
        kind=frozenset(map("".join, group("kind"))),
        reports=group("reports"),
        proper=group("proper"),
        scale={phrase[0]: factor for phrase, factor in scale if len(phrase) == 1},
        numbers={p[0]: n for p, n in _numbered(data.get("numbers", {})).items() if len(p) == 1},
        ordinal={p[0]: n for p, n in _numbered(period.get("ordinal", {})).items() if len(p) == 1},
        months=_numbered(period.get("months", {})),
        spans=spans,
        time={
            role: frozenset(_phrases(entry))
            for role, entry in period.items()
            if role not in {"ordinal", "months", "spans"}
        },
    )


def _data(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath("words").joinpath(f"{name}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return loaded


@cache
def languages() -> tuple[str, ...]:
    """Tags of the languages whose words are known, English first."""
    folder = resources.files(__package__).joinpath("words")
    names = {path.name.removesuffix(".yaml") for path in folder.iterdir() if path.name.endswith(".yaml")}
    return tuple(sorted(names - {"ar-Latn", "ar-Latn-beside", "mul"}, key=lambda name: (name != "en", name)))


@cache
def words(language: str) -> Words:
    """The words of a language; English stands in for one that has none."""
    return _read(language, _data(language)) if language in languages() else words("en")


@cache
def elsewhere() -> Words:
    """What tells a time in languages that have no file."""
    return _read("mul", _data("mul"))


@cache
def arabizi() -> dict[str, str]:
    """Everyday Arabic words in Latin letters, with the Arabic word in its normal form."""
    return {normalise(str(latin)): normalise(str(arabic)) for latin, arabic in _data("ar-Latn").items()}


@cache
def arabizi_beside() -> dict[str, str]:
    """The same of words that are other languages' too: they count only where other words tell that a text is Arabic."""
    return {normalise(str(latin)): normalise(str(arabic)) for latin, arabic in _data("ar-Latn-beside").items()}


@cache
def common_words(language: str) -> frozenset[str]:
    """Words that any text of a language may have, English ones among them: a typo in one is repaired like any other."""
    found: set[str] = set()
    for known in (words(language), words("en"), elsewhere()):
        found |= known.function | known.scale.keys() | known.numbers.keys() | known.ordinal.keys()
        phrases = {*known.ask, *known.months, *known.conjunction}.union(*known.time.values())
        found |= {part for phrase in phrases for part in phrase}
    return frozenset(found)
