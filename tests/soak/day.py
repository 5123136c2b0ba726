"""The day itself: all doors at once, a tenth of it and then the rest, and what is counted behind both."""

from __future__ import annotations

import os
import random
import tempfile
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kokoro_ipc import message
from kokoro_ipc.channel import connect
from kokoro_ipc.lean_json import loads
from kokoro_model.voices import Catalogue
from tests.soak import balance
from tests.soak.books import Books
from tests.soak.command_door import CommandDoor
from tests.soak.desktop import SERVICES, prepared, shown, systemctl
from tests.soak.http_door import HttpDoor
from tests.soak.meter import SLICE, Held, held, population, processes
from tests.soak.socket_door import SocketDoor
from tests.soak.speechd_door import SpeechdDoor
from tests.soak.table import Line, flat, heading, same
from tests.soak.tally import Tally
from tests.soak.websocket_door import WebSocketDoor
from tests.soak.wyoming_door import WyomingDoor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

QUIET_SECONDS = 60.0
WARM = 1000
"""Utterances after which all is loaded that ever will be."""
SOCKET = os.environ.get("XDG_RUNTIME_DIR", "") + "/kokoro/model.sock"
SHARES = {"socket": 0.45, "http": 0.27, "websocket": 0.15, "wyoming": 0.09, "speechd": 0.03, "command": 0.01}
WORKERS = {"socket": 5, "http": 2}
"""Where there is more than one."""
VOICES = 4
"""For each worker that has some of its own."""


class Day:
    """`program` is the installed `say`, `folder` a place for files."""

    def __init__(self, program: str, folder: Path, voices: Sequence[str], ports: tuple[int, int]) -> None:
        self._program, self._folder = program, folder
        self._http, self._wyoming = ports
        self._voices = [voices[at : at + VOICES] for at in range(0, len(voices), VOICES)]
        self.tallies = {door: Tally() for door in SHARES}
        self.problems: list[str] = []
        self._lock = threading.Lock()

    def pass_by(self, utterances: int, seed: int) -> None:
        """All doors at once, until each has had its share."""
        jobs = [
            threading.Thread(target=self._work, args=(door, worker, max(1, round(utterances * share / workers)), seed))
            for door, share in SHARES.items()
            for workers in [WORKERS.get(door, 1)]
            for worker in range(workers)
        ]
        for job in jobs:
            job.start()
        for job in jobs:
            job.join()

    def _work(self, door: str, worker: int, number: int, seed: int) -> None:
        tally, chance = Tally(), random.Random(f"{door} {worker} {seed}")
        try:
            self._door(door, worker, tally, chance)(number)
        except Exception:  # noqa: BLE001
            self.problems.append(door)
            traceback.print_exc()
        with self._lock:
            self.tallies[door].add(tally)

    def _door(self, door: str, worker: int, tally: Tally, chance: random.Random) -> Callable[[int], None]:
        shared, commands, *own = self._voices
        if door == "socket":
            return SocketDoor(tally, chance, own[worker], self._folder).run
        if door == "command":
            return CommandDoor(tally, chance, commands, self._program).run
        if door == "speechd":
            return SpeechdDoor(tally, chance).run
        if door == "wyoming":
            return WyomingDoor(tally, chance, shared, self._wyoming).run
        return (HttpDoor if door == "http" else WebSocketDoor)(tally, chance, shared, self._http).run

    @property
    def command_voices(self) -> Sequence[str]:
        """Those of the command alone."""
        return self._voices[1]


def soak(utterances: int) -> list[Line]:
    """Let the day pass on the installed units; prints the table and gives its lines."""
    since = time.time()
    voices = [voice.name for voice in Catalogue(Path("no such file")).voices() if voice.lang.startswith("en-")]
    program = os.path.expanduser("~/.local/bin/say")
    with tempfile.TemporaryDirectory() as folder:
        with prepared(program, Path(folder), voices) as ports:
            day = Day(program, Path(folder), voices, ports)
            begun = time.monotonic()
            warm = max(utterances // 10, min(utterances * 2 // 3, WARM))
            day.pass_by(warm, 1)
            before = _measure()
            day.pass_by(utterances - warm, 2)
            after = _measure()
            seconds = time.monotonic() - begun
            status, pids = _status(), _pids()
            kept = [same(f"{unit}: restarts", 0, int(shown(unit, "NRestarts"))) for unit in SERVICES]
        lines = [*_flatness(before, after), *kept, *_leftovers(), same("doors that broke", 0, len(day.problems))]
    books = Books(since)
    lines = balance.lines(day.tallies, day.command_voices, books, status, pids) + lines
    _print(utterances, seconds, day, books, lines)
    return lines


def _status() -> dict[str, Any]:
    with connect(SOCKET) as channel:
        channel.send(message.Status())
        answer = channel.receive(QUIET_SECONDS)
    assert isinstance(answer, message.Ok)
    found: dict[str, Any] = loads(answer.payload.decode())
    return found


def _measure() -> dict[str, Held]:
    """What services hold once all voices have left."""
    limit = time.monotonic() + QUIET_SECONDS
    while systemctl("list-units", "--plain", "--no-legend", "--state=active,activating", "kokoro-voice@*"):
        assert time.monotonic() < limit, "voices do not leave"
        time.sleep(0.2)
    return {name: held(pid) for name, pid in _pids().items()}


def _pids() -> dict[str, int]:
    """The servers' processes."""
    (module,) = [pid for pid, _ in processes("sd_kokoro")]
    return {**{unit: int(shown(unit, "MainPID")) for unit in SERVICES}, "sd_kokoro": module}


def _flatness(before: dict[str, Held], after: dict[str, Held]) -> list[Line]:
    lines = []
    for name, first in before.items():
        last = after[name]
        lines.append(flat(f"{name}: memory, KiB of PSS", first.memory, last.memory, room=6144, part=0.1))
        lines.append(flat(f"{name}: threads", first.threads, last.threads, room=2))
        lines.append(flat(f"{name}: descriptors", first.descriptors, last.descriptors, room=2))
    return lines


def _leftovers() -> list[Line]:
    """What is still there when all has been stopped."""
    units = systemctl("list-units", "--plain", "--no-legend", "--state=active,activating", "kokoro-*.service")
    failed = systemctl("list-units", "--plain", "--no-legend", "--state=failed", "kokoro-*")
    return [
        same("processes left in the slice", 0, len(population(shown(SLICE, "ControlGroup")))),
        same("processes left outside of it", 0, len(list(processes("/lib/kokoro/")))),
        same("services left", 0, len(units.splitlines())),
        same("units that failed", 0, len(failed.splitlines())),
    ]


def _print(utterances: int, seconds: float, day: Day, books: Books, lines: Sequence[Line]) -> None:
    print(f"\n{utterances} utterances in {seconds:.0f} s, {utterances / seconds:.0f} a second")
    for door, tally in day.tallies.items():
        sounds = f"{tally.whole:6} sounds whole, {tally.cut:5} cut"
        print(f"  {door:10} {tally.asked:6} asked, {sounds}, {dict(tally.commands)}")
    print(heading("doors", "journal"))
    for line in lines:
        print(line)
    if books.errors:
        print("also logged, as warnings and errors:", dict(books.errors))
