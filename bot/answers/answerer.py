"""The answerer: a fact base and its wording, asked in words. Pure, and safe to share between threads."""

from __future__ import annotations

import re
import time
from copy import copy
from pathlib import Path
from typing import NamedTuple

from bot.answers.reply import Footnote, Reply, Suggestion
from bot.answers.wording import Wording, Wordings
from bot.facts.model import Fact, Knowledge, Section, Source
from bot.matching.cache import keep_index, open_index
from bot.matching.decision import Decision, Outcome, Rated, Why
from bot.matching.index import Index
from bot.matching.reading import Reading
from bot.matching.semantic import Encoder
from bot.matching.understand import Understanding, understand

NEAREST = 2
"""How many covered questions a decline names."""

NEAREST_FROM = 0.005
"""Confidence from which a fact counts as near at all."""

NEAREST_PLAIN = 0.03
"""The same in a base without concepts, where only the likeness of words tells what is near."""

_CANDIDATES = 3


class _Told(NamedTuple):
    """What a reply tells of a fact in a language: its text, where it comes from, and the questions beside it by id."""

    text: str
    footnote: Footnote | None
    related: tuple[tuple[str, str], ...]


class Answerer:
    """Answers questions from one fact base."""

    def __init__(
        self,
        knowledge: Knowledge,
        wordings: Wordings,
        cache: Path | None = None,
        before: Answerer | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        """Open the index; building it takes some seconds for thousands of curated questions.

        Args:
            knowledge: the fact base.
            wordings: what the bot itself says.
            cache: a folder where built indexes are kept for the next start; None: nowhere.
            before: of the base that this one was edited from; a few changed facts are then ready in well under a
                second. What has to be built and kept for good is left to :meth:`settled`.
            encoder: tells what texts mean; None: that of the answerer before, if there is one.
        """
        self.knowledge = knowledge
        self.wordings = wordings
        self.index: Index = open_index(knowledge, cache, before.index if before else None, encoder)
        self._facts = knowledge.facts
        self._by_id = {fact.id: fact for fact in self._facts}
        languages = sorted({tag for fact in self._facts for tag in fact.answer} | set(wordings.languages))
        self._tags = {tag.casefold(): tag for tag in languages}
        self._sources = {fact.source: self._source(fact.source) for fact in self._facts if fact.source is not None}
        self._known: dict[tuple[str, str], _Told] = {}

    def keep(self, cache: Path | None) -> None:
        """Keep the index for the next start as it is; what an edit has left undone, that start does."""
        keep_index(self.index, cache, thorough=False)

    def settled(self, cache: Path | None) -> Answerer:
        """The answerer to go on with after an edit: itself, or one whose index was built in full.

        Takes as long as opening without the base before, so nobody should wait for it.

        Args:
            cache: a folder where the index is kept for the next start; None: nowhere.
        """
        index = keep_index(self.index, cache)
        if index is self.index:
            return self
        new = copy(self)
        new.index = index
        return new

    def ask(
        self,
        question: str,
        *,
        earlier: str | None = None,
        language: str | None = None,
        locale: str | None = None,
    ) -> Reply:
        """Answer a question.

        Args:
            question: any text.
            earlier: the question before it in the same conversation (:attr:`context` of its understanding).
            language: the language to reply in, whatever the question's; a region that nothing is written for,
                as in ``ar-EG``, counts as the language.
            locale: the language to reply in where the question does not tell its own.
        """
        return self.explain(question, earlier=earlier, language=language, locale=locale)[0]

    def explain(
        self,
        question: str,
        *,
        earlier: str | None = None,
        language: str | None = None,
        locale: str | None = None,
    ) -> tuple[Reply, Understanding]:
        """Answer a question and show how it was understood; arguments as for :meth:`ask`."""
        started = time.perf_counter_ns()
        understanding = understand(self.index, question, earlier)
        told = next((d.reading.language for d in understanding.decisions if d.reading.language), None)
        reply_language = language or told or locale or self.knowledge.base.languages.default
        return self._reply(question, understanding, self.written(reply_language), started), understanding

    def fact(self, name: str) -> Fact | None:
        """The fact of an id, or None if the base holds none of it."""
        return self._by_id.get(name)

    def written(self, language: str) -> str:
        """The language, or the nearest to it that facts or wording are written in; itself if there is none."""
        wanted = language.casefold()
        if wanted in self._tags:
            return self._tags[wanted]
        primary = wanted.split("-")[0]
        regional = next((tag for folded, tag in self._tags.items() if folded.split("-")[0] == primary), language)
        return self._tags.get(primary, regional)

    def _reply(self, question: str, understanding: Understanding, language: str, started: int) -> Reply:
        wording = self.wordings.of(language)
        answers = understanding.answers
        main = understanding.main
        facts = [self._facts[d.rated[0].fact] for d in answers]
        told = [self._told(fact, language) for fact in facts]
        lacking = next((d for d in understanding.decisions if d.outcome is Outcome.DECLINE), None)
        reason = self._reason(lacking, wording, language) if lacking else None
        offered = self._offered(main) if not answers else ()
        ids = tuple([fact.id for fact in facts])
        return Reply(
            question=question,
            outcome=main.outcome,
            facts=ids,
            answer="\n\n".join([each.text for each in told]) if told else None,
            language=language,
            confidence=min((d.confidence for d in answers), default=main.confidence),
            reason=reason,
            suggestions=tuple(self._suggestion(rated, language) for rated in offered),
            candidates=self._candidates(understanding),
            footnotes=tuple(dict.fromkeys([each.footnote for each in told if each.footnote])),
            related=tuple(dict.fromkeys([pair for each in told for pair in each.related if pair[0] not in ids])),
            elapsed_us=(time.perf_counter_ns() - started) // 1000,
        )

    def _told(self, fact: Fact, language: str) -> _Told:
        """What a reply tells of a fact; the same every time, so it is put together once."""
        known = self._known.get((fact.id, language))
        if known is None:
            beside = [(name, self._by_id[name]) for name in fact.related if name in self._by_id]
            related = tuple([(name, self.question(other, language)) for name, other in beside])
            known = _Told(self.text(fact, language), self.footnote(fact, language), related)
            if language in self._tags.values():
                # Any tag may be asked for: those that nothing is written in are not kept.
                self._known[fact.id, language] = known
        return known

    def _candidates(self, understanding: Understanding) -> tuple[tuple[str, float], ...]:
        best: dict[int, float] = {}
        for decision in understanding.decisions:
            for rated in decision.rated:
                best[rated.fact] = max(best.get(rated.fact, 0.0), rated.confidence)
        for fact in range(min(_CANDIDATES, len(self._facts))):
            # A text without a single known word has no candidates of its own; the form stays the same.
            if len(best) < _CANDIDATES:
                best.setdefault(fact, 0.0)
        ranked = sorted(best.items(), key=lambda pair: -pair[1])[:_CANDIDATES]
        return tuple((self._facts[fact].id, confidence) for fact, confidence in ranked)

    def _offered(self, decision: Decision) -> tuple[Rated, ...]:
        if decision.outcome is Outcome.SUGGEST:
            return decision.suggestions
        beside = tuple(
            Rated(fact, next((r.confidence for r in decision.rated if r.fact == fact), 0.0))
            for fact in decision.lack.beside
        )
        if beside:
            return beside[-NEAREST:]
        near = sorted(decision.rated, key=lambda rated: -rated.confidence)[:NEAREST]
        floor = NEAREST_PLAIN if self.index.plain else NEAREST_FROM
        return tuple(rated for rated in near if rated.confidence >= floor)

    def _suggestion(self, rated: Rated, language: str) -> Suggestion:
        fact = self._facts[rated.fact]
        return Suggestion(
            fact=fact.id,
            question=self.question(fact, language),
            answer=self.text(fact, language),
            confidence=rated.confidence,
            footnote=self.footnote(fact, language),
        )

    def text(self, fact: Fact, language: str) -> str:
        """A fact's answer in a language, the base's default standing in, with its caveat."""
        default = self.knowledge.base.languages.default
        used = language if language in fact.answer else default if default in fact.answer else next(iter(fact.answer))
        caveat = fact.caveat.get(used)
        return f"{fact.answer[used]}\n{caveat}" if caveat else fact.answer[used]

    def question(self, fact: Fact, language: str) -> str:
        """The curated question that stands for a fact: the first of the language, else of the default one."""
        default = self.knowledge.base.languages.default
        questions = fact.questions.get(language) or fact.questions.get(default) or next(iter(fact.questions.values()))
        return questions[0]

    def footnote(self, fact: Fact, language: str) -> Footnote | None:
        """Where a fact comes from; None in a base that names no sources."""
        if fact.source is None:
            return None
        source, section = self._sources.get(fact.source) or self._source(fact.source)
        if source is None:
            return None
        return Footnote(
            section=_pick(section.title, language) if section else None,
            title=_pick(source.title, language),
            publisher=source.publisher,
            checked=fact.checked,
            url=source.url,
        )

    def _source(self, named: str) -> tuple[Source | None, Section | None]:
        """The source that a fact names, and its section; None for what the base does not have."""
        name, _, anchor = named.partition("#")
        source = self.knowledge.sources.get(name)
        return source, next((s for s in source.sections if s.id == anchor), None) if source else None

    def source_fields(self, language: str) -> dict[str, str]:
        """What the bot calls the place its facts come from, in the fields ``source`` and ``Source`` of its texts."""
        noun = self.wordings.of(language).source
        called = noun.article if self.knowledge.sources else noun.base
        return {"source": called, "Source": called[:1].upper() + called[1:]}

    def _called(self, name: str, reading: Reading, language: str) -> str:
        """How somebody is called; who is no concept, as the question writes it."""
        if name not in reading.names:
            return self.index.name(name, language)
        written = re.search(r"\W*".join(map(re.escape, name.split())), reading.text, re.IGNORECASE)
        return written.group() if written else name

    def _reason(self, decision: Decision, wording: Wording, language: str) -> str:
        """What is missing, in words."""
        lack, texts = decision.lack, wording.decline
        default = self.index.rules.subject
        subjects = lack.subjects or ((default,) if default else ())
        fields = {
            **self.source_fields(language),
            "subject": wording.listed(self._called(name, decision.reading, language) for name in subjects),
            "measure": wording.listed(wording.bare(self.index.name(name, language)) for name in lack.measures),
            "asked": wording.period_text(lack.period) if lack.period else "",
            "held": wording.periods_text(lack.held),
        }
        match decision.why:
            case Why.SUBJECT:
                template = texts.subject
            case Why.MEASURE:
                template = texts.measure if subjects else texts.measure_alone
            case Why.PAIR:
                template = texts.pair
            case Why.PERIOD:
                template = texts.period if lack.measures and subjects else texts.period_alone
            case Why.EMPTY:
                template = texts.empty
            case _:
                template = texts.nothing
        return template.format(**fields)


def _pick(text: dict[str, str], language: str) -> str:
    return text.get(language) or text.get("en") or next(iter(text.values()), "")
