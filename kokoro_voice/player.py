"""What is heard next: the sound between the model and the device, sans-IO.

Rules:

- Sound never stops in mid-wave: a cut, a skip or a pause lets the next few milliseconds fade out; what is heard after
  a break in the same turn fades in.
- The device asks by `fill` and is never made to wait; who feeds waits while enough is held.
- A cut begins a new turn. Sound for a turn that is over is refused, so a late feeder does no harm.

Threads: the device calls `fill`, a fetching thread feeds, the main thread does the rest.
"""

from __future__ import annotations

import threading
import time
from array import array
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

RATE = 24_000
WIDTH = 2
BYTES_A_SECOND = RATE * WIDTH
FADE_SAMPLES = 120
FADE = FADE_SAMPLES * WIDTH
"""Bytes of a fade: 5 ms."""
AHEAD = 10 * BYTES_A_SECOND
"""Bytes of sound that are held ahead of the device."""


class Mark(NamedTuple):
    """A segment: the `offset` in the text where it begins, and its sentence's number."""

    offset: int
    sentence: int


class Clip(NamedTuple):
    """A piece of a segment's sound."""

    mark: Mark
    sound: bytes


class Player:
    """One voice's sound. `wake` is called, from any thread, when the main thread should look."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._changed = threading.Condition()
        self._tail = b""  # what fades out, before anything else
        self.paused = False
        self.asked = time.monotonic()
        """When the device last asked for sound, or could have asked after there was none."""
        self._begin(0, Mark(0, 0))

    def _begin(self, turn: int, mark: Mark) -> None:
        self.turn = turn
        self._clips: deque[Clip] = deque()
        self._held = 0
        self._fed = mark
        self._ended = self._starved = False
        self._level = FADE_SAMPLES  # how loud we are: 0 in a break, then a sample more each sample, up to this
        self._skipped = -1  # sentences up to this one are not wanted any more
        self.playing = mark
        """The segment that is heard."""
        self._heard = 0  # bytes of that segment
        self._words: dict[Mark, list[tuple[int, float]]] = {}
        self.first_sound: float | None = None
        """When the turn's first sound went to the device (monotonic seconds)."""
        self.played = 0
        """Bytes of the turn's sound that went to the device."""
        self.underruns = 0

    @property
    def drained(self) -> bool:
        """Whether all of the turn's sound has gone to the device."""
        return self._ended and not self._clips and not self._tail

    @property
    def sounding(self) -> bool:
        """Whether there is sound for the device."""
        return bool(self._clips) and not self.paused

    # --- the main thread

    def cut(self, offset: int = 0) -> int:
        """Fade out and drop all there is; gives the number of the new turn, whose text begins at `offset`."""
        with self._changed:
            self._let_fade()
            self.paused = False
            self._begin(self.turn + 1, Mark(offset, 0))
            self._changed.notify_all()
            return self.turn

    def word(self) -> int | None:
        """Where the word that is heard begins in the text, if that is known."""
        with self._changed:
            seconds = self._heard / BYTES_A_SECOND
            begun = [offset for offset, begins in self._words.get(self.playing, ()) if begins <= seconds]
            return begun[-1] if begun else None

    def keep_segment(self) -> tuple[int, Mark | None]:
        """Drop all sound behind the segment that is heard, and begin a turn for what comes in its place.

        Gives the turn, and the first segment that it lacks. None where that is not here yet: the turn goes on.
        """
        with self._changed:
            current = self._clips[0].mark if self._clips else self.playing
            marks = [mark for mark in [*(clip.mark for clip in self._clips), self._fed] if mark != current]
            if not marks:
                return self.turn, None
            while self._clips and self._clips[-1].mark != current:
                self._held -= len(self._clips.pop().sound)
            self.turn, self._fed, self._ended = self.turn + 1, current, False
            self._changed.notify_all()
            return self.turn, marks[0]

    def pause(self) -> None:
        """Fade out and keep the place."""
        with self._changed:
            self._let_fade()
            self.paused = True

    def resume(self) -> None:
        """Fade in from the place."""
        with self._changed:
            self._expect(waiting=self.paused)
            self.paused = False

    def skip(self) -> int:
        """Go on with the next sentence, as soon as it is here; gives the number of the one that is over."""
        with self._changed:
            self._let_fade()
            current = self._clips[0].mark if self._clips else self._fed
            self._skipped = current.sentence
            while self._clips and self._clips[0].mark.sentence <= self._skipped:
                self._held -= len(self._clips.popleft().sound)
            self._changed.notify_all()
            return self._skipped

    # --- the device's thread

    def forget_fade(self) -> None:
        """The device is a new one: nothing has sounded there that could fade."""
        with self._changed:
            self._tail = b""

    def wait_silent(self, seconds: float) -> None:
        """Wait until what fades has gone to the device; if that takes longer, nobody will hear it."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._tail, seconds):
                self._tail = b""

    # --- the fetching thread

    def segment(self, turn: int, mark: Mark) -> bool:
        """The sound of a segment follows; False if the turn is over."""
        with self._changed:
            if turn == self.turn:
                self._fed = mark
            return turn == self.turn

    def feed(self, turn: int, sound: bytes) -> bool:
        """Take sound, once there is room for it; False if the turn is over."""
        with self._changed:
            self._changed.wait_for(lambda: turn != self.turn or self._held < AHEAD)
            if turn != self.turn:
                return False
            if self._fed.sentence > self._skipped:
                self._expect(waiting=not self._clips)
                self._clips.append(Clip(self._fed, sound))
                self._held += len(sound)
            return True

    def words(self, turn: int, begins: list[tuple[int, float]]) -> bool:
        """Where the words of the segment that is being fed begin: offset in the text, seconds of its sound."""
        with self._changed:
            if turn == self.turn:
                self._words[self._fed] = begins
            return turn == self.turn

    def rewind(self, turn: int) -> bool:
        """The segment that is being fed will come again whole: forget what there is of it."""
        with self._changed:
            if turn == self.turn and self.playing == self._fed:
                self._let_fade()
            while turn == self.turn and self._clips and self._clips[-1].mark == self._fed:
                self._held -= len(self._clips.pop().sound)
            return turn == self.turn

    def end(self, turn: int) -> None:
        """All sound of the turn is here."""
        with self._changed:
            self._ended = self._ended or turn == self.turn
        self._wake()

    # --- the device

    def fill(self, size: int) -> bytes:
        """The next `size` bytes for the device, silence where there is nothing else."""
        self.asked = time.monotonic()
        with self._changed:
            sound, self._tail = self._tail[:size], self._tail[size:]
            if sound:
                self._changed.notify_all()
            if not self.paused:
                sound += self._take(size - len(sound))
            if len(sound) < size:
                sound += bytes(size - len(sound))
        return sound

    def _take(self, size: int) -> bytes:
        """Up to `size` bytes of clips, under the lock."""
        pieces = []
        before, wanted = self.playing, size
        while size and self._clips:
            mark, sound = self._clips.popleft()
            if len(sound) > size:
                self._clips.appendleft(Clip(mark, sound[size:]))
                sound = sound[:size]
            self._move_to(mark, len(sound))
            pieces.append(sound)
            size -= len(sound)
        taken = b"".join(pieces)
        self._count(len(taken), wanted)
        if self.playing != before or (self._ended and not self._clips):
            self._wake()
        return self._risen(taken)

    def _move_to(self, mark: Mark, size: int) -> None:
        """So much of that segment is heard."""
        if mark != self.playing:
            self._words.pop(self.playing, None)
            self.playing, self._heard = mark, 0
        self._heard += size

    def _expect(self, *, waiting: bool) -> None:
        """Sound comes, and the device has asked in vain if it asked: what counts is whether it asks from now on."""
        if waiting:
            self.asked = time.monotonic()

    def _count(self, taken: int, wanted: int) -> None:
        if taken:
            if self.first_sound is None:
                self.first_sound = time.monotonic()
                self._wake()
            self.played += taken
            self._held -= taken
            self._changed.notify_all()
        hungry = taken < wanted and self.first_sound is not None and not self._ended
        self.underruns += hungry and (taken > 0 or not self._starved)
        self._starved = hungry

    def _risen(self, taken: bytes) -> bytes:
        """What was taken, as loud as it may be so soon after a break; where sound runs out, a break begins."""
        rising = array("h", taken[: (FADE_SAMPLES - self._level) * WIDTH])
        for at in range(len(rising)):
            rising[at] = rising[at] * (self._level + at) // FADE_SAMPLES
        self._level = 0 if self._starved else self._level + len(rising)
        return rising.tobytes() + taken[len(rising) * WIDTH :]

    def _let_fade(self) -> None:
        """What would be heard next fades out, from as loud as we are, under the lock."""
        if self.paused or self._tail or self.first_sound is None:
            return
        coming, size = b"", self._level * WIDTH
        for clip in self._clips:
            coming += clip.sound[: size - len(coming)]
            if len(coming) == size:
                break
        falling = array("h", coming)
        for at in range(count := len(falling)):
            falling[at] = falling[at] * self._level * (count - 1 - at) // (count * FADE_SAMPLES)
        self._tail, self._level = falling.tobytes(), 0
