"""Media keys as a unit: there with the first speech, gone with the last, and obeyed at the speakers."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.units import environment
from tests.media_player import MediaPlayer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.end_to_end.command import Say
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

UNIT = "kokoro-mpris.service"
FIRST = "Here is the first sentence, which goes on for quite a while, so that it can be paused. "
SECOND = "And this is the second sentence, which is as long as that, or perhaps a little longer."


@pytest.fixture
def player() -> Iterator[MediaPlayer]:
    bus = os.environ["DBUS_SESSION_BUS_ADDRESS"].removeprefix("unix:path=").partition(",")[0]
    with MediaPlayer(bus) as made:
        yield made


def test_it_is_there_while_anything_is_said(
    run_say: Say, recorder: Recorder, units: Units, player: MediaPlayer
) -> None:
    assert player.activatable
    assert not player.there
    said = run_say("-v", "bella", FIRST)
    recorder.wait_for_sound(said.began)
    player.wait_until_there()
    assert units.properties(UNIT)["ActiveState"] == "active"
    player.wait_for(PlaybackStatus="Playing", title=FIRST.strip(), artist=["af_bella"])
    player.wait_until_there(there=False)
    recorder.wait_for_silence(0.2, said.ended)
    units.wait_for(UNIT, ActiveState="inactive", Result="success")


def test_one_that_could_not_start_is_in_nobodys_way(
    run_say: Say, recorder: Recorder, units: Units, player: MediaPlayer
) -> None:
    with environment(KOKORO_MPRIS_LINGER="nonsense"):
        recorder.wait_for_sound(run_say(FIRST).began)
        units.wait_for(UNIT, ActiveState="failed")
    run_say(SECOND)
    player.wait_until_there()
    player.wait_for(PlaybackStatus="Playing", title=SECOND)


def test_keys_are_heard_at_the_speakers(run_say: Say, recorder: Recorder, player: MediaPlayer) -> None:
    said = run_say(FIRST + SECOND)
    recorder.wait_for_sound(said.began)
    player.wait_until_there()
    paused = time.monotonic()
    player("pause")
    player.wait_for(PlaybackStatus="Paused")
    recorder.wait_for_silence(0.5, paused)
    going_on = time.monotonic()
    player("play-pause")
    recorder.wait_for_sound(going_on)
    player("next")
    player.wait_for(PlaybackStatus="Playing", title=SECOND)
    stopped = time.monotonic()
    player("stop")
    assert recorder.wait_for_silence(0.5, stopped) - stopped < 1.0
    player.wait_until_there(there=False)


def test_two_voices_are_one_player(run_say: Say, player: MediaPlayer) -> None:
    run_say("-v", "bella", FIRST * 2)
    player.wait_until_there()
    player.wait_for(artist=["af_bella"])
    run_say("-v", "michael", SECOND * 2)
    player.wait_for(artist=["am_michael"])
    player("pause")
    player.wait_for(PlaybackStatus="Paused")
    run_say("--stop", "-v", "michael")
    player.wait_for(PlaybackStatus="Paused", artist=["af_bella"])
    player("play")
    player.wait_for(PlaybackStatus="Playing", artist=["af_bella"])
    run_say("--stop")
    player.wait_until_there(there=False)
