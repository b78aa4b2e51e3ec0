from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run


def test_an_answer_with_its_text(factbot: Run) -> None:
    ran = factbot("ask", "what", "is", "the", "rent")
    assert ran == (0, "The rent is 900 crowns a month.\n", "")


def test_a_decline_is_no_error(factbot: Run) -> None:
    ran = factbot("ask", "what are the sales of Bunhaus")
    assert ran.code == 0
    assert "nothing about Bunhaus" in ran.out


def test_json(factbot: Run) -> None:
    result = json.loads(factbot("ask", "--json", "who owns the mill").out)
    assert (result["outcome"], result["fact"], result["source"]) == ("answer", "mill-owner", None)


def test_explain_names_the_rule_and_what_rules_out(factbot: Run) -> None:
    out = factbot("ask", "--explain", "sales in Q3").out
    assert "rule: decline" in out
    assert "period" in out
    assert "sales-q2" in out


def test_explain_as_json(factbot: Run) -> None:
    (explained,) = json.loads(factbot("ask", "--json", "--explain", "sales of Bunhaus").out)["explanation"]
    assert explained["frame"]["subjects"] == ["rival"]
    assert "subject" in explained["candidates"][0]["ruled_out_by"]


@pytest.mark.parametrize("arguments", [("ask",), ("ask", "--nope"), ("ask", "--jsonl", "rent"), ("nope",)])
def test_a_call_that_cannot_be_carried_out(factbot: Run, arguments: tuple[str, ...]) -> None:
    ran = factbot(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert ran.err


LINES = [
    (b'{"question": "rent"}', "answer", None),
    (b'{"question": ""}', "decline", None),
    (b"", "decline", "empty"),
    (b"not json", "decline", "JSON"),
    (b"[1, 2]", "decline", "question"),
    (b'{"question": 5}', "decline", "question"),
    (b'{"question": "' + b"x" * 10_000 + b'"}', "decline", None),
    ('{"question": "🙂🙂"}'.encode(), "decline", None),
    (b'{"question": "\\ud800 rent"}', "answer", None),
    (b'{"question": "re\\u0000nt\\u0007"}', "answer", None),
    (b"\xff\xfe\x00", "decline", "JSON"),
    (b"[" * 100_000, "decline", "JSON"),
    ('{"question": "a\u2028b"}'.encode(), "decline", None),
    (b'{"question": "rent"}\r', "answer", None),
    (b'{"question": "and in q1?", "after": "sales in Q2"}', "answer", None),
]


def test_jsonl_gives_one_result_a_line_in_order(factbot: Run) -> None:
    ran = factbot("ask", "--jsonl", stdin=b"\n".join(line for line, _, _ in LINES))
    results = [json.loads(line) for line in ran.out.split("\n")[:-1]]
    assert ran.code == 0
    assert [result["outcome"] for result in results] == [outcome for _, outcome, _ in LINES]
    for result, (_, _, error) in zip(results, LINES, strict=True):
        assert (error or "") in result.get("error", "")
        assert ("error" in result) == (error is not None)
    assert results[-1]["fact"] == "sales-q1"


def test_right_to_left_text_is_written_as_it_is_where_nobody_looks(factbot: Run) -> None:
    assert "\u2067" not in factbot("ask", "rent", "--language", "ar").out
