"""What was said before is said again without the engine: the same sound and words, and nothing taken for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kokoro_model.engines import EngineError, Request, Word
from kokoro_model.engines.remembering import RememberingEngine
from kokoro_model.phrase_cache import PhraseCache
from kokoro_model.text.pieces import Phonemes, Spoken
from tests.speaking import as_it_stands
from tests.tone import ToneEngine, tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WORDS = [Word(0, 5, 0.0, 0.25), Word(6, 11, 0.25, 0.5)]
REQUEST = Request(as_it_stands("Hello there, all of you."), "af_heart", "en-us")


class Counting:
    """Counts what it is asked for; speaks with files that may become others."""

    name, concurrency, real_time_factor = "counting", 3, 0.7
    interruptible = True

    def __init__(self) -> None:
        self.identity = "files"
        self.tones = ToneEngine()
        self.awake = True

    def streams(self, voice: str) -> bool:
        """One voice's sound comes early."""
        return voice == "af_heart"

    def load(self) -> None:
        """Wake up."""
        self.awake = True

    def unload(self) -> None:
        """Fall asleep."""
        self.awake = False

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Tones, a few at a time."""
        self.tones.synthesize(request, emit)
        if "brrr" in request.text:
            raise EngineError("brrr cannot be spoken")
        return WORDS


def spoken(engine: RememberingEngine, request: Request = REQUEST) -> tuple[bytes, list[Word]]:
    sound = bytearray()

    def take(block: bytes) -> bool:
        sound.extend(block)
        return True

    words = list(engine.synthesize(request, take))
    return bytes(sound), words


def made() -> tuple[Counting, RememberingEngine]:
    inner = Counting()
    return inner, RememberingEngine(inner, PhraseCache(1 << 20))


def test_the_second_time_is_the_same_sound_and_words_without_the_engine() -> None:
    inner, engine = made()
    first = spoken(engine)
    assert first == (tone(REQUEST.text), WORDS)
    engine.unload()
    assert spoken(engine) == first
    assert len(inner.tones.requests) == 1
    assert not inner.awake


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, voice="af_sky"),
        replace(REQUEST, voice="af_heart+af_sky"),
        replace(REQUEST, lang="en-gb"),
        replace(REQUEST, speed=1.1),
        replace(REQUEST, volume=0.9),
        replace(REQUEST, pieces=as_it_stands("Hello there, all of us.")),
    ],
    ids=repr,
)
def test_what_differs_in_anything_is_spoken_anew(other: Request) -> None:
    inner, engine = made()
    spoken(engine)
    spoken(engine, other)
    assert inner.tones.requests == [REQUEST, other]


def test_phonemes_differ_from_text_that_looks_like_them_and_by_the_word_they_stand_for() -> None:
    inner, engine = made()
    requests = [
        replace(REQUEST, pieces=pieces)
        for pieces in (
            (Phonemes("kˈuːb", "K8s", 0, 3),),
            (Phonemes("kˈuːb", "Kubernetes", 0, 10),),
            (Phonemes("kjˈuːb", "K8s", 0, 3),),
            as_it_stands("[/kˈuːb/]"),
            as_it_stands('["K8s", "kˈuːb"]'),
            as_it_stands("K8s"),
        )
    ]
    for request in requests:
        spoken(engine, request)
    assert inner.tones.requests == requests
    for request in requests:
        spoken(engine, request)
    assert inner.tones.requests == requests


def test_where_the_text_came_from_does_not_matter() -> None:
    inner, engine = made()
    spoken(engine)
    spoken(engine, replace(REQUEST, pieces=(Spoken(REQUEST.text, [(0, len(REQUEST.text), 9, 99)]),)))
    assert len(inner.tones.requests) == 1


def test_other_files_are_another_sound() -> None:
    inner, engine = made()
    spoken(engine)
    inner.identity = "other files"
    spoken(engine)
    inner.identity = "files"
    spoken(engine)
    assert len(inner.tones.requests) == 2


@pytest.mark.parametrize("blocks", [1, 2])
def test_what_was_interrupted_is_not_remembered(blocks: int) -> None:
    inner, engine = made()
    left = iter([True] * (blocks - 1) + [False])
    engine.synthesize(REQUEST, lambda _: next(left))
    assert spoken(engine)[0] == tone(REQUEST.text)
    assert len(inner.tones.requests) == 2


def test_what_failed_is_not_remembered() -> None:
    inner, engine = made()
    request = replace(REQUEST, pieces=as_it_stands("It goes brrr."))
    for _ in range(2):
        with pytest.raises(EngineError):
            spoken(engine, request)
    assert len(inner.tones.requests) == 2


def test_a_listener_who_leaves_a_remembered_phrase_is_told_no_more_of_it() -> None:
    _, engine = made()
    request = replace(REQUEST, pieces=as_it_stands("x" * 2000))
    spoken(engine, request)
    blocks: list[bytes] = []

    def leave(block: bytes) -> bool:
        blocks.append(block)
        return False

    engine.synthesize(request, leave)
    assert len(blocks) == 1
    assert len(blocks[0]) <= 24_000
    assert spoken(engine, request)[0] == tone("x" * 2000), "it is remembered all the same"


def test_it_passes_for_the_engine() -> None:
    inner, engine = made()
    assert (engine.name, engine.concurrency, engine.real_time_factor) == ("counting", 3, 0.7)
    assert engine.interruptible
    assert [engine.streams(voice) for voice in ("af_heart", "bf_emma")] == [True, False]
    engine.unload()
    assert not inner.awake
    engine.load()
    assert inner.awake
