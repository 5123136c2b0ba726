"""The model service and a voice are killed, hang, and get no memory any more, at each stage of a text.

What was accepted is spoken, written, or told to have failed, and the next text is heard.
"""

from __future__ import annotations

import resource
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.end_to_end.faults.scene import BELLA, VOICES
from tests.end_to_end.faults.strikes import hang, kill, starve, unlimit
from tests.end_to_end.test_session import MODEL
from tests.end_to_end.units import drop_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.end_to_end.faults.recovery import Recovery
    from tests.end_to_end.faults.scene import Scene

WATCHED = ("WatchdogSec=2", "TimeoutStartSec=2", "TimeoutAbortSec=1", "LimitCORE=0")


class Stage(NamedTuple):
    """Who is struck when, and what becomes of the text that is under way."""

    daemon: str
    stage: str
    outcome: str
    heard: str

    @property
    def name(self) -> str:
        return f"{'model' if self.daemon == MODEL else 'voice'} {self.stage}"


STAGES = (
    Stage(MODEL, "accepting", "spoken", "the text, later"),
    Stage(MODEL, "loading", "told", "say tells to say it again"),
    Stage(MODEL, "playing", "replaced", "no gap, no crack"),
    Stage(MODEL, "writing", "written", "nothing"),
    Stage(BELLA, "starting", "spoken", "the text, later"),
    Stage(BELLA, "playing", "voice_failed", "it breaks off"),
    Stage(BELLA, "writing", "voice_failed", "nothing"),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A kill is quickly got over; watchdogs take their time at each stage only where all are asked for."""
    if "stage" in metafunc.fixturenames:
        everywhere = metafunc.function is test_a_daemon_is_killed or metafunc.config.getoption("all_stages", False)
        chosen = [stage for stage in STAGES if everywhere or stage.stage == "playing"]
        metafunc.parametrize("stage", chosen, ids=[stage.name for stage in chosen])


def test_a_daemon_is_killed(stage: Stage, scene: Scene, recovery: Recovery) -> None:
    strike(kill, stage, scene, recovery)


def test_a_daemon_hangs(stage: Stage, watched: None, scene: Scene, recovery: Recovery) -> None:
    """The watchdog sees it; its patience, 30 s, is 2 s here."""
    strike(hang, stage, scene, recovery)


@pytest.fixture
def watched(installed: str) -> Iterator[None]:
    with drop_in(MODEL, *WATCHED), drop_in(VOICES, *WATCHED):
        yield


def strike(blow: Callable[[int], None], stage: Stage, scene: Scene, recovery: Recovery) -> None:
    given = getattr(scene, stage.stage)()
    pid = scene.pid(stage.daemon)
    struck = time.monotonic()
    blow(pid)
    well = recovered(stage, given, struck, scene)
    recovery.note(struck, well, heard=stage.heard, kept=stage.outcome)
    scene.heard_again(struck)
    assert scene.pid(stage.daemon) != pid


def recovered(stage: Stage, given: str, struck: float, scene: Scene) -> float:
    """When all was well again."""
    if stage.outcome == "spoken":
        assert scene.ended(given) == "spoken"
        return scene.first_sound(given)
    if stage.outcome == "written":
        assert scene.ended(given) == "written"
        well = time.monotonic()
        assert scene.whole()
        return well
    if stage.outcome == "told":
        assert scene.told
        _, complaint = scene.told.communicate(timeout=20)
        assert scene.told.returncode == 0 or b"say it again" in complaint
        return scene.heard_again(struck)
    well = scene.heard_again(struck)
    assert scene.ended(given) == stage.outcome
    assert not list(scene.folder.iterdir()), "a part of a file is left"
    return well


@pytest.mark.parametrize("daemon", [MODEL, BELLA], ids=["model", "voice"])
def test_a_daemon_gets_no_more_memory(daemon: str, watched: None, scene: Scene, recovery: Recovery) -> None:
    """In mid-speech, for two seconds. What is said meanwhile is heard, or told to have failed.

    Python may hang in the start of a thread that had no memory to begin: that is for the watchdog.
    """
    given = scene.playing()
    pid = scene.pid(daemon)
    starve(pid)
    struck = time.monotonic()
    with scene.say.start("-w", "-v", "bella", "Is there anybody?") as meanwhile:
        scene.recorder.samples(struck, struck + 2)
        freed = time.monotonic()
        with suppress(ProcessLookupError):  # it has not got over it
            unlimit(pid, resource.RLIMIT_AS)
        _, complaint = meanwhile.communicate(timeout=40)
        assert meanwhile.returncode == 0 or complaint
    well = scene.heard_again(freed)
    recovery.note(freed, well, heard="it breaks off", kept=scene.ended(given))
