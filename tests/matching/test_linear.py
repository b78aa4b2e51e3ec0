import numpy as np
import pytest
import scipy.sparse as sp

from bot.matching import features as named
from bot.matching import linear, vectors
from bot.matching.features import Block, Features
from bot.matching.linear import Machines
from bot.matching.vectors import Vectoriser

COLOURS = ["red", "green", "blue", "grey", "pink", "teal"]


def features(text: str) -> Features:
    return named.features(text.split(), Block.WORD)


@pytest.fixture(scope="module")
def phrasings() -> list[str]:
    return [f"{ask} {colour} {thing}" for colour in COLOURS for ask in ("show", "give", "paint") for thing in "abc"]


@pytest.fixture(scope="module")
def fitted(phrasings: list[str]) -> tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines]:
    vectoriser, rows = Vectoriser.learn([features(text) for text in phrasings])
    owners = np.repeat(np.arange(len(COLOURS)), 9)
    return vectoriser, rows, Machines(rows, owners, len(COLOURS), len(phrasings))


def test_the_fact_meant_scores_near_one(fitted: tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines]) -> None:
    vectoriser, _, machines = fitted
    compared = machines.compare(vectoriser.vector(features("bring blue a")))
    assert int(compared.scores.argmax()) == COLOURS.index("blue") == int(compared.nearest.argmax())
    assert compared.scores.max() > 2 * np.sort(compared.scores)[-2]


def test_unknown_words_lower_cosine_and_known_share(
    fitted: tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines],
) -> None:
    vectoriser, _, machines = fitted
    plain = vectoriser.vector(features("show blue a"))
    strange = vectoriser.vector(features("show blue a zebra"))
    assert plain.known == pytest.approx(1.0)
    assert machines.compare(plain).nearest.max() == pytest.approx(1.0)
    assert strange.known < 0.9
    assert machines.compare(strange).nearest.max() < 0.95


@pytest.mark.parametrize("text", ["show blue a", "show blue blue zebra", "zebra", ""])
def test_cosines_are_the_products_with_the_rows(
    fitted: tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines], text: str
) -> None:
    vectoriser, rows, machines = fitted
    vector = vectoriser.vector(features(text))
    question = np.zeros(vectoriser.size, dtype=np.float32)
    question[vector.indices] = vector.values
    assert machines.cosines(vector) == pytest.approx(rows @ question, abs=1e-6)
    assert (machines.rows - rows).count_nonzero() == 0


def test_in_how_many_phrasings_of_a_fact_a_word_stands(
    fitted: tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines],
) -> None:
    vectoriser, _, machines = fitted
    numbers = vectoriser.numbers(features("blue show a red"))
    assert machines.times(numbers, COLOURS.index("blue")).tolist() == [9, 3, 3, 0]


def test_one_text_has_the_vector_that_it_has_among_others(
    fitted: tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines],
) -> None:
    vectoriser, _, _ = fitted
    texts = [features("show blue a"), features("blue blue zebra red"), features("zebra"), features("")]
    rows = vectoriser.matrix(texts)
    for number, text in enumerate(texts):
        alone, at = vectoriser.vector(text), slice(*rows.indptr[number : number + 2])
        assert alone.indices.tolist() == rows.indices[at].tolist()
        assert alone.values == pytest.approx(rows.data[at])


def test_a_word_in_another_block_is_another_feature(
    fitted: tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines],
) -> None:
    vectoriser, _, _ = fitted
    elsewhere = named.features(["blue"], Block.KIN)
    assert vectoriser.vector(elsewhere).known == 0.0
    assert vectoriser.vector(features("")).known == 0.0


@pytest.mark.parametrize(("bend", "floor"), [(0.0, 0.0), (linear.BEND, 0.0), (linear.BEND, linear.FLOOR)])
def test_a_machine_without_rows_is_as_if_fitted_without_them(
    fitted: tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines], bend: float, floor: float
) -> None:
    rows = fitted[1]
    owners = np.repeat(np.arange(len(COLOURS)), 9)
    machines = Machines(rows, owners, len(COLOURS), rows.shape[0], bend=bend, floor=floor)
    hidden = np.asarray([9, 10])
    ((members, shares),) = machines.without(rows, 0, [hidden])
    rest = np.setdiff1d(members, hidden)
    cosines = (rows[rest] @ rows[rest].T).toarray()
    kernel = cosines + bend * cosines**2
    own = rest < 9
    ridge = np.where(own, linear.RIDGE / linear.OWN_WEIGHT, linear.RIDGE)
    expected = np.linalg.solve(kernel + np.diag(ridge), np.where(own, 1.0, floor))
    assert shares[np.isin(members, hidden)] == pytest.approx(0.0, abs=1e-4)
    assert shares[~np.isin(members, hidden)] == pytest.approx(expected, abs=1e-3)


def test_a_bent_kernel_keeps_far_questions_further_away(
    fitted: tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines],
) -> None:
    vectoriser, rows, straight = fitted
    bent = Machines(rows, straight.owners, len(COLOURS), rows.shape[0], bend=linear.BEND)
    near, far = vectoriser.vector(features("show blue a")), vectoriser.vector(features("blue zebra lion tiger"))

    def ratio(machines: Machines) -> float:
        return float(machines.compare(far).scores.max() / machines.compare(near).scores.max())

    assert int(bent.compare(far).scores.argmax()) == COLOURS.index("blue")
    assert ratio(bent) < ratio(straight)


def test_rivals_that_count_a_little_leave_shared_words_what_they_tell(
    fitted: tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines],
) -> None:
    vectoriser, rows, strict = fitted
    lenient = Machines(rows, strict.owners, len(COLOURS), rows.shape[0], floor=linear.FLOOR)
    shared, whole = vectoriser.vector(features("show a")), vectoriser.vector(features("show blue a"))
    assert lenient.compare(shared).scores.min() > strict.compare(shared).scores.max()
    assert int(lenient.compare(whole).scores.argmax()) == COLOURS.index("blue")


@pytest.mark.parametrize(("together", "each"), [(6 * 40, 40), (6 * 10, 30), (6 * 100, 45)])
def test_of_many_facts_a_machine_looks_at_its_nearest_rivals_only(
    phrasings: list[str], monkeypatch: pytest.MonkeyPatch, together: int, each: int
) -> None:
    monkeypatch.setattr(linear, "FOREIGN_ROUND", together)
    _, rows = Vectoriser.learn([features(text) for text in phrasings])
    owners = np.repeat(np.arange(len(COLOURS)), 9)
    machines = Machines(rows, owners, len(COLOURS), len(phrasings), bend=linear.BEND, floor=linear.FLOOR)
    assert np.diff(machines._starts).tolist() == [9 + each] * len(COLOURS)


def test_a_large_base_finds_the_same_fact(monkeypatch: pytest.MonkeyPatch, phrasings: list[str]) -> None:
    monkeypatch.setattr(linear, "LARGE", 1)
    monkeypatch.setattr(linear, "MANY_FACTS", 1)
    monkeypatch.setattr(linear, "CLOSE", 3)
    monkeypatch.setattr(linear, "FOREIGN_LARGE", 12)
    vectoriser, rows = Vectoriser.learn([features(text) for text in phrasings])
    machines = Machines(rows, np.repeat(np.arange(len(COLOURS)), 9), len(COLOURS), len(phrasings))
    compared = machines.compare(vectoriser.vector(features("paint teal c")))
    assert int(compared.scores.argmax()) == COLOURS.index("teal")
    assert np.count_nonzero(compared.scores) <= 3


def test_a_word_weighs_by_how_few_facts_have_it() -> None:
    texts = [features(text) for text in ("open the gate", "open the door", "open a window", "shut the lid", "cut wood")]
    owners = np.asarray([0, 0, 0, 1, 2])
    by_fact, _ = Vectoriser.learn(texts, holders=owners)
    by_phrasing, _ = Vectoriser.learn(texts)

    def weights(vectoriser: Vectoriser) -> tuple[float, ...]:
        return tuple(vectoriser.weight(vectoriser.numbers(features("open the wood"))).tolist())

    opens, the, wood = weights(by_fact)
    assert opens == wood > the
    opens, the, wood = weights(by_phrasing)
    assert opens == the < wood


@pytest.mark.parametrize("holders", [None, np.asarray([0, 1, 1, 2, 2])])
def test_vectors_after_an_edit_are_those_of_all_phrasings_anew(
    holders: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> None:
    before = [features(text) for text in ("open the gate", "open a door", "shut the lid", "cut wood")]
    fresh = [features(text) for text in ("shut the door", "burn wood")]
    kept = np.asarray([0, 2, 3])
    vectoriser, rows = Vectoriser.learn(before, holders=None if holders is None else np.asarray([0, 0, 1, 2]))
    edited, vectors = vectoriser.changed(rows, kept, fresh, holders)
    anew, expected = Vectoriser.learn([*(before[row] for row in kept), *fresh], holders=holders)
    assert edited.size == anew.size
    assert np.abs((vectors - expected).toarray()).max() == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("many", [3, 100])
def test_letters_that_most_phrasings_have_weigh_nothing_in_a_base_of_many(
    monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(vectors, "MANY", many)
    monkeypatch.setattr(vectors, "COMMON_LETTERS", 0.5)

    def both(text: str) -> Features:
        return np.append(features(text), named.features(text.split(), Block.LETTERS))

    texts = [both(text) for text in ("open the gate", "shut the door", "the wood", "a lid")]
    vectoriser, rows = Vectoriser.learn(texts)
    # An edit leaves it at that, whatever is gone.
    edited, edited_rows = vectoriser.changed(rows, np.asarray([0, 3]), [both("a mill then")])
    for one, held in ((vectoriser, rows), (edited, edited_rows)):
        weights = one.weight(one.numbers(both("the"))).tolist()
        assert [weight > 0.0 for weight in weights] == [True, many == 100]
        assert held.multiply(held).sum(axis=1).max() <= 1.0 + 1e-6
        assert one.vector(both("the")).known == pytest.approx(1.0)
    # What only one of many phrasings has is forgotten, unless it is a word.
    assert (vectoriser.numbers(both("gate")) >= 0).tolist() == [True, many == 100]


def test_several_like_phrasings_have_more_votes_than_one(
    fitted: tuple[Vectoriser, "sp.csr_matrix[np.float32]", Machines],
) -> None:
    machines = fitted[2]
    cosines = np.zeros(len(machines.owners), dtype=np.float32)
    own = np.flatnonzero(machines.owners[: machines.phrasings] == 0)[:2]
    rival = np.flatnonzero(machines.owners[: machines.phrasings] == 1)[:1]
    cosines[np.append(own, rival)] = 0.6
    votes = machines.votes(cosines)
    assert votes.sum() == pytest.approx(1.0)
    assert votes[0] == pytest.approx(2 * votes[1])
    assert not machines.votes(np.zeros_like(cosines)).any()


@pytest.mark.parametrize(("bend", "each"), [(1.0, 27), (0.0, 4)])
def test_own_rows_bring_foreign_ones_along_where_there_are_no_concepts(
    phrasings: list[str], monkeypatch: pytest.MonkeyPatch, bend: float, each: int
) -> None:
    for name, value in (("LARGE", 10), ("FOREIGN", 5), ("FOREIGN_LARGE", 4)):
        monkeypatch.setattr(linear, name, value)
    vectoriser, rows = Vectoriser.learn([features(text) for text in phrasings])
    machines = Machines(rows, np.repeat(np.arange(len(COLOURS)), 9), len(COLOURS), len(phrasings), bend=bend)
    assert np.diff(machines._starts).tolist() == [9 + each] * len(COLOURS)
    compared = machines.compare(vectoriser.vector(features("bring blue a")))
    assert int(compared.scores.argmax()) == COLOURS.index("blue")
