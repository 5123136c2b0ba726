"""The model service and a voice are killed, hang, and get no memory any more, at each stage of a text.

What was accepted is spoken, written, or told to have failed, and the next text is heard.
"""

from __future__ import annotations

import resource
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.end_to_end.faults.scene import BELLA, SENTENCE, VOICES
from tests.end_to_end.faults.strikes import hang, kill, starve, unlimit
from tests.end_to_end.test_session import MODEL
from tests.end_to_end.units import drop_in
from tests.listening import from_wav
from tests.tiny_kokoro import hear

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
    Stage(MODEL, "loading", "spoken", "the text, later"),
    Stage(MODEL, "playing", "replaced", "no gap, no crack"),
    Stage(MODEL, "writing", "written", "nothing"),
    Stage(BELLA, "starting", "spoken", "the text, later"),
    Stage(BELLA, "playing", "voice_failed", "it breaks off"),
    Stage(BELLA, "writing", "voice_failed", "nothing"),
)


def stages(*short: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)


@stages()
def test_a_daemon_is_killed(stage: Stage, scene: Scene, recovery: Recovery) -> None:
    strike(kill, stage, scene, recovery)


@stages()
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
        whole = hear(from_wav(scene.file)[::2]).phonemes
        assert whole == whole[: len(whole) // 100] * 100
        return well
    well = scene.heard_again(struck)
    assert scene.ended(given) == stage.outcome
    return well


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage.stage in {"playing", "loading"}])
def test_a_daemon_gets_no_more_memory(stage: Stage, scene: Scene, recovery: Recovery) -> None:
    """Until there is memory again what is said is heard, or told to have failed."""
    given = getattr(scene, stage.stage)()
    pid = scene.pid(stage.daemon)
    starve(pid)
    meanwhile = scene.say("-w", "-v", "bella", "Is there anybody?", status=None)
    assert meanwhile.status == 0 or meanwhile.stderr
    freed = time.monotonic()
    with suppress(ProcessLookupError):  # it has not got over it
        unlimit(pid, resource.RLIMIT_AS)
    well = scene.heard_again(freed)
    recovery.note(freed, well, heard="it breaks off, or nothing", kept=scene.ended(given))
    assert len(SENTENCE) > 0
