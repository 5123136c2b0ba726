"""What is said for what speech-dispatcher sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_speechd import ssml
from kokoro_speechd.punctuation import Symbols
from kokoro_speechd.script import Reader
from kokoro_speechd.settings import Settings

SYMBOLS = Symbols()


def read(document: str, lang: str = "en-us", **settings: str) -> str:
    """What is said for a text."""
    wanted = Settings()
    for name, value in settings.items():
        wanted.set(name, value)
    return " ".join(Reader(wanted, SYMBOLS, lang).read("SPEAK", f"<speak>{document}</speak>").text.split())


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("Hello &lt;you&gt;.", "Hello <you>."),
        ("A <emphasis>big</emphasis> one.", "A big one."),
        ('<sub alias="World Wide Web">WWW</sub>.', "World Wide Web."),
        ('<say-as interpret-as="characters">ab1</say-as>', "A, B, 1"),
        ('Wait<break time="500ms"/>here.', "Wait [pause:0.5s] here."),
        ('Wait<break time="2s"/>here.', "Wait [pause:2s] here."),
        ('Wait<break time="0.01ms"/>here.', "Waithere."),
        ('Wait<break time="nan"/><break time="1e-05s"/>here.', "Waithere."),
        ('Wait<break strength="none"/> here.', "Wait here."),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("a < b & c <b>d", "a b & c d"),
    ],
)
def test_ssml_is_read(document: str, said: str) -> None:
    assert read(document) == said


def test_a_document_that_would_grow_is_read_without_its_tags() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 6))
    document = f'<!DOCTYPE s [<!ENTITY e0 "ha">{entities}]><speak>&e5;</speak>'
    assert "".join(ssml.parse(document)) == "!DOCTYPE s []>&e5;"


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("none", "Don't (mind) #5!"),
        ("some", "Don't (mind) number 5!"),
        ("most", "Don't left paren mind right paren number 5!"),
        ("all", "Don't left paren mind right paren number 5 bang!"),
    ],
)
def test_signs_are_said_by_their_level(mode: str, said: str) -> None:
    assert read("Don't (mind) #5!", punctuation_mode=mode) == said


def test_signs_have_the_names_of_the_language() -> None:
    assert read("Ja!", "de", punctuation_mode="all") == "Ja Ausrufezeichen!"
    assert SYMBOLS.name("!", "tlh") == "bang"
    assert SYMBOLS.name("\N{SNOWMAN}", "en-us") == "snowman"


def test_a_spelled_text_is_said_letter_by_letter() -> None:
    assert read("Hi, you", spelling_mode="on") == "H, I, comma; Y, O, U"
    assert read("aB", spelling_mode="on", cap_let_recogn="spell") == "A, capital B"


def test_capitals_are_told() -> None:
    assert read("Hello NASA.", cap_let_recogn="spell") == "capital Hello capital NASA."


@given(st.text())
def test_any_text_is_read(document: str) -> None:
    assert all(isinstance(part, str) for part in ssml.parse(document))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), max_size=6))
def test_marks_are_behind_the_text_before_them(texts: list[str]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in texts]
    body = "".join(f'{text}<mark name="{number}"/>' for number, text in enumerate(escaped))
    script = Reader(Settings(), SYMBOLS, "en-us").read("SPEAK", f"<speak>{body}</speak>")
    assert script.text == "".join(texts)
    ends = [len("".join(texts[: number + 1]).encode()) for number in range(len(texts))]
    assert script.marks == [(end, str(number)) for number, end in enumerate(ends)]
