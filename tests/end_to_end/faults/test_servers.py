"""The servers and modules that stand before the model service are killed, hang, and get no memory any more."""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest
from wyoming.audio import AudioChunk
from wyoming.tts import Synthesize, SynthesizeVoice

from tests.end_to_end.faults.scene import SENTENCE
from tests.end_to_end.faults.strikes import hang, kill
from tests.end_to_end.faults.test_processes import WATCHED
from tests.end_to_end.ssip import Client as SpeechDispatcher
from tests.end_to_end.ssip import end_server
from tests.end_to_end.test_api import URL, systemctl
from tests.end_to_end.test_speech_dispatcher import spd_say
from tests.end_to_end.units import drop_in
from tests.media_player import MediaPlayer
from tests.wyoming_server import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.end_to_end.faults.recovery import Recovery
    from tests.end_to_end.faults.scene import Scene
    from tests.wyoming_server import Client as WyomingClient

LONG = SENTENCE * 200
BLOWS = pytest.mark.parametrize("blow", [kill, hang], ids=["killed", "hanging"])
PLAYER = "kokoro-mpris.service"


@contextmanager
def serving(name: str) -> Iterator[str]:
    """That server listens, and its watchdog has 2 s of patience; gives the service's name."""
    with drop_in(f"{name}.service", *WATCHED):
        systemctl("enable", "--now", f"{name}.socket")
        yield f"{name}.service"
        systemctl("disable", "--now", f"{name}.socket")
        systemctl("stop", f"{name}.service")


@BLOWS
@pytest.mark.usefixtures("ports")
def test_the_http_server(blow: Callable[[int], None], scene: Scene, recovery: Recovery) -> None:
    """A stream that it was sending ends with an error; the next request waits for the next server."""
    ask = {"text": LONG, "voice": "af_bella"}
    with serving("kokoro-api") as server, httpx.Client(timeout=60) as client:
        with client.stream("GET", f"{URL}/tts", params=ask) as answer:
            sound = answer.iter_raw()
            assert next(sound)
            struck = time.monotonic()
            blow(scene.pid(server))
            with pytest.raises(httpx.TransportError):
                for _ in sound:
                    pass
        assert client.get(f"{URL}/tts", params={"text": "Hello."}).status_code == 200
        recovery.note(struck, heard="the stream ends with an error", kept="the next request, which waits")


@BLOWS
@pytest.mark.usefixtures("ports")
def test_the_wyoming_server(blow: Callable[[int], None], scene: Scene, recovery: Recovery) -> None:
    """Its clients are hung up on; the next one waits for the next server."""

    async def hear(text: str, heard: Callable[[], None]) -> None:
        async with Client("127.0.0.1", 10200, connect_timeout=60, read_timeout=60) as client:
            await client.say(Synthesize(text, SynthesizeVoice(name="af_bella")))
            while not AudioChunk.is_type((await client.hear()).type):
                pass
            heard()
            if text is LONG:
                await _to_the_end(client)

    with serving("kokoro-wyoming") as server:
        struck: list[float] = []

        def strike() -> None:
            struck.append(time.monotonic())
            blow(scene.pid(server))

        asyncio.run(hear(LONG, strike))
        asyncio.run(hear("Hello.", lambda: None))
        recovery.note(struck[0], heard="the client is hung up on", kept="the next client, which waits")


async def _to_the_end(client: WyomingClient) -> None:
    try:
        while await client.read_event() is not None:
            pass
    except ConnectionResetError:
        pass


@BLOWS
def test_media_keys(blow: Callable[[int], None], scene: Scene, recovery: Recovery) -> None:
    """They are there again with the next sentence, and the speech goes on meanwhile."""
    bus = os.environ["DBUS_SESSION_BUS_ADDRESS"].removeprefix("unix:path=").partition(",")[0]
    with drop_in(PLAYER, *WATCHED), MediaPlayer(bus) as player:
        given = scene.playing()
        player.wait_for(PlaybackStatus="Playing")
        struck = time.monotonic()
        blow(scene.pid(PLAYER))
        player.wait_until_there(there=False)
        player.wait_until_there()
        player.wait_for(PlaybackStatus="Playing")
        recovery.note(struck, heard="the player goes and comes back; the speech goes on", kept="the text")
        player("stop")
        assert scene.ended(given) == "stopped"


def test_speech_dispatcher_s_module_is_killed(scene: Scene, recovery: Recovery) -> None:
    end_server()
    spd_say("-O")
    with SpeechDispatcher() as client:
        text = client.speak(LONG)
        client.wait_for("begin", text)
        scene.recorder.wait_for_sound(time.monotonic())
        (pid,) = subprocess.run(["pgrep", "-f", "sd_kokoro"], capture_output=True, text=True, check=True).stdout.split()
        struck = time.monotonic()
        kill(int(pid))
        silent = scene.recorder.wait_for_silence(0.5, struck)
        again = client.speak("Here I am.")
        client.wait_for("end", again)
        heard = scene.recorder.wait_for_sound(silent + 0.5)
        recovery.note(struck, heard, heard="it breaks off", kept="the next text")
    end_server()
