"""A text of which nothing can be heard is refused, whichever way it comes; within another text it is skipped."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 60.0
NOTHING = "say: there is nothing to say in the text\n"
LONG = "* * *\n\n" * 2000
"""More than is looked at before a text is taken."""


def say(environ: dict[str, str], *arguments: str, text: str = "") -> tuple[int, str]:
    """Its exit status, and what it tells but for whose voice speaks."""
    done = subprocess.run(
        [sys.executable, "-I", "-m", "say", *arguments],
        env={**environ, "KOKORO_OUTPUT_DEVICE": "null"},
        input=text,
        capture_output=True,
        check=False,
        text=True,
        timeout=SECONDS,
    )
    told = [line for line in done.stderr.splitlines(keepends=True) if "espeak-ng speaks for" not in line]
    return done.returncode, "".join(told)


def test_it_is_refused_at_once(environ: dict[str, str]) -> None:
    for text in ("***", "---", "…", " \u0301 "):
        assert say(environ, "--", text) == (2, NOTHING)
    assert say(environ, text="***\n") == (2, NOTHING)
    assert say(environ, text=" \n") == (2, "say: there is no text to speak\n")


def test_one_that_is_long_is_found_out_at_its_end(environ: dict[str, str]) -> None:
    assert say(environ, "-w", text=LONG) == (2, NOTHING)


@pytest.mark.parametrize("text", ["***", LONG])
def test_no_file_is_written_and_one_that_is_there_stays(environ: dict[str, str], tmp_path: Path, text: str) -> None:
    new, old = tmp_path / "new.wav", tmp_path / "old.wav"
    old.write_bytes(b"as it was")
    for path in (new, old):
        assert say(environ, "-w", "-o", str(path), text=text) == (2, NOTHING)
    assert not new.exists()
    assert old.read_bytes() == b"as it was"


def test_within_a_text_it_is_skipped(environ: dict[str, str], tmp_path: Path) -> None:
    for name, text in (("plain", "One.\n\nTwo."), ("ruled", f"***\n\nOne.\n\n{LONG}\n\nTwo.\n\n---")):
        assert say(environ, "-w", "-o", str(tmp_path / f"{name}.wav"), text=text) == (0, "")
    plain, ruled = ((tmp_path / f"{name}.wav").stat().st_size for name in ("plain", "ruled"))
    assert ruled == pytest.approx(plain, rel=0.01)


def test_line_by_line_it_is_skipped_like_a_blank_line(environ: dict[str, str]) -> None:
    assert say(environ, "-i", text="One.\n***\n\nTwo.\n") == (0, "")
