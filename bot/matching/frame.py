"""The frame of a question, and what in it a fact contradicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.language.periods import Period
from bot.matching.profile import ADMITTED_FROM, OFTEN_FROM, Profile
from bot.matching.reading import Reading

_VALUE_KINDS = frozenset({"how_much", "how_many", "how_long", "when", "where"})
"""Kinds of question that ask for a value of their own kind."""

_COUNTS = frozenset({"how_many", "how_long"})
"""Those of them that nobody asks of what has no number."""

_TOLD_KINDS = _VALUE_KINDS | {"who", "why"}
"""Kinds of question, one of which a fact is asked for that can answer a text with several of them."""


class Clash(StrEnum):
    """A facet that the question names and a fact contradicts."""

    SUBJECT = "subject"
    MEASURE = "measure"
    PERIOD = "period"
    ROLE = "role"

    # That of an enumeration is worked out in Python, and every fact held against a question asks for it.
    __hash__ = str.__hash__


Clashes = Mapping[Clash, frozenset[str] | Period]
"""What of a question a fact contradicts, by facet."""


@dataclass(frozen=True)
class Frame:
    """Who, what and when a question asks for.

    Attributes:
        subjects: who or what it is about.
        measures: the attributes asked for; naming one rules out facts without it.
        supports: weak attributes: they help and never rule out.
        periods: when.
        to_date: whether it asks for all so far.
        moment: whether it asks for a time that is no part of a year.
        kinds: kinds of question (``who``, ``how_much``, ...).
        toward: subjects that something is done to.
        defined: subjects that are to be explained.
        names: names that the base does not know.
        words: stems of the other words of content.
        wanted: stem of the noun asked for, if it belongs to no concept.
        opening: the kind of question that it opens with.
        named: the subjects without the weak ones.
    """

    subjects: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    supports: frozenset[str] = frozenset()
    periods: tuple[Period, ...] = ()
    to_date: bool = False
    moment: bool = False
    kinds: frozenset[str] = frozenset()
    toward: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    wanted: str | None = None
    opening: str | None = None
    named: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "named", self.subjects - self.supports)

    @classmethod
    def of(cls, reading: Reading) -> Frame:
        """The frame that a text itself gives."""
        weak = frozenset([m.concept for m in reading.mentions if m.weak])
        return cls(
            subjects=reading.subjects,
            measures=reading.measures,
            supports=weak,
            periods=reading.periods.periods,
            to_date=reading.periods.to_date,
            moment=reading.periods.moment,
            kinds=reading.kinds,
            toward=reading.toward,
            defined=reading.defined,
            names=reading.names,
            words=frozenset([reading.stems[i] for i in reading.plain]),
            wanted=reading.wanted,
            opening=reading.opening,
        )

    @property
    def whether(self) -> bool:
        """Whether it asks only if something is so ("is it …?", but not "what is it?")."""
        return self.kinds == {"yes_no"}


class Rules:
    """The exclusive facets: decides which facts a frame rules out."""

    def __init__(
        self,
        owners: Mapping[str, Sequence[str]],
        measured: frozenset[str],
        dated: frozenset[str],
        single: frozenset[str],
        subject: str | None,
        latest: Period | None,
    ) -> None:
        """Take the base's defaults.

        Args:
            owners: for each subject those naturally named beside it.
            measured: the measures that some fact has.
            dated: the measures that are all that some fact tells of a time.
            single: the measures that have one value.
            subject: who a question means that names nobody.
            latest: the period a question means that names none.
        """
        self.owners = owners
        self.measured = measured
        self.dated = dated
        self.single = single
        self.subject = subject
        self.latest = latest
        self._harmless: dict[frozenset[str], frozenset[str]] = {}

    def harmless(self, profile: Profile) -> frozenset[str]:
        """Subjects that may be named beside a fact's own: the default one, and the owners of its parties."""
        known = self._harmless.get(profile.parties)
        if known is None:
            named = {owner for party in profile.parties for owner in self.owners.get(party, ())}
            known = frozenset(named | ({self.subject} if self.subject else set()))
            self._harmless[profile.parties] = known
        return known

    def clashes(self, frame: Frame, profile: Profile) -> dict[Clash, frozenset[str] | Period]:
        """What in the frame contradicts the fact: nothing, if the fact may answer.

        A measure that no fact has rules out every fact, and a fact that has none of the measures named is ruled
        out. Beside one that the fact has, another may be named in passing: how much it tells against this fact is
        for the score to say.
        """
        found: dict[Clash, frozenset[str] | Period] = {}
        strangers = frame.names and frame.names - profile.names
        if frame.named:
            strangers |= self._strangers(frame, profile)
        if strangers and not self.corrects(frame, profile):
            found[Clash.SUBJECT] = strangers
        if frame.measures:
            if unheld := frame.measures - self.measured:
                found[Clash.MEASURE] = unheld
            elif frame.measures.isdisjoint(profile.measures):
                found[Clash.MEASURE] = frame.measures
        for period in frame.periods:
            if not self.period_fits(period, profile, frame):
                found[Clash.PERIOD] = period
        so_far = frame.to_date and all(period.is_year for period in frame.periods)
        if so_far and profile.period and not self._is_to_date(profile.period):
            found[Clash.PERIOD] = profile.period
        elif (
            so_far and self.latest and not profile.period and self._is_sum(frame) and not profile.core <= frame.measures
        ):
            # "The loss so far" is no question about how the loss has changed.
            found[Clash.PERIOD] = self.latest
        if frame.moment and frame.measures and (own := profile.period or self.latest):
            found[Clash.PERIOD] = own
        if frame.subjects and (turned := self._turned(frame, profile)):
            found[Clash.ROLE] = turned
        return found

    def _is_sum(self, frame: Frame) -> bool:
        """Whether a question for all so far asks for the sum of what facts tell by their times."""
        return bool(frame.measures) and frame.measures <= self.dated and not frame.whether

    @staticmethod
    def asks_alien_kind(frame: Frame, profile: Profile) -> bool:
        """Whether a question asks how much, when or where, and the fact is never asked so.

        Beside an attribute only how many and how long count: how much of it there is may be what is told of it.

        "How many of Crumb's customers use the app?" is not "Does Crumb have an app?". A fact tells that it is never
        asked so from the number of curated questions on, one of which would do.
        """
        kinds = frame.kinds & (_COUNTS if frame.measures else _VALUE_KINDS)
        if not kinds or profile.questions * ADMITTED_FROM < 1.0:
            return False
        return all(profile.kinds.get(kind, 0.0) < ADMITTED_FROM for kind in frame.kinds & _TOLD_KINDS)

    @staticmethod
    def shares_name_only(frame: Frame, profile: Profile) -> bool:
        """Whether a question has words of its own on somebody named, and the fact is asked in none of them.

        Two of a fact's parties named together tell more than a name.
        """
        if len(frame.named & profile.parties) > 1:
            return False
        known = (frame.measures | frame.supports) & profile.measures
        other = frame.words or frame.measures
        return bool(frame.named and other) and not known and frame.words.isdisjoint(profile.asked)

    def _strangers(self, frame: Frame, profile: Profile) -> frozenset[str]:
        """Who is named that may not be in a question that the fact answers.

        Its parties may, those naturally named beside them, and whoever many of its curated questions name; in a few
        of them an outsider is a wrong premise, which teaches nothing about other questions that name it. Nor does what
        is named beside a party ("does the app work in Bob's van?") make a question about it alone ("is the van red?").
        """
        others = frame.named - profile.parties
        alone = others == frame.named and self.subject not in others and len(profile.parties) > 1
        if not (alone and not frame.measures and frame.kinds <= {"yes_no"}):
            others = others and others - self.harmless(profile)
        if not others:
            return others
        if others == frame.named and self.subject not in profile.subject and not others <= profile.alone:
            # "Is the app Bob's?" teaches nothing about what is asked of Bob alone.
            return others
        known = profile.subjects
        if not frame.words and frame.named.isdisjoint(profile.parties):
            # "Who owns the mill's rival?" in so many words asks of nobody else.
            known -= profile.companions
        return frozenset([s for s in others if s not in known or profile.shares.get(s, 0.0) < ADMITTED_FROM])

    def _turned(self, frame: Frame, profile: Profile) -> frozenset[str]:
        """Those named who play another part in the question than in the fact.

        The fact's own subject, where something is to be done to it or it is to be told who does ("who invested in
        the mill?" against "the mill invested in the bakery"), unless the curated questions speak so too; and whoever
        is to be explained and is not what the fact is about.
        """
        own = frame.subjects & profile.subject
        others = profile.parties - profile.subject if own else own
        # "Who is in control in X?" does nothing to X: it asks for what X has one of.
        if (
            others
            and others.isdisjoint(frame.subjects)
            and not (profile.core <= self.single and not profile.core.isdisjoint(frame.measures))
        ):
            if profile.toward < ADMITTED_FROM and own & frame.toward:
                return own
            if "who" in frame.kinds and profile.kinds.get("who", 0.0) < ADMITTED_FROM:
                return own
        return frame.defined if frame.defined and frame.defined.isdisjoint(profile.subject) else frozenset()

    def corrects(self, frame: Frame, profile: Profile) -> bool:
        """Whether a stranger is a wrong value that the fact sets right: "is it in Texas?" asks where it is.

        So where the fact's subject itself is named, its measure has one value, and the question asks for that
        measure or merely whether it is so, in words that the fact is asked for. Nothing is done to the subject then:
        "is the mill part of Texas?" asks of the mill, but "is Texas part of the mill?" does not.
        """
        if not profile.subject.isdisjoint(frame.toward):
            return False
        merely = not frame.measures and frame.whether and frame.words <= profile.asked
        asks = self.asks_value(frame, profile) or merely
        return asks and profile.core <= self.single and bool(profile.core) and bool(frame.subjects & profile.subject)

    def asks_value(self, frame: Frame, profile: Profile) -> bool:
        """Whether a question names the measure of a fact, or one of one value that it is often asked by."""
        often = (m for m in frame.measures & self.single if profile.shares.get(m, 0.0) >= OFTEN_FROM)
        return bool(profile.core & frame.measures) or any(often)

    def period_fits(self, period: Period, profile: Profile, frame: Frame) -> bool:
        """Whether a fact can answer for a period: its own, one around its own, or one its questions name.

        A fact without a period holds as of the article, that is for the latest one. Periods that only a curated
        question names fit where all of them are named and all that the fact tells is asked for: "how did it change
        from Q2 to Q3?", but not "what was it in Q2?". One figure's sum over a longer time is none of its parts, though
        it may be asked for by one of them ("all of it from January on?").
        """
        own = profile.period or self.latest
        if own is None:
            # Where nothing says of when the base is, it may not hold for a year that the fact does not name.
            return period.year is None or str(period.year) in profile.names
        known = frame.measures | frame.supports
        # What is told at a time and has no figure of its own is asked for by part of it as well.
        undated = profile.period is None and profile.core.isdisjoint(self.dated)
        if (profile.core <= known or (undated and not profile.core.isdisjoint(known))) and any(
            any(period.same_as(known) for known in together)
            and self._all_named(together, frame)
            and not self._is_part(together, profile, frame)
            for together in profile.periods
        ):
            return True
        if profile.period is None and period.year is not None and period.year == own.year and period.is_year:
            return True
        return period.same_as(own) or (period.contains(own) and period.is_year)

    @staticmethod
    def _is_part(together: frozenset[Period], profile: Profile, frame: Frame) -> bool:
        """Whether one period is less than a figure's own one, and nothing says that more is asked for."""
        own = profile.period
        if own is None or len(together) > 1 or len(profile.core) > 1:
            return False
        more = frame.to_date or len(frame.measures & profile.measures) > len(profile.core)
        return not more and not any(known.contains(own) for known in together)

    @staticmethod
    def _all_named(together: frozenset[Period], frame: Frame) -> bool:
        return all(any(known.same_as(period) for period in frame.periods) for known in together)

    @property
    def so_far(self) -> Period | None:
        """From the start of the latest period's year to its end."""
        return replace(self.latest, first=1) if self.latest else None

    def _is_to_date(self, period: Period) -> bool:
        """Whether a period goes from the start of a year to the end of the latest one."""
        return period.first == 1 and not period.is_year and (self.latest is None or period.last == self.latest.last)

    def period_score(self, frame: Frame, profile: Profile) -> float:
        """How well the times agree: 1 for the same, less for a period around the fact's, or a default left out."""
        own = profile.period
        if frame.periods:
            scores = []
            for period in frame.periods:
                if own is None:
                    scores.append(0.8)
                elif period.same_as(own):
                    scores.append(1.0)
                elif period.contains(own):
                    scores.append(0.3 + 0.4 * (own.last - own.first + 1) / (period.last - period.first + 1))
                else:
                    scores.append(0.5)
            return min(scores)
        if frame.to_date:
            return 1.0 if own and self._is_to_date(own) else 0.5
        if own is None:
            return 1.0
        return 1.0 if self.latest is None or own.same_as(self.latest) else 0.6
