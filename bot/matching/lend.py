"""What one question takes from another: who "it" is, and the words that name who, what and when."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from bot.facts.model import Facet
from bot.language import arabic
from bot.language.period import Period
from bot.language.tokens import Script, Token
from bot.language.words import Phrase, words
from bot.matching.index import Index
from bot.matching.keys import surface
from bot.matching.lexicon import Mention
from bot.matching.reading import Reading

_AND = "و"
_THIS = "هال"
"""A demonstrative written onto a word with its article: this firm."""

_LONGEST_PHRASE = 5
"""Words of the longest phrase that is looked for in a text; a Chinese one has as many as characters."""

_MEANT = 3
"""Of those named at most so many may be meant by a pronoun."""

_SUFFIXES = ("ها", "هم", "ه")
"""Arabic pronouns written onto a word: its, theirs."""


def words_of(reading: Reading, facet: Facet) -> str:
    """The words that name the concepts of a facet."""
    return " ".join(reading.tokens[i].text for m in reading.mentions if m.facet is facet for i in m.positions)


def subject_positions(index: Index, reading: Reading) -> list[tuple[int, ...]]:
    """Where a question names who or what it is about; also inside the form of an attribute ("how big is the mill")."""
    found: dict[tuple[int, ...], None] = {}
    for mention in reading.mentions:
        if mention.facet is Facet.SUBJECT:
            found[mention.positions] = None
        elif len(mention.positions) > 1:
            alone = ((i, index.reader.read(reading.tokens[i].text)) for i in mention.positions)
            found.update({(i,): None for i, word in alone if word.concepts(Facet.SUBJECT, weak=False)})
    return sorted(found)


def subject_of(index: Index, reading: Reading) -> str:
    """The words that name who or what a question is about; empty if it names nobody."""
    return " ".join(reading.tokens[i].text for positions in subject_positions(index, reading) for i in positions)


def meant(index: Index, reading: Reading) -> list[str]:
    """What a pronoun in the next question may stand for: the first, last or another one named, or what was asked."""
    places = subject_positions(index, reading)
    ordered = (*places[:1], *places[-1:], *places[1:-1])[:_MEANT]
    named = [" ".join(reading.tokens[i].text for i in positions) for positions in ordered]
    return list(dict.fromkeys(filter(None, (*named, words_of(reading, Facet.MEASURE)))))


def own_words(index: Index, tokens: Sequence[Token]) -> list[str]:
    """A question's words, without an Arabic "and" written onto the first one (وكم, ومين)."""
    texts = [token.text for token in tokens]
    if texts and attaches(index, tokens[0]) and _is_word(index, texts[0][1:]):
        texts[0] = texts[0][1:]
    return texts


def attaches(index: Index, token: Token) -> bool:
    """Whether an Arabic "and" is written onto a word; not in وين (where), واحد (one) or وكلاء (agents)."""
    text = token.text
    if token.script is not Script.ARABIC or not text.startswith(_AND) or len(text) < 3:
        return False
    known = words("ar")
    if text in known.function or text in known.numbers or (text,) in known.ask:
        return False
    return _is_meant(index, text[1:]) or not _is_meant(index, text)


def _is_meant(index: Index, text: str) -> bool:
    """Whether a word is known as it is, or with an ending or another clitic."""
    own = (text, *(rest for rest in arabic.variants(text) if not text.endswith(rest)))
    return any(_is_word(index, form) or form in index.lexicon.keys for form in own)


def points_back(tokens: Sequence[Token], language: str) -> bool:
    """Whether a pronoun may stand for something named before."""
    vague = words(language).vague
    return any((token.text,) in vague for token in tokens)


def with_subject(index: Index, texts: Sequence[str], subject: str, language: str) -> Iterator[str]:
    """The words with the subject in the place of a pronoun, the last one first; nothing if there is none."""
    vague, define = words(language).vague, words(language).define
    for i in reversed(range(len(texts))):
        if i + 1 < len(texts) and tuple(texts[i : i + 2]) in vague:
            # "That firm".
            yield " ".join([*texts[:i], subject, *texts[i + 2 :]])
        if (texts[i],) in vague:
            # "What is it" still asks to explain (شنو هو) once the name follows.
            kept = i + (tuple(texts[i - 1 : i + 1]) in define)
            yield " ".join([*texts[:kept], subject, *texts[i + 1 :]])
    if language != "ar" or any((text,) in vague for text in texts):
        return
    known = words("ar")
    for i in reversed(range(len(texts))):
        text = texts[i]
        if text.startswith(_THIS) and _is_word(index, text.removeprefix(_THIS)):
            yield " ".join([*texts[:i], text.removeprefix(_THIS), subject, *texts[i + 1 :]])
            return
        base = next((text.removesuffix(s) for s in _SUFFIXES if text.endswith(s)), "")
        joined = text in known.function and base in known.function and (text,) not in known.ask
        # What ends in -h alone may be a noun of its own.
        unlike = not _is_word(index, text) or (len(base) > 2 and text.endswith(_SUFFIXES[:2]))
        if len(base) > 1 and (joined or unlike) and _is_word(index, base):
            yield " ".join([*texts[:i], base, subject, *texts[i + 1 :]])
            return


def told_of(
    index: Index, reading: Reading, earlier: Reading, told: int, *, language: str, answered: bool
) -> Iterator[str]:
    """A question with those the fact just told is about in the place of a pronoun: "a spoof? And who owns it?".

    Where it has an answer otherwise, only if nobody was named ("where does it go first? And who owns that one?").

    Args:
        index: the fact base.
        reading: the question.
        earlier: the question before it.
        told: the fact that answered that one.
        language: of the question.
        answered: whether the question has an answer with what was named before.
    """
    about, concepts = index.facts[told].about, index.knowledge.concepts
    nameless = not subject_of(index, earlier) and earlier.kinds - {"yes_no", "why", "how"}
    for name in (*about.subject, *about.object) if nameless else () if answered else about.subject:
        said = concepts[name][1].name.get(language) if name in concepts and name != index.rules.subject else None
        if said:
            yield from with_subject(index, own_words(index, reading.tokens), said, language)


def _is_word(index: Index, text: str) -> bool:
    known = words("ar")
    return len(text) > 1 and (index.lexicon.knows(text) or text in known.function or (text,) in known.ask)


def ordinal_in(tokens: Sequence[Token], language: str) -> int | None:
    """The ordinal among some words, as in ``and the second?``."""
    known = words(language).ordinal
    forms = (form for token in tokens for form in surface(token))
    return next((known[form] for form in forms if form in known), None)


def is_quarterly(reading: Reading) -> bool:
    """Whether a question is on a quarter, so that an ordinal after it means another one."""
    return any(p.last - p.first == 2 for p in reading.periods.periods)


def quarter_by(reading: Reading, earlier: Reading) -> Period | None:
    """The quarter before or after that of the question before, as in ``and the next one?``, which says no more."""
    quarters = [p for p in earlier.periods.periods if p.last - p.first == 2]
    says = reading.mentions or reading.periods.periods or len(reading.plain) > 1 or reading.kinds - {"yes_no"}
    if len(quarters) != 1 or says:
        return None
    texts = [token.text for token in reading.tokens]
    time = words(reading.language or "en").time
    for role, shift in (("next", 1), ("previous", -1)):
        if any(_begins(texts, at, time.get(role, ())) for at in range(len(texts))):
            return quarters[0].shifted(shift)
    return None


def has_own_words(reading: Reading, positions: Collection[int] | None = None) -> bool:
    """Whether there are words of content beside names, attributes, times and ordinals."""
    known = words(reading.language or "en").ordinal
    return any(
        known.keys().isdisjoint(surface(reading.tokens[i]))
        for i in reading.plain
        if positions is None or i in positions
    )


def unasked(text: str, language: str) -> str:
    """Words without those that ask: of "who invested" what stands in "how much invested"."""
    ask = words(language).ask
    return " ".join(word for word in text.split() if (word,) not in ask)


def unmeant(text: str, own: Sequence[str], language: str) -> str:
    """Words without those for what was meant to be, where what came of it is asked: "the target?" and "really?"."""
    known = words(language)
    if not any(_begins(own, at, known.actual) for at in range(len(own))):
        return text
    return " ".join(_without(text.split(), known.meant, language))


def _without(texts: Sequence[str], phrases: Collection[tuple[str, ...]], language: str) -> Iterator[str]:
    """Words without phrases of one word or more: a Chinese word is a phrase of its characters."""
    at = 0
    while at < len(texts):
        length = _begins(texts, at, phrases)
        if not length and not (language == "ar" and any((form,) in phrases for form in arabic.variants(texts[at]))):
            yield texts[at]
        at += length or 1


def _begins(texts: Sequence[str], at: int, phrases: Collection[tuple[str, ...]]) -> int:
    """How many words the longest phrase has that stands at a place; 0 if there is none."""
    return next((n for n in range(_LONGEST_PHRASE, 0, -1) if tuple(texts[at : at + n]) in phrases), 0)


def texts_at(reading: Reading, mentions: Sequence[Mention]) -> list[str]:
    """The words of some mentions."""
    return [reading.tokens[i].text for mention in mentions for i in mention.positions]


def begins_after(reading: Reading, language: str) -> bool:
    """Whether a text begins as what follows something ("and …", "how about …", و…)."""
    texts = [token.text for token in reading.tokens]
    starts = any(tuple(texts[: len(p)]) == p for p in _followers(language).get(texts[0], ()))
    return starts or (language == "ar" and texts[0].startswith("و") and len(texts[0]) > 2)


@cache
def _followers(language: str) -> Mapping[str, Sequence[Phrase]]:
    """The phrases that a text begins with which follows something, by their first word; English ones among them."""
    found: dict[str, list[Phrase]] = {}
    for phrase in words(language).follow | words("en").follow:
        found.setdefault(phrase[0], []).append(phrase)
    return found
