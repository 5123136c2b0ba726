"""Postal addresses: the number of a house, the kind of street behind its name, a state and its code."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_NAME = r"(?:[0-9]{1,3}(?:st|nd|rd|th)|[^\W\d_a-z][\w'’]{1,24})"


class _Patterns(NamedTuple):
    street: re.Pattern[str]
    state: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    words = language.postal
    assert words
    street = (
        rf"(?<![\w.,/$€£#-])(?P<house>[0-9]{{1,5}})(?P<letter>[A-Za-z]?)\s(?:(?P<way>{any_of(words.directions)})\.?\s)?"
        rf"(?P<name>{_NAME}(?:\s{_NAME}){{0,2}})\s(?P<kind>(?i:{any_of(words.streets)}))(?P<stop>\.?)(?!\w)"
    )
    states = any_of(words.states)
    code = r"(?P<code>[0-9]{5}(?:-[0-9]{4})?)"
    state = rf"(?:(?<=,\s)|\A)(?P<state>{states}),?\s{code}(?!\w)|(?<=[a-z],\s)(?P<alone>{states})(?=[.,;!?]|\s?\Z)"
    return _Patterns(re.compile(street), re.compile(state))


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How a postal address is written."""
    return _patterns(language) if language.postal else ()


def read(text: Rewriting, language: Language) -> None:
    """Words for the numbers and abbreviations of postal addresses."""
    if not language.postal:
        return
    patterns = _patterns(language)
    edits = [edit for match in patterns.street.finditer(text.text) for edit in _street(match, language)]
    text.edit(edits)
    text.edit([edit for match in patterns.state.finditer(text.text) for edit in _state(match, language)])


def _street(match: re.Match[str], language: Language) -> list[tuple[int, int, str]]:
    words = language.postal
    assert words
    edits = [(*match.span("house"), language.house_number(match["house"]) + " " * bool(match["letter"]))]
    if match["way"]:
        edits.append((match.start("way"), match.start("name") - 1, words.directions[match["way"]]))
    stop = "." * (bool(match["stop"]) and _ends(match))
    edits.append((match.start("kind"), match.end("stop"), words.streets[match["kind"].lower()] + stop))
    return edits


def _ends(match: re.Match[str]) -> bool:
    """Whether the full stop of the abbreviation ends a sentence as well."""
    rest = match.string[match.end() : match.end() + 2].lstrip()
    return not rest or rest[0].isupper()


def _state(match: re.Match[str], language: Language) -> list[tuple[int, int, str]]:
    assert language.postal
    if match["alone"]:
        return [(*match.span(), language.postal.states[match["alone"]])]
    code = ", ".join(map(language.digits, match["code"].split("-")))
    return [(*match.span("state"), language.postal.states[match["state"]]), (*match.span("code"), code)]
