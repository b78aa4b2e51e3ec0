import pytest

from bot.matching.weights import PARTS, POOR, RICH, WEIGHTS, WEIGHTS_POOR, weights


@pytest.mark.parametrize(("wealth", "expected"), [(RICH * 2, WEIGHTS), (POOR / 2, WEIGHTS_POOR), (0.0, WEIGHTS_POOR)])
def test_rich_and_poor_bases_have_their_own(wealth: float, expected: dict[str, float]) -> None:
    bias, parts = weights(wealth)
    assert {"bias": bias, **dict(zip(PARTS, parts, strict=True))} == pytest.approx(dict.fromkeys(PARTS, 0.0) | expected)


def test_in_between_they_are_mixed() -> None:
    bias, parts = weights((RICH * POOR) ** 0.5)
    half = {name: (WEIGHTS[name] + WEIGHTS_POOR.get(name, 0.0)) / 2 for name in WEIGHTS}
    assert {"bias": bias, **dict(zip(PARTS, parts, strict=True))} == pytest.approx(half)
