"""The lane of what is said aloud: utterances through the player to the device."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kokoro_ipc import message
from kokoro_ipc.errors import FailureError
from kokoro_voice.fetch import Fetch
from kokoro_voice.lane import Lane
from kokoro_voice.player import BYTES_A_SECOND, Mark, Player

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_ipc.channel import Channel
    from kokoro_ipc.message import Message
    from kokoro_voice.device import Device
    from kokoro_voice.utterance import Utterance

log = logging.getLogger(__name__)


class Mouth(Lane):
    """One voice's speech."""

    def __init__(
        self,
        player: Player,
        device: Device,
        connect: Callable[[], Channel],
        report: Callable[[Message], None],
        wake: Callable[[], None],
    ) -> None:
        super().__init__(connect, report, wake)
        self._player, self._device = player, device
        self._feed: _Feed | None = None
        self._said: Message | None = None  # the sentence that was told last

    @property
    def paused(self) -> bool:
        """Whether it keeps silent in mid-speech."""
        return self._player.paused

    @property
    def device_obeys(self) -> bool:
        """Whether the sound system is at work, so that it should be looked after."""
        return self._device.obeying

    def replace(self, utterance: Utterance) -> None:
        """Instead of all there is."""
        self.stop("replaced")
        self.add(utterance)

    def urge(self, utterance: Utterance) -> None:
        """Before all there is, but for what is urgent, too; what is interrupted goes on behind it."""
        urgent = next((at for at, other in enumerate(self.utterances) if not other.urgent), len(self.utterances))
        if urgent or not self.busy:
            self.utterances.insert(urgent, utterance)
            if len(self.utterances) == 1:
                self._begin(utterance)
            else:
                self._note(utterance, "waits behind what is urgent, too")
            return
        self._note(self.utterances[0], f"interrupted by {utterance.id}, and goes on behind it")
        self._put_off()
        self.utterances.appendleft(utterance)
        self._begin(utterance)

    def back(self) -> None:
        """To the sentence before."""
        if self.busy:
            current = self.utterances[0]
            before = current.sentence_at(self._player.playing.offset, back=1)
            self._note(current, "goes back by a sentence")
            self._put_off()
            current.go_to(before)
            self._begin(current)

    def change(self, speed: float) -> None:
        """What is being said goes on at that speed from its next segment on."""
        if not self.busy or self._fetch is None:
            return
        current = self.utterances[0]
        current.speed = speed
        self._note(current, f"goes on at speed {speed:g}")
        turn, lacking = self._player.keep_segment()
        if lacking is None:
            self._fetch.renew()
            return
        self._fetch.cancel()
        current.go_to(lacking.offset)
        self._feed = _Feed(self._player, turn, self._wake)
        self._fetch = Fetch(current, self._feed, self._connect, first_sentence=lacking.sentence)
        self._fetch.start()

    def pause(self) -> None:
        """Fall silent, keep the place."""
        if self.busy:
            self._player.pause()
            self._device.rest()
            self._note(self.utterances[0], "paused")

    def resume(self) -> None:
        """Go on."""
        for utterance in self.utterances:
            utterance.paused = False
        if self.busy and self._player.paused:
            self._note(self.utterances[0], "goes on after a pause")
            self._device.want(self.utterances[0].device, self.utterances[0].id)
            self._player.resume()

    def skip(self) -> None:
        """To the next sentence."""
        if self.busy and self._fetch is not None:
            self._note(self.utterances[0], "goes on with the next sentence")
            self._fetch.pass_over(self._player.skip())

    def advance(self) -> None:
        """Look at what the device has played, and tell; raises DeviceHangsError."""
        self._device.check()
        if not self.utterances or self._feed is None:
            return
        self._tell_start()
        self._tell_sentence()
        self._progress(self._player.playing.offset)
        if self._device.error is not None:
            self._end(self._device.error)
        elif self._player.drained:
            self._end(self._feed.failure or "spoken")
        else:
            self._device.check_sound()

    def _prepare(self, utterance: Utterance) -> _Feed:
        self._feed = _Feed(self._player, self._player.cut(utterance.rewind()), self._wake)
        if utterance.paused:
            self._player.pause()
        else:
            self._device.want(utterance.device, utterance.id)
        return self._feed

    def _put_off(self) -> None:
        """Let go of what is being said, which goes on later at the word or the sentence that is heard now."""
        self._tell_start()
        current, place = self.utterances[0], self._player.word()
        if place is None:
            place = self._player.playing.offset
            place = place if self._player.first_sound is None else current.sentence_at(place)
        current.paused = self._player.paused
        current.seconds += self._leave()
        current.go_to(place)

    def _break_off(self) -> float:
        seconds, underruns = self._player.played / BYTES_A_SECOND, self._player.underruns
        if underruns:
            told = f"the sound ran out {underruns} times"
            self._note(self.utterances[0], told, level=logging.WARNING, UNDERRUNS=str(underruns))
        self._player.cut()
        self._device.rest()
        return seconds

    def _tell_start(self) -> None:
        first, utterance = self._player.first_sound, self.utterances[0]
        if first is None or utterance.started:
            return
        utterance.started = True
        latency = first - utterance.came
        self._note(utterance, f"first sound after {latency * 1e3:.0f} ms", FIRST_SOUND_MS=f"{latency * 1e3:.1f}")
        self._report(message.Started(id=utterance.id, latency=latency))

    def _tell_sentence(self) -> None:
        """Tell which sentence is heard, where that is another one, more of it is known, or it has paused."""
        utterance = self.utterances[0]
        text = utterance.sentence_text(self._player.playing.offset)
        if text and utterance.started:
            saying = message.Saying(
                id=utterance.id, voice=utterance.voice, paused=self._player.paused, payload=text.encode()
            )
            if saying != self._said:
                self._said = saying
                self._report(saying)


class _Feed:
    """Takes an utterance's sound to the player, for one turn."""

    def __init__(self, player: Player, turn: int, wake: Callable[[], None]) -> None:
        self._player, self._turn, self._wake = player, turn, wake
        self.failure: FailureError | None = None

    def segment(self, offset: int, sentence: int) -> bool:
        return self._player.segment(self._turn, Mark(offset, sentence))

    def audio(self, pcm: bytes) -> bool:
        return self._player.feed(self._turn, pcm)

    def words(self, begins: list[tuple[int, float]]) -> bool:
        return self._player.words(self._turn, begins)

    def rewind(self) -> bool:
        return self._player.rewind(self._turn)

    def end(self) -> None:
        self._player.end(self._turn)

    def failed(self, code: str, text: str) -> None:
        """What is here is still played; then it is told."""
        self.failure = FailureError(code, text)
        self._player.end(self._turn)
