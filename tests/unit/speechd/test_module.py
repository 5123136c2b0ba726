"""The module as its server sees it, before a real model service."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kokoro_speechd import speech
from tests.tone import ToneEngine, text_of
from tests.tone_model import ToneModel
from tests.unit.speechd.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def engine() -> ToneEngine:
    """One that speaks at once."""
    return ToneEngine()


@pytest.fixture
def model(tmp_path: Path, engine: ToneEngine) -> Iterator[ToneModel]:
    """A model service."""
    running = ToneModel(tmp_path, engine)
    yield running
    running.close()


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Where the model and the kept list are."""
    tmp_path.chmod(0o700)
    return {"KOKORO_SOCKET": str(tmp_path / "model.sock"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def server(model: ToneModel, environ: dict[str, str]) -> Iterator[Server]:
    """A server that has begun as speech-dispatcher does."""
    with Server(environ) as server:
        assert server.ask("INIT").endswith("\n299 OK LOADED SUCCESSFULLY")
        yield server


# --- replies


def test_it_lets_the_server_play_and_nobody_else(server: Server) -> None:
    for method, reply in (("server", "203 OK AUDIO INITIALIZED"), ("pulse", "303 ERROR INVALID PARAMETER OR VALUE")):
        assert server.ask("AUDIO") == "207 OK RECEIVING AUDIO SETTINGS"
        assert server.ask(f"audio_output_method={method}", ".") == reply


@pytest.mark.parametrize(
    ("setting", "reply"),
    [
        ("rate=100", "203 OK SETTINGS RECEIVED"),
        ("rate=101", "303 ERROR INVALID PARAMETER OR VALUE"),
        ("rate=fast", "303 ERROR INVALID PARAMETER OR VALUE"),
        ("colour=red", "303 ERROR INVALID PARAMETER OR VALUE"),
        ("punctuation_mode=most", "203 OK SETTINGS RECEIVED"),
        ("punctuation_mode=much", "303 ERROR INVALID PARAMETER OR VALUE"),
        ("rate", "302 ERROR BAD SYNTAX"),
    ],
)
def test_settings_are_taken_or_refused(server: Server, setting: str, reply: str) -> None:
    server.ask("SET")
    assert server.ask(setting, ".") == reply


def test_other_commands_have_their_replies(server: Server) -> None:
    assert server.ask("SING") == "300 ERR UNKNOWN COMMAND"
    assert server.ask("") == "300 ERR UNKNOWN COMMAND"
    assert server.ask("LOGLEVEL") == "207 OK RECEIVING LOGLEVEL SETTINGS"
    assert server.ask("log_level=3", ".") == "203 OK LOGLEVEL SET"
    assert server.ask("DEBUG OFF") == "200 OK DEBUGGING OFF"
    assert server.speak(command="SPEAK") == "301 ERROR CANT SPEAK"
    assert server.speak("a", "b", command="CHAR") == "305 DATA MORE THAN ONE LINE"
    assert server.ask("STOP", "PAUSE", "QUIT") == "210 OK QUIT"


def test_the_voices_are_the_models(server: Server) -> None:
    *voices, last = server.ask("LIST VOICES").split("\n")
    assert last == "200 OK VOICE LIST SENT"
    assert voices[0] == "200-af_heart\ten-us\tfemale"
    assert "200-jm_kumo\tja\tmale" in voices
    assert len(voices) == 54
    assert server.ask("LIST VOICES fr-fr female").split("\n")[0] == "200-ff_siwis\tfr-fr\tfemale"
    assert server.ask("LIST VOICES tlh") == "304 CANT LIST VOICES"


def test_voices_are_listed_without_the_model_once_they_are_kept(server: Server, environ: dict[str, str]) -> None:
    listed = server.ask("LIST VOICES")
    with Server({**environ, "KOKORO_SOCKET": environ["XDG_CACHE_HOME"] + "/none/model.sock"}) as other:
        assert other.ask("LIST VOICES") == listed


# --- what is heard


def test_a_text_is_spoken_with_its_marks_in_their_places(server: Server) -> None:
    reply = server.speak('<speak>One two.<mark name="__spd_0"/> Three &amp; <mark name="a"/>four.</speak>')
    assert reply == "200 OK SPEAKING"
    assert server.event() == "begin"
    places = []
    while (event := server.event()) != "end":
        if event != "audio":
            places.append((event, len(server.sound)))
    heard = text_of(server.sound)
    (first, sentence), (second, word) = places
    assert (first, second) == ("__spd_0", "a")
    assert heard == text_of(server.sound[:sentence]) + "Three&four."
    assert text_of(server.sound[:sentence]) == "Onetwo."
    assert text_of(server.sound[: word - word % 48]) in {"Onetwo.Three", "Onetwo.Three&", "Onetwo.Three&f"}


def test_marks_alone_and_nothing_at_all_are_spoken(server: Server) -> None:
    server.speak('<speak> <mark name="x"/> </speak>')
    assert server.events() == ["begin", "x", "end"]
    server.speak("<speak></speak>")
    assert server.events() == ["begin", "end"]


def test_dots_are_unstuffed_and_bytes_escaped(server: Server) -> None:
    server.speak("<speak>a}", "..b</speak>")
    assert server.events() == ["begin", "audio", "end"]
    assert text_of(server.sound) == "a}.b"


def test_a_character_and_a_key_are_named(server: Server, engine: ToneEngine) -> None:
    for command, text, said in (
        ("CHAR", "b", "B."),
        ("CHAR", "space", "space."),
        ("CHAR", "(", "left paren."),
        ("KEY", "shift_a", "shift A."),
        ("KEY", "KP_Enter", "keypad Enter."),
        ("KEY", "_", "line."),
        ("SOUND_ICON", "message-new", "message new."),
    ):
        server.speak(text, command=command)
        assert server.events() == ["begin", "audio", "end"]
        assert engine.requests[-1].text == said


def test_a_capital_is_told_by_a_tone_or_a_word(server: Server, engine: ToneEngine) -> None:
    server.set(cap_let_recogn="spell")
    server.speak("B", command="CHAR")
    server.events()
    assert engine.requests[-1].text == "capital B."
    server.set(cap_let_recogn="none")
    server.speak("B", command="CHAR")
    server.events()
    plain = len(server.sound)
    server.set(cap_let_recogn="icon")
    server.speak("B", command="CHAR")
    server.events()
    assert len(server.sound) == plain + 2 * 1440


def test_settings_reach_the_engine(server: Server, engine: ToneEngine) -> None:
    server.set(rate=50, volume=0, voice="female2", language="en-GB", synthesis_voice="NULL")
    server.speak("<speak>Hello.</speak>")
    server.events()
    request = engine.requests[-1]
    assert (request.voice, request.lang, request.volume) == ("bf_alice", "en-gb", 0.5)
    assert request.speed == pytest.approx(2**0.5)
    assert server.rates == {24000}


def test_pitch_is_another_rate_at_the_same_tempo(server: Server, engine: ToneEngine) -> None:
    server.set(pitch=100)
    server.speak("<speak>Hello.</speak>")
    server.events()
    assert server.rates == {33941}
    assert engine.requests[-1].speed == pytest.approx(24000 / 33941)


def test_a_named_voice_speaks_its_own_language(server: Server, engine: ToneEngine) -> None:
    server.set(synthesis_voice="jf_alpha", language="en-US")
    server.speak("<speak>Hello.</speak>")
    server.events()
    assert (engine.requests[-1].voice, engine.requests[-1].lang) == ("jf_alpha", "ja")


def test_long_texts_go_in_pieces(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "PIECE", 100)
    text = "Wörter. " * 40
    server.speak(f"<speak>{text}</speak>")
    assert server.events() == ["begin", "audio", "end"]
    assert text_of(server.sound) == text.replace(" ", "")


def test_what_fails_ends(server: Server, model: ToneModel) -> None:
    model.engine._refuse = "nonsense"
    server.speak("<speak>Sense comes first. This is nonsense. More.</speak>")
    assert server.events() == ["begin", "audio", "end"]
    assert text_of(server.sound) == "Sensecomesfirst."


# --- interruption


class TestSlowly:
    """With an engine that waits to be let."""

    @pytest.fixture
    def engine(self) -> ToneEngine:
        return ToneEngine(gated=True)

    def test_the_first_segment_is_heard_before_the_second_is_made(self, server: Server, engine: ToneEngine) -> None:
        server.speak("<speak>One. Two.</speak>")
        engine.let()
        assert server.event() == "begin"
        assert server.event() == "audio"
        assert text_of(server.sound) == "One."
        engine.let()
        assert server.events() == ["audio", "end"]

    def test_stop_is_at_once_and_told_once(self, server: Server, engine: ToneEngine) -> None:
        server.speak("<speak>One. Two.</speak>")
        assert server.event() == "begin"
        server.send("STOP", "STOP")
        assert server.event() == "stop"
        engine.let(2)
        server.speak("<speak>Three.</speak>")
        engine.let()
        assert server.events() == ["begin", "audio", "end"]
        assert text_of(server.sound) == "Three."

    def test_a_pause_tells_where_to_go_on(self, server: Server, engine: ToneEngine) -> None:
        server.speak('<speak>One.<mark name="__spd_0"/> Two.<mark name="__spd_1"/> Three.</speak>')
        assert server.event() == "begin"
        engine.let(2)
        engine.reached.acquire()
        while server.event() != "__spd_0":
            pass
        server.send("PAUSE")
        events = server.events()
        assert events[-2:] in (["__spd_0", "pause"], ["__spd_1", "pause"])
        server.speak("<speak>One.</speak>")
        server.send("PAUSE")
        assert server.events() == ["begin", "__spd_-1", "pause"]
        engine.let(4)

    def test_one_message_at_a_time(self, server: Server, engine: ToneEngine) -> None:
        server.speak("<speak>One.</speak>")
        assert server.event() == "begin"
        assert server.speak("<speak>Two.</speak>") == "301 ERROR CANT SPEAK"
        server.send("STOP")
        assert server.event() == "stop"
        engine.let()

    def test_a_lost_model_is_asked_again_for_the_rest(
        self, server: Server, model: ToneModel, engine: ToneEngine
    ) -> None:
        server.speak('<speak>One. Two.<mark name="m"/> Three.</speak>')
        engine.let()
        assert [server.event(), server.event()] == ["begin", "audio"]
        engine.reached.acquire()
        engine.reached.acquire()
        model.send_all()  # the end of the first sentence as well: without that, it would be said again
        model.hang_up()
        engine.let(9)  # what is left of the lost one may take some
        assert server.events() == ["audio", "m", "audio", "end"]
        assert text_of(server.sound) == "One.Two.Three."

    def test_a_server_that_goes_takes_the_module_with_it(
        self, model: ToneModel, environ: dict[str, str], engine: ToneEngine
    ) -> None:
        with Server(environ) as server:
            server.speak("<speak>One.</speak>")
        engine.let()


def test_without_a_model_nothing_can_be_spoken_and_one_voice_is_listed(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o755)
    environ = {"KOKORO_SOCKET": str(tmp_path / "closed/model.sock"), "XDG_CACHE_HOME": str(tmp_path)}
    with Server(environ) as server:
        assert server.ask("LIST VOICES").split("\n") == ["200-af_heart\ten-us\tfemale", "200 OK VOICE LIST SENT"]
        assert server.speak("<speak>Hello.</speak>") == "301 ERROR CANT SPEAK"
    assert os.listdir(tmp_path / "closed") == []


def test_it_starts_as_quickly_as_say() -> None:
    heavy = "{'re', 'json', 'enum', 'socket', 'logging', 'typing', 'asyncio', 'numpy', 'ctypes'}"
    program = f"import sys; sys.path.insert(0, '.'); import kokoro_speechd.__main__; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-IS", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
