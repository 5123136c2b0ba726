"""Wyoming, by its own library's client: texts whole and streamed, and clients that vanish in mid-sound."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from wyoming.audio import AudioChunk
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop, SynthesizeStopped, SynthesizeVoice

from tests.soak.texts import long, short
from tests.wyoming_server import Client

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.soak.tally import Tally

SECONDS = 60


class WyomingDoor:
    """One worker, by a connection for some texts, and then another."""

    def __init__(self, tally: Tally, chance: Random, voices: Sequence[str], port: int) -> None:
        self._tally, self._chance, self._voices, self._port = tally, chance, voices, port

    def run(self, number: int) -> None:
        """Have so many texts spoken."""
        asyncio.run(self._run(number))
        self._tally.asked += number

    async def _run(self, number: int) -> None:
        left = number
        while left > 0:
            share = min(left, self._chance.randint(1, 6))
            async with Client("127.0.0.1", self._port, connect_timeout=SECONDS, read_timeout=SECONDS) as client:
                for _ in range(share - 1):
                    await self._chance.choice((self._whole, self._streamed))(client)
                await self._chance.choices((self._whole, self._left), [3, 1])[0](client)
            left -= share

    async def _whole(self, client: Client) -> None:
        await client.say(Synthesize(short(self._chance), voice=self._voice))
        await client.hear_sound()
        self._tally.whole += 1

    async def _streamed(self, client: Client) -> None:
        await client.say(SynthesizeStart(self._voice), SynthesizeChunk("One, "), SynthesizeChunk("and two."))
        await client.say(SynthesizeStop())
        await client.hear_sound()
        assert SynthesizeStopped.is_type((await client.hear()).type)
        self._tally.whole += 1

    async def _left(self, client: Client) -> None:
        await client.say(Synthesize(long(self._chance), voice=self._voice))
        while not AudioChunk.is_type((await client.hear()).type):
            pass
        self._tally.cut += 1

    @property
    def _voice(self) -> SynthesizeVoice:
        return SynthesizeVoice(name=self._chance.choice(self._voices))
