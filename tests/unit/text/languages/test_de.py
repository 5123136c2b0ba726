"""German: every line names source and words."""

from __future__ import annotations

import pytest

from kokoro_model.text.normalize.languages import load
from kokoro_model.text.segmenter import Segment, Segmenter
from tests.unit.text.spoken import cases, words

NUMBERS = """
7 von 48 => sieben von acht und vierzig
1, 21, 101 und 1001 => eins, ein und zwanzig, ein hundert eins und ein tausend eins
217.306 Leute => zwei hundert siebzehn tausend drei hundert sechs Leute
3,14 und -0,5 => drei Komma eins vier und minus null Komma fünf
1.000.000 und 2.000.001 => eine Million und zwei Millionen eins
007 => null null sieben
1 Mann, 1 Frau und 1 Wohnung => ein Mann, eine Frau und eine Wohnung
Platz 1 Sieger => Platz eins Sieger
3/4, 1/2, 2 1/2, 5/21 => drei viertel, ein halb, zwei ein halb, fünf ein und zwanzigstel
½ und 1¼ => ein halb und ein ein viertel
5–7 und 3:1 => fünf bis sieben und drei zu eins
v2.1, 2.0.3 => Version zwei Punkt eins, zwei Punkt null Punkt drei
10^6, x², 10⁹ => zehn hoch sechs, x hoch zwei, zehn hoch neun
1,5e-3 => eins Komma fünf mal zehn hoch minus drei
"""

ORDINALS = """
der 3. Mann => der dritte Mann
am 7. Tag => am siebten Tag
das 1. und 2. Kapitel, vom 3. bis 5. Mai => das erste und zweite Kapitel, vom dritten bis fünften Mai
ein 2. Versuch => ein zweiter Versuch
das 101. und die 121. Folge => das ein hundert erste und die ein hundert ein und zwanzigste Folge
im 19. Jahrhundert => im neunzehnten Jahrhundert
im XX. Jahrhundert, II. Weltkrieg => im zwanzigsten Jahrhundert, zweiter Weltkrieg
C. Müller und M. Schulz => C. Müller und M. Schulz
Ludwig XIV. war, Heinrich VIII => Ludwig der vierzehnte war, Heinrich der achte
Kapitel IX => Kapitel neun
17. => siebzehnter
"""

DATES = """
am 3. Oktober 1990 => am dritten Oktober neunzehn hundert neunzig
der 24. Dezember => der vier und zwanzigste Dezember
1. Mai 2024 => erster Mai zwei tausend vier und zwanzig
am 5.6.2021 => am fünften Juni zwei tausend ein und zwanzig
vom 12.10. bis 14.10. => vom zwölften Oktober bis vierzehnten Oktober.
2021-06-05, 2021-07 => fünfter Juni zwei tausend ein und zwanzig, Juli zwei tausend ein und zwanzig
im März 1848 => im März achtzehn hundert acht und vierzig
1914–18 => neunzehn hundert vierzehn bis achtzehn
in den 1920er Jahren, den 80ern => in den neunzehn hundert zwanziger Jahren, den achtzigern
1815 Euro, 1815 => ein tausend acht hundert fünfzehn Euro, achtzehn hundert fünfzehn
"""

TIMES = """
um 8 Uhr, um 1 Uhr => um acht Uhr, um ein Uhr
9:05, 09.30 Uhr => neun Uhr fünf, neun Uhr dreißig
von 10:00 bis 11:45 Uhr => von zehn Uhr bis elf Uhr fünf und vierzig
10–12 Uhr, 9:00-9:30 => zehn bis zwölf Uhr, neun Uhr bis neun Uhr dreißig
7:01:02 => sieben Uhr eine Minute zwei Sekunden
"""

AMOUNTS = """
2,50 €, 1 €, 1,01 € => zwei Euro fünfzig Cent, ein Euro, ein Euro ein Cent
0,99 €, 5,00 € => neun und neunzig Cent, fünf Euro
1,5 Mio. €, 1 Mrd. Dollar => eins Komma fünf Millionen Euro, eine Milliarde Dollar
£3, CHF 20 => drei Pfund, zwanzig Franken
1 kg, 1 h, 2 h, 100 km/h => ein Kilogramm, eine Stunde, zwei Stunden, ein hundert Kilometer pro Stunde
5 m², 3 cm³ => fünf Quadrat Meter, drei Kubik Zentimeter
-3 °C, 50 %, 5-km-Lauf => minus drei Grad Celsius, fünfzig Prozent, fünf-Kilometer-Lauf
4 Mio. Menschen => vier Millionen Menschen
5–6 kg => fünf bis sechs Kilogramm
"""

WORDS = """
z. B. hier, d. h. dort, usw. => zum Beispiel hier, das heißt dort, und so weiter.
Dr. Koch, Nr. 4, S. 12, Abb. 3 => Doktor Koch, Nummer vier, Seite zwölf, Abbildung drei
44 v. Chr. => vier und vierzig vor Christus.
Gartenstr. 7, 50667 Köln => Gartenstraße sieben, fünf null sechs sechs sieben Köln
0221/445566 => null zwei zwei eins, vier vier fünf fünf sechs sechs
0171 778899 => null eins sieben eins, sieben sieben acht acht neun neun
A & B, § 5 => A und B, Paragraf fünf
info@firma.de => info at firma Punkt DE
+49 30 901820 => plus neun und vierzig, drei null, neun null eins acht zwei null
(0711) 22334 => null sieben eins eins, zwei zwei drei drei vier
"""


@pytest.mark.parametrize(("source", "spoken"), cases(NUMBERS, ORDINALS, DATES, TIMES, AMOUNTS, WORDS))
def test_german_is_read_fully(source: str, spoken: str) -> None:
    assert words(source, "de") == spoken


def spoken(pieces: list[str]) -> list[str]:
    """The sentences of a text that comes in pieces."""
    segmenter = Segmenter(lang="de")
    found: list[Segment] = []
    for piece in pieces:
        segmenter.feed(piece)
        found += iter(lambda: segmenter.next(whole=True), None)
    segmenter.end()
    return [segment.text for segment in (*found, *iter(lambda: segmenter.next(whole=True), None))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Am 3. Oktober war frei. Am 4. nicht.", ["Am 3. Oktober war frei.", "Am 4. nicht."]),
        ("Das war im 19. Jahrhundert.", ["Das war im 19. Jahrhundert."]),
        ("Sie ist 25. Er ist 30.", ["Sie ist 25.", "Er ist 30."]),
        ("Es gab 12. mai kam", ["Es gab 12. mai kam"]),
    ],
)
def test_an_ordinal_ends_no_sentence(text: str, sentences: list[str]) -> None:
    assert spoken([text]) == sentences
    assert spoken(list(text)) == sentences


def test_numbers_grow_by_the_same_rules() -> None:
    german = load("de")
    assert german.cardinal(999_999) == "neun hundert neun und neunzig tausend neun hundert neun und neunzig"
    assert german.cardinal(10**9 + 10**6 + 1) == "eine Milliarde eine Million eins"
    assert german.cardinal(21, "eine") == "ein und zwanzig"
