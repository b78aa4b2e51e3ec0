from __future__ import annotations

from bot.storage.factdiff import FactChange, changed_facts


def facts(*entries: str) -> bytes:
    return ("topic: t\nfacts:\n" + "".join(f"  - {entry}\n" for entry in entries)).encode()


RENT = "{id: rent, answer: {en: nine}}"


def test_what_was_added_changed_and_removed() -> None:
    before = {"facts/a.yaml": facts(RENT, "{id: sales, answer: {en: four}}", "{id: hours, answer: {en: seven}}")}
    after = {"facts/a.yaml": facts(RENT, "{id: sales, answer: {en: five}}", "{id: owner, answer: {ar: ليلى}}")}
    assert changed_facts(before, after) == [
        FactChange("hours", "facts/a.yaml", "id: hours\nanswer:\n  en: seven\n", None),
        FactChange("owner", "facts/a.yaml", None, "id: owner\nanswer:\n  ar: ليلى\n"),
        FactChange("sales", "facts/a.yaml", "id: sales\nanswer:\n  en: four\n", "id: sales\nanswer:\n  en: five\n"),
    ]


def test_comments_layout_and_the_file_do_not_matter() -> None:
    before = {"facts/a.yaml": facts(RENT)}
    after = {"facts/b.yaml": b"# moved\ntopic: t\nfacts:\n- id: rent   # rent\n  answer:\n    en: nine\n"}
    assert changed_facts(before, after) == []


def test_files_that_are_no_facts_or_cannot_be_read() -> None:
    broken = {
        "a.yaml": b"facts: [",
        "b.yaml": b"\xff",
        "c.yaml": b"[]",
        "d.yaml": b"facts: none",
        "e.yaml": b"facts: [x]",
    }
    assert changed_facts(broken, {"facts/a.yaml": facts(RENT, "{answer: {en: none}}", f"{{id: {'x' * 99}}}")}) == [
        FactChange("rent", "facts/a.yaml", None, "id: rent\nanswer:\n  en: nine\n")
    ]
