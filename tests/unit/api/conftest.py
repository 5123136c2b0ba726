"""A server for a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api_server import ApiServer
from tests.tone_model import ToneModel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ApiServer]:
    """As it is by default."""
    with ApiServer(ToneModel(tmp_path)) as running:
        yield running


@pytest.fixture
def client(server: ApiServer) -> Iterator[httpx.Client]:
    """Of that server."""
    with server.client() as connected:
        yield connected
