"""Text within limits, in the right direction, and without markup but our own."""

from __future__ import annotations

import unicodedata

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.client.ui.text import cut, directed, isolated, plain

ISOLATED = isolated("*who?*")

TRICKS = [
    "@everyone",
    "@here come",
    "<@123456789012345678> <@!1> <@&2> <#3>",
    "</ask:123456789012345678> <t:0:R> <:blob:1> <a:blob:1>",
    "**bold** __under__ *it* _it_ ~~no~~ ||spoiler|| `code`",
    "```ansi\n\x1b[31mred\n```",
    "[click me](https://evil.example) <https://evil.example>",
    "https://evil.example/a_b HTTPS://evil.example discord://x",
    "# head\n## head\n-# small\n- item\n+ item\n* item\n1. item\n> quote\n>>> quote",
    "   # head\n   - item",
    "\\*still\\*",
    "\u202eevil\u202c \u2066x\u2069 \u200b\u200d\ufeff",
    "\x00\x07\ud800",
    "t" + "\u0301\u0302\u0334" * 1300,
]


@pytest.mark.parametrize("trick", TRICKS)
def test_nothing_in_a_plain_text_is_markup(trick: str) -> None:
    shown = plain(trick)
    # Discord's own library knows what pings, and what it has to escape finds nothing left.
    assert discord.utils.escape_mentions(shown) == shown
    bare = shown.replace("\\\\", "")
    for mark in "*_`~|[]<>":
        assert all(bare[i - 1] == "\\" for i, c in enumerate(bare) if c == mark)
    assert "://" not in shown.replace(":\u200b//", "")
    assert not any(line.lstrip()[:1] in {"#", "-", "+"} for line in shown.split("\n"))
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in shown if c != "\n")


@given(st.text(max_size=200))
def test_a_plain_text_keeps_its_words(text: str) -> None:
    def words(of: str) -> str:
        return "".join(c for c in of if c.isalnum())

    assert words(plain(text)) == words("".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cs"}))


@given(st.text(max_size=300), st.integers(min_value=2, max_value=120))
def test_a_cut_text_fits_by_the_stricter_count(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short.encode("utf-16-le", "surrogatepass")) // 2 <= limit
    assert short == text or short.endswith("…")


def test_a_cut_keeps_whole_words_and_whole_bold() -> None:
    assert cut("one two three four", 15) == "one two three…"
    assert cut("it was **230 billion dollars** then", 20).count("**") in {0, 2}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("مرحبا", "\u200f\u2067مرحبا\u2069"),
        ("xAI هنا\n\nثم", "\u200f\u2067xAI هنا\u2069\n\n\u200f\u2067ثم\u2069"),
        ("في 2026-11-24", "\u200f\u2067في \u20662026-11-24\u2069\u2069"),
        ("لشركة xAI **1.46 مليار**", "\u200f\u2067لشركة xAI\u200f **1.46 مليار\u2069**"),
        ("A · B", "\u200f\u2067A \u200f·\u200f B\u2069"),
        ("*تنبيه.*", "*\u200f\u2067تنبيه.\u2069*"),
        ("**كم؟**", "**\u200f\u2067كم؟\u2069**"),
        ("**5%** منها **9%**", "**\u200f\u20675%** منها **9%\u2069**"),
        (f"سأل {ISOLATED}: 2", f"\u200f\u2067سأل {ISOLATED}: 2\u2069"),
    ],
)
def test_right_to_left_text_keeps_its_order(text: str, shown: str) -> None:
    assert directed(text, "ar") == shown
    assert directed(text, "en") == text.replace(ISOLATED, "*who?*")


def test_what_is_isolated_stays_so_where_it_turns() -> None:
    assert directed(f"{isolated('من؟')}: {isolated('a → b')}", "en") == "\u2068من؟\u2069: a → b"


def test_a_command_among_arabic_words_keeps_its_stroke_in_front() -> None:
    assert "بالأمر \u2066/topics\u2069." in directed("تصفّح المواضيع بالأمر /topics.", "ar")
    assert "\u2066/fact edit\u2069" in directed("استعمل /fact edit.", "ar")
    assert "\u2066/" not in directed("2 كم/ساعة و a/b", "ar")
