"""Text to phonemes: those of kokoro-onnx, from threads, and beside another user of espeak-ng."""

from __future__ import annotations

import ctypes
import sys
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING

import espeakng_loader
import pytest
from kokoro_onnx.tokenizer import Tokenizer

from kokoro_model.engines import EngineError
from kokoro_model.engines.kokoro.phonemes import LANGUAGES, _reader, phonemize, phonemize_each
from kokoro_model.engines.kokoro.script import pronounce
from kokoro_model.text.pieces import Phonemes
from tests.speaking import as_it_stands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SENTENCES = {
    "en-us": "The quick brown fox, all 12 of them; jumps!",
    "en-gb": "The lazy dog can't dance…",
    "es": "El perro y el gato duermen.",
    "fr-fr": "Le chat dort, la souris danse.",
    "hi": "नमस्ते दुनिया",
    "it": "Il cane dorme.",
    "pt-br": "O gato dorme.",
}


@pytest.mark.parametrize("lang", SENTENCES)
@pytest.mark.parametrize("layout", ["{}", "  {} ", "{}\n{}", "{}\n\n  {}  {}"])
def test_phonemes_are_those_of_kokoro_onnx(lang: str, layout: str) -> None:
    text, tokenizer = layout.replace("{}", SENTENCES[lang]), Tokenizer()
    known = [phoneme for phoneme in phonemize(text, lang) if phoneme in tokenizer.vocab]
    assert "".join(known).split() == tokenizer.phonemize(text, lang).split()


def test_each_text_keeps_its_own_phonemes() -> None:
    texts = ["one", "", "two\nthree", " "]
    assert phonemize_each(texts, "en-us") == [phonemize(text, "en-us") for text in texts]


def test_foreign_words_are_read_without_naming_their_language() -> None:
    assert "(en)" in Tokenizer().phonemize("le computer", "fr-fr")
    assert "(" not in phonemize("le computer", "fr-fr")


def test_pieces_are_read_apart_and_parted_like_their_text() -> None:
    pieces = (*as_it_stands("Say "), Phonemes("kˈuːb", "K8s", 4, 7), *as_it_stands("!"), *as_it_stands(" Now"))
    parts = [(part.start, part.end, part.phonemes) for part in pronounce(pieces, "en-us")]
    assert parts == [(0, 4, "sˈeɪ "), (4, 7, "kˈuːb"), (7, 8, "!"), (8, 12, " nˈaʊ")]


def test_languages_answer_to_their_short_names() -> None:
    assert [phonemize("a b c", short) for short in ("en", "fr", "pt")] == [
        phonemize("a b c", long) for long in ("en-us", "fr-fr", "pt-br")
    ]
    assert set(SENTENCES) | {"ja", "cmn"} == set(LANGUAGES)


@pytest.mark.parametrize(("lang", "extra"), [("ja", "japanese"), ("zh", "chinese"), ("cmn", "chinese")])
def test_languages_of_misaki_tell_how_to_get_it(monkeypatch: pytest.MonkeyPatch, lang: str, extra: str) -> None:
    monkeypatch.setitem(sys.modules, "misaki", None)
    with pytest.raises(EngineError, match=rf"kokoro-say\[{extra}\]"):
        phonemize("text", lang)


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """A stand-in for misaki and the tagger it needs, by misaki's own interface; tells what it was made for."""
    made: list[bool] = []

    class G2P:
        def __init__(self, *, british: bool, fallback: Callable[[SimpleNamespace], tuple[str, int]]) -> None:
            made.append(british)
            self._fallback = fallback

        def __call__(self, text: str, *, preprocess: bool) -> tuple[str, list[object]]:
            assert not preprocess, "marks in the text are ours to read"
            known = {"record": "ɹˈɛkəɹd"}
            return " ".join(known.get(w) or self._fallback(SimpleNamespace(text=w))[0] for w in text.split()), []

    package = SimpleNamespace(is_package="en_core_web_sm".__eq__)
    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(util=package))
    monkeypatch.setitem(sys.modules, "misaki", SimpleNamespace(en=SimpleNamespace(G2P=G2P)))
    _reader.cache_clear()
    yield made
    _reader.cache_clear()


def test_english_is_read_by_misaki_where_that_is_chosen(english: list[bool]) -> None:
    assert phonemize_each(["record kubectl", " "], "en", english="misaki") == ["ɹˈɛkəɹd kjˈuːbɛktəl", ""]
    assert phonemize_each(["record"], "en-gb", english="misaki") == ["ɹˈɛkəɹd"]
    assert english == [False, True]
    assert phonemize_each(["record"], "en-us") == ["ɹˈɛkɚd"]
    assert phonemize_each(["le chat"], "fr-fr", english="misaki") == [phonemize("le chat", "fr-fr")]


@pytest.mark.parametrize("missing", ["spacy", "misaki"])
def test_espeak_reads_english_where_misaki_is_missing(
    missing: str, english: list[bool], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    for _ in range(2):
        assert phonemize_each(["record"], "en-us", english="misaki") == ["ɹˈɛkɚd"]
    assert [record.message for record in caplog.records] == [
        (
            "language 'en-us' needs misaki and its dictionary: pip install 'kokoro-say[english]', "
            "then python -m spacy download en_core_web_sm; until then espeak-ng reads English"
        )
    ]


def test_unknown_language_is_an_error() -> None:
    with pytest.raises(EngineError, match="'xx'"):
        phonemize("text", "xx")


class OtherUser:
    """Uses espeak-ng as an engine would: the library itself, in a voice of its own."""

    def __init__(self, voice: bytes) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        self._library.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0)
        self._library.espeak_SetVoiceByName(voice)
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def phonemes(self, text: str) -> str:
        pointer = ctypes.pointer(ctypes.c_char_p(text.encode()))
        said = []
        while pointer.contents.value:
            said.append(self._library.espeak_TextToPhonemes(pointer, 1, 2).decode())
        return " ".join(said)


def test_espeak_ng_serves_two_in_one_process_from_many_threads() -> None:
    other = OtherUser(b"de")
    text = "Guten Tag, die Sonne scheint; es ist schön."
    alone, expected = other.phonemes(text), {lang: phonemize(SENTENCES[lang], lang) for lang in SENTENCES}
    with ThreadPoolExecutor(8) as threads:
        ours = [(lang, threads.submit(phonemize, SENTENCES[lang], lang)) for lang in [*SENTENCES] * 40]
        theirs = threads.submit(lambda: {other.phonemes(text) for _ in range(400)})
        assert {(lang, answer.result()) for lang, answer in ours} == set(expected.items())
        assert theirs.result() == {alone}
