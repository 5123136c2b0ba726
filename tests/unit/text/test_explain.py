"""How a text is read, told token by token: all of it, in order, with the rules that made a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokoro_model.text import normalize
from kokoro_model.text.explain import Explainer, Token, Trace
from kokoro_model.text.lexicon import Lexicon
from kokoro_model.text.reading import Passage, Reader
from kokoro_model.text.rules import Rule
from kokoro_model.text.segmenter import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kokoro_model.text.rewriting import Rewriting
    from kokoro_model.text.segmenter import Segment

Row = tuple[str, str, tuple[str, ...]]


def segments(text: str, lang: str) -> Iterator[Segment]:
    segmenter = Segmenter(lang=lang)
    segmenter.feed(text)
    segmenter.end()
    return iter(lambda: segmenter.next(whole=True), None)


def explained(text: str, lang: str, lexicon: Lexicon | None = None) -> Iterator[tuple[list[Passage], list[Token]]]:
    trace = Trace()
    explainer = Explainer(Reader(lang, lexicon=lexicon, barrier=trace), trace)
    return map(explainer.read, segments(text, lang))


def rows(text: str, lang: str = "en-us", lexicon: Lexicon | None = None) -> list[Row]:
    tokens = (token for _, found in explained(text, lang, lexicon) for token in found)
    return [(token.text, token.said, token.rules) for token in tokens]


def plain(text: str) -> Row:
    return (text, " ".join(text.split()), ())


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en-us", "All of this stands as it is.", [plain("All of this stands as it is.")]),
        (
            "en-us",
            "On May 5 it cost $2.50 for us all.",
            [
                plain("On"),
                ("May 5", "May fifth", ("dates",)),
                plain("it cost"),
                ("$2.50", "two dollars and fifty cents", ("money",)),
                plain("for us all."),
            ],
        ),
        (
            "de",
            "Das kostet 5,50 € im ganzen Land.",
            [
                plain("Das kostet"),
                ("5,50 €", "fünf Euro fünfzig Cent", ("money",)),
                plain("im ganzen Land."),
            ],
        ),
        (
            "en-us",
            "**Pay** *$5* to all of them.",
            [
                ("**Pay**", "Pay", ("markdown",)),
                ("*$5*", "five dollars", ("markdown", "money")),
                plain("to all of them."),
            ],
        ),
        (
            "en-us",
            "Wait[pause:1s]for [New York](/nuː jɔːk/) and all of it.",
            [
                plain("Wait"),
                ("[pause:1s]", "", ("marks",)),
                plain("for"),
                ("[New York](/nuː jɔːk/)", "New York", ("marks",)),
                plain("and all of it."),
            ],
        ),
        (
            "en-us",
            "One of them *** and all of the others.",
            [plain("One of them"), ("***", "", ("markdown",)), plain("and all of the others.")],
        ),
        ("en-us", "Too  much \t white space here.", [plain("Too  much \t white space here.")]),
        ("en-us", "It is $5", [plain("It is"), ("$5", "five dollars.", ("money",))]),
    ],
)
def test_what_is_read_otherwise_is_a_token_and_the_rest_stands_between(
    lang: str, text: str, expected: list[Row]
) -> None:
    assert rows(text, lang) == expected


def test_scripts_without_spaces_have_tokens_as_small_as_what_was_changed() -> None:
    found = rows("会議は3月14日です。", "ja")
    assert "".join(text for text, _, _ in found) == "会議は3月14日です。"
    assert plain("会議は") in found
    assert found[-1][0].endswith("です。")
    assert not found[-1][2]


def test_words_that_were_taught_are_told(tmp_path: Path) -> None:
    lexicon = Lexicon(str(tmp_path / "words.txt"))
    lexicon.teach("nginx", "engine x")
    lexicon.teach("Kubernetes", "kuːbɚnˈɛtiːz")
    found = rows("We run nginx on Kubernetes for all.", lexicon=lexicon)
    taught = ("pronunciations",)
    assert found == [
        plain("We run"),
        ("nginx", "engine x", taught),
        plain("on"),
        ("Kubernetes", "Kubernetes", taught),
        plain("for all."),
    ]


def test_a_rule_that_fails_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: Rewriting, _: str) -> None:
        text.edit([(0, 3, "nothing")])
        raise ValueError

    monkeypatch.setattr(normalize, "CLASSES", (Rule("failing", fails), *normalize.CLASSES))
    assert rows("All 5 km of the road.") == [
        plain("All"),
        ("5 km", "five kilometers", ("measures",)),
        plain("of the road."),
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "$5",
                "May 5",
                "**b**",
                "a",
                "word",
                "😀",
                "[pause:1s]",
                "[x](/ˈɛ/)",
                "***",
                "5 km",
                "—",
                "“q”",
                "3月",
                "№ 5",
            ]
        ),
        max_size=12,
    ),
    st.sampled_from([" ", "", "\n", ". "]),
    st.sampled_from(["en-us", "de", "fr-fr", "ja", "sv"]),
)
def test_the_tokens_say_what_the_reader_says_in_the_order_of_the_text(words: list[str], by: str, lang: str) -> None:
    text = by.join(words)
    for segment, (passages, tokens) in zip(segments(text, lang), explained(text, lang), strict=True):
        said = " ".join(token.said for token in tokens)
        assert "".join(said.split()) == "".join("".join(passage.text.split()) for passage in passages)
        at = 0
        for token in tokens:
            assert token.text in segment.text[at:], (token, segment.text)
            at = segment.text.index(token.text, at) + 1 if token.text else at
            if token.said:
                inside = passages[token.passage].text[token.start : token.end]
                assert " ".join(inside.split()) == token.said
