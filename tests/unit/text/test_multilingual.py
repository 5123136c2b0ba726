"""A text of several languages is covered as one of a single language is, each paragraph cut as its language has it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.text.identification import LEAST
from kokoro_model.text.multilingual import MultilingualSegmenter
from kokoro_model.text.segmenter import Segment, Segmenter
from kokoro_model.text.sentences import BLANK_LINE

ENOUGH = "x" * LEAST
FRENCH = "f" + ENOUGH
WORDS = [
    *("f", "Fin.", "g", "Hallo.", "e", "Dr.", "M.", "3.14", "1.", "world", "well,", "What?", "it...", "- x", "#", "|"),
    *(
        "[word](/wɜːd x/)",
        "[open",
        "今天很好。",
        "👨‍👩‍👧",
        "e\u0301",
        "\x00",
        "\ud800",
        ENOUGH,
        "…",
        '"Go."',
        "x" * 600,
    ),
]
GAPS = [" ", " ", " ", "\n", "\n\n", "\n\n", "\r\n", "\r\n\r\n", "  ", "", "\t", "\u2029", " " * 300, "\n  \n", "\f"]
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=60).map(
        lambda pairs: "".join(word + gap for word, gap in pairs)
    ),
)


class Initials:
    """A paragraph is in the language that its first letter names; `asked` are those, each as far as it came."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def of(self, paragraph: str, before: str) -> str:
        self.asked.append((paragraph, before))
        return {"f": "fr-fr", "F": "fr-fr", "g": "de", "H": "de", "今": "cmn"}.get(paragraph[0], "en-us")


def segmenter(languages: Initials | None = None, begins_in: str = "") -> MultilingualSegmenter:
    return MultilingualSegmenter(Segmenter(), "en-us", languages or Initials(), begins_in)


def drain(made: MultilingualSegmenter | Segmenter) -> list[Segment]:
    return list(iter(made.next, None))


def cut(*pieces: str, begins_in: str = "", whole: bool = False) -> list[Segment]:
    """All segments, each asked for as soon as it can be had."""
    made = segmenter(begins_in=begins_in)
    found: list[Segment] = []
    for piece in pieces:
        made.feed(piece)
        found += iter(lambda: made.next(whole=whole), None)
    made.end()
    found += iter(lambda: made.next(whole=whole), None)
    assert not made.pending
    return found


def in_languages(text: str) -> list[tuple[str, str]]:
    """What is spoken in which language, without white space."""
    found: list[tuple[str, str]] = []
    for segment in cut(text):
        said = "".join(segment.text.split())
        if found and found[-1][0] == segment.lang:
            found[-1] = (segment.lang, found[-1][1] + said)
        else:
            found.append((segment.lang, said))
    return found


@pytest.mark.parametrize("whole", [True, False])
@given(text=texts, cuts=st.lists(st.integers(0, 300), max_size=6))
def test_every_character_is_covered_once_however_it_comes(text: str, cuts: list[int], whole: bool) -> None:
    at = [0, *sorted(cuts), len(text)]
    found = cut(*(text[a:b] for a, b in pairwise(at)), whole=whole)
    end = sentence = 0
    for segment in found:
        assert segment.start == end
        assert segment.text == text[segment.start : segment.end].strip() != ""
        assert segment.sentence == sentence
        assert segment.paragraph == (end > 0 and BLANK_LINE.search(_white(text, segment)) is not None)
        end, sentence = segment.end, sentence + segment.ends
    assert not text[end:].strip()


def _white(text: str, segment: Segment) -> str:
    """The white space before a segment, as far as it is looked at."""
    return text[segment.start : segment.end][: -len(segment.text)][-256:]


@given(text=texts)
def test_it_depends_on_the_text_alone(text: str) -> None:
    assert cut(*text) == cut(text)


@given(text=texts.map(lambda text: re.sub("[fFgH今]", "e", text)))
def test_a_text_of_one_language_is_cut_as_ever(text: str) -> None:
    plain = Segmenter()
    plain.feed(text)
    plain.end()
    found = cut(text)
    assert {segment.lang for segment in found} <= {"en-us"}
    assert [(s.text, s.start, s.end, s.sentence, s.ends, s.paragraph) for s in found] == [
        (s.text, s.start, s.end, s.sentence, s.ends, s.paragraph) for s in drain(plain)
    ]


def test_paragraphs_are_in_their_languages_and_parted_by_blank_lines() -> None:
    text = "One.\nTwo.\n\nfa. fb\nfc\n \r\nEnd.\n\n\n\ng\n\nHi\n\n今天\n\nx"
    assert in_languages(text) == [
        ("en-us", "One.Two."),
        ("fr-fr", "fa.fbfc"),
        ("en-us", "End."),
        ("de", "gHi"),
        ("cmn", "今天"),
        ("en-us", "x"),
    ]


def test_a_paragraph_is_cut_by_the_rules_of_its_language() -> None:
    assert [s.text for s in cut("fini, M. Dupont. Mme. Lea\n\nThe end. M. ends. Go.", whole=True)] == [
        "fini, M. Dupont.",
        "Mme. Lea",
        "The end.",
        "M. ends.",
        "Go.",
    ]


def test_a_decision_waits_for_enough_or_the_end_and_no_longer() -> None:
    languages = Initials()
    made = segmenter(languages)
    made.feed("Une ")
    assert (drain(made), languages.asked) == ([], [])
    made.feed("phrase. " * 10)
    drain(made)
    assert [before for _, before in languages.asked] == ["en-us"]
    made.feed("\n\nfin.")
    drain(made)
    assert len(languages.asked) == 1
    made.feed("\n\n")
    assert [(s.text, s.lang) for s in drain(made)] == [("fin.", "fr-fr")]
    assert languages.asked[1:] == [("fin.", "en-us")]
    made.feed("e")
    made.flush()
    drain(made)
    assert languages.asked[2:] == [("e", "fr-fr")]


def test_what_follows_a_flush_in_an_undecided_paragraph_is_decided_by_itself() -> None:
    languages = Initials()
    made = segmenter(languages)
    made.feed("Hm.")
    assert made.rests
    made.flush()
    assert [(s.text, s.lang) for s in drain(made)] == [("Hm.", "de")]
    made.feed(f" {FRENCH}")
    made.end()
    assert {s.lang for s in drain(made)} == {"fr-fr"}
    assert [text[0] for text, _ in languages.asked] == ["H", "f"]


def test_what_is_decided_holds_for_all_of_the_paragraph_over_a_flush() -> None:
    made = segmenter()
    made.feed(f"{FRENCH}.")
    assert {s.lang for s in drain(made)} <= {"fr-fr"}
    made.flush()
    made.feed(" g. End.")
    made.end()
    assert {s.lang for s in drain(made)} == {"fr-fr"}


def test_a_text_that_begins_in_mid_paragraph_goes_on_in_its_language() -> None:
    assert [(s.text, s.lang) for s in cut("end. Go.\n\nNow.", begins_in="fr-fr", whole=True)] == [
        ("end.", "fr-fr"),
        ("Go.", "fr-fr"),
        ("Now.", "en-us"),
    ]
    found = cut("\n\ng", begins_in="fr-fr")
    assert [(s.text, s.lang, s.start) for s in found] == [("g", "de", 0)]


def test_the_language_of_the_next_segment_is_known_before_it_is_asked_for() -> None:
    made = segmenter()
    assert made.lang == "en-us"
    made.feed("One.\n\nfin.\n\nEnd.")
    made.end()
    told = []
    while True:
        lang = made.lang
        if (segment := made.next()) is None:
            break
        told.append((lang, segment.lang))
    assert told == [("en-us", "en-us"), ("fr-fr", "fr-fr"), ("en-us", "en-us")]


def test_clauses_are_offered_of_what_is_decided() -> None:
    made = segmenter()
    made.feed("fin de la phrase qui est longue, mais")
    assert made.next() is None
    assert (made.clause(), made.clause_weight) == (None, 0)
    made.feed(f" {ENOUGH} et")
    assert made.next(whole=True) is None
    assert made.clause_weight > 0
    clause = made.clause()
    assert clause is not None
    assert (clause.text, clause.lang) == ("fin de la phrase qui est longue,", "fr-fr")


def test_no_text_comes_after_the_end() -> None:
    made = segmenter()
    made.end()
    with pytest.raises(ValueError, match="ended"):
        made.feed("more")
    assert made.next() is None
    assert not made.pending


def test_a_text_of_many_paragraphs_takes_time_in_proportion_to_it() -> None:
    asked = Initials()
    made = segmenter(asked)
    made.feed("f a.\n\ne b.\n\n" * 3000)
    made.end()
    assert len(drain(made)) == len(asked.asked) == 6000
