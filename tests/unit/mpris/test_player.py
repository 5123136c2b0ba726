"""What is said, as a media player has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_ipc import message
from kokoro_ipc.message import Failed, Finished, Pause, Resume, Saying, Skip, Stop
from kokoro_mpris.player import Player


def saying(identity: str, text: str = "Hello.", *, voice: str = "af_heart", paused: bool = False) -> Saying:
    return Saying(id=identity, voice=voice, paused=paused, payload=text.encode())


def of(*events: message.Message) -> Player:
    player = Player()
    for event in events:
        player.hear(event)
    return player


def shown(player: Player) -> tuple[object, object, object]:
    """Status, title and artist."""
    properties = player.properties()
    _, metadata = properties["Metadata"]
    assert isinstance(metadata, dict)
    title, artist = (metadata.get(name, ("", None))[1] for name in ("xesam:title", "xesam:artist"))
    return properties["PlaybackStatus"][1], title, artist


ONE, TWO = saying("1", "One."), saying("2", "Two.", voice="am_michael")
ONE_PAUSED, TWO_PAUSED = saying("1", "One.", paused=True), saying("2", "Two.", voice="am_michael", paused=True)
OVER = Finished(id="2", outcome="spoken", seconds=1.0)


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ([], ("Stopped", None, None)),
        ([ONE], ("Playing", "One.", ["af_heart"])),
        ([ONE, saying("1", "And more.")], ("Playing", "And more.", ["af_heart"])),
        ([ONE_PAUSED], ("Paused", "One.", ["af_heart"])),
        ([ONE, TWO], ("Playing", "Two.", ["am_michael"])),
        ([ONE, TWO, ONE], ("Playing", "Two.", ["am_michael"])),
        ([ONE, TWO, TWO_PAUSED], ("Playing", "One.", ["af_heart"])),
        ([ONE, TWO, ONE_PAUSED, TWO_PAUSED], ("Paused", "Two.", ["am_michael"])),
        ([ONE, TWO, OVER], ("Playing", "One.", ["af_heart"])),
        ([ONE, Failed(code="voice_failed", message="It died.", id="1")], ("Stopped", None, None)),
        ([ONE, message.Ok(), Failed(code="busy", message="No.")], ("Playing", "One.", ["af_heart"])),
    ],
)
def test_the_track_is_the_text_that_began_last_and_is_not_paused(
    events: list[message.Message], wanted: tuple[object, object, object]
) -> None:
    assert shown(of(*events)) == wanted


@pytest.mark.parametrize(
    ("events", "method", "command"),
    [
        ([ONE, TWO], "Pause", Pause()),
        ([ONE, TWO], "Play", Resume()),
        ([ONE, TWO], "Stop", Stop()),
        ([ONE, TWO_PAUSED], "PlayPause", Pause()),
        ([ONE_PAUSED, TWO_PAUSED], "PlayPause", Resume()),
        ([ONE, TWO], "Next", Skip(voice="am_michael")),
        ([ONE, TWO], "Seek", None),
        ([ONE, TWO], "", None),
        ([], "Pause", None),
        ([], "Next", None),
    ],
)
def test_keys_are_for_all_voices_and_skips_for_the_one_that_is_shown(
    events: list[message.Message], method: str, command: message.Message | None
) -> None:
    assert of(*events).command(method) == command


def test_what_can_be_done_is_told() -> None:
    names = ("CanPlay", "CanPause", "CanGoNext", "CanGoPrevious")
    for player, can in ((of(), False), (of(ONE), True), (of(ONE_PAUSED), True)):
        assert {player.properties()[name] for name in names} == {("b", can)}


def test_next_and_previous_go_by_the_sentences_of_the_track() -> None:
    player = of(ONE, TWO)
    assert player.command("Next") == message.Skip(voice="am_michael")
    assert player.command("Previous") == message.Back(voice="am_michael")


@given(st.lists(st.sampled_from([ONE, TWO, ONE_PAUSED, TWO_PAUSED, OVER]), max_size=8))
def test_it_is_there_while_anything_is_said(events: list[message.Message]) -> None:
    player = of(*events)
    assert player.silent == (player.properties()["PlaybackStatus"] == ("s", "Stopped"))
    assert not (player.silent and player.playing)


def test_who_wants_no_sentences_shown_has_the_voice_alone() -> None:
    player = Player(sentences=False)
    player.hear(saying("1", "My secret."))
    assert shown(player) == ("Playing", "Speech", ["af_heart"])
    assert "secret" not in str(player.properties())
