"""A segment's pieces: marks, the lexicon's words and normalised text, each with its place in the source."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fuzz.inputs import strict
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.text.pieces import Pause, Phonemes, Piece, Spoken
from kokoro_model.text.prepare import prepare
from kokoro_model.text.rewriting import source_span
from tests.unit.text.proportion import in_proportion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = """
Kubernetes = kuːbɚnˈɛtiːz
kubectl = 'koo ber control'
Jazz = dʒˈæz
Chip = tʃˈɪp
C++ = /si plʌs/
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    path: Path = tmp_path_factory.mktemp("text") / "lexicon"
    path.write_text(WORDS)
    return Lexicon(str(path))


def pieces(text: str, lexicon: Lexicon | None = None, lang: str = "en-us", *, normalise: bool = True) -> list[Piece]:
    return prepare(text, lang, strict(), lexicon=lexicon, normalise=normalise)


def said(found: list[Piece]) -> list[str]:
    """Each piece as what is said: text, /phonemes/, or [seconds]."""
    return [_said(piece) for piece in found]


def _said(piece: Piece) -> str:
    if isinstance(piece, Spoken):
        return piece.text
    return f"/{piece.phonemes}/" if isinstance(piece, Phonemes) else f"[{piece.seconds}]"


def places(text: str, found: list[Piece]) -> Iterator[tuple[str, str]]:
    """Each word of the pieces, and the source that it stands for."""
    for piece in found:
        if not isinstance(piece, Spoken):
            yield _said(piece), text[piece.start : piece.end]
            continue
        at = 0
        for word in piece.text.split():
            at = piece.text.index(word, at) + len(word)
            start, end = source_span(piece.alignment, at - len(word), at)
            yield word, text[start:end]


class TestPieces:
    def test_text_alone_is_one_piece(self) -> None:
        assert pieces("Hello there.") == [Spoken("Hello there.", [(0, 12, 0, 12)])]

    def test_marks_stand_between_texts(self) -> None:
        text = "[pause:0.5s] A [word](/wɜːd/), then [pause:250ms] more."
        assert said(pieces(text)) == ["[0.5]", " A ", "/wɜːd/", ", then ", "[0.25]", " more."]

    def test_the_lexicons_words_are_phonemes_or_read_like_the_rest(self, lexicon: Lexicon) -> None:
        assert said(pieces("Use kubernetes by kubectl now.", lexicon)) == [
            "Use ",
            "/kuːbɚnˈɛtiːz/",
            " by koo ber control now.",
        ]

    def test_a_mark_goes_before_the_lexicon(self, lexicon: Lexicon) -> None:
        assert said(pieces("[Kubernetes](/kube/)", lexicon)) == ["/kube/"]

    def test_the_lexicon_reaches_into_markdown(self, lexicon: Lexicon) -> None:
        text = "**Kubernetes** and [kubectl](https://kubernetes.io/)!"
        assert said(pieces(text, lexicon)) == ["/kuːbɚnˈɛtiːz/", " and koo ber control!"]

    def test_the_lexicon_stays_out_of_addresses(self, lexicon: Lexicon) -> None:
        assert said(pieces("See https://kubernetes.io or chip@jazz.org.", lexicon)) == [
            "See HTTPS colon slash slash kubernetes dot IO or chip at jazz dot org."
        ]

    def test_the_lexicon_goes_before_the_reading_of_signs(self, lexicon: Lexicon) -> None:
        assert said(pieces("In C++ we trust", lexicon)) == ["In ", "/si plʌs/", " we trust"]

    @pytest.mark.parametrize(
        ("text", "phonemes"),
        [("Kubernetes's", "kuːbɚnˈɛtiːzᵻz"), ("Jazz’s", "dʒˈæzᵻz"), ("Chip's", "tʃˈɪps")],
    )
    def test_an_english_possessive_joins_the_phonemes(self, lexicon: Lexicon, text: str, phonemes: str) -> None:
        assert pieces(text, lexicon) == [Phonemes(phonemes, text, 0, len(text))]
        assert said(pieces(text, lexicon, "fr-fr"))[1:] == ["'s"]

    def test_a_space_between_phonemes_stays(self, lexicon: Lexicon) -> None:
        assert said(pieces("Jazz Chip", lexicon)) == ["/dʒˈæz/", " ", "/tʃˈɪp/"]

    def test_punctuation_after_phonemes_stays(self, lexicon: Lexicon) -> None:
        assert said(pieces("Jazz!", lexicon)) == ["/dʒˈæz/", "!"]

    @pytest.mark.parametrize("text", ["", "  \n", "...", "***", "|---|", "\x00\ud800", "“”", "~~"])
    def test_nothing_to_say_is_no_piece(self, text: str) -> None:
        assert pieces(text) == []

    def test_a_pause_alone_is_a_piece(self) -> None:
        assert pieces("[pause:1s]") == [Pause(1.0, 0, 10)]

    def test_without_normalisation_the_text_stays(self, lexicon: Lexicon) -> None:
        text = "**5 km** — “Kubernetes” 😀\x00"
        assert said(pieces(text, lexicon, normalise=False)) == ["**5 km** — “", "/kuːbɚnˈɛtiːz/", "” 😀"]


class TestPlaces:
    def test_words_map_to_what_was_written(self, lexicon: Lexicon) -> None:
        text = "**Pay** $3.50 to Kubernetes by kubectl, [pause:1s] “soon” 🎉🎉."
        assert list(places(text, pieces(text, lexicon))) == [
            ("Pay", "Pay"),
            *((word, "$3.50") for word in ("three", "dollars", "and", "fifty", "cents")),
            ("to", "to"),
            ("/kuːbɚnˈɛtiːz/", "Kubernetes"),
            ("by", "by"),
            ("koo", "kubectl"),
            ("ber", "kubectl"),
            ("control,", "kubectl,"),
            ("[1.0]", "[pause:1s]"),
            ('"soon"', "“soon”"),
            ("party", " 🎉🎉"),
            ("popper.", " 🎉🎉."),
        ]

    @given(text=st.text(max_size=100), normalise=st.booleans())
    @example(text="🏻", normalise=True)
    def test_any_text_gives_pieces_in_order(self, text: str, normalise: bool) -> None:
        last = 0
        for piece in pieces(text, normalise=normalise):
            if isinstance(piece, Spoken):
                assert piece.text
                piece.text.encode()
                assert [run[0] for run in piece.alignment] == [0, *(run[1] for run in piece.alignment)][:-1]
                assert piece.alignment[-1][1] == len(piece.text)
                start, end = source_span(piece.alignment, 0, len(piece.text))
            else:
                start, end = piece.start, piece.end
            assert last <= start <= end <= len(text)
            last = end

    @given(st.lists(st.sampled_from(["Kubernetes", "$5", "[a](/b/)", "[pause:1s]", "**", "kubectl", ".", "x"])))
    def test_no_known_word_is_lost(self, lexicon: Lexicon, parts: list[str]) -> None:
        text = " ".join(parts)
        told = " ".join(said(pieces(text, lexicon)))
        for written, spoken in (
            ("Kubernetes", "/kuːbɚnˈɛtiːz/"),
            ("$5", "five dollars"),
            ("[a](/b/)", "/b/"),
        ):
            assert told.count(spoken) == parts.count(written)


HELL = [
    *(
        "x",
        " ",
        "\n",
        ".",
        ". ",
        "[",
        "[a](",
        "[a](/",
        "[pause:",
        "*",
        "_",
        "`",
        "<b ",
        "&",
        "&a",
        "👨‍👩‍👧",
        "😀😁",
        "🇩",
    ),
    *(
        "\u200d",
        "7",
        "7,",
        "7.",
        "7-",
        "7/",
        "7:",
        "$",
        "$7",
        "-",
        "a-",
        "(",
        "(7",
        ")",
        "/a",
        "a.",
        "a@",
        "http://",
    ),
    *(
        "www.",
        "|",
        "|-",
        "| a ",
        "# ",
        "> ",
        "- ",
        "I",
        "Part ",
        "Dr. ",
        "\u0301",
        "שלום ",
        "\0",
        "\ud800",
        "’",
        '"',
    ),
    *(
        "!",
        "=",
        "= ",
        "~~ ",
        "aA",
        "Jan 5 ",
        "+1",
        "+1 ",
        "+1(",
        "7 7/",
        "7-7-",
        "7.7,",
        "7 km-",
        "5 pm-",
        "1980s-",
        "$7-",
        "1- ",
        "XI. ",
        "7 N Elm ",
        "7 million ",
        "7'7\"",
        "v7.",
        "Kubernetes ",
        "C++",
        "7%",
        "7e7",
        "½",
        "<!--",
        "```\n",
        "7x",
    ),
]


class TestTextFromHell:
    @pytest.mark.parametrize("unit", HELL)
    def test_takes_time_in_proportion(self, lexicon: Lexicon, unit: str) -> None:
        assert in_proportion(lambda text: pieces(text, lexicon), unit, 4_000, 40_000)

    def test_every_block_of_unicode_is_taken(self) -> None:
        for lang in ("en-us", "cmn"):
            assert pieces("".join(chr(code) for code in range(0, 0x110000, 5)), lang=lang)

    def test_a_number_of_ten_thousand_digits_is_read_digit_by_digit(self) -> None:
        assert said(pieces("7" * 10_000)) == [" ".join(["seven"] * 10_000)]


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    script = (
        "import sys; from kokoro_model.text import prepare, rules, segmenter, lexicon;"
        "prepare.prepare('plain words, 5 km', 'en-us', rules.Barrier(), lexicon=None, normalise=True);"
        "print(*{'emoji', 'html', 'numpy', 'asyncio', 'onnxruntime'} & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == ""
