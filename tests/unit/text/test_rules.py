"""Whatever fails in reading leaves the text spoken as it stands, and is told without the text."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from fuzz import targets
from kokoro_model.text import markup, normalize, reading
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.text.reading import Passage, Reader
from kokoro_model.text.rules import Barrier, Rule
from kokoro_model.text.segmenter import Segment, Segmenter

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Rewriting

SECRET = "Zanzibar"


class PanicError(BaseException):
    """As a library in Rust raises."""


def spoken(text: str, reader: Reader | None = None) -> str:
    parts = (reader or Reader("en-us")).read(Segment(text, 0, len(text), 0, ends=True))
    return "".join(part.text for part in parts if isinstance(part, Passage))


def fails(text: Rewriting, lang: str) -> None:
    text.edit([(0, 1, "half of it is done")])
    raise ValueError(f"no number in {text.text}, {lang}")


def panics(text: Rewriting, _: str) -> None:
    raise PanicError(text.text)


@pytest.fixture(params=[fails, panics])
def broken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule of English that fails on any text."""
    monkeypatch.setattr(normalize, "CLASSES", (Rule("fortune", request.param), *normalize.CLASSES))


@pytest.mark.usefixtures("broken")
def test_a_rule_that_fails_leaves_the_text_as_it_stood_and_the_others_go_on() -> None:
    assert spoken(f"{SECRET} has 2 ports and a long way to them.") == f"{SECRET} has two ports and a long way to them."


@pytest.mark.usefixtures("broken")
def test_it_is_told_once_a_text_with_the_rules_name_and_no_text(caplog: pytest.LogCaptureFixture) -> None:
    reader = Reader("en-us")
    for _ in range(3):
        spoken(f"{SECRET} has 2 ports.", reader)
    (told,) = caplog.records
    assert told.levelno == logging.WARNING
    assert "“fortune”" in told.getMessage()
    assert "test_rules.py, line " in told.getMessage()
    assert told.__dict__["RULE"] == "fortune"
    assert SECRET not in caplog.text


def test_each_step_around_the_rules_is_behind_the_barrier_too(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError(SECRET)

    text = f"{SECRET} [pause:1s] has 2 ports."
    lexicon = Lexicon("/dev/null")
    for target, name, rule, heard in (
        (Lexicon, "find", "pronunciations", f"{SECRET}  has two ports."),
        (markup, "parse", "marks", f"{SECRET} [pause:one second] has two ports."),
        (reading, "prepare", "segment", text),
    ):
        caplog.clear()
        with monkeypatch.context() as patched:
            patched.setattr(target, name, broken)
            assert spoken(text, Reader("en-us", lexicon=lexicon)) == heard
        assert [told.__dict__["RULE"] for told in caplog.records] == [rule]
        assert SECRET not in caplog.text


def test_what_judges_the_ends_of_sentences_may_fail(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(lang: str, text: str) -> list[str]:
        raise PanicError(lang, text)

    monkeypatch.setattr("sentencex.segment", broken)
    segmenter = Segmenter()
    segmenter.feed(f"{SECRET} is far. So is Timbuktu! Go.")
    segmenter.end()
    found = [segment.text for segment in iter(segmenter.next, None)]
    assert " ".join(found) == f"{SECRET} is far. So is Timbuktu! Go."
    assert [told.__dict__["RULE"] for told in caplog.records] == ["sentences"]
    assert SECRET not in caplog.text


@pytest.mark.parametrize("ending", [KeyboardInterrupt, SystemExit])
def test_what_ends_a_process_is_let_through(ending: type[BaseException]) -> None:
    def ends() -> None:
        raise ending

    with pytest.raises(ending):
        Barrier().attempt("x", ends, lambda: None)


def test_each_rule_has_a_name_of_its_own_and_a_target_of_the_fuzzer() -> None:
    names = [rule.name for rule in normalize.RULES]
    assert len(set(names)) == len(names)
    for name in names:
        assert targets.load(f"rule-{name.replace(' ', '-')}").WORDS
