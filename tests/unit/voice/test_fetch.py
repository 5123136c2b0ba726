"""Fetching: all of the sound comes, once and in order, whatever becomes of the models that make it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from kokoro_ipc import message
from kokoro_ipc.errors import BAD_REQUEST, ENGINE_FAILED, NOTHING_TO_SAY
from kokoro_voice.fetch import Fetch
from kokoro_voice.utterance import WINDOW, Utterance
from tests.tone import ToneEngine, bare, text_of
from tests.unit.ipc.pairs import channels
from tests.unit.voice.model_side import ModelSide

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_ipc.channel import Channel

TEXT = "Hello there. Grüße, €uropa! One sentence more, of a few words: then it ends. Is this the end? It is."
SENTENCES = 5


class Listener:
    """Takes sound as a file does: a segment counts once it is whole."""

    def __init__(self) -> None:
        self.whole = bytearray()
        self.segment_under_way = b""
        self.offsets: list[int] = []
        self.sentences: list[int] = []
        self.rewinds = 0
        self.told_words: list[tuple[int, float]] = []
        self.failure: tuple[str, str] | None = None
        self.over = threading.Event()
        self.began = threading.Semaphore(0)
        self.wanted = True

    def segment(self, offset: int, sentence: int) -> bool:
        self._keep()
        self.offsets.append(offset)
        self.sentences.append(sentence)
        self.began.release()
        return self.wanted

    def audio(self, pcm: bytes) -> bool:
        self.segment_under_way += pcm
        return self.wanted

    def words(self, begins: list[tuple[int, float]]) -> bool:
        self.told_words += begins
        return self.wanted

    def rewind(self) -> bool:
        self.segment_under_way = b""
        self.rewinds += 1
        return self.wanted

    def end(self) -> None:
        self._keep()
        self.over.set()

    def failed(self, code: str, text: str) -> None:
        self.failure = code, text
        self.over.set()

    def _keep(self) -> None:
        self.whole += self.segment_under_way
        self.segment_under_way = b""


def utterance(text: str = TEXT, *, more: bool = False, output: str = "") -> Utterance:
    wanted = message.Speak(
        voice="af_heart", lang="en-us", speed=1.5, volume=0.5, id="1", output=output, more=more, payload=text.encode()
    )
    return Utterance(wanted)


def fetched(spoken: Utterance, connect: Callable[[], Channel], listener: Listener) -> Fetch:
    fetch = Fetch(spoken, listener, connect, retry_seconds=0.0)
    fetch.start()
    return fetch


def heard(listener: Listener) -> str:
    """All the text that was heard, once it is over; a long one may take long, but goes on."""
    segments = -1
    while not listener.over.wait(10.0):
        assert len(listener.offsets) > segments, "nothing comes any more"
        segments = len(listener.offsets)
    assert listener.failure is None
    return text_of(bytes(listener.whole))


def test_a_text_is_asked_for_as_it_is_to_be_spoken() -> None:
    listener = Listener()
    with ModelSide() as model:
        fetched(utterance(output="/x.wav"), model.connect, listener)
        assert heard(listener) == bare(TEXT)
        assert model.asked == [
            message.Synthesize(
                voice="af_heart", lang="en-us", speed=1.5, volume=0.5, background=True, id="1", payload=TEXT.encode()
            )
        ]
    assert listener.rewinds == 0
    assert listener.offsets[0] == 0
    assert listener.offsets == sorted(set(listener.offsets))
    assert listener.sentences == sorted(listener.sentences)
    assert max(listener.sentences) == SENTENCES - 1


def test_text_that_comes_later_is_spoken_later() -> None:
    listener, spoken = Listener(), utterance("", more=True)
    with ModelSide() as model:
        fetch = fetched(spoken, model.connect, listener)
        for word in TEXT.split(" "):
            spoken.add(word.encode() + b" ")
            fetch.poke()
        listener.began.acquire()
        assert not listener.over.is_set(), "the first sentence comes before the end of the text"
        spoken.end()
        fetch.poke()
        assert heard(listener) == bare(TEXT)


def test_a_text_far_longer_than_the_window_is_spoken_whole() -> None:
    text = "Ein Satz für die Länge. " * (3 * WINDOW // 24)
    listener = Listener()
    with ModelSide() as model:
        fetched(utterance(text), model.connect, listener)
        assert heard(listener) == bare(text)


@pytest.mark.parametrize("text", ["", "* * *"])
def test_a_text_of_which_nothing_is_heard_has_failed(text: str) -> None:
    listener = Listener()
    with ModelSide() as model:
        fetched(utterance(text), model.connect, listener)
        assert listener.over.wait(10.0)
    assert listener.failure == (NOTHING_TO_SAY, "there is nothing to say in the text")


def test_a_rest_of_which_nothing_is_heard_is_an_end() -> None:
    listener, spoken = Listener(), utterance("One. ***")
    spoken.sounded = True
    spoken.go_to(len("One."))
    with ModelSide() as model:
        fetched(spoken, model.connect, listener)
        assert heard(listener) == ""


# --- models that die


@pytest.mark.parametrize("life", range(45))
def test_a_model_that_dies_in_any_message_leaves_no_trace_in_the_sound(life: int) -> None:
    listener = Listener()
    with ModelSide([life]) as model:
        fetched(utterance(), model.connect, listener)
        assert heard(listener) == bare(TEXT)
        assert len(model.lives) <= 2
    assert listener.offsets == sorted(listener.offsets)
    assert listener.sentences == sorted(listener.sentences)
    assert max(listener.sentences) <= SENTENCES, "a sentence keeps its number, or is taken for the next one"


def test_models_that_die_one_after_the_other_get_it_done() -> None:
    listener = Listener()
    with ModelSide([5] * 20) as model:
        fetched(utterance(), model.connect, listener)
        assert heard(listener) == bare(TEXT)
        assert len(model.lives) > 5


def test_a_segment_that_was_whole_does_not_come_again() -> None:
    """The model dies while it waits for more text: what was heard is not heard twice."""
    listener, spoken = Listener(), utterance("One sentence. ", more=True)
    with ModelSide() as model:
        fetch = fetched(spoken, model.connect, listener)
        listener.began.acquire()
        spoken.add(b"Two. ")
        fetch.poke()
        for _ in range(2):
            assert model.lives[0].channel.segments.acquire(timeout=10.0)
        model.lives[0].end()
        spoken.add(b"Three.")
        spoken.end()
        fetch.poke()
        assert heard(listener) == "Onesentence.Two.Three."
    assert model.asked[1].payload.strip() in {b"", b"Three."}
    assert listener.rewinds == 0
    assert listener.sentences == [0, 1, 2]


def test_a_sentence_that_was_skipped_is_not_made() -> None:
    listener, spoken = Listener(), utterance("One. ", more=True)
    with ModelSide() as model:
        fetch = fetched(spoken, model.connect, listener)
        listener.began.acquire()
        assert model.lives[0].channel.segments.acquire(timeout=10.0)
        fetch.pass_over(1)
        spoken.add(b"Two is skipped. Three.")
        spoken.end()
        fetch.poke()
        assert heard(listener) == "One.Three."
    assert listener.sentences == [0, 1, 2]


def test_a_model_that_cannot_be_reached_at_first_is_asked_again() -> None:
    listener, refusals = Listener(), iter(range(3))
    with ModelSide() as model:

        def connect() -> Channel:
            for _ in refusals:
                raise ConnectionRefusedError
            return model.connect()

        fetched(utterance(), connect, listener)
        assert heard(listener) == bare(TEXT)


def test_a_model_that_never_comes_back_is_given_up() -> None:
    def connect() -> Channel:
        raise ConnectionRefusedError(111, "Connection refused")

    listener = Listener()
    Fetch(utterance(), listener, connect, retry_seconds=0.001, give_up_seconds=0.05).start()
    assert listener.over.wait(10.0)
    assert listener.failure is not None
    assert listener.failure[0] == ENGINE_FAILED
    assert "does not come back" in listener.failure[1]
    assert "Connection refused" in listener.failure[1]


# --- refusals and cancels


def test_a_refusal_is_told_and_not_asked_for_again() -> None:
    listener = Listener()
    with channels() as (near, far):
        fetched(utterance(), lambda: near, listener)
        assert far.receive().kind == "synthesize"
        far.send(message.Failed(code=BAD_REQUEST, message="no"))
        assert listener.over.wait(10.0)
    assert listener.failure == (BAD_REQUEST, "no")
    assert listener.rewinds == 0


def test_a_cancel_ends_a_fetch_that_waits_for_sound() -> None:
    listener, spoken = Listener(), utterance("One. Tw", more=True)
    with ModelSide() as model:
        fetch = fetched(spoken, model.connect, listener)
        listener.began.acquire()
        fetch.cancel()
        model.lives[0].join(10.0)
        assert not model.lives[0].is_alive()
        assert len(model.lives) == 1
    assert not listener.over.is_set()


def test_a_cancel_ends_a_fetch_that_is_still_connecting() -> None:
    listener, spoken = Listener(), utterance("One. Tw", more=True)
    connecting, go_on = threading.Event(), threading.Event()
    with ModelSide() as model:

        def connect() -> Channel:
            connecting.set()
            assert go_on.wait(10.0)
            return model.connect()

        fetch = fetched(spoken, connect, listener)
        assert connecting.wait(10.0)
        fetch.cancel()
        go_on.set()
        for thread in threading.enumerate():
            if thread.name == "fetch 1":
                thread.join(10.0)
        assert not any(thread.name == "fetch 1" for thread in threading.enumerate())


def test_a_listener_that_wants_no_more_ends_the_fetch() -> None:
    listener = Listener()
    listener.wanted = False
    with ModelSide() as model:
        fetched(utterance(), model.connect, listener)
        listener.began.acquire()
        model.lives[0].join(10.0)
        assert not model.lives[0].is_alive()
    assert not listener.over.is_set()


def test_a_model_that_dies_in_a_paragraph_is_followed_by_one_that_goes_on_in_its_language() -> None:
    french = "Quand le train est enfin arrivé, le quai était déjà si plein que personne ne pouvait. Il est tard. Oui."
    text = f"Hello.\n\n{french}\n\nIt is late."
    for length in range(8, 40, 3):
        engine, listener = ToneEngine(), Listener()
        spoken = Utterance(message.Speak(voice="af_heart", lang="en-us", auto=True, id="1", payload=text.encode()))
        with ModelSide([length], engine) as model:
            Fetch(spoken, listener, model.connect, retry_seconds=0.01).start()
            assert listener.over.wait(10.0)
            assert all(asked.auto for asked in model.asked)
        assert text_of(bytes(listener.whole)) == bare(text)
        langs = {request.text: request.lang for request in engine.requests}
        assert {lang for said, lang in langs.items() if said in french} == {"fr-fr"}
        assert {lang for said, lang in langs.items() if said not in french} == {"en-us"}
