"""The model's files are cut short, swapped, or gone, before the service loads them and while it speaks with them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.kokoro import PITCHES, heard_after, speaking
from tests.end_to_end.test_session import MODEL
from tests.end_to_end.units import environment
from tests.tiny_kokoro import Heard, write_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.end_to_end.command import Ran, Say
    from tests.end_to_end.faults.recovery import Recovery
    from tests.end_to_end.journal import Journal
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

HELLO = ("-v", "bella", "--phonemes", "həlˈoʊ.")
HEARD = Heard(PITCHES["af_bella"], "həlˈoʊ")


@pytest.fixture
def files(tmp_path: Path, installed: str) -> Iterator[Path]:
    """The folder of a Kokoro that remembers no phrase; tiny.onnx is its model."""
    with (
        speaking(tmp_path, f"{installed}/say"),
        environment(KOKORO_MODELS=str(tmp_path), KOKORO_PHRASE_CACHE="0"),
    ):
        yield tmp_path


def cut_short(model: Path) -> None:
    os.truncate(model, model.stat().st_size // 2)


def swap(model: Path) -> None:
    """Another export, which has other names for its inputs."""
    write_model(model.with_suffix(".new"), tokens="tokens", audio="audio").replace(model)


def remove(model: Path) -> None:
    model.unlink()


def load(say: Say, journal: Journal) -> Ran:
    """Have the model in memory, in its optimised form, which is mapped."""
    said = say("-w", *HELLO)
    journal.wait_for(said.began, MESSAGE="the optimised model speaks from now on")
    return said


@pytest.mark.parametrize("loaded", [True, False], ids=["loaded", "not loaded"])
@pytest.mark.parametrize("fault", [cut_short, swap, remove], ids=lambda fault: fault.__name__)
def test_the_model_file_is_spoilt(
    run_say: Say,
    recorder: Recorder,
    recovery: Recovery,
    journal: Journal,
    files: Path,
    fault: Callable[[Path], None],
    loaded: bool,
) -> None:
    model = files / "tiny.onnx"
    if loaded:
        load(run_say, journal)
    fault(model)
    said = run_say("-w", "-v", "bella", "One two three.")
    well = recorder.wait_for_sound(said.began)
    told = run_say("-w", "-v", "bella", "Four.").stderr
    lost = fault is cut_short or (fault is remove and not loaded)
    assert ("espeak-ng speaks for af_bella" in told) == lost, told
    write_model(files / "whole.onnx").replace(model)
    run_say("-w", "-v", "bella", "Five.")
    again = run_say(*HELLO)
    assert heard_after(recorder, again.began) == HEARD
    heard = "espeak-ng, and `say` tells the reason; Kokoro once the file is back" if lost else "all as usual"
    recovery.note(said.began, well, heard=heard, kept="every text")


def test_the_optimised_model_is_cut_short_under_the_service(
    run_say: Say, recorder: Recorder, recovery: Recovery, journal: Journal, units: Units, files: Path
) -> None:
    """Its weights are mapped: whoever reads a page that is no more is ended by SIGBUS."""
    load(run_say, journal)
    (weights,) = (files / "optimised").rglob("*.data")
    before = units.properties(MODEL)["MainPID"]
    os.truncate(weights, 0)
    said = run_say(*HELLO)
    assert heard_after(recorder, said.began) == HEARD
    well = recorder.wait_for_sound(said.began)
    assert units.properties(MODEL)["MainPID"] != before, "nothing was read of the file: this tests nothing"
    recovery.note(said.began, well, heard="a pause; then Kokoro again", kept="every text")
