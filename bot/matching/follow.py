"""Follow-ups: a question that leaves out what the one before it said ("and in Q1?", "who from?")."""

from __future__ import annotations

from collections.abc import Iterator

from bot.facts.model import Facet
from bot.language.words import words
from bot.matching.decision import Decision, Outcome, Why, decide
from bot.matching.index import Index
from bot.matching.lexicon import is_function, surface
from bot.matching.reading import Reading

FOLLOW_UP_WORDS = 4
"""A question with at most so many words of content may lean on the one before it."""

LATER = 0.06
"""How much surer a less likely completion must be, a place down the list."""

AGAIN = 0.3
"""How much surer the fact that answered the question before must be: most who ask on want another one."""

_TELLING = frozenset({"who", "when", "where", "why", "how_long"})
_PRECISE = frozenset({Why.SUBJECT, Why.MEASURE, Why.PERIOD, Why.PAIR})


def leans(reading: Reading, earlier: Reading) -> bool:
    """Whether a question may leave out something that the one before it named."""
    texts = [token.text for token in reading.tokens]
    if not texts or not earlier.mentions or (reading.measures and reading.subjects):
        return False
    language = reading.language or earlier.language or "en"
    content = [token for token in reading.tokens if not is_function(token, language)]
    starts = any(tuple(texts[: len(p)]) == p for p in words(language).follow | words("en").follow)
    attached = language == "ar" and texts[0].startswith("و") and len(texts[0]) > 2
    vague = any((text,) in words(language).vague for text in texts)
    return starts or attached or vague or len(content) <= FOLLOW_UP_WORDS


def completed(index: Index, reading: Reading, earlier: Reading, told: int | None = None) -> tuple[Decision, str] | None:
    """Decide on a question with what it leaves out taken from the one before it.

    The completions are tried from the likeliest on, and the surest answer counts. What the likeliest one lacks,
    said precisely, ends it: "and in Q2?" must not be answered by leaving out what was asked for.

    Args:
        index: the fact base.
        reading: the question.
        earlier: the question before it.
        told: the fact that answered the question before; it is seldom asked for again.

    Returns:
        The decision and the completed text; None if the question does not lean on the one before it.
    """
    if not leans(reading, earlier):
        return None
    found: list[tuple[float, Decision, str]] = []
    asks_itself = _asks_itself(reading)
    # Who, when, where, why, or a word that points back ("what does it do?"), surely ask for something else.
    other = bool(reading.kinds & _TELLING) or _points_back(reading, earlier)
    for place, text in enumerate(dict.fromkeys(_completions(reading, earlier, asks_itself=asks_itself))):
        decision = decide(index, index.reader.read(text), told if other else None)
        surety = decision.confidence - LATER * place
        if decision.rated and decision.rated[0].fact == told:
            surety -= AGAIN
        found.append((surety + (1.0 if decision.outcome is Outcome.ANSWER else 0.0), decision, text))
        if not asks_itself and place == 0 and decision.why in _PRECISE:
            break
    _, decision, text = max(found, key=lambda entry: entry[0])
    return decision, text


def _completions(reading: Reading, earlier: Reading, *, asks_itself: bool) -> Iterator[str]:
    """The question with measure, subject and time of the one before it, as far as it has none; likeliest first."""
    own = reading.text.rstrip(" ?؟？!.…")
    measure = "" if reading.measures else words_of(earlier, Facet.MEASURE) or _unnamed(earlier)
    subject = "" if reading.subjects else words_of(earlier, Facet.SUBJECT)
    time = _time(reading, earlier)
    if _points_back(reading, earlier):
        lent = [(subject, time), (subject,), (measure, subject, time), (measure, subject), ()]
    elif asks_itself:
        lent = [(measure, subject, time), (measure, subject), (subject, time), (subject,), ()]
    else:
        # Who names a time or somebody else only leaves out what was asked for; without it another thing is asked.
        lent = [(measure, subject, time), (measure, subject)]
    for parts in lent:
        yield " ".join(filter(None, (own, *parts)))


def _unnamed(earlier: Reading) -> str:
    """What a question without a known measure asks: all its words but the names and times."""
    named = {i for m in earlier.mentions for i in m.positions} | earlier.periods.positions
    return " ".join(token.text for i, token in enumerate(earlier.tokens) if i not in named)


def _asks_itself(reading: Reading) -> bool:
    """Whether a question asks who, when, where or why, or has words of its own: it may want something else."""
    known = words(reading.language or "en").ordinal
    own = any(known.keys().isdisjoint(surface(reading.tokens[i])) for i in reading.plain)
    return own or bool(reading.kinds & _TELLING) or bool(reading.measures)


def _points_back(reading: Reading, earlier: Reading) -> bool:
    """Whether a pronoun stands for the subject of the question before ("what does it do?")."""
    vague = words(reading.language or earlier.language or "en").vague
    return bool(earlier.subjects) and any((token.text,) in vague for token in reading.tokens)


def _time(reading: Reading, earlier: Reading) -> str:
    if reading.periods.periods:
        return ""
    ordinal = bare_ordinal(reading, reading.language or earlier.language or "en")
    if ordinal and any(p.last - p.first == 2 for p in earlier.periods.periods):
        return f"q{ordinal}"
    return " ".join(earlier.tokens[i].text for i in sorted(earlier.periods.positions))


def bare_ordinal(reading: Reading, language: str) -> int | None:
    """The ordinal in ``and the second?``: after a question on a quarter it means another one."""
    if reading.periods.periods:
        return None
    known = words(language).ordinal
    forms = (form for token in reading.tokens for form in surface(token))
    return next((known[form] for form in forms if form in known), None)


def words_of(reading: Reading, facet: Facet) -> str:
    """The words that name the concepts of a facet."""
    return " ".join(reading.tokens[i].text for m in reading.mentions if m.facet is facet for i in m.positions)
