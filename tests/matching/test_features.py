import pytest

from bot.matching.features import BLOCK_MASK, Block, extract, key
from bot.matching.lexicon import Lexicon
from bot.matching.reading import Reader


def blocks(text: str, *, plain: bool) -> dict[Block, set[int]]:
    """The features of a text by their blocks."""
    reader = Reader(Lexicon({}, {}), None, "en")
    reading = reader.read(text, "en")
    found: dict[Block, set[int]] = {block: set() for block in Block}
    for number in extract(reading, plain=plain).tolist():
        found[Block(number & BLOCK_MASK)].add(number)
    return found


def test_without_concepts_words_of_one_sort_are_alike() -> None:
    one, other = (blocks(text, plain=True)[Block.ALIKE] for text in ("open on monday", "open on tuesday"))
    assert key("#weekday", Block.ALIKE) in one & other


def test_with_concepts_sorts_do_not_count() -> None:
    found = blocks("open on monday", plain=False)
    assert not found[Block.ALIKE]
    assert key("#weekday", Block.KIN) not in found[Block.KIN]


@pytest.mark.parametrize(("plain", "block"), [(True, Block.ALIKE), (False, Block.KIN)])
def test_kindred_words_are_alike_in_every_base(plain: bool, block: Block) -> None:
    one, other = (blocks(text, plain=plain)[block] for text in ("purchase", "buy"))
    assert {number >> 4 for number in one} & {number >> 4 for number in other}


@pytest.mark.parametrize(("wide", "shared"), [(True, True), (False, False)])
def test_words_about_the_same_are_alike_where_only_words_and_letters_decide(*, wide: bool, shared: bool) -> None:
    reader = Reader(Lexicon({}, {}), None, "en")
    one, other = (
        set(extract(reader.read(text, "en"), plain=True, wide=wide).tolist()) for text in ("lawyer", "solicitor")
    )
    assert any(number & BLOCK_MASK == Block.ALIKE for number in one & other) is shared
