"""Being found on the network, by zeroconf's own browser."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import TYPE_CHECKING

from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from kokoro_wyoming.announcement import KIND, announce

if TYPE_CHECKING:
    import pytest

MILLISECONDS = 10_000


async def find(name: str, milliseconds: int = MILLISECONDS) -> AsyncServiceInfo | None:
    """What the network tells of that name."""
    service = AsyncServiceInfo(KIND, f"{name}.{KIND}")
    async with AsyncZeroconf(interfaces=["127.0.0.1"]) as network:
        return service if await service.async_request(network.zeroconf, milliseconds) else None


def test_it_is_found_while_it_runs_and_not_afterwards() -> None:
    async def look(listener: socket.socket) -> tuple[AsyncServiceInfo | None, AsyncServiceInfo | None]:
        announcing = asyncio.create_task(announce("kokoro", [listener]))
        meanwhile = await find("kokoro")
        announcing.cancel()
        await asyncio.gather(announcing, return_exceptions=True)
        return meanwhile, await find("kokoro", 500)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        meanwhile, afterwards = asyncio.run(look(listener))
        assert meanwhile
        assert meanwhile.port == listener.getsockname()[1]
    assert meanwhile.parsed_addresses() == ["127.0.0.1"]
    assert afterwards is None


def test_what_hinders_it_is_logged_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.ERROR),
        socket.create_server(("::1", 0), family=socket.AF_INET6, dualstack_ipv6=False) as listener,
    ):
        asyncio.run(announce("kokoro", [listener]))
    assert "no IPv4 address" in caplog.text
