from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.decision import Outcome, decide
from bot.matching.follow import bare
from bot.matching.lend import quarter_by, with_subject


@pytest.mark.parametrize(
    ("earlier", "question", "fact"),
    [
        ("what were the sales in Q2?", "and in Q1?", "sales-q1"),
        ("what were the sales in Q2?", "and the first?", "sales-q1"),
        ("what is the mill?", "who owns it?", "mill-owner"),
        ("who owns the bakery?", "and the mill?", "mill-owner"),
        ("who owns the mill?", "How much rent does the bakery pay?", "rent"),
    ],
)
def test_what_is_left_out_comes_from_the_question_before(
    bakery: Answerer, earlier: str, question: str, fact: str
) -> None:
    assert bakery.ask(question, earlier=earlier).fact == fact


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        ("what were the sales in Q2?", "and in Q4?"),
        ("what were the sales in Q2?", "and in Q4 alone?"),
        ("who owns the bakery?", "and Bunhaus?"),
        ("how much is the rent?", "thanks!"),
        ("how much is the rent?", "lol ok"),
        ("how much is the rent?", "pizza?"),
        ("who owns the mill?", "dogs allowed?"),
        ("who owns the mill?", "and pizza?"),
    ],
)
def test_nothing_is_made_up_for_a_follow_up(bakery: Answerer, earlier: str, question: str) -> None:
    assert bakery.ask(question, earlier=earlier).outcome is not Outcome.ANSWER


@pytest.mark.parametrize(
    ("earlier", "question", "fact"),
    [
        ("what is macrohard?", "who owns it?", "macrohard-owner"),
        ("What was the revenue target for 2025?", "and what had they actually got by September?", "revenue-cumulative"),
        ("What EBITDA loss was forecast?", "and in reality?", "ebitda-loss"),
        ("who owns macrohard?", "what does it do?", "macrohard-focus"),
        ("how much did xai raise?", "from whom?", "investors"),
        ("is grok in X?", "can i use it in a tesla?", "grok-in-tesla"),
        ("did xai revenue go up in q3?", "by how much?", "revenue-growth"),
        ("أين يقع كولوسوس؟", "وكم حجمه؟", "colossus-capacity"),
        ("هل غروك في إكس؟", "ومين طوره؟", "grok-maker"),
        ("هل قروك مدمج في X؟", "وفي السيارة؟", "grok-in-tesla"),
        ("is grok built into X", "and in teslas too?", "grok-in-tesla"),
        ("How much EBITDA loss was forecast for the full year?", "ok and in the first nine months?", "ebitda-loss"),
        ("What EBITDA loss had xAI forecast for the year?", "and what did it actually come to?", "ebitda-loss"),
        ("قديش كانوا متوقعين خسارة EBITDA بالسنة؟", "وقديش طلعت فعليًا بتسع شهور؟", "ebitda-loss"),
        ("Cuánto perdió xAI en el primer trimestre?", "¿y en el tercero?", "net-loss-q3"),
        ("全年EBITDA亏损原来预计多少", "实际前九个月呢", "ebitda-loss"),
        ("Did xAI raise money?", "how much?", "equity-raise"),
        ("هل شرح أحد الهدف البعيد؟", "ومين؟", "goal-statement"),
    ],
)
def test_pronouns_stand_for_what_was_named(answerer: Answerer, earlier: str, question: str, fact: str) -> None:
    assert answerer.ask(question, earlier=earlier).fact == fact


def test_a_pronoun_in_the_second_part_takes_the_subject(answerer: Answerer) -> None:
    assert answerer.ask("who owns macrohard and what does it do").facts == ("macrohard-owner", "macrohard-focus")
    assert answerer.ask("is grok in X? can i also use it in a tesla?").facts == ("grok-in-x", "grok-in-tesla")


@pytest.mark.parametrize(
    ("earlier", "question", "fact"),
    [
        ("who invested?", "did tesla?", "tesla-not-invested"),
        ("من استثمر في الجولة؟", "وتسلا؟", "tesla-not-invested"),
        ("كم إيرادات الربع الثالث؟", "طيب والهدف؟", "revenue-target"),
        ("does spacex have money in xai?", "and tesla?", "tesla-not-invested"),
        ("who said 2GW", "and when", "colossus-statement"),  # one fact tells both
        ("Who owns Macrohard?", "what does that company do", "macrohard-focus"),
    ],
)
def test_who_asks_on_stays_with_the_matter(answerer: Answerer, earlier: str, question: str, fact: str) -> None:
    assert answerer.ask(question, earlier=earlier).fact == fact


@pytest.mark.parametrize("greeting", ["مرحبا كيف حالك", "how are you?", "who are you?", "как дела?"])
def test_a_question_to_the_bot_itself_takes_nothing_from_the_one_before(answerer: Answerer, greeting: str) -> None:
    alone = answerer.ask(greeting)
    assert alone.outcome is Outcome.DECLINE
    assert answerer.ask(greeting, earlier="how many employees does xAI have").reason == alone.reason


def test_it_is_not_understood_without_what_it_stands_for(answerer: Answerer) -> None:
    assert answerer.ask("how much did it cost?", earlier="where is colossus?").outcome is Outcome.DECLINE


def test_a_mere_question_word_asks_for_the_nearest_fact_of_its_kind(answerer: Answerer) -> None:
    index = answerer.index
    numbers = {profile.id: profile.number for profile in index.profiles}
    read = index.reader.read
    decision = decide(index, read("who invested"))
    found = bare(index, decision, [numbers["investors"]], read("how much?"))
    assert found is not None
    assert index.profiles[found.rated[0].fact].id == "equity-raise"
    assert bare(index, decision, [numbers["investors"]], read("how much revenue?")) is None
    assert bare(index, decision, [], read("how much?")) is None


def test_arabic_pronouns_on_words_give_way_to_the_name(answerer: Answerer) -> None:
    def named(text: str) -> list[str]:
        return list(with_subject(answerer.index, text.split(), "macrohard", "ar"))

    assert named("صرفوا عليه كام") == ["صرفوا علي macrohard كام"]
    assert named("لمين هالشركه") == ["لمين شركه macrohard"]
    assert named("كم الايرادات") == []


def test_what_is_it_still_asks_to_explain_once_the_name_stands_for_it(answerer: Answerer) -> None:
    assert list(with_subject(answerer.index, ["شنو", "هو"], "كولوسوس", "ar")) == ["شنو هو كولوسوس"]


@pytest.mark.parametrize(
    ("earlier", "question", "fact"),
    [
        ("Microsoft spoof on purpose?", "And who owns it?", "macrohard-owner"),  # what the fact is about
        (
            "Where will the results of the agent work go first?",
            "and who owns that one?",
            "macrohard-owner",
        ),  # and tells
        ("who owns macrohard", "and what does it do", "macrohard-focus"),  # what was named comes first
        ("how many people work at xAI?", "tell me about grok stuff", "grok-maker"),  # asks anew
    ],
)
def test_a_pronoun_may_stand_for_what_was_told(answerer: Answerer, earlier: str, question: str, fact: str) -> None:
    assert answerer.ask(question, earlier=earlier).fact == fact


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        ("Is Grok built into X now?", "and what do they charge for it a month"),
        ("What was the net loss in Q1?", "and in the second one?"),
        ("What was xAI's Q3 revenue?", "and Tesla's?"),
        ("Where is Colossus?", "and how is the place powered, gas or coal"),
        ("فين اتنشر المقال اول مرة", "ومين كاتبه"),
    ],
)
def test_what_is_lacking_is_not_made_up_by_likeness_of_words(answerer: Answerer, earlier: str, question: str) -> None:
    assert answerer.ask(question, earlier=earlier).outcome is not Outcome.ANSWER


def test_who_says_more_does_not_ask_for_the_same_again(answerer: Answerer) -> None:
    earlier = "Wie hoch war der Umsatz im dritten Quartal?"
    assert answerer.ask("Und davor?", earlier=earlier).fact != answerer.ask(earlier).fact
    assert answerer.ask("Und wie viel genau?", earlier=earlier).fact == answerer.ask(earlier).fact


@pytest.mark.parametrize(
    ("earlier", "question", "quarter"),
    [
        ("What was the net loss in Q3?", "and the next one?", "q4"),
        ("What was the net loss in Q2?", "and the previous one?", "q1"),
        ("What was the net loss in Q2?", "what comes next?", None),
        ("What was the net loss in Q2?", "and in Q1?", None),
        ("What was the net loss?", "and the next one?", None),
    ],
)
def test_a_quarter_may_be_named_by_its_neighbour(
    answerer: Answerer, earlier: str, question: str, quarter: str | None
) -> None:
    read = answerer.index.reader.read
    found = quarter_by(read(question), read(earlier))
    assert (found and found.code) == quarter


def test_the_quarter_before_one_is_answered(answerer: Answerer) -> None:
    assert answerer.ask("and the next one?", earlier="What was the net loss in Q3?").outcome is Outcome.DECLINE
    assert answerer.ask("and the previous one?", earlier="What was the net loss in Q2?").fact == "net-loss-q1"
