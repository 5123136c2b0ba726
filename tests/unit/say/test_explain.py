"""The table that tells how a text is read: each token in a line, or in as many as the terminal's width asks for."""

from __future__ import annotations

import pytest

from say.explain import table

TOKENS = [
    {"text": "On", "said": "On", "rules": [], "phonemes": "ɔn"},
    {"text": "May 5", "said": "May fifth", "rules": ["dates"], "phonemes": "mA fɪfθ"},
    {"text": "***", "said": "", "rules": ["markdown", "white space"], "phonemes": ""},
]


def test_each_token_is_a_line_under_its_head() -> None:
    assert list(table(TOKENS, 200)) == [
        "TEXT   SAID       RULES                  PHONEMES",
        "On                                       ɔn",
        "May 5  May fifth  dates                  mA fɪfθ",
        "***    (nothing)  markdown, white space",
    ]


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("text", ["one of the words " * 20, "x" * 300, "会議" * 100])
def test_long_texts_are_wrapped_and_whole(text: str, width: int) -> None:
    lines = list(table([{"text": text, "said": text, "rules": [], "phonemes": text}], width))
    wide = 2 if text[0] > "\u2e80" else 1
    assert max(sum(wide if character > "\u2e80" else 1 for character in line) for line in lines) <= width
    shown = "".join("".join(lines).split())
    assert shown.count(text[0]) >= 2 * text.count(text[0]), "the text and its phonemes"


def test_columns_line_up_behind_wide_and_combining_characters() -> None:
    wide, combined, narrow = "日本", "e\u0301e\u0301xx", "abcd"
    rows = [{"text": text, "said": "Y", "rules": ["z"], "phonemes": ""} for text in (wide, combined, narrow)]
    assert list(table(rows, 80))[1:] == [f"{text}  Y     z" for text in (wide, combined, narrow)]


def test_a_terminal_is_given_no_commands() -> None:
    lines = list(table([{"text": "a\x1b[2J\x07b\nc", "said": "a b c", "rules": [], "phonemes": ""}], 80))
    assert lines[1] == "a\ufffd[2J\ufffdb c"


def test_languages_that_were_found_out_have_a_column() -> None:
    assert list(table([{**token, "lang": "en-us"} for token in TOKENS], 200))[:2] == [
        "LANG   TEXT   SAID       RULES                  PHONEMES",
        "en-us  On                                       ɔn",
    ]
