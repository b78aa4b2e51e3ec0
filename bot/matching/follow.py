"""Follow-ups: a question that leaves out what the one before it said ("and in Q1?", "who from?")."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from bot.facts.model import Facet
from bot.matching.decision import PRECISE, Decision, Lack, Outcome, Rated, Why, decide
from bot.matching.index import Index, exact
from bot.matching.keys import is_function
from bot.matching.kinds import kinds_of
from bot.matching.lend import (
    begins_after,
    has_own_words,
    is_quarterly,
    meant,
    ordinal_in,
    own_words,
    points_back,
    quarter_by,
    subject_of,
    subject_positions,
    texts_at,
    told_of,
    unasked,
    unmeant,
    with_subject,
    words_of,
)
from bot.matching.profile import ADMITTED_FROM
from bot.matching.reading import Reading

FOLLOW_UP_WORDS = 4
"""A question with at most so many words of content may lean on the one before it."""

LATER = 0.06
"""How much surer a less likely completion must be, a place down the list."""

_SUREST = 2.0
"""What an answer without any doubt counts for, at the first place."""

AGAIN = 0.3
"""How much surer the fact that answered the question before must be: most who ask on want another one."""

NEARER = 12.0
"""By how much the odds of a fact grow that is related to the one before and is asked the same kind of question."""

AKIN = 8.0
"""By how much the odds of a fact grow that is related to one just told."""

ASKED_FROM = 0.1
"""Share of a fact's questions that must be of a kind for it to be a fact of that kind."""

TELLING = frozenset({"who", "when", "where", "why", "how_long"})
"""Kinds of question that ask for something by themselves."""

_BARE = TELLING | {"how_much", "how_many"}
_OFTEN = 0.25
"""Share of a fact's questions of a kind from which it is what a mere question word after a related one asks for."""

_BARELY = 0.5
"""Confidence of such a fact."""


def leans(reading: Reading, earlier: Reading) -> bool:
    """Whether a question may leave out something that the one before it named."""
    texts = [token.text for token in reading.tokens]
    language = _language(reading, earlier)
    if not texts or not earlier.mentions or (reading.measures and reading.subjects):
        return points_back(reading.tokens, language) and bool(earlier.mentions)
    if _begins_after(reading, earlier):
        return True
    content = [token for token in reading.tokens if not is_function(token, language)]
    says = content or reading.kinds - {"yes_no"} or reading.periods.periods
    return bool(says) and len(content) <= FOLLOW_UP_WORDS


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
    if _is_talk(index, reading) or not leans(reading, earlier) or _is_beside(index, reading, earlier, told):
        return None
    found: list[tuple[float, Decision, str]] = []
    best = 0.0
    asks_itself = bool(reading.kinds & TELLING or reading.measures) or has_own_words(reading)
    back = bool(subject_of(index, earlier)) and _points_back(index, reading, earlier)
    further = _tells_more(index, told, reading, earlier)
    # Who, when, where, why, or a word that points back ("what does it do?"), surely ask for something else.
    other = (bool(reading.kinds & TELLING) or back) and not further
    # "The loss in Q3?" and then "and the quarter after?": what is said besides asks for more than the same again.
    anew = has_own_words(reading) and not reading.mentions
    quarter = quarter_by(reading, earlier)
    names_time = bool(reading.periods.periods or quarter) and not (reading.measures or reading.kinds & TELLING)
    more = not asks_itself and "yes_no" in earlier.kinds and "how_much" in reading.kinds
    in_place = _in_place(index, reading, earlier)
    completions = _completions(index, reading, earlier, asks_itself=asks_itself)
    for place, text in enumerate(dict.fromkeys((*in_place, *completions))):
        if best >= _SUREST - LATER * place:
            break
        again = index.curated.get(exact(text)) == told
        decision = decide(index, index.reader.read(text), told if (other or anew) and not again else None, joined=True)
        if told is not None and (more or further):
            # "Did it rise?" and then "by how much?", "who told?" and then "when?": most likely the fact just told.
            decision = weighed(decision, lambda fact: NEARER if fact == told else 1.0) or decision
        elif told is not None:
            decision = beside(index, decision, (told,), reading)
        surety = decision.confidence - LATER * place
        if decision.rated and decision.rated[0].fact == told and not (more or again or further):
            surety -= AGAIN
        surety += 1.0 if decision.outcome is Outcome.ANSWER else 0.0
        best = max(best, surety)
        found.append((surety, decision, text))
        if place == 0 and decision.why in PRECISE and (names_time or back or not asks_itself) and not in_place:
            break
    if told is not None and _points_back(index, reading, earlier):
        answered = found[0][1].outcome is Outcome.ANSWER
        for text in told_of(index, reading, earlier, told, language=_language(reading, earlier), answered=answered):
            said = decide(index, index.reader.read(text), told, joined=True)
            found += [(1.0 + said.confidence, said, text)] if said.outcome is Outcome.ANSWER else []
    if told is not None and other and _asks_again(index, found[0][1], told, reading):
        # "Will they reach it?" and then "when will that be known?": the fact that tells whether may tell that too.
        same = [(decide(index, index.reader.read(text), joined=True), text) for _, _, text in found]
        found += [(1.0 + d.confidence, d, text) for d, text in same if d.outcome is Outcome.ANSWER]
    nearest = bare(index, found[0][1], [] if told is None else [told], reading)
    if nearest:
        found.append((1.0 + nearest.confidence, nearest, found[0][2]))
    _, decision, text = max(found, key=lambda entry: entry[0])
    return decision, text


def _asks_again(index: Index, likeliest: Decision, told: int, reading: Reading) -> bool:
    """Whether a follow-up without an answer may be one more question for the fact just told: it is asked so too."""
    if likeliest.outcome is Outcome.ANSWER or likeliest.why in PRECISE:
        return False
    return any(index.profiles[told].kinds.get(kind, 0.0) >= ADMITTED_FROM for kind in reading.kinds & TELLING)


def beside(index: Index, decision: Decision, told: Collection[int], asked: Reading) -> Decision:
    """Raise the facts that are related to those just told: who asks on stays with the matter.

    Those that are asked the same kind of question rise most. If the question is nothing but a question word ("from
    whom?"), facts never asked so fall behind as much.

    Args:
        index: the fact base.
        decision: on the question; a curated one, or a wrong premise set right, stays as it is.
        told: the facts that answer what was asked before it.
        asked: the question's own words, without what it took from the one before.
    """
    if not told or decision.why in {Why.CURATED, Why.CORRECTS}:
        return decision
    kinds = asked.kinds & TELLING
    bare = bool(kinds) and not (asked.mentions or has_own_words(asked))
    facts = index.facts

    def factor(number: int) -> float:
        fact = facts[number]
        akin = any(fact.id in facts[one].related or facts[one].id in fact.related for one in told)
        share = max((index.profiles[number].kinds.get(kind, 0.0) for kind in kinds), default=0.0)
        if akin and share >= ASKED_FROM:
            return NEARER
        if bare and not share:
            return 1.0 / NEARER
        return AKIN if akin and not kinds else 1.0

    return weighed(decision, factor) or decision


def bare(index: Index, decision: Decision, told: Collection[int], asked: Reading) -> Decision | None:
    """Answer a question that is nothing but a question word ("and how much?") with the nearest fact of that kind.

    Args:
        index: the fact base.
        decision: on the question however completed.
        told: the facts that answer what was asked before it.
        asked: the question's own words.

    Returns:
        The first fact related to those told that is often asked so; None without one, or if the question says more.
    """
    kinds = asked.kinds & _BARE
    if not kinds or asked.mentions or asked.amounts or asked.periods.periods or has_own_words(asked):
        return None
    numbers = index.numbers
    near = [numbers[name] for one in sorted(told) for name in index.facts[one].related if name in numbers]
    for number in near:
        if number not in told and any(index.profiles[number].kinds.get(kind, 0.0) >= _OFTEN for kind in kinds):
            return replace(
                decision,
                outcome=Outcome.ANSWER,
                why=Why.CLEAR,
                rated=(Rated(number, _BARELY),),
                lack=Lack(),
                suggestions=(),
            )
    return None


def weighed(decision: Decision, factor: Callable[[int], float]) -> Decision | None:
    """A decision with the odds of each fact multiplied; None if it is no answer then.

    Confidences are a softmax with "none of them", so that multiplied odds only need to be scaled again.
    """
    fits = decision.fitting
    own = [rated for rated in decision.rated if rated.fact in fits]
    weights = [rated.confidence * factor(rated.fact) for rated in own]
    total = 1.0 - sum(rated.confidence for rated in own) + sum(weights)
    rated = [Rated(r.fact, weight / total) for r, weight in zip(own, weights, strict=True) if weight and total > 0.0]
    rated.sort(key=lambda r: -r.confidence)
    if not rated or rated[0].confidence < decision.least:
        return None
    rest = tuple(r for r in decision.rated if r.fact not in fits)
    return replace(decision, outcome=Outcome.ANSWER, why=Why.CLEAR, rated=(*rated, *rest), suggestions=(), lack=Lack())


def _tells_more(index: Index, told: int | None, reading: Reading, earlier: Reading) -> bool:
    """Whether the fact just told is asked both what was asked and what is asked now: who said it, and when he did."""
    kinds, before = (reading.kinds - earlier.kinds) & TELLING, earlier.kinds & TELLING
    return told is not None and all(
        any(index.profiles[told].kinds.get(kind, 0.0) >= ASKED_FROM for kind in some) for some in (kinds, before)
    )


def _points_back(index: Index, reading: Reading, earlier: Reading) -> bool:
    """Whether a pronoun stands in a question, in Arabic perhaps written onto a word."""
    language = _language(reading, earlier)
    texts = own_words(index, reading.tokens)
    return points_back(reading.tokens, language) or any(True for _ in with_subject(index, texts, "", language))


def _completions(index: Index, reading: Reading, earlier: Reading, *, asks_itself: bool) -> Iterator[str]:
    """The question with measure, subject and time of the one before it, as far as it has none; likeliest first."""
    language = _language(reading, earlier)
    texts = own_words(index, reading.tokens)
    own = " ".join(texts)
    asked = words_of(earlier, Facet.MEASURE) or _unnamed(earlier)
    asked = unmeant(asked, [token.text for token in reading.tokens], language)
    measure = "" if reading.measures else asked
    before = subject_of(index, earlier)
    subject = "" if reading.subjects else before
    time = _time(reading, earlier, language)
    for name in meant(index, earlier):
        for text in with_subject(index, texts, name, language):
            yield f"{text} {time}".rstrip()
            yield text
    if reading.kinds - {"yes_no"}:
        # "Where is it?" and then "how big?": no longer where.
        measure = unasked(measure, language)
    if before and points_back(reading.tokens, language):
        lent = [(subject, time), (subject,), (measure, subject, time), (measure, subject)]
    elif asks_itself:
        lent = [(measure, subject, time), (measure, subject), (subject, time), (subject,), ()]
    else:
        # Who names a time or somebody else only leaves out what was asked for; without it another thing is asked.
        lent = [(measure, subject, time), (measure, subject)]
    if "who" in earlier.kinds and not reading.kinds - {"yes_no"}:
        # "Who bought it?" and then "did the mill?": no longer who.
        lent.insert(0, (unasked(asked, language), subject, time))
    if reading.measures and not reading.plain:
        # "The revenue?" and then "and the target?": perhaps that of the revenue.
        lent += [(asked, subject, time), (asked, subject)]
    if before and (not subject or any(m.weak for m in reading.mentions)):
        # "Who makes the bread? And can I buy it at Ada's?"
        first = subject_positions(index, earlier)[0]
        lent.append((" ".join(earlier.tokens[i].text for i in first), time))
    measures = [m for m in earlier.mentions if m.facet is Facet.MEASURE]
    if len(measures) > 1 and not (reading.measures or reading.kinds & TELLING):
        # "The forecast loss of the year?" and then "and in the first half?", "what did it come to?": no longer what
        # was forecast.
        lent += [
            (" ".join(texts_at(earlier, [m for m in measures if m is not one])), subject, time) for one in measures
        ]
    for parts in lent:
        yield " ".join(filter(None, (own, *parts)))


def _in_place(index: Index, reading: Reading, earlier: Reading) -> list[str]:
    """The question before with a new name in the place of one of several: "is the mill Ada's?" and then "or Bob's?"."""
    places = subject_positions(index, earlier)
    if len(places) < 2 or not reading.subjects or reading.measures or reading.plain or reading.kinds & TELLING:
        return []
    own = own_words(index, reading.tokens)
    texts = [token.text for token in earlier.tokens]
    return [" ".join([*texts[: at[0]], *own, *texts[at[-1] + 1 :]]) for at in reversed(places)]


def _unnamed(earlier: Reading) -> str:
    """What a question without a known measure asks: all its words but the names and times."""
    named = {i for m in earlier.mentions for i in m.positions} | earlier.periods.positions
    return " ".join(token.text for i, token in enumerate(earlier.tokens) if i not in named)


def _is_beside(index: Index, reading: Reading, earlier: Reading, told: int | None) -> bool:
    """Whether a text is nothing but words that mostly have no place in what was told ("pizza?"): it asks anew.

    What begins with "and" leads on to any fact, what does not to those related to the one just told.
    """
    says = reading.mentions or reading.kinds - {"yes_no"} or reading.periods.periods or reading.amounts
    if says or not reading.plain or points_back(reading.tokens, _language(reading, earlier)):
        return False
    own = [reading.stems[i] for i in reading.plain]
    if told is None or _begins_after(reading, earlier):
        return not any(stem in index.rarity for stem in own)
    fact = index.facts[told]
    near = [p for p in index.profiles if p.number == told or p.id in fact.related]
    placed = sum(any(stem in profile.stems for profile in near) for stem in own)
    return 2 * placed < len(own)


def _begins_after(reading: Reading, earlier: Reading) -> bool:
    """Whether a text begins as what follows something, or points back."""
    language = _language(reading, earlier)
    return begins_after(reading, language) or points_back(reading.tokens, language)


def _is_talk(index: Index, reading: Reading) -> bool:
    """Whether a text is talk with the bot and nothing else ("great, thanks!", "how are you?")."""
    if not reading.mentions or not all(m.concept in index.lexicon.talk for m in reading.mentions):
        return False
    said = {i for m in reading.mentions for i in m.positions}
    rest = [token for i, token in enumerate(reading.tokens) if i not in said]
    return not (kinds_of(rest, reading.language or "en") - {"yes_no"} or reading.periods.periods or reading.amounts)


def _language(reading: Reading, earlier: Reading) -> str:
    return reading.language or earlier.language or "en"


def _time(reading: Reading, earlier: Reading, language: str) -> str:
    if reading.periods.periods:
        return ""
    quarter = quarter_by(reading, earlier)
    if quarter:
        return quarter.code
    ordinal = ordinal_in(reading.tokens, language)
    if ordinal and is_quarterly(earlier):
        return f"q{ordinal}"
    return " ".join(earlier.tokens[i].text for i in sorted(earlier.periods.positions))
