"""An utterance's text reaches the model whole, in characters, within its window, and again where it must."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kokoro_ipc.message import Speak
from kokoro_voice.utterance import KEPT, LONGEST, WINDOW, Utterance

LONG = "Grüße €uch 😀. "
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)


def utterance(*pieces: bytes, ended: bool = True) -> Utterance:
    first, *rest = pieces or (b"",)
    made = Utterance(Speak(voice="af_heart", lang="en-us", id="1", payload=first, more=True))
    for piece in rest:
        made.add(piece)
    if ended:
        made.end()
    return made


def taken(spoken: Utterance) -> tuple[list[bytes], bool]:
    """All the model gets for now, and whether it is all there is."""
    pieces = []
    while True:
        piece, last = spoken.next_piece()
        if piece:
            pieces.append(piece)
        if last or not piece:
            return pieces, last


@given(st.lists(texts, min_size=1, max_size=8))
def test_a_short_text_is_sent_whole_and_its_end_is_known(parts: list[str]) -> None:
    whole = "".join(parts).encode()
    spoken = utterance(*(part.encode() for part in parts))
    assert spoken.total == len(whole)
    pieces, last = taken(spoken)
    assert (b"".join(pieces), last) == (whole, True)
    assert spoken.next_piece() == (b"", True)


def test_the_end_is_not_known_before_it_has_come() -> None:
    spoken = utterance(b"One. ", ended=False)
    assert spoken.next_piece() == (b"One. ", False)
    assert spoken.next_piece() == (b"", False)
    spoken.add(b"Two.")
    assert spoken.next_piece() == (b"Two.", False)
    spoken.end()
    assert spoken.next_piece() == (b"", True)


def test_a_text_that_came_whole_ends_with_its_first_piece() -> None:
    spoken = Utterance(Speak(voice="af_heart", lang="en-us", id="1", payload=b"Hello.", more=False))
    assert spoken.next_piece() == (b"Hello.", True)


@given(st.integers(0, 3), st.lists(st.integers(1, WINDOW), max_size=5))
def test_a_long_text_goes_through_the_window_in_whole_characters(shift: int, covers: list[int]) -> None:
    """As sound comes for what was sent, more is sent; the window and every character stay whole."""
    whole = ("x" * shift + LONG * (3 * WINDOW // len(LONG.encode()))).encode()
    spoken = utterance(whole)
    sent, covered, step = b"", 0, iter(covers)
    while sent != whole:
        pieces, last = taken(spoken)
        for piece in pieces:
            assert len(piece.decode()) > 0
        sent += b"".join(pieces)
        assert last is (sent == whole)
        assert WINDOW - 4 < len(sent) - covered <= WINDOW or last
        covered = min(covered + next(step, WINDOW), len(sent))
        spoken.covered(covered)
        assert spoken.total == len(whole)
    assert sent.decode() == whole.decode()


@given(st.lists(st.integers(1, 400), max_size=6))
def test_a_rewind_sends_again_what_has_no_sound(covers: list[int]) -> None:
    whole = (LONG * 100).encode()
    spoken = utterance(whole)
    place = 0
    for cover in covers:
        assert b"".join(taken(spoken)[0]) == whole[place:]
        place = min(place + cover, len(whole))
        spoken.covered(place)
        assert spoken.rewind() == place
    assert b"".join(taken(spoken)[0]) == whole[place:]


def test_text_is_let_go_once_its_sound_is_here() -> None:
    spoken = utterance(b"x" * 3_000_000)
    for offset in range(0, 3_000_000, 20_000):
        taken(spoken)
        spoken.covered(offset)
    assert len(spoken._text) == KEPT + 20_000
    assert spoken.total == 3_000_000


def test_white_space_longer_than_the_window_is_no_end() -> None:
    """No sound ever covers it, so it must not fill the window."""
    spoken = utterance(b"Hello." + b" " * 3 * WINDOW + b"World.")
    assert b"".join(taken(spoken)[0]).endswith(b"World.")


@given(st.binary(min_size=1, max_size=9))
def test_bytes_that_are_no_text_are_passed_on_for_the_model_to_refuse(unit: bytes) -> None:
    whole = unit * (WINDOW // len(unit) + 2)
    spoken = utterance(whole)
    sent = b""
    while sent != whole:
        pieces, _ = taken(spoken)
        assert pieces
        sent += b"".join(pieces)
        spoken.covered(len(sent))


# --- sentences


def parts_of(sentences: list[str]) -> Utterance:
    """An utterance whose sentences' sound has come."""
    spoken, at = utterance("".join(sentences).encode()), 0
    for sentence in sentences:
        spoken.begin_sentence(at)
        at += len(sentence.encode())
        spoken.read(at)
    return spoken


@given(st.lists(st.text(st.sampled_from("aé😀 "), min_size=1, max_size=20), min_size=1, max_size=5))
def test_the_sentence_around_a_place_is_known(sentences: list[str]) -> None:
    spoken, at = parts_of(sentences), 0
    for sentence in sentences:
        for place in (at, at + len(sentence.encode()) - 1):
            assert spoken.sentence_at(place) == at
            assert spoken.sentence_text(place) == " ".join(sentence.split())
        at += len(sentence.encode())


def test_a_sentence_is_told_as_far_as_it_has_come() -> None:
    spoken = utterance(b"One, two, three. Four.")
    assert spoken.sentence_text(0) == ""
    spoken.read(len("One, two, "))
    assert spoken.sentence_text(3) == "One, two,"
    spoken.go_to(5)
    spoken.read(len("One, two, three. "))
    assert spoken.sentence_text(5) == "One, two, three."


def test_one_goes_back_by_sentences_as_far_as_they_are_kept() -> None:
    spoken = parts_of(["One. ", "Two. ", "Three."])
    assert [spoken.sentence_at(12, back=back) for back in (0, 1, 2, 3)] == [10, 5, 0, 0]
    long = parts_of(["x" * KEPT + ". ", "y" * KEPT + ". ", "The end."])
    long.covered(2 * KEPT)
    assert long.sentence_at(2 * KEPT + 4, back=5) == KEPT + 2
    long.go_to(0)
    assert long.rewind() == KEPT, "what is gone is gone"


def test_what_is_told_of_a_sentence_is_bounded() -> None:
    spoken = parts_of(["é" * 10_000])
    assert spoken.sentence_text(0) == "é" * LONGEST


def test_the_language_of_a_place_is_that_of_the_segment_around_it() -> None:
    spoken = utterance(b"x" * 100)
    assert spoken.language_at(0) == ""
    for offset, lang in ((0, "en-us"), (20, "en-us"), (40, "fr-fr"), (60, "en-us")):
        spoken.spoken_in(lang, offset)
    assert [spoken.language_at(at) for at in (0, 39, 60, 99)] == ["en-us"] * 4
    assert [spoken.language_at(at) for at in (40, 59)] == ["fr-fr"] * 2
    spoken.spoken_in("de", 50)  # from there on it was asked for anew
    assert [spoken.language_at(at) for at in (40, 50, 99)] == ["fr-fr", "de", "de"]


def test_languages_are_kept_as_far_as_one_may_go_back() -> None:
    spoken = utterance(b"x" * (KEPT + 3000))
    for offset in range(0, KEPT + 3000, 100):
        spoken.spoken_in("fr-fr" if offset % 200 else "en-us", offset)
    spoken.covered(KEPT + 2050)
    assert len(spoken._languages) == (KEPT + 3000) // 100 + 1 - 20
    assert [spoken.language_at(at) for at in (2050, 2150)] == ["en-us", "fr-fr"]
