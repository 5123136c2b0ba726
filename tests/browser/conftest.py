"""A browser without a screen, and the page in it."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.api_server import ApiServer
from tests.browser.speaker import Speaker
from tests.tone_model import ToneModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from kokoro_api.limits import Settings

LISTEN = """
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  if (to instanceof AudioDestinationNode) {
    const ear = (window.ear = new AnalyserNode(this.context, { fftSize: 1024 }));
    connect.call(this, ear);
  }
  return connect.call(this, to, ...rest);
};
const start = AudioBufferSourceNode.prototype.start;
window.laid = [];
AudioBufferSourceNode.prototype.start = function (when) {
  window.laid.push([Math.round(when * this.context.sampleRate), this.buffer.length]);
  return start.call(this, when);
};
window.loudness = () => {
  const samples = new Float32Array(window.ear.fftSize);
  window.ear.getFloatTimeDomainData(samples);
  return Math.max(...samples.map(Math.abs));
};
"""
"""Puts an ear before the loudspeaker: `loudness()` is 0 to 1, `laid` has each block's first sample and length."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "packaging/deps --test installs chromium"
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=program) as running:
        yield running


Opener = contextlib.AbstractContextManager[Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Callable[..., Opener]:
    """Opens the page of a new server; the page has no fault on its console when it closes, but for what `forgives`."""

    @contextlib.contextmanager
    def open_page(
        engine: Speaker | None = None, settings: Settings | None = None, *, forgives: str = "no fault at all"
    ) -> Iterator[Page]:
        with (
            ApiServer(ToneModel(tmp_path, engine or Speaker()), settings) as server,
            browser.new_context() as context,
        ):
            context.set_default_timeout(10_000)
            context.add_init_script(LISTEN)
            page = context.new_page()
            faults: list[str] = []
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
            page.goto(server.url)
            yield page
            assert [fault for fault in faults if forgives not in fault] == []

    return open_page


@pytest.fixture
def page(opened: Callable[..., Opener]) -> Iterator[Page]:
    """The page, with all voices listed."""
    with opened() as page:
        expect(page.get_by_label("Voice", exact=True)).to_have_value("af_heart")
        yield page
