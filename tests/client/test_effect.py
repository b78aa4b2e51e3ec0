"""What a change does to the answers, in words."""

from __future__ import annotations

from bot.answers.exam import Mark
from bot.answers.impact import Impact, Moved
from bot.answers.sittings import Answered, Baseline, Sitting, Standing
from bot.answers.wording import Wordings
from bot.client.moderation.effect import doubt_lines, effect_lines
from bot.facts.model import ExamQuestion, Half
from bot.matching.decision import Outcome

NOTHING = Answered(Outcome.DECLINE)
FARE, CAPTAIN = Answered(Outcome.ANSWER, ("fare",)), Answered(Outcome.ANSWER, ("captain",))
BOTH = Answered(Outcome.ANSWER, ("fare", "captain"))
OFFERED = Answered(Outcome.SUGGEST, ("fare", "captain"))
EXAM = Baseline((Sitting("e", Half.TUNE, ExamQuestion(q="how dear?", fact="fare"), Standing(FARE), Mark.RIGHT),))


def lines(wordings: Wordings, language: str, *moved: Moved) -> list[str]:
    return list(effect_lines(Impact(7, moved, EXAM, EXAM), wordings.of(language).discord.moderation.effect))


def test_each_question_is_named_with_what_becomes_of_it(wordings: Wordings) -> None:
    told = lines(
        wordings,
        "en",
        Moved("who steers?", True, NOTHING, CAPTAIN),
        Moved("how dear?", False, FARE, CAPTAIN, (Mark.RIGHT, Mark.WRONG)),
        Moved("what price?", False, NOTHING, FARE, (Mark.MISSED, Mark.RIGHT)),
        Moved("what toll?", False, NOTHING, OFFERED, (Mark.MISSED, Mark.OFFERED)),
        Moved(None, False, FARE, NOTHING, (Mark.RIGHT, Mark.MISSED)),
        Moved("what now?", False, FARE, BOTH, (Mark.RIGHT, Mark.RIGHT)),
    )
    assert [line.replace("\u2068", "").replace("\u2069", "") for line in told] == [
        "captain takes 1 from fare",
        "Exam: 1 better, 2 worse",
        "❌ how dear?: `fare` → `captain`",
        "what now?: `fare` → `fare`, `captain`",
        "who steers?: no answer → `captain`",
        "✅ what price?: no answer → `fare`",
        "what toll?: no answer → offers `fare`, `captain`",
        "1 of the exam's hidden half",
    ]


def test_no_line_depends_on_english(wordings: Wordings) -> None:
    moved = Moved("how dear?", False, NOTHING, OFFERED, (Mark.MISSED, Mark.OFFERED))
    for language in wordings.languages:
        (line,) = (one for one in lines(wordings, language, moved) if "how dear" in one)
        assert ("no answer" in line, "offers" in line, "missed" in line) == (language == "en", language == "en", False)


def test_before_a_second_yes_what_goes_wrong_is_named_alone(wordings: Wordings) -> None:
    worse = [Moved(f"how dear, {n}?", False, FARE, NOTHING, (Mark.RIGHT, Mark.MISSED)) for n in range(30)]
    moved = (
        Moved("what toll?", False, NOTHING, FARE, (Mark.MISSED, Mark.RIGHT)),
        *worse,
        Moved(None, False, FARE, NOTHING, (Mark.RIGHT, Mark.MISSED)),
    )
    told = list(doubt_lines(Impact(7, moved, EXAM, EXAM), wordings.of("en").discord.moderation.effect))
    assert told[0].startswith("**Questions of the exam that go right now and would not any more: 31.")
    assert all("how dear" in line for line in told[1:21])
    assert told[21:] == ["and 10 more", "1 of the exam's hidden half"]
