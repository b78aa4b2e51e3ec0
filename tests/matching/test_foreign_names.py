"""Names of somebody whom the base does not know, in further languages."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("¿Cuánto vendió Zorbex este año?", "es", {"zorbex"}),
        ("cuánto vendió zorbex este año", "es", {"zorbex"}),
        ("¿Cuánto vendió este año?", "es", set()),
        ("dónde está el supercentro", "es", set()),  # a greater one of what is known
        ("la página advierte de ello", "es", set()),  # advertir, with its stress
        ("los panaderos invirtieron y pidieron harina", "es", set()),  # tenses that no list has
        ("¿para qué sirven los hornos que tendrán?", "es", set()),
        ("¿qué hicieron los de zorbendo?", "es", {"zorbendo"}),
        ("Combien vaut Zorbex maintenant ?", "fr", {"zorbex"}),
        ("combien vaut la ville", "fr", set()),
        ("Wie viel Geld hat Zorbex verloren?", "de", {"zorbex"}),
        ("Wie hoch ist der Barmittelabfluss?", "de", set()),  # joined of known words
        ("Wie war das Quartalsergebnis?", "de", set()),  # of words that only money talk has
        ("Zorbex'in geliri ne kadar?", "tr", {"zorbex"}),  # the apostrophe tells
        ("zorbex ne kadar", "tr", {"zorbex"}),  # its place tells: it opens the text, and what asks follows
        ("acaba zorbex ne kadar", "tr", set()),  # no list of everyday words
        ("zorbex şirketi kimin", "tr", {"zorbex"}),  # what follows tells
        ("на что улетают такие зорбищи", "ru", set()),  # the list is short, and the ending is one of a case
        ("чем живёт стремительный зорбекс", "ru", set()),  # it does not stand right behind what is asked
        ("сколько денег у зорбищи", "ru", {"зорбищи"}),  # behind the word that tells whose
        ("сколько потеряла зорбекс", "ru", {"зорбекс"}),
        ("сколько денег осталось", "ru", set()),
        ("星澜智能亏了多少", "zh", {"星澜智能"}),  # its last characters tell
        ("这是科技公司吗", "zh", set()),
    ],
)
def test_names(bakery: Answerer, text: str, language: str, names: set[str]) -> None:
    assert bakery.index.reader.read(text, language).names == names


def test_latin_words_in_a_chinese_text_are_names(bakery: Answerer) -> None:
    assert bakery.index.reader.read("Zorbex去年亏了多少钱").names == {"zorbex"}
