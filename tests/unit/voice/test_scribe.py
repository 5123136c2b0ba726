"""What is written to files: whole texts, one after the other, beside what is said aloud."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc.errors import OUTPUT_FAILED
from kokoro_ipc.message import Failed, Finished
from tests.tone import SAMPLES, bare, text_of
from tests.unit.voice.desk import Desk, utterance
from tests.unit.voice.test_recording import room_for

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The first sentence. Grüße, €uropa! The third one is the last."


def written(path: Path) -> str:
    """The text that is in a file."""
    with wave.open(str(path)) as sound:
        return text_of(sound.readframes(sound.getnframes()))


def test_a_text_is_written_whole_and_nothing_is_heard(tmp_path: Path) -> None:
    with Desk() as desk:
        desk.scribe.add(utterance("1", TEXT, output=str(tmp_path / "a.wav")))
        assert desk.outcome("1") == "written"
        assert desk.sink.opened == []
        assert desk.told[-1] == Finished(id="1", outcome="written", seconds=len(bare(TEXT)) * SAMPLES / 24_000)
        assert desk.model.asked[0].background
    assert written(tmp_path / "a.wav") == bare(TEXT)


def test_files_are_written_one_after_the_other_beside_what_is_said(tmp_path: Path) -> None:
    with Desk() as desk:
        desk.mouth.add(utterance("aloud", "Said aloud."))
        for name in "abc":
            desk.scribe.add(utterance(name, f"This is {name}.", output=str(tmp_path / f"{name}.wav")))
        assert [desk.outcome(name) for name in "abc"] == ["written"] * 3
        assert [told.id for told in desk.told if isinstance(told, Finished)] == ["a", "b", "c"]
        assert desk.hear_rest() == "Saidaloud."
    assert [written(tmp_path / f"{name}.wav") for name in "abc"] == ["Thisisa.", "Thisisb.", "Thisisc."]


def test_a_text_that_is_still_coming_is_written_to_its_end(tmp_path: Path) -> None:
    with Desk() as desk:
        spoken = utterance("1", "The first", more=True, output=str(tmp_path / "a.wav"))
        desk.scribe.add(spoken)
        for piece in (b" sentence. And", b" the second."):
            spoken.add(piece)
            desk.scribe.more(spoken)
        spoken.end()
        desk.scribe.more(spoken)
        assert desk.outcome("1") == "written"
    assert written(tmp_path / "a.wav") == "Thefirstsentence.Andthesecond."


@pytest.mark.parametrize("life", range(0, 26, 3))
def test_the_death_of_a_model_leaves_no_trace_in_the_file(tmp_path: Path, life: int) -> None:
    with Desk(lives=[life]) as desk:
        desk.scribe.add(utterance("1", TEXT, output=str(tmp_path / "a.wav")))
        assert desk.outcome("1") == "written"
    assert written(tmp_path / "a.wav") == bare(TEXT)


def test_a_stop_leaves_no_file_and_the_next_one_is_written(tmp_path: Path) -> None:
    with Desk() as desk:
        desk.scribe.add(utterance("1", "It never ends", more=True, output=str(tmp_path / "a.wav")))
        desk.scribe.add(utterance("2", "It ends.", output=str(tmp_path / "b.wav")))
        desk.scribe.stop("stopped", "1")
        assert (desk.outcome("1"), desk.outcome("2")) == ("stopped", "written")
    assert [file.name for file in tmp_path.iterdir()] == ["b.wav"]


def test_a_place_that_is_none_fails_its_text_and_not_the_next(tmp_path: Path) -> None:
    with Desk() as desk:
        desk.scribe.add(utterance("1", TEXT, output=str(tmp_path / "none/a.wav")))
        desk.scribe.add(utterance("2", TEXT, output=str(tmp_path / "half\ud800.wav")))
        desk.scribe.add(utterance("3", TEXT, output=str(tmp_path / "b.wav")))
        desk.scribe.stop("stopped", "2")
        assert (desk.outcome("1"), desk.outcome("3")) == (OUTPUT_FAILED, "written")
        failed = next(told for told in desk.told if isinstance(told, Failed))
        assert failed.message == f"{tmp_path}/none/a.wav cannot be written: No such file or directory"
        assert len(desk.model.asked) == 1, "what cannot be written is not made"
    assert written(tmp_path / "b.wav") == bare(TEXT)


def test_a_path_that_no_file_can_have_fails_its_text_alone(tmp_path: Path) -> None:
    with Desk() as desk:
        desk.scribe.add(utterance("1", TEXT, output=str(tmp_path / "half\ud800.wav")))
        desk.scribe.add(utterance("2", TEXT, output=str(tmp_path / "nul\0.wav")))
        assert (desk.outcome("1"), desk.outcome("2")) == (OUTPUT_FAILED, OUTPUT_FAILED)
        told = [event.message for event in desk.told if isinstance(event, Failed)]
        assert "half\\ud800.wav cannot be written" in told[0], "as a message and the journal can have it"


@pytest.mark.parametrize("ending", [".wav", ".flac", ".ogg", ".mp3"])
def test_a_full_disk_fails_the_text_and_leaves_nothing(tmp_path: Path, ending: str) -> None:
    with Desk() as desk:
        with room_for(1000):
            desk.scribe.add(utterance("1", TEXT * 20, output=str(tmp_path / f"a{ending}")))
            assert desk.outcome("1") == OUTPUT_FAILED
        desk.scribe.add(utterance("2", TEXT, output=str(tmp_path / f"b{ending}")))
        assert desk.outcome("2") == "written"
    assert [file.name for file in tmp_path.iterdir()] == [f"b{ending}"]


def test_a_model_that_refuses_leaves_no_file(tmp_path: Path) -> None:
    with Desk() as desk:
        spoken = utterance("1", "Some words. ", more=True, output=str(tmp_path / "a.wav"))
        desk.scribe.add(spoken)
        spoken.add(b"\xff")
        desk.scribe.more(spoken)
        assert desk.outcome("1") == "bad_request"
    assert list(tmp_path.iterdir()) == []
