"""Open files and threads are at their limits: what is under way goes on, new texts wait or are refused, nobody dies."""

from __future__ import annotations

import asyncio
import itertools
import os
import resource
import time
from typing import TYPE_CHECKING

import pytest
from wyoming.ping import Ping

from tests.aside import Aside
from tests.end_to_end.faults.scene import BELLA
from tests.end_to_end.faults.strikes import limit, unlimit
from tests.end_to_end.faults.test_servers import serving
from tests.end_to_end.test_session import MODEL
from tests.wyoming_server import Client

if TYPE_CHECKING:
    from tests.end_to_end.faults.recovery import Recovery
    from tests.end_to_end.faults.scene import Scene

HELD = "connections wait"


def next_file(pid: int) -> int:
    """The number that it would get: with that as its limit it gets none."""
    taken = set(map(int, os.listdir(f"/proc/{pid}/fd")))
    return next(number for number in itertools.count() if number not in taken)


def seconds_of_work(pid: int) -> float:
    """What the process has had of the processors."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        user, system = file.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def test_the_model_has_no_more_files(scene: Scene, recovery: Recovery) -> None:
    """Whoever comes waits in the socket, or is told of it, and nothing runs in circles meanwhile."""
    scene.playing()
    pid = scene.pid(MODEL)
    began, before = time.monotonic(), seconds_of_work(pid)
    limit(pid, resource.RLIMIT_NOFILE, next_file(pid))
    with scene.say.start("-w", "-v", "michael", "I wait.") as waiting:
        scene.journal.wait_for(began, _SYSTEMD_USER_UNIT=MODEL, MESSAGE=scene.has(HELD))
        scene.recorder.samples(began, began + 2)  # it is two seconds later, and the text is heard still
        assert seconds_of_work(pid) - before < 1
        assert len(scene.journal.entries(began, _SYSTEMD_USER_UNIT=MODEL, MESSAGE=scene.has(HELD))) < 5
        freed = time.monotonic()
        unlimit(pid, resource.RLIMIT_NOFILE)
        _, complaint = waiting.communicate(timeout=20)
        assert waiting.returncode == 0 or b"open files" in complaint, complaint
    recovery.note(freed, scene.heard_again(freed), heard="the new text, later", kept="all texts")
    assert scene.pid(MODEL) == pid


def test_the_model_has_no_more_threads(scene: Scene, recovery: Recovery) -> None:
    given = scene.playing()
    pid = scene.pid(MODEL)
    limit(pid, resource.RLIMIT_NPROC, 1)
    refused = scene.say("-w", "Is there anybody?", status=1)
    assert "try again later" in refused.stderr
    ended = scene.journal.entries(UTTERANCE=given, OUTCOME=scene.has("."))
    assert ended == [], [entry["MESSAGE"] for entry in ended]
    freed = time.monotonic()
    unlimit(pid, resource.RLIMIT_NPROC)
    recovery.note(freed, scene.heard_again(freed), heard="say tells to try again later", kept="what is spoken")
    assert scene.pid(MODEL) == pid


def test_a_voice_has_no_more_files(scene: Scene, recovery: Recovery) -> None:
    scene.say("-w", "-v", "bella", "Ready.")
    pid = scene.pid(BELLA)
    limit(pid, resource.RLIMIT_NOFILE, next_file(pid))
    with scene.say.start("-w", "-v", "bella", "I wait.") as waiting:
        scene.journal.wait_for(_SYSTEMD_USER_UNIT=MODEL, VOICE="af_bella", LANGUAGE=scene.has("."))
        freed = time.monotonic()
        unlimit(pid, resource.RLIMIT_NOFILE)
        waiting.wait(20)
    recovery.note(freed, scene.heard_again(freed), heard="the text, later, or that it failed", kept="the next text")
    assert scene.pid(BELLA) == pid


def test_a_voice_has_no_more_threads(scene: Scene, recovery: Recovery) -> None:
    scene.say("-w", "-v", "bella", "Ready.")
    pid = scene.pid(BELLA)
    limit(pid, resource.RLIMIT_NPROC, 1)
    refused = scene.say("-w", "-v", "bella", "Is there anybody?", status=1)
    assert refused.stderr
    freed = time.monotonic()
    unlimit(pid, resource.RLIMIT_NPROC)
    recovery.note(freed, scene.heard_again(freed), heard="say tells that it failed", kept="the next text")
    assert scene.pid(BELLA) == pid


@pytest.mark.usefixtures("ports")
def test_the_wyoming_server_has_no_more_files(scene: Scene, recovery: Recovery) -> None:
    """As for the model: whoever comes waits in the socket."""

    async def ping() -> str:
        async with Client("127.0.0.1", 10200, connect_timeout=60, read_timeout=60) as client:
            await client.say(Ping())
            return str((await client.hear()).type)

    with serving("kokoro-wyoming") as server:
        assert asyncio.run(ping()) == "pong"
        pid = scene.pid(server)
        began = time.monotonic()
        limit(pid, resource.RLIMIT_NOFILE, next_file(pid))
        waiting = Aside(lambda: asyncio.run(ping()))
        scene.journal.wait_for(began, _SYSTEMD_USER_UNIT=server, MESSAGE=scene.has(HELD))
        freed = time.monotonic()
        unlimit(pid, resource.RLIMIT_NOFILE)
        assert waiting.outcome() == "pong"
        recovery.note(freed, heard="new clients wait", kept="all clients")
        assert scene.pid(server) == pid
