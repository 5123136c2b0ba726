"""What a person does on the page, by the names that a screen reader tells."""

from __future__ import annotations

import io
import itertools
import json
import wave
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import expect

from kokoro_api.limits import Access, Settings
from tests.browser.speaker import WORD_BYTES, Speaker
from tests.unit.model.peers import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request

    from tests.browser.conftest import Opener

LOUD = "() => window.ear && loudness() > 0.1"
SILENT = "() => loudness() === 0 || window.ear.context.state === 'closed'"
LIT = "() => [...(CSS.highlights.get('spoken') ?? [])].map(String).join()"
PLAY_ELEMENT = """source => {
  const context = new AudioContext();
  window.element = new Audio(source);
  context.createMediaElementSource(element).connect(context.destination);
  return element.play();
}"""
TEXT = "One two three. Four five six seven eight nine."
LONG = TEXT * 20


def write(page: Page, text: str) -> None:
    page.get_by_label("Text", exact=True).fill(text)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def sent(request: Request) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(request.post_data or "")
    return body


def counted(page: Page) -> dict[str, Any]:
    """The model service's counters."""
    model: dict[str, Any] = httpx.get(f"{page.url}api/status").json()["model"]
    return model


def test_a_text_is_heard_while_time_goes_on(page: Page) -> None:
    write(page, TEXT)
    press(page, "Play")
    page.wait_for_function(LOUD)
    begun = page.evaluate("window.ear.context.currentTime")
    page.wait_for_function("begun => loudness() > 0.1 && window.ear.context.currentTime > begun + 0.5", arg=begun)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert page.evaluate("window.ear.context.currentTime") - begun < 5, "nine words of 0.25 s, and no wait"


def test_blocks_are_heard_without_a_gap(page: Page) -> None:
    write(page, TEXT)
    press(page, "Play")
    page.wait_for_function(LOUD)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    laid = page.evaluate("window.laid")
    assert sum(length for _, length in laid) == 9 * WORD_BYTES // 2
    assert len(laid) > 1
    assert all(begin + length == following for (begin, length), (following, _) in itertools.pairwise(laid))


@pytest.mark.parametrize(("form", "segments"), [("wav", 8), ("mp3", 4), ("opus", 4), ("flac", 4)])
def test_an_audio_element_plays_what_is_still_being_made(
    opened: Callable[..., Opener], form: str, segments: int
) -> None:
    engine = Speaker(gated=True)
    with opened(engine) as page:
        page.get_by_label("Text", exact=True).click()  # browsers play for who has touched the page
        engine.let(segments)
        page.evaluate(PLAY_ELEMENT, f"/tts?format={form}&text={LONG}")
        page.wait_for_function("() => element.currentTime > 0.2 && loudness() > 0.1")
        assert len(engine.requests) <= segments + 1, "it was played once it was whole"
        page.evaluate("element.removeAttribute('src'), element.load()")
        until(lambda: counted(page)["cancelled"] == 1)
        engine.let(100)


def test_stop_is_silence_and_play_is_there_again(page: Page) -> None:
    write(page, LONG)
    press(page, "Play")
    page.wait_for_function(LOUD)
    press(page, "Stop")
    page.wait_for_function(SILENT)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Stopped")
    page.wait_for_function("() => window.ear.context.state === 'closed'")


def test_stop_ends_the_work_of_the_model(opened: Callable[..., Opener]) -> None:
    engine = Speaker(gated=True)
    with opened(engine) as page:
        expect(page.get_by_label("Voice", exact=True)).to_have_value("af_heart")
        write(page, LONG)
        press(page, "Play")
        engine.let(2)
        page.wait_for_function(LOUD)
        press(page, "Stop")
        until(lambda: counted(page)["cancelled"] == 1)
        engine.let(100)
        until(lambda: counted(page)["queued"] == 0)
        begun = len(engine.requests)
        write(page, "Hello.")
        press(page, "Play")
        page.wait_for_function(LOUD)
    assert begun <= 3, "more was made than what was under way"
    assert [request.text for request in engine.requests[begun:]] == ["Hello."]


def test_it_is_played_and_stopped_by_keys_alone(page: Page) -> None:
    write(page, LONG)
    page.keyboard.press("Control+Enter")
    page.wait_for_function(LOUD)
    page.keyboard.press("Escape")
    page.wait_for_function(SILENT)


def test_words_light_up_in_their_order(opened: Callable[..., Opener]) -> None:
    with opened(Speaker(word_seconds=1.0)) as page:  # longer than a busy machine keeps the page from painting
        expect(page.get_by_label("Voice", exact=True)).to_have_value("af_heart")
        page.evaluate("""() => {
          const seen = (window.seen = []), set = CSS.highlights.set;
          CSS.highlights.set = (name, lit) => (seen.push([...lit].join()), set.call(CSS.highlights, name, lit));
        }""")
        write(page, TEXT)
        press(page, "Play")
        page.wait_for_function("() => window.seen.includes('eight')", timeout=30_000)  # it is heard for nine seconds
        expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
        words = TEXT.replace(".", "").split()
        assert page.evaluate("window.seen") == words
        assert page.evaluate(LIT) == ""


def test_a_voice_without_words_is_heard_and_says_so(opened: Callable[..., Opener]) -> None:
    with opened(Speaker(wordless=True)) as page:
        expect(page.get_by_label("Voice", exact=True)).to_have_value("af_heart")
        write(page, "One two.")
        press(page, "Play")
        page.wait_for_function(LOUD)
        expect(page.get_by_role("status")).to_have_text("This voice does not tell when words are heard.")


def test_voices_are_found_by_language_and_gender_and_previewed(page: Page) -> None:
    page.get_by_label("Language").select_option("British English")
    page.get_by_label("Gender").select_option("Male")
    voices = page.get_by_label("Voice", exact=True).get_by_role("option")
    assert voices.all_text_contents() == ["Daniel", "Fable", "George", "Lewis"]
    page.get_by_label("Voice", exact=True).select_option("Lewis")
    with page.expect_request("**/dev/captioned_speech") as asked:
        press(page, "Preview")
    assert sent(asked.value)["voice"] == "bm_lewis"
    page.wait_for_function(LOUD)


def test_speed_is_asked_for(page: Page) -> None:
    page.get_by_label("Speed").fill("1.5")
    with page.expect_request("**/dev/captioned_speech") as asked:
        press(page, "Play")
    assert sent(asked.value)["speed"] == 1.5


def test_a_blend_is_mixed_heard_saved_and_forgotten(page: Page) -> None:
    page.get_by_text("Mix a blend").click()
    page.get_by_label("Its weight").first.fill("9")
    page.get_by_label("Its weight").last.fill("3")
    press(page, "Hear it")
    page.wait_for_function(LOUD)
    page.get_by_label("Name").fill("evening")
    press(page, "Save")
    expect(page.get_by_role("list", name="Saved blends")).to_contain_text("af_bella(3)+af_sky")
    expect(page.get_by_label("Voice", exact=True)).to_have_value("evening")
    assert httpx.get(f"{page.url}api/blends").json() == [{"name": "evening", "recipe": "af_bella(3)+af_sky"}]
    press(page, "Forget evening")
    expect(page.get_by_role("list", name="Saved blends")).to_be_empty()
    assert httpx.get(f"{page.url}api/blends").json() == []


def test_a_file_has_all_of_the_sound(page: Page) -> None:
    write(page, TEXT)
    with page.expect_download() as downloading:
        press(page, "Download WAV")
    assert downloading.value.suggested_filename == "af_heart.wav"
    with wave.open(io.BytesIO(downloading.value.path().read_bytes())) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (24000, 1, 2)
        assert 2 * file.getnframes() == 9 * WORD_BYTES


def test_an_error_is_told_and_gone_with_the_next_text(opened: Callable[..., Opener]) -> None:
    with opened(Speaker(refuse="Voldemort"), forgives="500") as page:
        expect(page.get_by_label("Voice", exact=True)).to_have_value("af_heart")
        write(page, "Voldemort.")
        press(page, "Play")
        expect(page.get_by_role("alert")).to_contain_text("Voldemort cannot be spoken")
        write(page, "Harry.")
        press(page, "Play")
        page.wait_for_function(LOUD)
        expect(page.get_by_role("alert")).to_be_hidden()


def test_a_key_is_asked_for_and_used(opened: Callable[..., Opener]) -> None:
    settings = Settings(access=Access(keys=frozenset({"secret"})))
    with opened(settings=settings, forgives="401") as page:
        page.get_by_label("This server asks for a key").fill("secret")
        press(page, "Use it")
        expect(page.get_by_label("Voice", exact=True)).to_have_value("af_heart")
        expect(page.get_by_role("alert")).to_be_hidden()


def test_the_engine_is_chosen_and_the_server_watched(page: Page) -> None:
    page.get_by_label("Engine").select_option("espeak-ng")
    expect(page.locator("#engine-state")).to_have_text("ready")
    expect(page.locator("#queued")).to_have_text("0")
    assert httpx.get(f"{page.url}engines").json()["chosen"] == "espeak"


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 340, "height": 700})
    page.get_by_text("Mix a blend").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 340
