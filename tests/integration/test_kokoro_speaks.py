"""Kokoro through the whole chain, as real processes without systemd: `say`, the service, the voice, and the file."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.tiny_kokoro import hear, write_model, write_voices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PITCHES = {"af_heart": 8, "am_michael": 20}
SAY = [sys.executable, "-I", "-m", "say"]


@pytest.fixture
def environ(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A system of its own, with a model by path that is not there yet."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    given = {
        **os.environ,
        "KOKORO_SOCKET": str(runtime / "kokoro.sock"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "KOKORO_MODEL": str(tmp_path / "tiny.onnx"),
        "KOKORO_VOICES": str(tmp_path / "voices.bin"),
        "KOKORO_OUTPUT_DEVICE": "null",
    }
    yield given
    subprocess.run([*SAY, "--kill"], env=given, check=True)


def spoken(
    environ: dict[str, str], path: Path, voice: str, text: str
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int16]], str]:
    """The sound of a text by way of a file, and what `say` said of it."""
    command = [*SAY, "-w", "-o", str(path), "-v", voice, text]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True, timeout=60)
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), np.int16), done.stderr


def test_kokoro_speaks_from_the_moment_its_files_are_in_place(environ: dict[str, str], tmp_path: Path) -> None:
    text = "Hello there."
    _, said = spoken(environ, tmp_path / "without.wav", "af_heart", text)
    assert "espeak-ng speaks for af_heart" in said

    write_model(tmp_path / "tiny.onnx")
    write_voices(tmp_path / "voices.bin", PITCHES)
    heard = {}
    for voice in PITCHES:
        sound, said = spoken(environ, tmp_path / f"{voice}.wav", voice, text)
        assert said == ""
        heard[voice] = hear(sound)
    assert {voice: each.pitch for voice, each in heard.items()} == PITCHES
    assert heard["af_heart"].phonemes == heard["am_michael"].phonemes != ""


def test_a_damaged_model_is_told_and_espeak_speaks_on(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "tiny.onnx").write_bytes(b"no model at all")
    write_voices(tmp_path / "voices.bin", PITCHES)
    spoken(environ, tmp_path / "first.wav", "af_heart", "Hello.")
    sound, said = spoken(environ, tmp_path / "second.wav", "af_heart", "Hello.")
    assert "espeak-ng speaks for af_heart" in said
    assert len(sound) > 5000
