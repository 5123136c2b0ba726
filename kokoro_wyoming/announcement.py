"""Telling the network where the server is, so that Home Assistant finds it by itself."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zeroconf.asyncio import AsyncZeroconf

log = logging.getLogger(__name__)
KIND = "_wyoming._tcp.local."


async def announce(name: str, listeners: Sequence[socket.socket]) -> None:
    """By that name, until cancelled; what hinders it is logged. Needs the packages zeroconf and ifaddr."""
    from zeroconf import Error
    from zeroconf.asyncio import AsyncZeroconf

    places = [place for listener in listeners for place in _places(listener)]
    if not places:
        log.error("the server cannot be announced: it listens at no IPv4 address")
        return
    try:
        async with AsyncZeroconf(interfaces=[address for address, _ in places]) as network:
            await _register(network, name, places)
            log.info("announced as %s", name)
            await asyncio.Event().wait()
    except (OSError, Error) as error:
        log.error("the server cannot be announced: %s", error)


async def _register(network: AsyncZeroconf, name: str, places: Sequence[tuple[str, int]]) -> None:
    from zeroconf.asyncio import AsyncServiceInfo

    for port in {port for _, port in places}:
        addresses = [address for address, there in places if there == port]
        service = AsyncServiceInfo(KIND, f"{name}.{KIND}", port=port, parsed_addresses=addresses)
        await (await network.async_register_service(service, allow_name_change=True))


def _places(listener: socket.socket) -> list[tuple[str, int]]:
    """IPv4 addresses and port; where it listens at all of this machine, those that others can reach."""
    host, port = listener.getsockname()[:2]
    if listener.family == socket.AF_INET6 and listener.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY):
        return []
    own = ipaddress.ip_address(host)
    if own.is_unspecified:
        return [(address, port) for address in _addresses()]
    return [(host, port)] if own.version == 4 else []


def _addresses() -> Iterator[str]:
    import ifaddr

    for adapter in ifaddr.get_adapters():
        for found in adapter.ips:
            if isinstance(found.ip, str) and not ipaddress.ip_address(found.ip).is_loopback:
                yield found.ip
