"""The help: it fits a small screen, it has every option, and a word leads to what it is about."""

from __future__ import annotations

import pytest

from say.help_text import about, everything, overview
from say.options import GROUPS, SETTINGS, UsageError

COLUMNS, LINES = 80, 24
"""A small terminal; its last line has the prompt."""


def fits(text: str) -> bool:
    lines = text.splitlines()
    return len(lines) < LINES and max(map(len, lines)) < COLUMNS


def test_the_overview_fits_a_small_screen_and_names_every_option() -> None:
    assert fits(overview())
    for group in GROUPS.values():
        for option in group:
            assert " ".join(option.names) in overview()


@pytest.mark.parametrize("title", GROUPS)
def test_every_group_fits_a_small_screen(title: str) -> None:
    text = about([title])
    assert fits(text)
    for option in GROUPS[title]:
        assert ", ".join(option.names) in text
        assert option.text in text


def test_all_the_help_has_every_option_and_setting() -> None:
    assert about(["all"]) == everything()
    for group in GROUPS.values():
        for option in group:
            assert option.text in everything()
    assert all(name in everything() for name in SETTINGS)
    assert max(map(len, everything().splitlines())) < COLUMNS


@pytest.mark.parametrize(
    ("words", "with_it", "without"),
    [
        (["pause"], "--pause", "--stop"),
        (["--speed"], "--speed", "--volume"),
        (["SYSTEM"], "--kill", "--speed"),
        (["own"], "--teach", "--status"),
    ],
)
def test_a_word_leads_to_what_it_is_about(words: list[str], with_it: str, without: str) -> None:
    text = about(words)
    assert with_it in text
    assert without not in text


def test_a_word_that_the_help_does_not_have_is_told() -> None:
    with pytest.raises(UsageError, match="--help all"):
        about(["xylophone"])
