"""Segments cover the text, depend on the text alone, keep their limits, and come as early as they can."""

from __future__ import annotations

import re
import tracemalloc
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.text import unbroken
from kokoro_model.text.cuts import weight
from kokoro_model.text.segmenter import Segment, Segmenter
from tests.unit.text.proportion import in_proportion

WORDS = [
    *(
        "a",
        "the",
        "Dr.",
        "e.g.",
        "3.14",
        "1,000",
        "U.S.",
        "p.m.",
        "Hello",
        "world",
        "well,",
        "so;",
        "J.",
        "[open",
    ),
    *(
        "[pause:0.5s]",
        "[word](/wɜːd x/)",
        "(x)",
        "“Yes.”",
        "no!",
        "What?",
        "it...",
        "end.",
        "1.",
        "- x",
        "#",
        "|",
    ),
    *(
        "今天很好。",
        "👨‍👩‍👧",
        "e\u0301",
        "\x00",
        "\ud800",
        "x" * 70,
        "…",
        '"Go."',
        "—",
        "🇩🇪🇫🇷",
        "https://a.b/c?d=1.",
        "<break time='1s'/>",
        "</b>",
        "<x",
        "said.[12][3]",
        "nega-\ntive",
        '[1]: http://a.b/c "A. B"',
        "==end.==",
    ),
]
GAPS = [" ", " ", " ", " ", "\n", "\n\n", "\r\n", "  ", "", "\t", "\u2029", " " * 300, "\n  \n"]
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=60).map(
        lambda pairs: "".join(word + gap for word, gap in pairs)
    ),
)


def drain(segmenter: Segmenter) -> list[Segment]:
    return list(iter(segmenter.next, None))


def segments(*pieces: str, first_words: int = 6, most: int = 150) -> list[Segment]:
    """The segments of a text in pieces, asked for after every piece."""
    segmenter = Segmenter(first_words=first_words, most=most)
    found: list[Segment] = []
    for piece in pieces:
        segmenter.feed(piece)
        found += drain(segmenter)
    segmenter.end()
    return found + drain(segmenter)


def spoken(*pieces: str, first_words: int = 6, most: int = 150) -> list[str]:
    return [segment.text for segment in segments(*pieces, first_words=first_words, most=most)]


def whole(*pieces: str) -> list[Segment]:
    """The segments of a text for an engine that streams."""
    segmenter = Segmenter()
    found: list[Segment] = []
    for piece in pieces:
        segmenter.feed(piece)
        found += iter(lambda: segmenter.next(whole=True), None)
    segmenter.end()
    return [*found, *iter(lambda: segmenter.next(whole=True), None)]


def is_one(text: str) -> bool:
    """Whether no cut may go through it: an inline mark, or what is read as one."""
    return text.startswith(("[", "<")) or unbroken.of_language("en-us").at_start(text) == len(text)


def sentences(text: str) -> list[str]:
    """The text's sentences, each put together from its segments with a single space."""
    found: dict[int, list[str]] = {}
    for segment in segments(text):
        found.setdefault(segment.sentence, []).append(segment.text)
    return [" ".join(parts) for parts in found.values()]


class TestCover:
    @given(texts, st.integers(1, 8), st.integers(1, 200))
    def test_spans_follow_each_other_and_everything_is_spoken_once(
        self, text: str, first_words: int, most: int
    ) -> None:
        found = segments(text, first_words=first_words, most=most)
        assert [0, *(segment.end for segment in found)][:-1] == [segment.start for segment in found]
        assert all(text[segment.start : segment.end].strip() == segment.text for segment in found)
        assert not text[found[-1].end if found else 0 :].strip()
        assert all(segment.text for segment in found)

    @given(texts, st.data())
    def test_pieces_make_no_difference(self, text: str, data: st.DataObject) -> None:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
        pieces = [text[start:end] for start, end in pairwise([0, *cuts, len(text)])]
        assert segments(*pieces) == segments(text)

    @given(texts)
    def test_characters_make_no_difference(self, text: str) -> None:
        assert segments(*text) == segments(text)

    @pytest.mark.parametrize(
        "tail",
        [
            *(" \n\n- x y", "[it is. So](/x. Y/) z.", "a\n- item", " Dr. Smith", "... so", ".” So", "。”好"),
            *("a.\n b", "[ it is! so"),
        ],
    )
    def test_what_stands_where_a_decision_falls_makes_no_difference(self, tail: str) -> None:
        for length in range(130):
            text = ("word " * 26)[:length] + tail + " and on" * 9
            assert segments(*text) == segments(text)

    @given(texts, st.data())
    def test_flushes_lose_nothing(self, text: str, data: st.DataObject) -> None:
        segmenter, found = Segmenter(), []
        for start in range(0, len(text), 40):
            segmenter.feed(text[start : start + 40])
            if data.draw(st.booleans()):
                segmenter.flush()
                found += drain(segmenter)
                assert not segmenter.pending
        segmenter.end()
        found += drain(segmenter)
        assert "".join("".join(segment.text.split()) for segment in found) == "".join(text.split())
        assert [0, *(segment.end for segment in found)][:-1] == [segment.start for segment in found]

    @given(texts)
    def test_sentences_are_counted_without_gaps(self, text: str) -> None:
        numbers = [segment.sentence for segment in segments(text)]
        assert numbers[:1] in ([], [0])
        assert all(later - sooner in {0, 1} for sooner, later in pairwise(numbers))


class TestLimits:
    @given(texts, st.integers(1, 8), st.integers(1, 200))
    def test_are_kept(self, text: str, first_words: int, most: int) -> None:
        found = segments(text, first_words=first_words, most=most)
        for segment in found:
            rest = text[segment.end - len(segment.text) :]
            held = segment.text.startswith(("[", "<")) or unbroken.of_language("en-us").at_start(rest) >= len(
                segment.text
            )
            if not held and not re.fullmatch("[A-Za-z0-9]+", segment.text):  # which is not broken
                assert weight(segment.text) <= most or len(segment.text) == 1
        if found and not is_one(found[0].text):
            assert len(found[0].text.split()) <= first_words

    @given(texts)
    def test_segments_grow_so_that_the_next_is_made_while_they_play(self, text: str) -> None:
        said = 0
        for segment in segments(text):
            if not is_one(segment.text):
                assert weight(segment.text) <= max(60, said * 6 // 5)
            said += weight(segment.text)

    def test_digits_and_ideographs_weigh_more(self) -> None:
        assert len(spoken("7" * 1000, most=100)[-2]) == 25
        assert len(spoken("好" * 1000, most=100)[-2]) == 25

    def test_unusable_limits_are_refused(self) -> None:
        with pytest.raises(ValueError, match="at least one word"):
            Segmenter(first_words=0)
        with pytest.raises(ValueError, match="at least one word"):
            Segmenter(most=0)


class TestFirst:
    def test_is_cut_at_a_boundary_that_is_near(self) -> None:
        text = "When it rains, nobody at all ever goes out of this house."
        assert spoken(text) == ["When it rains,", "nobody at all ever goes out of this house."]

    def test_is_not_cut_at_a_boundary_that_leaves_one_word(self) -> None:
        assert spoken("Well, I think that this is what nobody ever wanted.")[0] == "Well, I think that this is"

    def test_ends_with_its_sentence(self) -> None:
        assert spoken("Good morning. How are you?") == ["Good morning.", "How are you?"]

    def test_leaves_no_word_alone(self) -> None:
        assert spoken("The quick brown fox jumps over dogs.") == ["The quick brown fox", "jumps over dogs."]

    def test_comes_before_the_sentence_is_complete(self) -> None:
        segmenter = Segmenter()
        segmenter.feed("one two three four five six seven eight nine ")
        assert segmenter.next() == Segment("one two three four five six", 0, 27, 0, ends=False)

    def test_boundaries_can_be_chosen(self) -> None:
        segmenter = Segmenter(boundaries="/")
        segmenter.feed("When it rains, one/ two three four five six seven.")
        first = segmenter.next()
        assert first is not None
        assert first.text == "When it rains, one/"


class TestSentenceEnds:
    @pytest.mark.parametrize(
        "text",
        [
            "Dr. Smith and Mrs. Jones met Prof. Hill.",
            "It costs 3.50 or 1,000.25 or .5 in all.",
            "J. R. R. Tolkien wrote it.",
            "She left at 5 p.m. yesterday.",
            "She came at 5.00a.m. and at 7:30p.m. again.",
            "It weighs 12kg. or so.",
            "Louis XIV. was a king of France.",
            "Use a list, e.g. this one, i.e. mine.",
            "See https://example.org/a.b?c=d.e or www.example.org/x now.",
            "Wait... no, not that.",
            "So… maybe not.",
            "“Stop!” he said to me.",
            '"Is it?" she asked.',
            "Python 3.11.2 is out.",
            "1. Buy some milk.",
            "b. Or do not.",
            "No. 5 is alive.",
            "That is it (cf. Fig. 3).",
            "A line\nthat goes on.",
            "Mail me@example.org or not.",
            "He said: “Dr. Hill came, approx. Vol. 2.”",
            "Read [Dr. No. Really.](/sound/) again.",
        ],
    )
    def test_is_one(self, text: str) -> None:
        assert sentences(text) == [text]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("It rains. It pours.", ["It rains.", "It pours."]),
            ("Really? Yes! Good.", ["Really?", "Yes!", "Good."]),
            ("He works at Acme Inc. It is big.", ["He works at Acme Inc.", "It is big."]),
            ("I live in the U.S. He does too.", ["I live in the U.S.", "He does too."]),
            ('He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]),
            ("(It is so.) Fine.", ["(It is so.)", "Fine."]),
            ("Then he left... Or did he?", ["Then he left...", "Or did he?"]),
            ("It was 3. Then 4.", ["It was 3.", "Then 4."]),
            ("Read part II. It is good.", ["Read part II.", "It is good."]),
            ("It closes at 5:30p.m. We ran.", ["It closes at 5:30p.m.", "We ran."]),
            ("今天很好。你好吗？“很好。”他说！", ["今天很好。", "你好吗？", "“很好。”", "他说！"]),
            ("यह है। वह है।", ["यह है।", "वह है।"]),
            ("هل هذا؟ نعم.", ["هل هذا؟", "نعم."]),
            ("A title\n\nText", ["A title", "Text"]),
            ("A title\r\n \r\nText", ["A title", "Text"]),
            ("Met Dr.\n\nSmith", ["Met Dr.", "Smith"]),
            ("A\u2029B", ["A", "B"]),
            ("# Title\nText", ["# Title", "Text"]),
            ("My list\n- one\n- two\n2. three", ["My list", "- one", "- two", "2. three"]),
            ("| a | b |\n| c | d |", ["| a | b |", "| c | d |"]),
            ("**Bold.** Next.", ["**Bold.**", "Next."]),
            ("a" + " " * 300 + "b", ["a", "b"]),
            ("What?! No.", ["What?!", "No."]),
        ],
    )
    def test_are_found(self, text: str, expected: list[str]) -> None:
        assert sentences(text) == expected

    def test_abbreviations_follow_the_language(self) -> None:
        def count(lang: str) -> int:
            segmenter = Segmenter(lang=lang)
            segmenter.feed("Wir haben bzw. Hatten es.")
            segmenter.end()
            return len({segment.sentence for segment in drain(segmenter)})

        assert (count("de"), count("en-us")) == (1, 2)


class TestPromptness:
    @pytest.mark.parametrize(
        "text",
        [
            "Hello there. ",
            "Hello there.\n",
            "Hello! ",
            "“Hello.”\n",
            "Fine...\n",
            "A title\n\n",
            "你好。\n",
            "Hello.\r\n",
        ],
    )
    def test_a_complete_sentence_comes_at_once(self, text: str) -> None:
        segmenter = Segmenter()
        segmenter.feed(text)
        segment = segmenter.next()
        assert segment is not None
        assert segment.text == text.strip()
        assert not segmenter.pending

    @pytest.mark.parametrize("text", ["Hello", "Hello.", "I met Dr. ", "It costs 3.", "So... ", "Hello\n", "你好。"])
    def test_what_may_go_on_waits_until_flushed(self, text: str) -> None:
        segmenter = Segmenter()
        segmenter.feed(text)
        assert segmenter.next() is None
        assert segmenter.pending
        segmenter.flush()
        assert segmenter.next() == Segment(text.strip(), 0, len(text.rstrip()), 0, ends=True)
        assert not segmenter.pending
        segmenter.feed(" Next.\n")
        following = Segment("Next.", len(text.rstrip()), len(text) + 6, 1, ends=True, line="\n" in text)
        assert segmenter.next() == following

    def test_a_segment_tells_whether_a_line_begins_with_it(self) -> None:
        found = segments("One. Two.\nThree.\r\n\r\n  Four. Five")
        assert [segment.line for segment in found] == [True, False, True, True, False]

    def test_flush_of_nothing_is_nothing(self) -> None:
        segmenter = Segmenter()
        segmenter.flush()
        segmenter.feed(" \n ")
        segmenter.flush()
        assert segmenter.next() is None
        assert not segmenter.pending

    def test_after_the_end_no_text_is_taken(self) -> None:
        segmenter = Segmenter()
        segmenter.feed("Hi")
        segmenter.end()
        assert segmenter.next() == Segment("Hi", 0, 2, 0, ends=True)
        assert segmenter.next() is None
        with pytest.raises(ValueError, match="new segmenter"):
            segmenter.feed("more")


class TestCuts:
    def test_marks_stay_whole(self) -> None:
        mark = "[a long name](/" + "ə " * 60 + "/)"
        assert mark in spoken(f"one two three four {mark} five.")
        assert mark in spoken(f"{mark} five.")
        assert spoken("a [b, c d](/x/) e f g h i j k.")[0] == "a [b, c d](/x/) e f"
        assert spoken("one [pause: 0.5 s] two three four five six seven eight nine.")[0].startswith(
            "one [pause: 0.5 s]"
        )

    @pytest.mark.parametrize(
        "cluster",
        ["e\u0301\u0323", "👩‍👩‍👧‍👦", "👍🏽", "\ud83d\ude00", "❤️", "🇩🇪", "\u1112\u1161\u11ab", "नि"],
    )
    def test_characters_as_people_see_them_stay_whole(self, cluster: str) -> None:
        for shift in range(len(cluster)):
            found = spoken("x" * shift + cluster * 200)
            assert len(found) > 1
            assert all(unicodedata.category(text[0])[0] != "M" for text in found)
            assert {text.replace(cluster, "").replace("x", "") for text in found} == {""}

    def test_an_abbreviation_is_no_clause(self) -> None:
        assert spoken("I went to see Dr. Hill about it all today.")[0] == "I went to see Dr. Hill"

    def test_clauses_come_before_spaces(self) -> None:
        text = " ".join(["word"] * 13) + ", " + " ".join(["more"] * 30)
        assert any(segment.endswith("word,") for segment in spoken(text))


class TestWholeSentences:
    """For an engine whose first sound does not wait for the last."""

    @given(texts, st.data())
    def test_pieces_make_no_difference(self, text: str, data: st.DataObject) -> None:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
        pieces = [text[start:end] for start, end in pairwise([0, *cuts, len(text)])]
        assert whole(*pieces) == whole(text)

    @given(texts)
    def test_spans_follow_each_other_and_everything_is_spoken_once(self, text: str) -> None:
        found = whole(text)
        assert [0, *(segment.end for segment in found)][:-1] == [segment.start for segment in found]
        assert all(text[segment.start : segment.end].strip() == segment.text for segment in found)
        assert not text[found[-1].end if found else 0 :].strip()

    @given(texts)
    def test_a_segment_is_a_sentence(self, text: str) -> None:
        assert all(segment.ends or weight(segment.text) > 200 for segment in whole(text))

    def test_a_long_sentence_is_one(self) -> None:
        text = "It goes on and on, " * 25 + "and ends."
        assert [segment.text for segment in whole(text)] == [text]

    @pytest.mark.parametrize("clauses", [27, 30, 40, 50])
    def test_one_that_is_too_long_is_cut_evenly_at_a_clause(self, clauses: int) -> None:
        found = [segment.text for segment in whole("It goes on and on, " * clauses + "and ends.")]
        assert len(found) == 2
        assert found[0].endswith("on,")
        assert abs(len(found[0]) - len(found[1])) < 40

    @pytest.mark.parametrize("words", [130, 260, 1000])
    def test_one_without_clauses_is_cut_at_spaces(self, words: int) -> None:
        text = "word " * words + "end."
        found = [segment.text for segment in whole(text)]
        assert " ".join(found) == text
        assert min(map(len, found)) > 50

    def test_one_engine_may_follow_another(self) -> None:
        segmenter = Segmenter()
        segmenter.feed("When it rains, nobody at all ever goes out of this house. " * 3)
        segmenter.end()
        found = [segmenter.next(), segmenter.next(whole=True), segmenter.next(whole=True), segmenter.next()]
        assert [segment.text for segment in found if segment] == [
            "When it rains,",
            "nobody at all ever goes out of this house.",
            "When it rains, nobody at all ever goes out of this house.",
            "When it rains, nobody at all ever goes out of this house.",
        ]


class TestClausesOfASentenceThatIsNotThere:
    @pytest.mark.parametrize(
        ("text", "clause"),
        [
            ("When all is said and done, there is nothing", "When all is said and done,"),
            (
                "When all is said and done, there is nothing, they say, that",
                "When all is said and done, there is nothing,",
            ),
            ("Well, there is nothing left that", ""),
            ("When all is said and done, the", ""),
            ("When all is said and done", ""),
            ("On the morning of September 5, 2024 there was", ""),
            ("当一切都说完做完的时候，没有什么可以再多说的了", "当一切都说完做完的时候，"),
            ("", ""),
        ],
    )
    def test_are_given_where_they_are_surely_over(self, text: str, clause: str) -> None:
        segmenter = Segmenter()
        segmenter.feed(text)
        assert segmenter.next(whole=True) is None
        assert segmenter.clause_weight == weight(clause)
        found = segmenter.clause()
        assert (found.text if found else "") == clause
        assert found is None or not found.ends

    @pytest.mark.parametrize(
        ("text", "rests"), [("So it is.", True), ("A line\n", True), ("“So?” ", True), ("So it", False), ("", False)]
    )
    def test_a_text_rests_where_a_sentence_or_a_line_ends(self, text: str, rests: bool) -> None:
        segmenter = Segmenter()
        segmenter.feed(text)
        assert segmenter.rests == rests


HELL = {
    "no spaces": "x",
    "white": " ",
    "lines": "a\n",
    "full stops": ".",
    "stops apart": ". ",
    "brackets": "[",
    "marks": "[a](",
    "abbreviations": "Dr. ",
    "quotes": "a.” ",
    "digits": "7",
    "emoji": "👨‍👩‍👧",
    "flags": "🇩",
    "combining": "\u0301",
    "right to left": "שלום ",
    "nul": "\0",
    "surrogates": "\ud800",
    "joiners": "\u200d",
    "gaps": "a" + " " * 255,
}


class TestTextFromHell:
    @pytest.mark.parametrize("unit", HELL.values(), ids=HELL)
    def test_takes_time_in_proportion(self, unit: str) -> None:
        def speak(text: str) -> None:
            assert sum(len("".join(part.split())) for part in spoken(text)) == len("".join(text.split()))

        assert in_proportion(speak, unit, 10_000, 160_000)

    def test_every_block_of_unicode_is_spoken(self) -> None:
        text = "".join(chr(code) for code in range(0, 0x110000, 7))
        assert "".join("".join(part.split()) for part in spoken(text)) == "".join(text.split())

    def test_memory_stays_bounded_however_much_text_passes(self) -> None:
        piece = "The quick brown fox, they say, jumps over the lazy dog. " * 1170
        segmenter = Segmenter()
        tracemalloc.start()
        for _ in range(40):
            segmenter.feed(piece)
            for _ in iter(segmenter.next, None):
                pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 1_000_000

    def test_pieces_not_asked_for_are_not_joined_again_and_again(self) -> None:
        def feed(text: str) -> None:
            segmenter = Segmenter()
            for start in range(0, len(text), len("word word. ")):
                segmenter.feed(text[start : start + len("word word. ")])
            assert segmenter.next() is not None

        assert in_proportion(feed, "word word. ", 55_000, 1_100_000)
