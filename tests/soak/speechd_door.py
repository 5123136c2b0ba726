"""speech-dispatcher, by its own protocol: messages that are spoken to their end, and such as are cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end_to_end.ssip import Client
from tests.soak.texts import long, short

if TYPE_CHECKING:
    from random import Random

    from tests.soak.tally import Tally


class SpeechdDoor:
    """One worker: speech-dispatcher speaks one message at a time, in the time that it takes."""

    def __init__(self, tally: Tally, chance: Random) -> None:
        self._tally, self._chance = tally, chance

    def run(self, number: int) -> None:
        """Have so many messages spoken."""
        with Client("soak") as client:
            client.set(rate=100)
            for _ in range(number):
                if self._chance.random() < 0.5:
                    self._cancelled(client)
                else:
                    client.wait_for("end", client.speak(short(self._chance)))
                    self._tally.whole += 1
                client.events.clear()
                self._tally.asked += 1

    def _cancelled(self, client: Client) -> None:
        number = client.speak(long(self._chance))
        client.wait_for("begin", number)
        client.ask("CANCEL self")
        client.wait_for("stop", number)
        self._tally.cut += 1
