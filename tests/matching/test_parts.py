from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.cuts import apart, cuts_of, is_list, loose_cuts, sides_of
from bot.matching.decision import Outcome, Why
from bot.matching.lend import attaches
from bot.matching.parts import Asked, parts_of
from bot.matching.understand import understand


def asked(bakery: Answerer, question: str) -> list[str]:
    index = bakery.index
    return [index.profiles[d.rated[0].fact].id for d in understand(index, question).decisions]


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("sales and rent", ["sales-q2", "rent"]),
        ("sales + rent?", ["sales-q2", "rent"]),
        ("rent & opening hours", ["rent", "hours"]),
        ("rent, opening hours?", ["rent", "hours"]),
        ("sales in Q1 vs Q2", ["sales-q1", "sales-q2"]),
        ("what did they sell in the first quarter and what in the second?", ["sales-q1", "sales-q2"]),
        ("who owns the bakery and who owns the mill", ["owner", "mill-owner"]),
        ("when does it open and how much is the rent", ["hours", "rent"]),
        ("rent plus who owns the mill", ["rent", "mill-owner"]),
        ("rent, sales and opening hours", ["rent", "sales-q2", "hours"]),
        ("who owns the mill, how much is the rent and when does it open?", ["mill-owner", "rent", "hours"]),
        ("what is the rent? And who owns the mill?", ["rent", "mill-owner"]),
        ("How much is the rent. And who owns the mill?", ["rent", "mill-owner"]),
        ("the rent; who owns the mill?", ["rent", "mill-owner"]),
        ("what is the rent? And opening hours", ["rent", "hours"]),
        ("is the rent high or low, and who owns the mill?", ["rent", "mill-owner"]),
        ("Rent of the bakery, who owns the mill?", ["rent", "mill-owner"]),
        ("rent, and also who owns the mill", ["rent", "mill-owner"]),
        ("My cousin wants two numbers: rent and opening hours", ["rent", "hours"]),
        ("My cousin the baker's man wants: the rent and opening hours", ["rent", "hours"]),
    ],
)
def test_several_questions_in_one_sentence(bakery: Answerer, question: str, facts: list[str]) -> None:
    assert asked(bakery, question) == facts


@pytest.mark.parametrize(
    "question", ["rent", "who owns the bakery", "Crumb and Co sales", "sales in the second quarter"]
)
def test_one_question_stays_one(bakery: Answerer, question: str) -> None:
    assert len(asked(bakery, question)) == 1
    assert len({d.rated[0].fact for d in parts_of(bakery.index, question).answers}) < 2


@pytest.mark.parametrize("question", ["the rent, how much is it?", "Which is older, the mill or the bakery?"])
def test_what_a_comma_sets_apart_need_not_be_a_question(bakery: Answerer, question: str) -> None:
    index = bakery.index
    reading = index.reader.read(question.replace(",", " &"))
    assert not is_list(reading, cuts_of(index, reading))


def test_a_word_told_by_its_place_is_a_part_only_if_it_is_short(bakery: Answerer) -> None:
    index = bakery.index
    short, long = map(index.reader.read, ("rent asked and paid", "rent asked and paid by every merry baker alive"))
    assert cuts_of(index, short) == [(2, 1)]
    assert cuts_of(index, long) == []


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        (
            "Where do the results go first, and who does that company belong to?",
            {"first-integration", "macrohard-owner"},
        ),
        ("وين راح تندمج النتائج أول، ولمين هالشركة؟", {"first-integration", "macrohard-owner"}),
        ("يعني ايه ميجاباك وصرفوا عليه كام؟", {"megapack-what", "megapack-purchase"}),
        ("مين استثمر، وبكام، والتقييم بقى كام؟", {"investors", "equity-raise", "valuation"}),
        ("revenue in q3, growth over q2, target for the year", {"revenue-q3", "revenue-growth", "revenue-target"}),
        ("EBITDA: forecast and actual?", {"ebitda-forecast", "ebitda-loss"}),
        ("كانوا متوقعين خسارة ابتدا كم وكم طلعت فعلا؟", {"ebitda-forecast", "ebitda-loss"}),
        ("EBITDA: المتوقع كام والفعلي كام؟", {"ebitda-forecast", "ebitda-loss"}),
        ("شنو ماكروهارد ومنو مالكها", {"macrohard-focus", "macrohard-owner"}),  # what a name is needs no owner
        ("محتاج رقمين للمدير: تقييم الشركة والإنفاق النقدي في تسعة أشهر", {"valuation", "cash-spending"}),
        ("What are the 107 million and the 63 million?", {"revenue-q3", "gross-margin"}),
        ("did sales double, and how much did SpaceX put into xAI?", {"revenue-growth", "spacex-investment"}),
        (
            "how much cash is gone after nine months, and what did they blow it on?",
            {"cash-spending", "spending-drivers"},
        ),
        ("全年营收目标是多少,能否达成?", {"revenue-target", "target-outlook"}),
        ("全年营收目标是多少，能否达成？", {"revenue-target", "target-outlook"}),
        ("净亏损是多少 毛利是多少", {"net-loss-q3", "gross-margin"}),  # a space for a comma
        ("xAI 第三季 营收 多少", {"revenue-q3"}),  # no questions between the spaces
    ],
)
def test_a_part_takes_what_it_leaves_out_from_the_nearest(answerer: Answerer, question: str, facts: set[str]) -> None:
    assert set(answerer.ask(question).facts) == facts


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Are X and xAI still raising money?", "fundraising-continues"),
        ("is xAI spending faster or slower than before", "spending-pace"),
        ("did revenue grow in Q3 over Q2", "revenue-growth"),
    ],
)
def test_a_question_that_one_fact_answers_stays_whole(answerer: Answerer, question: str, fact: str) -> None:
    assert answerer.ask(question).facts == (fact,)


def test_a_stranger_beside_a_name_is_not_left_out(answerer: Answerer) -> None:
    reply = answerer.ask("which has more cash, xAI or Anthropic")
    assert reply.reason is not None
    assert "Anthropic" in reply.reason


def test_an_also_within_a_question_splits_nothing(answerer: Answerer) -> None:
    assert answerer.ask("Is Alexa also built into X?").facts == ()
    assert set(answerer.ask("YTD revenue against the full-year goal?").facts) == {
        "revenue-cumulative",
        "revenue-target",
    }


def test_a_bare_question_word_leaves_out_the_measure_before_it(answerer: Answerer) -> None:
    facts = answerer.ask("what did xai spend per month and on what").facts
    assert facts == ("monthly-spending", "spending-drivers")


def test_growth_between_other_quarters_is_no_growth_of_this_one(answerer: Answerer) -> None:
    assert answerer.ask("Did xAI's revenue grow in the second quarter compared to the first?").facts == ()


def test_one_fact_that_fits_every_part_is_known(bakery: Answerer) -> None:
    index = bakery.index
    asked = parts_of(index, "sales in Q1 and sales in Q2")
    assert [asked.holds(d.rated[0].fact) for d in asked.answers] == [0.0, 0.0]
    assert Asked().holds(0) == 0.0


def test_a_part_without_an_answer_is_named(bakery: Answerer) -> None:
    reply = bakery.ask("what is the rent and what are the sales of Bunhaus?")
    assert reply.facts == ("rent",)
    assert reply.reason is not None
    assert "Bunhaus" in reply.reason


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("Morning all. I baked a cake today, with my sister. How much is the rent? She says it is a lot.", ["rent"]),
        ("Lovely town. I was there in spring. who owns the mill", ["mill-owner"]),
        ("So many loaves! I need one number: the rent. Thanks a lot.", ["rent"]),
    ],
)
def test_a_question_is_found_in_chatter(bakery: Answerer, question: str, facts: list[str]) -> None:
    assert asked(bakery, question) == facts


def test_each_period_named_is_answered_or_lacking(bakery: Answerer) -> None:
    reply = bakery.ask("sales in Q1, Q2 and Q3")
    assert set(reply.facts) == {"sales-q1", "sales-q2"}
    assert reply.reason is not None
    assert "Q3" in reply.reason


def test_what_an_earlier_part_lacks_is_not_left_out_of_the_next(bakery: Answerer) -> None:
    assert bakery.ask("How does Bunhaus do, still paying rent?").outcome is not Outcome.ANSWER


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("متى يفتح المخبز وكم الإيجار؟", 2),
        ("وين المخبز؟", 1),
    ],
)
def test_an_arabic_and_is_written_onto_the_word(bakery: Answerer, question: str, facts: int) -> None:
    reading = bakery.index.reader.read(question)
    attached = [token.text for token in reading.tokens if attaches(bakery.index, token)]
    assert len(attached) == facts - 1


def test_what_is_lacking_between_two_asks_for_neither(bakery: Answerer) -> None:
    assert asked(bakery, "sales and rent") == ["sales-q2", "rent"]
    decisions = understand(bakery.index, "what calories lie between the sales and the rent").decisions
    assert {d.outcome for d in decisions} == {Outcome.DECLINE}


def test_with_whom_is_no_second_question(bakery: Answerer) -> None:
    """With somebody is told of the one before; with an attribute of its own it is asked for besides."""
    index = bakery.index
    company = index.reader.read("كم sales مع Crumb", "ar")
    both = index.reader.read("كم sales مع rent", "ar")
    assert not cuts_of(index, company)
    assert len(cuts_of(index, both)) == 1


@pytest.mark.parametrize("question", ["the mill or Bunhaus?", "the mill, and Bunhaus quarrel"])
def test_a_bare_name_beside_a_stranger_is_no_question(bakery: Answerer, question: str) -> None:
    (decision,) = understand(bakery.index, question).decisions
    assert (decision.outcome, decision.why) == (Outcome.DECLINE, Why.SUBJECT)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("زادت الإيرادات بالربع الثاني عن الأول؟", Why.PERIOD),  # not whether they rose in the second alone
        ("ما تاريخ نشر هذا المقال باليوم والشهر؟", Why.MEASURE),  # a unit of time is no second question
    ],
)
def test_what_seems_joined_is_asked_for_as_one(answerer: Answerer, question: str, why: Why) -> None:
    decisions = understand(answerer.index, question).decisions
    assert [d.why for d in decisions] == [why]


def test_with_whom_is_asked_for_by_no_part_without_a_question_of_its_own(answerer: Answerer) -> None:
    for question in ("انفيديا عملت مكالمة مع المستثمرين؟", "خساير تسلا بتكبر مع الاستثمارات؟"):
        assert answerer.ask(question).outcome is not Outcome.ANSWER
    assert answerer.ask("كم ايراد الربع الثالث مع صافي الخسارة").facts == ("revenue-q3", "net-loss-q3")


def test_how_much_it_was_asks_for_the_plan_told_of(answerer: Answerer) -> None:
    assert set(answerer.ask("كم كان الهدف ومتى قدموه للمستثمرين").facts) == {"revenue-target", "target-presented"}


def test_a_second_question_may_begin_without_a_joint(bakery: Answerer) -> None:
    index = bakery.index
    assert cuts_of(index, index.reader.read("كم sales كم rent", "ar")) == [(2, 0)]
    assert cuts_of(index, index.reader.read("كم sales كم", "ar")) == []


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("what did they plan for EBITDA and where have they got to", ["ebitda-forecast", "ebitda-loss"]),
        ("what is the sales target and what did they really sell so far", ["revenue-target", "revenue-cumulative"]),
    ],
)
def test_the_second_part_asks_what_came_of_a_plan(answerer: Answerer, question: str, facts: list[str]) -> None:
    assert asked(answerer, question) == facts


def test_a_span_of_two_times_is_one(answerer: Answerer) -> None:
    assert answerer.ask("have losses shrunk between q1 and q3").facts == ("losses-widening",)
    assert answerer.ask("net loss in q1 and q3").facts == ("net-loss-q1", "net-loss-q3")


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("gist of this post and who ran it first?", {"article-topic", "first-published"}),
        ("Site and final power figure for Colossus?", {"colossus-location", "colossus-capacity"}),
        ("plan vs actual ebitda 2025", {"ebitda-forecast", "ebitda-loss"}),
        ("ebitda plan vs ebitda reality gimme both", {"ebitda-forecast", "ebitda-loss"}),
        ("yearly sales goal and how uncertain is it", {"revenue-target", "target-outlook"}),
    ],
)
def test_parts_that_name_little_are_found_by_their_answers(answerer: Answerer, question: str, facts: set[str]) -> None:
    assert set(asked(answerer, question)) == facts


def test_plain_words_at_an_and_are_parts_only_where_both_are_sure(answerer: Answerer) -> None:
    index = answerer.index
    assert loose_cuts(index, index.reader.read("gist of this post and my radio")) == [(4, 1)]
    assert len(asked(answerer, "gist of this post and my radio")) < 2


def test_a_name_over_a_cut_is_read_anew_on_each_side(answerer: Answerer) -> None:
    index = answerer.index
    reading = index.reader.read("plan vs actual ebitda 2025")
    parted = apart(index, reading, sides_of(reading, [(1, 1)]))
    assert parted.mentions != reading.mentions
    assert all(1 not in range(m.positions[0], m.positions[-1] + 1) for m in parted.mentions)
    whole = index.reader.read("revenue and loss")
    assert apart(index, whole, sides_of(whole, [(1, 1)])) is whole


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("legally one or separate, and in practice do they mix", {"companies-independent", "operations-overlap"}),
        (
            "My grandson says Tesla and the rocket company both own a bit of this xAI. Is either of those true?",
            {"tesla-not-invested", "spacex-investment"},
        ),
        ("by how much did revenue grow; does the writer see anything in that?", {"revenue-growth", "market-progress"}),
    ],
)
def test_sentences_and_choices_may_ask_together(answerer: Answerer, question: str, facts: set[str]) -> None:
    assert set(asked(answerer, question)) == facts
