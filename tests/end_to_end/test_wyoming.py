"""The Wyoming server as a unit: started by its first client."""

from __future__ import annotations

import asyncio
import subprocess
from typing import TYPE_CHECKING

import pytest
from wyoming.info import Describe, Info
from wyoming.tts import SynthesizeChunk, SynthesizeStart, SynthesizeStop, SynthesizeStopped, SynthesizeVoice

from tests.wyoming_server import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.end_to_end.units import Units


def systemctl(*words: str) -> None:
    subprocess.run(["systemctl", "--user", "--quiet", *words], check=True)


@pytest.fixture
def _enabled(ports: None, installed: str, units: Units) -> Iterator[None]:
    """Its socket listens, as the user has asked for; afterwards it is as it was."""
    systemctl("enable", "--now", "kokoro-wyoming.socket")
    yield
    systemctl("disable", "--now", "kokoro-wyoming.socket")
    systemctl("stop", "kokoro-wyoming.service", "kokoro-model.service")


def test_nothing_listens_until_that_is_asked_for(installed: str, units: Units) -> None:
    assert units.properties("kokoro-wyoming.socket")["ActiveState"] == "inactive"


@pytest.mark.usefixtures("_enabled")
def test_the_first_client_starts_it_and_hears_a_stream(units: Units) -> None:
    async def ask() -> tuple[Info, bytes]:
        async with Client("127.0.0.1", 10200, connect_timeout=60, read_timeout=60) as client:
            await client.say(Describe())
            info = Info.from_event(await client.hear())
            await client.say(SynthesizeStart(SynthesizeVoice(name="bf_emma")), SynthesizeChunk("Hello th"))
            await client.say(SynthesizeChunk("ere, this is a test."), SynthesizeStop())
            sound = await client.hear_sound()
            assert SynthesizeStopped.is_type((await client.hear()).type)
            return info, sound

    assert units.properties("kokoro-wyoming.service")["ActiveState"] == "inactive"
    info, sound = asyncio.run(ask())
    assert {"af_heart", "bf_emma"} < {voice.name for voice in info.tts[0].voices}
    assert len(sound) > 48_000
    assert any(sound)
    units.wait_for("kokoro-wyoming.service", ActiveState="active", StatusText="Serving")
