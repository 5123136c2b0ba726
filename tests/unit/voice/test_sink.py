"""What a device took that played nothing is given to the next one."""

from __future__ import annotations

from kokoro_voice.sink import _Replayable


class Counting:
    """Sound whose bytes count."""

    def __init__(self) -> None:
        self._next = 0

    def fill(self, size: int) -> bytes:
        """The next bytes."""
        self._next += size
        return bytes(range(self._next - size, self._next))


def test_no_sound_is_lost_to_devices_that_play_nothing() -> None:
    source = _Replayable(Counting().fill)
    assert source.fill(4) == bytes(range(4))
    source.replay()
    assert source.fill(2) == bytes(range(2))
    source.replay()
    assert source.fill(6) == bytes(range(6))
    source.settle()
    assert source.fill(3) == bytes(range(6, 9))


def test_what_has_been_played_is_not_given_again() -> None:
    source = _Replayable(Counting().fill)
    source.fill(4)
    source.settle()
    source.fill(4)
    source.replay()
    assert source.fill(2) == bytes(range(8, 10))
