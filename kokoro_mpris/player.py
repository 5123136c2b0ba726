"""What is said, as a media player has it, sans-IO: the model service's messages in, MPRIS's properties out, and back.

- One player for all voices. Its track is the text that began last among those that are not paused, or else among all;
  the title is the sentence that is heard, the artist the voice.
- Play, pause and stop are for all voices: who presses the key wants silence. Next and previous go by the sentences of
  the track's voice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kokoro_ipc import message

if TYPE_CHECKING:
    from kokoro_ipc.message import Message, Saying

Variant: TypeAlias = tuple[str, object]
"""A D-Bus signature, and a value of that type."""


class Player:
    """What all voices are saying. Without `sentences`, it does not tell what, only who."""

    def __init__(self, *, sentences: bool = True) -> None:
        self._sentences = sentences
        self._sayings: dict[str, Saying] = {}  # by id, in the order in which they began

    def hear(self, event: Message) -> None:
        """A voice says a sentence, or a text is over; anything else is passed over."""
        if isinstance(event, message.Saying):
            self._sayings[event.id] = event
        elif isinstance(event, message.Finished | message.Failed):
            self._sayings.pop(event.id, None)

    @property
    def silent(self) -> bool:
        """Whether nothing is said, nor paused."""
        return not self._sayings

    @property
    def playing(self) -> bool:
        """Whether anything is heard."""
        return any(not saying.paused for saying in self._sayings.values())

    def properties(self) -> dict[str, Variant]:
        """Those of MPRIS's player that change, by name."""
        can = ("b", not self.silent)
        return {
            "PlaybackStatus": ("s", "Playing" if self.playing else "Stopped" if self.silent else "Paused"),
            "Metadata": ("a{sv}", self._metadata()),
            "CanPlay": can,
            "CanPause": can,
            "CanGoNext": can,
            "CanGoPrevious": can,
        }

    def command(self, method: str) -> Message | None:
        """What a method of MPRIS's player has the voices do; None where that is nothing."""
        if self.silent:
            return None
        if method == "PlayPause":
            method = "Pause" if self.playing else "Play"
        commands: dict[str, Message] = {
            "Play": message.Resume(),
            "Pause": message.Pause(),
            "Stop": message.Stop(),
            "Next": message.Skip(voice=self._track.voice),
            "Previous": message.Back(voice=self._track.voice),
        }
        return commands.get(method)

    @property
    def _track(self) -> Saying:
        sayings = list(self._sayings.values())
        return [saying for saying in sayings if not saying.paused or not self.playing][-1]

    def _metadata(self) -> dict[str, Variant]:
        if self.silent:
            return {"mpris:trackid": ("o", "/org/mpris/MediaPlayer2/TrackList/NoTrack")}
        track = self._track
        return {
            "mpris:trackid": ("o", f"/say/text/{track.id}"),
            "xesam:title": ("s", track.payload.decode(errors="replace") if self._sentences else "Speech"),
            "xesam:artist": ("as", [track.voice]),
        }
