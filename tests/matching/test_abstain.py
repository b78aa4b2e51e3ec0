import numpy as np
import pytest

from bot.matching import abstain
from bot.matching import features as named
from bot.matching.abstain import Judge, Signs, signs_of
from bot.matching.features import Block, Features
from bot.matching.held import Held, Words, held
from bot.matching.linear import Machines
from bot.matching.vectors import Vectoriser

COLOURS = ["red", "green", "blue", "grey", "pink", "teal"]
PHRASINGS = [f"{ask} {colour} {thing}" for colour in COLOURS for ask in ("show", "give", "paint") for thing in "abc"]


def features(text: str) -> Features:
    return named.features(text.split(), Block.WORD)


def words(vectoriser: Vectoriser, text: str) -> Words:
    numbers = vectoriser.numbers(features(text))
    return Words(np.ones(len(numbers), dtype=np.float32), np.stack([numbers, np.full_like(numbers, -1)], axis=1))


def test_the_judge_of_a_base_tells_its_questions_from_others() -> None:
    vectoriser, rows = Vectoriser.learn([features(text) for text in PHRASINGS])
    machines = Machines(rows, np.repeat(np.arange(len(COLOURS)), 9), len(COLOURS), len(PHRASINGS))
    judge = abstain.learn(machines, rows, vectoriser, lambda row: words(vectoriser, PHRASINGS[row]))
    assert judge != Judge().mixed(Judge.of_small(len(PHRASINGS)), abstain.share_of_small(len(PHRASINGS)))

    def odds(text: str) -> float:
        vector, said = vectoriser.vector(features(text)), words(vectoriser, text)
        compared = machines.compare(vector)
        ranked = sorted(((float(score), fact) for fact, score in enumerate(compared.scores)), reverse=True)
        return judge.odds(signs_of(ranked, compared.nearest, vector.known, said, held(said, machines, ranked[0][1])))

    assert odds("bring green b") > 0.0 > odds("show purple b")


def test_a_base_too_small_to_learn_from_takes_the_usual_judge() -> None:
    texts = ["red a", "blue b"]
    vectoriser, rows = Vectoriser.learn([features(text) for text in texts])
    assert vectoriser.size == 4
    machines = Machines(rows, np.arange(2), 2, 2)
    assert abstain.learn(machines, rows, vectoriser, lambda row: words(vectoriser, texts[row])) == Judge.of_small(2)


def test_the_lead_is_over_the_third_to_fifth_fact() -> None:
    ranked = [(0.9, 3), (0.8, 0), (0.3, 1), (0.2, 2), (0.1, 4), (0.0, 5)]
    nearest = np.asarray([0.7, 0.1, 0.1, 0.5, 0.1, 0.1], dtype=np.float32)
    said = Words(np.ones(4, dtype=np.float32), np.zeros((4, 3), dtype=np.int64))
    signs = signs_of(ranked, nearest, 0.6, said, Held(0.75, 1.0))
    assert signs == pytest.approx(Signs(0.9, 0.5, 0.6, 0.7, 0.0, np.log(4), 0.75, np.log(2)))
    assert signs_of(ranked[1:], nearest, 0.6, said, Held(0.75, 1.0)).agree == 1.0
    assert signs_of(ranked[:1], nearest, 0.6, said, Held(0.75, 1.0)).lead == pytest.approx(0.9)


def test_the_usual_judge_wants_a_fact_that_has_the_words() -> None:
    said = Signs(score=0.4, nearest=0.5, known=0.8, lead=0.35, agree=1.0, length=1.6, held=0.9, lacking=0.2)
    without = said._replace(held=0.2, score=0.2, lead=0.1)
    for judge in (Judge(), Judge.of_small(40)):
        assert judge.odds(said) > 0.0 > judge.odds(without)


def test_judges_mix_by_their_odds() -> None:
    signs = Signs(score=0.4, nearest=0.5, known=0.8, lead=0.35, agree=1.0, length=1.6, held=0.9, lacking=0.2)
    own, small = Judge(), Judge.of_small(40)
    assert own.mixed(small, 0.25).odds(signs) == pytest.approx(0.75 * own.odds(signs) + 0.25 * small.odds(signs))


def test_the_more_phrasings_a_base_has_the_higher_a_score_has_to_be() -> None:
    signs = Signs(score=0.4, nearest=0.5, known=0.8, lead=0.35, agree=1.0, length=1.6, held=0.9, lacking=0.2)
    assert Judge.of_small(30).odds(signs) > Judge.of_small(300).odds(signs)
