"""The HTTP server as a unit: started by its first request."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.end_to_end.units import Units

URL = "http://127.0.0.1:8000"


def systemctl(*words: str) -> None:
    subprocess.run(["systemctl", "--user", "--quiet", *words], check=True)


@pytest.fixture
def _enabled(ports: None, installed: str, units: Units) -> Iterator[None]:
    """Its socket listens, as the user has asked for; afterwards it is as it was."""
    systemctl("enable", "--now", "kokoro-api.socket")
    yield
    systemctl("disable", "--now", "kokoro-api.socket")
    systemctl("stop", "kokoro-api.service", "kokoro-model.service")


def test_nothing_listens_until_that_is_asked_for(installed: str, units: Units) -> None:
    assert units.properties("kokoro-api.socket")["ActiveState"] == "inactive"


@pytest.mark.usefixtures("_enabled")
def test_the_first_request_starts_it_and_is_answered(units: Units) -> None:
    assert units.properties("kokoro-api.service")["ActiveState"] == "inactive"
    answer = httpx.get(f"{URL}/tts", params={"text": "Hello there."}, timeout=60)
    assert answer.status_code == 200
    assert any(answer.content[44:])
    units.wait_for("kokoro-api.service", ActiveState="active", StatusText="Serving")
    assert httpx.get(f"{URL}/readyz", timeout=20).json()["engines"] == ["espeak"]
