"""A whole system in one process: the service, and voices that come when they are asked for and leave when idle.

All of it is real but the engine, whose sound can be read, the sound device, which takes sound as fast as it comes, and
the service manager, which is a thread.
"""

from __future__ import annotations

import os
import threading
from array import array
from typing import TYPE_CHECKING, TypeVar

from kokoro_ipc import message
from kokoro_ipc.activation import ServiceManager
from kokoro_voice.device import Device
from kokoro_voice.mouth import Mouth
from kokoro_voice.player import Player
from kokoro_voice.scribe import Scribe
from kokoro_voice.session import Session, Wake
from tests.tone import tone
from tests.unit.model.peers import SECONDS, House, until

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_ipc.message import Message
    from tests.unit.model.peers import Peer

BLOCK = 480
QUIET_SECONDS = 0.0005
Kind = TypeVar("Kind", bound=message.Message)


class EagerSink:
    """A device that takes sound as soon as there is any, and keeps it."""

    underruns = 0

    def __init__(self, heard: bytearray) -> None:
        self._heard = heard
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def lengthen(self) -> None:
        """Nothing is ahead of it."""

    def open(self, _device: str, fill: Callable[[int], bytes]) -> None:
        """Begin to take sound."""
        self._closed.clear()
        self._thread = threading.Thread(target=self._take, args=(fill,), name="eager sink")
        self._thread.start()

    def close(self) -> None:
        """Stop taking."""
        self._closed.set()
        if self._thread:
            self._thread.join()

    def _take(self, fill: Callable[[int], bytes]) -> None:
        while not self._closed.is_set():
            sound = fill(BLOCK)
            if any(sound):  # no tone has a sample of silence, which stands for sound that is not there yet
                self._heard += array("h", filter(None, array("h", sound))).tobytes()
            else:
                self._closed.wait(QUIET_SECONDS)


class PatientPlayer(Player):
    """Lets nothing be heard before all of it is there: sound that runs out fades, and is not read any more."""

    def _take(self, size: int) -> bytes:
        return super()._take(size) if self._ended else b""


class Resident:
    """One voice, from its registration to its leaving."""

    def __init__(self, town: Town, voice: str, lang: str) -> None:
        self.name = (voice, lang)
        self._wake = Wake()
        player = PatientPlayer(self._wake)
        self._device = Device(
            EagerSink(town.heard),
            player,
            self._wake,
            linger_seconds=60.0,
            preroll_seconds=0.0,
            sleeps=lambda _: False,
            fade_seconds=0.0,
        )
        self.session = Session(
            voice,
            lang,
            find=town.connect,
            connect=town.connect,
            wake=self._wake,
            manager=ServiceManager({}),
            idle_seconds=town.idle,
        )
        self.session.mouth = Mouth(player, self._device, town.connect, self.session.report, self._wake)
        self.session.scribe = Scribe(town.connect, self.session.report, self._wake)

    def live(self) -> None:
        """Serve until there is nothing to stay for."""
        self._device.start()
        self.session.run()
        self._device.quit(SECONDS)

    def bury(self) -> None:
        """Give back what is left of it, once no thread can call it any more."""
        os.close(self._wake.reader)
        os.close(self._wake._writer)


class Town(House):
    """`idle` is the silent seconds after which voices leave; `heard` all that devices have taken."""

    def __init__(self, *, idle: float = 60.0, start_again_seconds: float = 0.01) -> None:
        super().__init__(start_again_seconds=start_again_seconds)
        self.idle = idle
        self.heard = bytearray()
        self.came = 0
        """How many voices there were."""
        self._residents: list[tuple[Resident, threading.Thread]] = []
        self._manager = threading.Thread(target=self._start_units, name="service manager")
        self._manager.start()

    def __enter__(self) -> Town:
        return self

    def __exit__(self, *error: object) -> None:
        self.units.start("", "")
        self._manager.join()
        for resident, _ in self._residents:
            resident.session.leave("the test is over")
        for _, life in self._residents:
            life.join(SECONDS)
        super().__exit__(*error)
        for resident, _ in self._residents:
            resident.bury()

    def _start_units(self) -> None:
        """As systemd does: a unit that runs is not started again."""
        while (name := self.units.asked(None)) != ("", ""):
            if not any(resident.name == name and life.is_alive() for resident, life in self._residents):
                resident = Resident(self, *name)
                life = threading.Thread(target=resident.live, name=f"voice {name[0]}")
                life.start()
                self._residents.append((resident, life))
                self.came += 1

    def hears_once(self, text: str) -> bool:
        """Whether a text that was spoken has been heard whole, and once; the device may still be taking it."""
        until(lambda: tone(text) in self.heard)
        return self.heard.count(tone(text)) == 1


class Caller:
    """One who asks, and keeps all that it is told."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.told: list[Message] = []
        self._texts: set[str] = set()  # whose ids are known

    def speak(self, text: str, *, voice: str = "", mode: str = "replace") -> str:
        """Have a text said, and be told of it; gives its id.

        One that is over before the service comes to tell that it was accepted is told to be over only.
        """
        self.peer.send(message.Speak(voice=voice, mode=mode, wait=True, payload=text.encode()))
        while True:
            told = self._hear(message.Message)
            if isinstance(told, message.Accepted | message.Finished | message.Failed) and told.id not in self._texts:
                self._texts.add(told.id)
                return told.id

    def stop(self) -> None:
        """Have everything fall silent."""
        self.peer.send(message.Stop())
        self._hear(message.Ok)

    def outcome(self, identity: str) -> str:
        """How a text ends."""
        while not (ends := self._ends(identity)):
            self._hear(message.Message)
        return ends[0]

    def ends(self, identity: str) -> int:
        """How often a text was said to be over."""
        return len(self._ends(identity))

    def _hear(self, kind: type[Kind]) -> Kind:
        while True:
            self.told.append(received := self.peer.receive(SECONDS))
            if isinstance(received, kind):
                return received

    def _ends(self, identity: str) -> list[str]:
        return [
            told.outcome if isinstance(told, message.Finished) else told.code
            for told in self.told
            if isinstance(told, message.Finished | message.Failed) and told.id == identity
        ]
