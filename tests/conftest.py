"""Fact bases that tests share: the shipped one, and a small one on something quite different."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings, load_wordings
from bot.facts.model import Knowledge
from bot.facts.reader import read

ROOT = Path(__file__).parents[1]

BAKERY = {
    "base.yaml": """
name: {en: The bakery}
languages: {required: [en], default: en}
defaults: {subject: crumb, period: 2031-Q2}
""",
    "concepts/who.yaml": """
facet: subject
concepts:
  - id: crumb
    name: {en: Crumb & Co}
    of: [ada]
    forms: {any: [Crumb, Crumb and Co], en: [the bakery]}
  - id: ada
    name: {en: Ada}
    forms: {any: [Ada]}
  - id: rival
    name: {en: Bunhaus}
    forms: {any: [Bunhaus]}
  - id: mill
    name: {en: the mill}
    forms: {en: [the mill, millhouse]}
""",
    "concepts/what.yaml": """
facet: measure
concepts:
  - id: sales
    name: {en: sales}
    forms: {en: [sales, sold, sell, turnover]}
  - id: rent
    name: {en: rent}
    forms: {en: [rent, lease]}
  - id: owner
    name: {en: owner}
    forms: {en: [owner, own, belongs to]}
  - id: opening
    name: {en: opening hours}
    forms: {en: [opening hours, open, close]}
  - id: calories
    name: {en: calories}
    forms: {en: [calories, kcal]}
  - id: oven
    name: {en: oven}
    weak: true
    forms: {en: [oven]}
""",
    "facts/bakery.yaml": """
topic: bakery
title: {en: The bakery}
facts:
  - id: sales-q2
    about: {subject: crumb, measure: sales, period: 2031-Q2}
    questions:
      en: [What were Crumb's sales in the second quarter?, How much did the bakery sell?, sales, What was the turnover?]
    answer: {en: "Crumb & Co sold **4,200 loaves** in Q2 2031."}
    related: [sales-q1]
  - id: sales-q1
    about: {subject: crumb, measure: sales, period: 2031-Q1}
    questions:
      en: [What were Crumb's sales in the first quarter?, How much did the bakery sell in Q1?, Q1 sales]
    answer: {en: "Crumb & Co sold **3,900 loaves** in Q1 2031."}
  - id: rent
    about: {subject: crumb, measure: rent}
    questions:
      en: [How much rent does the bakery pay?, What is the lease?, rent]
    answer: {en: The rent is **900 crowns** a month.}
  - id: owner
    about: {subject: crumb, object: ada, measure: owner}
    questions:
      en: [Who owns the bakery?, Whose bakery is it?, Does Ada own Crumb?]
    answer: {en: Crumb & Co belongs to **Ada**.}
  - id: hours
    about: {subject: crumb, measure: opening}
    questions:
      en: [When does the bakery open?, opening hours, Until when is it open?]
    answer: {en: "It is open from **seven to noon**, oven permitting."}
  - id: mill-owner
    about: {subject: mill, measure: owner}
    questions:
      en: [Who owns the mill?, Whom does the millhouse belong to?]
    answer: {en: The mill belongs to **the town**.}
""",
}


def write_base(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a fact base into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    """The shipped fact base."""
    return read(ROOT / "knowledge")


@pytest.fixture(scope="session")
def wordings() -> Wordings:
    """The shipped wording."""
    return load_wordings(ROOT / "config" / "wording")


@pytest.fixture(scope="session")
def answerer(shipped: Knowledge, wordings: Wordings) -> Answerer:
    """An answerer over the shipped fact base."""
    return Answerer(shipped, wordings)


@pytest.fixture(scope="session")
def bakery_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small fact base on disk that has nothing to do with the shipped one."""
    return write_base(tmp_path_factory.mktemp("bakery"), BAKERY)


@pytest.fixture(scope="session")
def bakery(bakery_folder: Path, wordings: Wordings) -> Answerer:
    """An answerer over the small fact base."""
    return Answerer(read(bakery_folder), wordings)
