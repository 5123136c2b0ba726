"""Media keys on a session bus of their own, without systemd: the bus starts the player as somebody begins to speak."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from jeepney.io.blocking import DBusConnection, prep_socket

from kokoro_ipc import message
from kokoro_ipc.activation import ServiceManager
from kokoro_ipc.address import MEDIA_PLAYER
from kokoro_ipc.channel import Channel
from kokoro_mpris.player import Player
from kokoro_mpris.session import Session, appear
from tests.aside import Aside
from tests.integration.kokoro_system import System
from tests.media_player import MediaPlayer
from tests.unit.model.peers import SECONDS, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CONFIG = """<busconfig>
<type>session</type><listen>unix:path={bus}</listen><servicedir>{services}</servicedir>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy>
</busconfig>"""
FIRST = "Here is the first sentence, which goes on for quite a while, so that it can be paused. "
HELLO = message.Saying(id="1f2e3d4c", voice="af_heart", payload=b"Hello.")
SPOKEN = message.Finished(id="1f2e3d4c", outcome="spoken", seconds=1.0)
LINGER = 0.3
SECOND = "And this is the second sentence, which is as long as that, or perhaps a little longer."


class Desktop(System):
    """A user's own system, on a session bus that can start the player, or cannot."""

    def __init__(self, folder: Path, *, installed: bool) -> None:
        super().__init__(folder)
        self.bus, services = str(folder / "bus"), folder / "services"
        services.mkdir()
        if installed:
            with open(os.path.join(CHECKOUT, "dbus", f"{MEDIA_PLAYER}.service"), encoding="utf-8") as file:
                (services / "say.service").write_text(file.read().replace("@venv@", sys.prefix))
        (folder / "bus.conf").write_text(CONFIG.format(bus=self.bus, services=services))
        del self.environ["KOKORO_SOCKET"]  # a second service, as that is, shows no player
        self.environ |= {"XDG_RUNTIME_DIR": str(folder / "run"), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.bus}"}

    def players(self) -> list[str]:
        """The processes that the bus has started and that are still there."""
        ours = f"DBUS_STARTER_ADDRESS=unix:path={self.bus}".encode()
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/environ", "rb") as environ:
                found += [pid] if ours in environ.read() else []
        return found

    def start_bus(self) -> subprocess.Popen[bytes]:
        command = ["dbus-daemon", "--nofork", "--print-address=1", f"--config-file={self.folder / 'bus.conf'}"]
        process = subprocess.Popen(command, env=self.environ, stdout=subprocess.PIPE)
        assert process.stdout
        with process.stdout as told:
            assert told.readline().startswith(b"unix:")
        return process


@pytest.fixture
def desktop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Desktop, MediaPlayer]]:
    made = Desktop(tmp_path, installed=getattr(request, "param", True))
    bus = made.start_bus()
    try:
        with MediaPlayer(made.bus) as player:
            yield made, player
    finally:
        made.say("--kill")
        bus.terminate()
        bus.wait(20)


def test_the_bus_starts_it_with_the_first_speech_and_it_leaves_with_it(
    desktop: tuple[Desktop, MediaPlayer],
) -> None:
    system, player = desktop
    assert player.activatable
    system.say("--status")
    assert not player.there
    assert system.players() == []
    system.say("--voice", "af_bella", FIRST + SECOND)
    player.wait_until_there()
    assert len(system.players()) == 1
    player.wait_for(PlaybackStatus="Playing", title=FIRST.strip(), artist=["af_bella"])
    system.say("--stop")
    player.wait_until_there(there=False)
    until(lambda: system.players() == [])


def test_keys_pause_resume_skip_and_stop(desktop: tuple[Desktop, MediaPlayer]) -> None:
    system, player = desktop
    system.say(FIRST + SECOND)
    player.wait_until_there()
    assert player("status") == "Playing"
    player("pause")
    player.wait_for(PlaybackStatus="Paused")
    player("play-pause")
    player.wait_for(PlaybackStatus="Playing")
    player("next")
    player.wait_for(title=SECOND)
    assert player("metadata", "xesam:artist") == "af_heart"
    player("stop")
    player.wait_until_there(there=False)


def test_who_asks_as_it_appears_is_answered(desktop: tuple[Desktop, MediaPlayer]) -> None:
    """A desktop asks in the moment that it sees the name, or has the bus start it by asking."""
    system, player = desktop
    system.say(FIRST + SECOND)
    player.wait_for(PlaybackStatus="Playing", title=FIRST.strip())


@pytest.mark.parametrize("desktop", [False], indirect=True)
def test_where_it_is_not_installed_nothing_is_shown_and_nothing_is_wrong(
    desktop: tuple[Desktop, MediaPlayer],
) -> None:
    system, player = desktop
    assert not player.activatable
    system.say("--wait", "Hello there.")
    assert not player.there


def test_called_while_all_are_silent_it_does_not_appear(desktop: tuple[Desktop, MediaPlayer]) -> None:
    system, player = desktop
    system.say("--status")
    done = subprocess.run([sys.executable, "-I", "-m", "kokoro_mpris"], env=system.environ, timeout=20, check=False)
    assert done.returncode == 0
    assert not player.there
    assert system.players() == []


@pytest.fixture
def model() -> Iterator[tuple[Channel, Channel]]:
    """The player's end of a conversation with the model service, and the service's."""
    ours, theirs = socket.socketpair()
    with Channel(ours) as player, Channel(theirs, "the player") as service:
        yield player, service


@contextlib.contextmanager
def player_on(bus: str, model: Channel, linger: float) -> Iterator[Aside[None]]:
    with DBusConnection(prep_socket(bus)) as connection:
        calls = appear(connection)
        assert calls is not None
        yield Aside(Session(connection, calls, model, Player(), ServiceManager({}), linger_seconds=linger).run)


@pytest.mark.parametrize("desktop", [False], indirect=True)
def test_what_is_said_already_is_shown_before_it_leaves(
    desktop: tuple[Desktop, MediaPlayer], model: tuple[Channel, Channel]
) -> None:
    system, player = desktop
    ours, service = model
    service.send(HELLO)
    with player_on(system.bus, ours, 0.0) as life:
        player.wait_for(PlaybackStatus="Playing", title="Hello.")
        service.send(SPOKEN)
        life.outcome()


@pytest.mark.parametrize("desktop", [False], indirect=True)
def test_it_lingers_from_the_last_word_on(desktop: tuple[Desktop, MediaPlayer], model: tuple[Channel, Channel]) -> None:
    system, player = desktop
    ours, service = model
    with player_on(system.bus, ours, LINGER) as life:
        assert service.receive(SECONDS) == message.Watch()
        service.send(HELLO)
        player.wait_for(PlaybackStatus="Playing")
        with pytest.raises(TimeoutError):
            service.receive(2 * LINGER)  # so long is the sentence
        spoken = time.monotonic()
        service.send(SPOKEN)
        life.outcome()
        assert time.monotonic() - spoken >= LINGER
