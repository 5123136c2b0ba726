"""The device is opened ahead, kept a while, let go; and whatever it does, the main thread does not wait for it."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc.errors import NO_AUDIO_DEVICE
from kokoro_voice.device import UNDERRUNS, Device, DeviceHangsError
from kokoro_voice.player import BYTES_A_SECOND, FADE, Mark, Player
from kokoro_voice.sink import NullSink
from tests.unit.voice.sinks import LONGEST, BrokenSink, FailingSink, HandSink, HangingSink
from tests.unit.voice.waves import ramp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kokoro_voice.sink import Sink

LONG, SHORT = 60.0, 0.05
BLOCK = 480


class Woken(threading.Event):
    """Whether the main thread has been called."""

    def __call__(self) -> None:
        self.set()


@contextmanager
def device(sink: Sink, *, linger: float = LONG, preroll: float = 0.0) -> Iterator[tuple[Device, Player, Woken]]:
    """A device with a player that has a second of sound."""
    woken = Woken()
    player = Player(woken)
    made = Device(
        sink,
        player,
        woken,
        linger_seconds=linger,
        preroll_seconds=preroll,
        sleeps=lambda name: name != "awake",
        fade_seconds=LONG,
        hang_seconds=SHORT,
    )
    made.start()
    turn = player.cut()
    player.segment(turn, Mark(0, 0))
    player.feed(turn, ramp(0, 24_000))
    woken.clear()
    try:
        yield made, player, woken
    finally:
        made.quit(10.0)


def test_a_device_that_is_wanted_asks_for_the_sound() -> None:
    sink = HandSink()
    with device(sink) as (made, _, woken):
        assert not made.open
        made.want("headphones")
        assert sink.ask(BLOCK) == ramp(0, BLOCK // 2)
        assert (sink.opened, made.error) == (["headphones"], None)
        assert woken.is_set(), "the first sound is told"
    sink.wait_closed()


def test_a_device_that_is_open_is_not_opened_again() -> None:
    sink = HandSink()
    with device(sink) as (made, _, _):
        for name in ("", "", "", "other"):
            made.want(name)
        made.quit(10.0)
    assert sink.opened == ["", "other"]


def test_a_device_is_let_go_after_a_while_without_sound() -> None:
    sink = HandSink()
    with device(sink, linger=SHORT) as (made, _, _):
        made.want("")
        sink.wait_open()
        begun = time.monotonic()
        made.rest()
        sink.wait_closed()
        assert 0.04 < time.monotonic() - begun < 5.0
        assert not made.open
        made.want("")
        sink.wait_open()


def test_a_device_that_is_wanted_again_in_time_stays_open() -> None:
    sink = HandSink()
    with device(sink, linger=LONG) as (made, _, _):
        made.want("")
        made.rest()
        made.want("")
        sink.wait_open()
        made.quit(LONG)
        sink.wait_closed()
    assert sink.opened == [""]


def test_what_fades_is_heard_before_the_device_closes() -> None:
    sink = HandSink()
    with device(sink) as (made, player, _):
        made.want("")
        sink.ask(BLOCK)
        player.cut()
        made.want("another")
        tail = sink.ask(BLOCK)
        assert any(tail[:FADE])


def test_a_device_that_sleeps_swallows_the_first_sound_so_silence_goes_before_it() -> None:
    sink = HandSink()
    with device(sink, preroll=0.02) as (made, player, _):
        made.want("")
        assert sink.ask(BLOCK) == bytes(BLOCK)
        assert sink.ask(BLOCK) == bytes(BLOCK)
        assert player.first_sound is None
        assert sink.ask(BLOCK) == ramp(0, BLOCK // 2)


def test_a_device_that_is_awake_gets_the_sound_at_once() -> None:
    sink = HandSink()
    with device(sink, preroll=0.02) as (made, _, _woken):
        made.want("awake")
        assert sink.ask(BLOCK) == ramp(0, BLOCK // 2)


def test_a_device_that_runs_dry_is_opened_again_further_ahead_and_no_sound_is_lost() -> None:
    sink = HandSink()
    with device(sink) as (made, _, _):
        made.want("headphones")
        before = sink.ask(BLOCK)
        sink.underruns = UNDERRUNS
        during = sink.ask(BLOCK)
        sink.wait_opened(2)
        assert before + during + sink.ask(BLOCK) == ramp(0, 3 * BLOCK // 2)
        assert (sink.opened, sink.latency, made.error) == (["headphones", "headphones"], 4.0, None)


def test_a_device_that_is_as_far_ahead_as_it_may_be_is_not_opened_again() -> None:
    sink = HandSink()
    sink.latency = LONGEST + 1.0
    with device(sink) as (made, _, _):
        made.want("")
        sink.wait_open()
        for _ in range(UNDERRUNS):
            sink.underruns = UNDERRUNS
            sink.ask(BLOCK)
        made.want("another")
        sink.wait_opened(2)
    assert sink.opened == ["", "another"]


def test_a_device_that_ran_dry_is_let_go_all_the_same() -> None:
    sink = HandSink()
    with device(sink, linger=SHORT) as (made, _, _):
        made.want("")
        sink.wait_open()
        made.rest()
        sink.underruns = UNDERRUNS
        sink.ask(BLOCK)
        sink.wait_opened(2)
        sink.wait_closed()
        assert not made.open


# --- devices that fail


def test_a_device_that_does_not_open_is_told_and_tried_anew() -> None:
    sink = FailingSink(failures=2)
    with device(sink) as (made, _, woken):
        for _ in range(2):
            made.want("hdmi")
            assert woken.wait(10.0)
            woken.clear()
            assert made.error is not None
            assert (made.error.code, made.error.message) == (NO_AUDIO_DEVICE, "the sound device hdmi does not open")
            assert not made.open
        made.want("hdmi")
        sink.wait_open()
        assert made.error is None


@pytest.mark.parametrize("opening", [True, False], ids=["opening", "closing"])
def test_a_device_that_hangs_holds_up_nobody(opening: bool) -> None:
    sink = HangingSink(opening=opening)
    with device(sink) as (made, _, _):
        made.want("")
        made.want("another")
        assert sink.hangs.wait(10.0)
        begun = time.monotonic()
        made.want("")
        made.rest()
        made.quit(2 * SHORT)
        assert time.monotonic() - begun < 5.0
        with pytest.raises(DeviceHangsError):
            made.check()
        sink.let_go.set()


def test_a_device_whose_thread_runs_in_circles_is_given_up_at_once() -> None:
    with device(HandSink()) as (made, _, woken):
        made.check()
        made.hogs()
        assert woken.is_set()
        with pytest.raises(DeviceHangsError, match="has stopped taking sound"):
            made.check()


def test_what_fails_otherwise_than_it_should_is_told_and_no_hang() -> None:
    sink = BrokenSink(failures=2)
    with device(sink) as (made, _, woken):
        made.want("hdmi")
        assert woken.wait(10.0)
        assert made.error is not None
        assert (made.error.code, made.error.message) == (NO_AUDIO_DEVICE, "the sound device fails: hdmi is on fire")
        made.want("usb")
        made.want("headphones")
        sink.wait_open()
        assert sink.opened == ["headphones"]
        assert not made.error


def test_a_device_that_is_not_wanted_any_more_fails_nothing() -> None:
    sink = HangingSink(opening=True, failing="first")
    with device(sink) as (made, _, _):
        made.want("first")
        assert sink.hangs.wait(10.0)
        made.want("second")
        sink.let_go.set()
        sink.wait_open()
        assert (sink.opened, made.error) == (["second"], None)


class Raced(Device):
    """Between the look at an order under way and what is made of it, the order comes to its end if it can."""

    let_go = threading.Event()
    ended = threading.Event()

    @property
    def _since(self) -> float | None:
        found: float | None = self.__dict__.get("since")
        if self.let_go.is_set() or found is None or threading.current_thread() is not threading.main_thread():
            return found
        self.let_go.set()
        self.ended.wait(0.2)
        return found

    @_since.setter
    def _since(self, since: float | None) -> None:
        self.__dict__["since"] = since
        if since is None and self.let_go.is_set():
            self.ended.set()


def test_an_order_that_ends_while_it_is_looked_at_has_ended() -> None:
    sink = HangingSink(opening=True)
    sink.let_go = Raced.let_go
    made = Raced(
        sink, Player(Woken()), Woken(), linger_seconds=LONG, preroll_seconds=0, sleeps=lambda _: False, stall_seconds=0
    )
    made.start()
    made.want("")
    assert sink.hangs.wait(10.0)
    made.check()
    assert Raced.ended.wait(10.0)
    assert not made.obeying
    made.quit(10.0)


# --- the sink that needs no device


def test_the_null_sink_takes_sound_in_its_time() -> None:
    taken = threading.Semaphore(0)
    sizes = []

    def fill(size: int) -> bytes:
        sizes.append(size)
        taken.release()
        return bytes(size)

    sink = NullSink()
    begun = time.monotonic()
    sink.open("any", fill)
    for _ in range(20):
        taken.acquire()
    seconds = time.monotonic() - begun
    sink.close()
    count = len(sizes)
    assert set(sizes) == {BYTES_A_SECOND // 100}
    assert 0.18 < seconds < 10.0
    sink.open("again", fill)
    taken.acquire()
    sink.close()
    sink.close()
    assert len(sizes) > count


def test_a_null_sink_that_was_never_opened_can_be_closed() -> None:
    NullSink().close()
