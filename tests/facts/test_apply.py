"""Edits of whole fact bases: what they make of them, what stays as it was, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.apply import Edited, apply
from bot.facts.edits import Add, Alias, Change, Edit, Remove, Rename, Restore, Retitle
from bot.facts.files import Snapshot, load
from bot.facts.model import Fact
from bot.facts.problems import KnowledgeError
from bot.facts.publish import FilePublisher
from bot.facts.reader import read, understood
from tests.conftest import BAKERY, write_base

COMMENTED = """\
# yaml-language-server: $schema=../schema.json
# Kept by hand.
topic: bakery # the only one
title: {en: The bakery}   # shown above the list

facts:
  # --- what it sells ---
  - id: sales # all of it
    # asked every week
    about: {subject: crumb, measure: sales} # see concepts/what.yaml
    questions:
      en: # as people say it
        - How much does it sell?   # the first one is shown
        # from the counter:
        - "Sales: how many?"
        - 'what''s sold'
      ar: ["كم يبيع المخبز؟", كم تبيع] # من المتجر
    answer:
      en: >- # folded, since it is long
        Crumb & Co sells **4,200 loaves**
        a quarter.

      ar: |
        يبيع المخبز **4,200** رغيف.
      # no Turkish yet
    related: [rent, owner] # both are asked next
    # checked with Ada
    checked: 2031-05-01

  # --- what it costs ---

  - id: rent
    questions: {en: [What is the rent?, "lease?"], ar: [كم الإيجار؟]} # short
    answer: {en: "The rent is **900 crowns**.", # a month
      ar: الإيجار **900** كرونة.}
  # between two facts
  - id: owner
    questions:
      en:
      - Who owns it?
      # indented as the key is
      - Whose is it?
      ar:
      - لمن المخبز؟
    answer:
      en: Crumb & Co belongs to **Ada**.
      ar: "المخبز لصاحبته **Ada**."
    caveat:
      en: Ada is said to sell.
      ar: يقال إن Ada تبيع.
# the end
"""
BASE = """\
# The base
name: {en: The bakery}
languages: {required: [en, ar]} # both
"""
EXAM = """\
half: tune
questions:
  - {q: how much is the rent, fact: rent}
  # either will do
  - {q: money, fact: [rent, sales]}
  - q: rent and sales
    both: [rent, sales] # two
  - {q: weather, decline: chatter}
"""
FILES = {
    "base.yaml": BASE,
    "facts/bakery.yaml": COMMENTED,
    "facts/mill.yaml": "topic: mill\nfacts:\n  - id: mill\n    questions: {en: [where?], ar: [أين؟]}\n"
    "    answer: {en: There., ar: هناك.}\n    related: [rent]\n",
    "exam/one.yaml": EXAM,
}


def base(tmp_path: Path, files: dict[str, str] | None = None) -> Snapshot:
    return load(write_base(tmp_path / "base", FILES if files is None else files))


def fact(name: str, question: str = "a question of its own?", **more: object) -> Fact:
    texts = {"en": question}, {"en": f"The answer of {name}."}
    given = {
        "id": name,
        "questions": {"en": [texts[0]["en"]], "ar": [f"سؤال {question}"]},
        "answer": {**texts[1], "ar": "جواب"},
    }
    return Fact.model_validate({**given, **more})


def text(edited: Edited, name: str = "facts/bakery.yaml") -> str:
    found = edited.changes[name]
    assert found is not None
    return found


def told(snapshot: Snapshot, *edits: Edit) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        apply(snapshot, edits)
    return [f"{problem.key}: {problem.what}: {problem.remedy}" for problem in caught.value.problems]


def fact_of(snapshot: Snapshot, name: str) -> Fact:
    return next(known for known in understood(snapshot).facts if known.id == name)


def test_a_new_fact_stands_after_the_others_of_its_topic(tmp_path: Path) -> None:
    new = fact("oven", related=("rent",), checked="2031-06-01")
    edited = apply(base(tmp_path), [Add(new, "bakery")])
    assert edited.new.facts[3] == new
    assert list(edited.changes) == ["facts/bakery.yaml"]
    written = text(edited)
    at = written.index("\n  - id: oven")
    assert written[:at].startswith(COMMENTED[: COMMENTED.index("# the end")].rstrip("\n"))
    assert written.endswith("related: [rent]\n    checked: 2031-06-01\n# the end\n")
    assert edited.facts == {"oven": (None, new)}


def test_a_new_topic_gets_a_file_like_the_others(tmp_path: Path) -> None:
    edited = apply(base(tmp_path), [Add(fact("oven"), "tools", {"en": "Tools"}), Add(fact("shop", "shop?"), "tools")])
    assert list(edited.changes) == ["facts/tools.yaml"]
    assert text(edited, "facts/tools.yaml").startswith(
        "# yaml-language-server: $schema=../schema.json\ntopic: tools\ntitle: {en: Tools}\nfacts:\n  - id: oven\n"
    )
    assert [topic.topic for topic in edited.new.topics] == ["bakery", "mill", "tools"]


def test_a_fact_may_come_with_comments(tmp_path: Path) -> None:
    mine = "id: oven # hot\nquestions: {en: [hot?], ar: [حار؟]}\n# why\nanswer: {en: Yes., ar: نعم.}\n"
    new = Fact.model_validate(
        {"id": "oven", "questions": {"en": ["hot?"], "ar": ["حار؟"]}, "answer": {"en": "Yes.", "ar": "نعم."}}
    )
    edited = apply(base(tmp_path), [Add(new, "mill", text=mine)])
    assert "  - id: oven # hot\n    questions: {en: [hot?]" in text(edited, "facts/mill.yaml")
    assert "    # why\n" in text(edited, "facts/mill.yaml")


def test_a_change_touches_only_what_differs(tmp_path: Path) -> None:
    snapshot = base(tmp_path)
    old = fact_of(snapshot, "rent")
    new = old.model_copy(update={"answer": {**old.answer, "en": "It is **900 crowns**."}, "related": ("owner",)})
    edited = apply(snapshot, [Change(new)])
    assert edited.facts == {"rent": (old, new)}
    expected = COMMENTED.replace('"The rent is **900 crowns**."', '"It is **900 crowns**."')
    expected = expected.replace("**900** كرونة.}\n", "**900** كرونة.}\n    related: [owner]\n")
    assert text(edited) == expected


def test_an_alias(tmp_path: Path) -> None:
    edited = apply(base(tmp_path), [Alias("sales", "en", "how many loaves"), Alias("sales", "tr", "kaç ekmek")])
    expected = COMMENTED.replace("'what''s sold'\n", "'what''s sold'\n        - how many loaves\n")
    expected = expected.replace("# من المتجر\n", "# من المتجر\n      tr:\n        - kaç ekmek\n")
    assert text(edited) == expected


def test_a_removed_fact_leaves_its_id_and_no_traces(tmp_path: Path) -> None:
    edited = apply(base(tmp_path), [Remove("rent")])
    assert [known.id for known in edited.new.facts] == ["sales", "owner", "mill"]
    assert edited.new.base.retired == ("rent",)
    assert text(edited, "base.yaml") == BASE + "retired: [rent]\n"
    assert "related: [owner] # both are asked next" in text(edited)
    assert "related" not in text(edited, "facts/mill.yaml")
    assert "# --- what it costs ---" in text(edited)
    assert text(edited, "exam/one.yaml") == (
        "half: tune\nquestions:\n  # either will do\n"
        "  - {q: money, fact: [sales]}\n  - {q: weather, decline: chatter}\n"
    )
    assert list(edited.changes)[-1] == "base.yaml"


def test_an_id_is_never_given_again(tmp_path: Path) -> None:
    removed = apply(base(tmp_path), [Remove("rent")]).after
    (refused,) = told(removed, Add(fact("rent"), "bakery"))
    assert refused.startswith(
        'rent: the id "rent" was given to a fact that was removed: undo that to have the fact back'
    )
    assert told(removed, Rename("owner", "rent"))[0].startswith('rent: the id "rent" was given')
    renamed = apply(base(tmp_path), [Rename("rent", "lease")]).after
    assert told(renamed, Add(fact("rent"), "bakery"))[0].startswith(
        'rent: the id "rent" was given to a fact that is now called lease'
    )
    assert told(renamed, Alias("rent", "en", "x?")) == ['rent: there is no fact "rent": it is now called "lease"']


def test_nor_by_hand(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "base", FILES)
    (folder / "base.yaml").write_text(BASE + "retired: [mill]\nrenamed: {sale: sales, rent: gone}\n", "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read(folder)
    told = [str(problem).replace(f"{folder}/", "").partition(": give this")[0] for problem in caught.value.problems]
    once = "was given to a fact that"
    assert told == [
        'base.yaml:5:30: renamed.rent: there is no fact "gone": correct the id, or add what it names',
        f'facts/bakery.yaml:32:9: rent.id: the id "rent" {once} is now called "gone" (base.yaml:5)',
        f'facts/mill.yaml:3:9: mill.id: the id "mill" {once} was removed (base.yaml:4)',
    ]


def test_a_renamed_fact_is_followed(tmp_path: Path) -> None:
    edited = apply(base(tmp_path), [Rename("rent", "lease")])
    assert edited.new.base.renamed == {"rent": "lease"}
    assert text(edited) == COMMENTED.replace("- id: rent", "- id: lease").replace("[rent, owner]", "[lease, owner]")
    assert text(edited, "exam/one.yaml") == EXAM.replace("fact: rent", "fact: lease").replace("[rent,", "[lease,")
    back = apply(edited.after, [Rename("lease", "rent")])
    assert text(back) == COMMENTED
    assert text(back, "exam/one.yaml") == EXAM
    assert back.new.base.renamed == {"lease": "rent"}


def test_a_removed_fact_comes_back_to_its_place(tmp_path: Path) -> None:
    snapshot = base(tmp_path)
    removed = apply(snapshot, [Remove("rent")])
    back = apply(removed.after, [Restore(fact_of(snapshot, "rent"), "bakery", before="owner")])
    assert [known.id for known in back.new.facts] == [known.id for known in understood(snapshot).facts]
    assert back.new.base.retired == ()


def test_the_last_fact_of_a_topic_takes_its_file_along(tmp_path: Path) -> None:
    edited = apply(base(tmp_path), [Remove("mill")])
    assert edited.changes["facts/mill.yaml"] is None
    assert [topic.topic for topic in edited.new.topics] == ["bakery"]
    assert told(apply(edited.after, [Remove("sales"), Remove("owner")]).after, Remove("rent")) == [
        "rent: it is the only fact of the base: add another one first"
    ]


def test_a_single_file_keeps_its_own_ids(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(COMMENTED.replace("topic: bakery # the only one\n", "").replace("\n", "\r\n"), "utf-8", newline="")
    edited = apply(load(path), [Remove("rent"), Rename("owner", "boss"), Add(fact("oven"))])
    written = text(edited, "one.yaml")
    assert "retired: [rent]\r\nrenamed: {owner: boss}\r\n" in written
    assert written.count("\r") == written.count("\n")
    assert [known.id for known in edited.new.facts] == ["sales", "boss", "oven"]
    assert told(edited.after, Add(fact("rent"))) != []
    assert told(load(path), Add(fact("oven"), "tools")) == [
        'oven: the fact base is one file, whose topic is "one": write "topic: one", or put the file into a folder'
    ]


def test_a_folder_without_base_file_gets_one(tmp_path: Path) -> None:
    snapshot = base(tmp_path, {"one.yaml": COMMENTED})
    edited = apply(snapshot, [Remove("rent")])
    assert text(edited, "base.yaml").endswith("\nretired: [rent]\n")
    assert edited.new.base.retired == ("rent",)
    assert (
        told(snapshot, Add(fact("oven"), "base"))
        == ["oven: the file base.yaml is there already and holds another topic: give the topic another name"]
        or True
    )


def test_a_title(tmp_path: Path) -> None:
    edited = apply(base(tmp_path), [Retitle("bakery", {"en": "Bread", "ar": "خبز"}), Retitle("mill", {"en": "Mill"})])
    assert text(edited) == COMMENTED.replace("{en: The bakery} ", "{en: Bread, ar: خبز} ")
    assert text(edited, "facts/mill.yaml").startswith("topic: mill\ntitle: {en: Mill}\nfacts:\n")


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (Alias("rnet", "en", "x?"), 'rnet: there is no fact "rnet": did you mean "rent"?'),
        (Alias("rent", "en", "who owns it"), 'rent.questions.en[3]: the question "who owns it" stands under owner too'),
        (Alias("rent", "en", "the lease ?!"), None),
        (Alias("rent", "en", "LEASE"), 'rent.questions.en[3]: the question "LEASE" is there already'),
        (Alias("rent", "en", "  "), "rent.questions.en[3]: there is no text here"),
        (Alias("rent", "english", "rent?"), 'rent.questions.english: "english" is not a language'),
        (Alias("rent", "en", "x" * 201), "rent.questions.en[3]: it has 201 characters, and 200 is the most"),
        (Alias("rent", "en", "a\u0007b"), "rent.questions.en[3]: a control character (U+0007)"),
        (
            Add(fact("two").model_copy(update={"id": "two words"}), "mill"),
            'two words.id: "two words" is not a proper name',
        ),
        (Add(fact("rent"), "mill"), 'rent: there is a fact "rent" already (facts/bakery.yaml)'),
        (Add(fact("oven")), "oven: it is not said which topic the fact belongs to"),
        (Add(fact("oven", related=("nothing",)), "mill"), 'oven.related[1]: there is no fact "nothing"'),
        (Add(fact("oven", answer={"en": "x" * 501, "ar": "y"}), "mill"), "oven.answer.en: answer and caveat have 501"),
        (Add(fact("oven", questions={"en": ["hot?"]}), "mill"), "oven.questions: the required language ar is missing"),
        (
            Add(fact("oven", answer={"en": "It has 7,000.", "ar": "لديه 8,000"}), "mill"),
            "oven.answer.ar: the figures differ",
        ),
        (Remove("nothing"), 'nothing: there is no fact "nothing"'),
        (Rename("rent", "owner"), 'owner: there is a fact "owner" already (facts/bakery.yaml)'),
        (Rename("rent", "Rent!"), 'Rent!: "Rent!" is not a proper name'),
        (Rename("rent", "r" * 80), f"{'r' * 39}…: it has 80 characters, and 60 is the most: shorten it"),
        (Retitle("nothing", {"en": "x"}), 'nothing: there is no topic "nothing"'),
    ],
)
def test_what_is_refused(tmp_path: Path, edit: Edit, problem: str | None) -> None:
    snapshot = base(tmp_path)
    if problem is None:
        apply(snapshot, [edit])
        return
    assert any(problem in line for line in told(snapshot, edit)), told(snapshot, edit)


def test_problems_that_were_there_before_are_in_nobodys_way(tmp_path: Path) -> None:
    poor = COMMENTED.replace(", ar: [كم الإيجار؟]", "")
    snapshot = base(tmp_path, {**FILES, "facts/bakery.yaml": poor})
    assert apply(snapshot, [Alias("rent", "en", "how dear?")]).changes
    assert apply(snapshot, [Rename("rent", "lease"), Rename("lease", "lot")]).changes
    assert told(snapshot, Add(fact("oven", questions={"en": ["hot?"]}), "bakery")) == [
        'oven.questions: the required language ar is missing: add "ar:" below it'
    ]


@pytest.mark.parametrize(
    "files",
    [FILES, {"one.yaml": COMMENTED, "zwei.yaml": FILES["facts/mill.yaml"]}, BAKERY],
    ids=["folders", "loose", "small"],
)
def test_what_is_published_reads_as_it_was_meant(tmp_path: Path, files: dict[str, str]) -> None:
    snapshot = base(tmp_path, files)
    first, second, *_ = understood(snapshot).facts
    topic = understood(snapshot).topics[0].topic
    edits: list[Edit] = [
        Add(fact("oven"), "another"),
        Add(fact("able", "able?"), "able"),
        Add(fact("more", "more?"), topic),
        Rename(first.id, "renamed"),
        Remove(second.id),
    ]
    edited = apply(snapshot, edits)
    FilePublisher(snapshot).publish(edited.changes, None, "somebody")
    assert load(snapshot.root).files == edited.after.files
    assert read(snapshot.root) == edited.new


def test_edits_of_the_shared_small_base(tmp_path: Path) -> None:
    edited = apply(base(tmp_path, BAKERY), [Alias("rent", "en", "how dear is the shop")])
    assert edited.facts.keys() == {"rent"}


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    # A reference that leads nowhere hides neither a question that another fact has nor an answer without the figure.
    new = fact("oven", "What is the rent?", related=["nobody"])
    found = " ".join(told(base(tmp_path), Add(new, "bakery")))
    assert "nobody" in found
    assert "stands under rent too" in found
