"""Files that come late, are deleted, spoilt or swapped while Kokoro speaks: it is told, and there is always speech."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.integration.kokoro_system import PITCHES, System, listen
from tests.speaking import letters
from tests.tiny_kokoro import write_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HELLO = "Hello there."
FOR_HEART = "say: espeak-ng speaks for af_heart: "


def delete(path: Path) -> None:
    path.unlink()


def spoil(path: Path) -> None:
    """Another file is in its place, which is none of ours."""
    new = path.with_name("spoilt")
    new.write_bytes(b"nothing of the kind")
    new.replace(path)


def test_kokoro_speaks_from_the_moment_its_files_are_in_place(bare_system: System) -> None:
    _, said = bare_system.sound(HELLO)
    assert said == f"{FOR_HEART}there is no {bare_system.model}, which the settings name\n"
    bare_system.put_files()
    assert bare_system.heard(HELLO).pitch == PITCHES["af_heart"]


@pytest.mark.parametrize("missing", ["KOKORO_MODEL", "KOKORO_VOICES"])
def test_a_model_without_its_voices_is_told(bare_system: System, missing: str) -> None:
    del bare_system.environ[missing]
    sound, said = bare_system.sound(HELLO)
    assert said == (
        f"{FOR_HEART}a model of one's own takes its own voices: set KOKORO_MODEL and KOKORO_VOICES, or neither\n"
    )
    assert len(sound) > 5000


def test_a_damaged_model_is_told_and_espeak_speaks_until_it_is_mended(bare_system: System) -> None:
    bare_system.put_files()
    bare_system.model.write_bytes(b"no model at all")
    bare_system.sound(HELLO)
    sound, said = bare_system.sound(HELLO)
    assert said.startswith(FOR_HEART)
    assert str(bare_system.model) in said
    assert said.count("\n") == 1
    assert len(sound) > 5000
    write_model(bare_system.model)
    bare_system.put_files()
    assert listen(bare_system.sound(HELLO)[0]).pitch == PITCHES["af_heart"]


@pytest.mark.parametrize("change", [delete, spoil])
def test_voices_that_go_while_it_runs_are_told_and_come_back(system: System, change: Callable[[Path], None]) -> None:
    assert system.heard(HELLO).pitch == PITCHES["af_heart"]
    change(system.voices)
    assert len(system.sound("Something else.")[0]) > 5000
    sound, said = system.sound("Something else.")
    assert said.startswith(FOR_HEART)
    assert "fetch" in said
    assert len(sound) > 5000
    system.put_files()
    system.sound("Something else.")
    assert system.heard("Something else.").pitch == PITCHES["af_heart"]


def test_a_spoilt_model_in_the_place_of_one_that_speaks_is_told(system: System) -> None:
    assert system.heard(HELLO).pitch == PITCHES["af_heart"]
    spoil(system.model)
    system.sound(HELLO)
    assert FOR_HEART in system.sound(HELLO)[1]


def test_swapped_voices_count_at_once_for_remembered_phrases_too(system: System) -> None:
    assert [system.heard(HELLO).pitch for _ in range(3)] == [PITCHES["af_heart"]] * 3
    system.put_files({**PITCHES, "af_heart": 40})
    assert system.heard(HELLO).pitch == 40
    assert system.heard("Something else.").pitch == 40


def test_a_remembered_phrase_is_spoken_while_the_files_are_gone(system: System) -> None:
    remembered = system.heard(HELLO)
    delete(system.model)
    delete(system.voices)
    assert system.heard(HELLO) == remembered
    assert len(system.sound("Something else.")[0]) > 5000
    assert listen(system.sound(HELLO)[0]) == remembered


def test_a_phrase_said_twice_is_remembered_after_a_restart(system: System) -> None:
    for _ in range(2):
        assert system.heard(HELLO).pitch == PITCHES["af_heart"]
    system.say("--kill")
    times = os.stat(system.voices)
    system.put_files({**PITCHES, "af_heart": 40})
    os.utime(system.voices, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert system.heard(HELLO).pitch == PITCHES["af_heart"], "it was said by nobody"
    assert system.heard("Something else.").pitch == 40


def test_a_voice_that_the_file_lacks_is_told(system: System) -> None:
    system.sound(HELLO)
    sound, said = system.sound("-v", "bf_emma", HELLO)
    assert said.startswith("say: espeak-ng speaks for bf_emma: its voices file has no bf_emma")
    assert len(sound) > 5000
    refused = system.say("-v", "bf_emma", "--phonemes", "həlˈoʊ", status=2).stderr
    assert "Kokoro alone speaks phonemes" in refused


def test_a_folder_with_a_file_for_each_voice_will_do(bare_system: System) -> None:
    bare_system.put_files()
    with zipfile.ZipFile(bare_system.voices) as packs:
        packs.extractall(bare_system.folder / "packs")
    bare_system.environ["KOKORO_VOICES"] = str(bare_system.folder / "packs")
    assert bare_system.heard("-v", "am_michael", HELLO).pitch == PITCHES["am_michael"]
    os.rename(bare_system.folder / "packs/am_michael.npy", bare_system.folder / "packs/af_own.npy")
    assert bare_system.heard("-v", "af_heart", HELLO).pitch == PITCHES["af_heart"]


def test_an_older_export_speaks_too(bare_system: System) -> None:
    write_model(bare_system.model, tokens="tokens", audio="audio", duration=False)
    bare_system.put_files()
    heard = bare_system.heard("--phonemes", "həlˈoʊ wˈɜːld.")
    assert (heard.pitch, heard.phonemes) == (PITCHES["af_heart"], letters("həlˈoʊ wˈɜːld."))
