"""Encoders of sound outlive those who leave in the middle."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEAVING = """
import asyncio, sys
from kokoro_api.encode import encoder

async def leave(form, turns):
    encoding = asyncio.create_task(form.feed(bytes(960_000)))
    for _ in range(turns):  # of the loop: in the first, the work is handed to a thread
        await asyncio.sleep(0)
    encoding.cancel()
    await asyncio.gather(encoding, return_exceptions=True)
    form.close()
    assert await form.feed(bytes(4800)) == b"", "it goes on"

for turns in range(1, 21):
    asyncio.run(leave(encoder(sys.argv[1]), turns))
"""


@pytest.mark.parametrize("form", ["mp3", "opus", "aac", "flac"])
def test_one_who_leaves_while_sound_is_encoded_harms_nobody(form: str) -> None:
    command = [sys.executable, "-c", LEAVING, form]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
