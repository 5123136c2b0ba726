"""What is read as one is read so however the text comes: each class, in several languages, cut at every place."""

from __future__ import annotations

import pytest

from kokoro_model.text.reading import Passage, Reader
from kokoro_model.text.segmenter import Segmenter

TEXTS = {
    "en-us": (
        "It is 3.14 of all. It was 3. Then 14 came.",
        "It costs $1 million, or $2.50. Pay €5!",
        "Dr. Smith met Mr. Jones at St. James St. in May. No. 5 is here.",
        "See https://example.org/a-b?c=1. Or mail me@example.org. It works.",
        "On May 5, 2024 at 5:30 p.m. we met. At 5 p.m. It rained.",
        "Call 1-800-555-0199. It is 5 km to 10 Downing St. and 1/2 mile.",
        "King Henry VIII. was the 2nd. It was 20-30 %. Really?",
    ),
    "de": (
        "Am 3. Oktober kam er. Es waren 3. Dann ging er.",
        "Das kostet 1.500,50 € oder 2 Mio. Euro. Nr. 5 lebt.",
        "Dr. Meyer kommt um 14:30 Uhr. Das sind z. B. 5 km.",
    ),
    "fr-fr": ("Le 01/02/2023 à 14h30, M. Dupont paya 2,75 €. Il part.", "C'est le XIXe siècle. Il fait 3,5 km."),
    "es": ("El 3 de mayo cuesta 1.500 €. Son las 14:30 h. Sr. López viene.",),
    "it": ("Il 3 maggio costa 2,50 €. Sono le 14:30. Dott. Rossi arriva.",),
    "pt-br": ("No dia 3 de maio custa R$ 1.500,50. São 14h30. O Sr. Silva vem. É o 2º lugar.", "Foram 5 km. Depois 3."),
    "hi": ("3 मई को ₹1,500 लगे। 14:30 बजे 5 km चले। डॉ. शर्मा आए।", "यह 3.14 है। 3। फिर 14 आए।"),
    "ja": ("2024年5月3日に1,500円払いました。14:30に5kmを走る。", "3.14です。3。それから14が来た。"),
    "cmn": ("2024年5月3日花了1,500元。14:30跑了5km。", "是3.14。3。然后14来了。涨了20%，真的？"),
}
CASES = [(lang, text) for lang, texts in TEXTS.items() for text in texts]


def read(lang: str, *pieces: str, whole: bool) -> list[str]:
    """What is read of each segment, asked for as soon as it can be had."""
    segmenter, reader = Segmenter(lang=lang), Reader(lang)
    found = []
    for piece in pieces:
        segmenter.feed(piece)
        found += list(iter(lambda: segmenter.next(whole=whole), None))
    segmenter.end()
    found += list(iter(lambda: segmenter.next(whole=whole), None))
    return [part.text for segment in found for part in reader.read(segment) if isinstance(part, Passage)]


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(("lang", "text"), CASES)
def test_pieces_are_read_as_the_whole_is(lang: str, text: str, whole: bool) -> None:
    at_once = read(lang, text, whole=whole)
    assert at_once
    assert read(lang, *text, whole=whole) == at_once, "a character at a time"
    for cut in range(1, len(text)):
        assert read(lang, text[:cut], text[cut:], whole=whole) == at_once, (text[:cut], text[cut:])


@pytest.mark.parametrize(("lang", "text"), CASES)
def test_a_text_that_comes_in_pieces_has_no_digits_left(lang: str, text: str) -> None:
    said = " ".join(read(lang, *text, whole=True))
    assert not any(character.isdigit() for character in said), said
