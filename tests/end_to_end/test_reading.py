"""A reading that is broken in on, gone back in, quickened and repeated, as it is heard at the speakers.

Kokoro tells the times of words, so an interrupted reading goes on at a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end_to_end.kokoro import alike, heard, heard_after

if TYPE_CHECKING:
    from tests.end_to_end.command import Say
    from tests.end_to_end.journal import Journal
    from tests.listening import Recorder

PITCH = 22
TEXT = "Seven lazy dogs sleep. Five birds sing loudly. Good morning, Michael. Check this now."
SOUND = "sˈɛvən lˈeɪzi dˈɑːɡz slˈiːp fˈaɪv bˈɜːdz sˈɪŋ lˈaʊdli ɡˈʊd mˈɔːɹnɪŋ mˈaɪkəl tʃˈɛk ðɪs nˈaʊ"
WORDS = SOUND.split()
SENTENCES = (0, 4, 8, 11)
WHOLE = "".join(WORDS)
RESTS = ["".join(WORDS[at:]) for at in range(len(WORDS))]
URGENT = "kˈub"
SPEAK = ("--voice", "2")


def read_for(seconds: float, run_say: Say, recorder: Recorder, *options: str) -> float:
    """Begin the reading and hear it for so long; the time of its first sound."""
    begun = recorder.wait_for_sound(run_say(*SPEAK, *options, TEXT).began)
    recorder.samples(begun, begun + seconds)
    return begun


def test_an_urgent_text_breaks_in_and_the_reading_goes_on_at_the_word(
    kokoro: None, run_say: Say, recorder: Recorder, journal: Journal
) -> None:
    begun = read_for(1.0, run_say, recorder)
    urgent = run_say(*SPEAK, "--urgent", "--phonemes", f"{URGENT}.")
    journal.wait_for(urgent.began, VOICE="af_aoede", OUTCOME="spoken")
    end = recorder.wait_for_silence(0.5, urgent.ended)
    said = heard(recorder, begun - 0.05, end + 0.05)
    before, _, behind = said.phonemes.partition(URGENT)
    assert said.pitch == PITCH
    assert any(alike(before, WHOLE[:end]) for end in range(len(WHOLE)))
    assert any(alike(behind, rest) for rest in RESTS), "it goes on at a word"
    assert -3 <= len(before) + len(behind) - len(WHOLE) <= max(map(len, WORDS)) + 1
    assert len(journal.entries(begun, OUTCOME="replaced")) == 0


def test_a_reading_goes_back_by_sentences(kokoro: None, run_say: Say, recorder: Recorder) -> None:
    begun = recorder.wait_for_sound(run_say(*SPEAK, TEXT).began)
    length = recorder.wait_for_silence(0.5, begun) - begun
    begun = read_for(length * 0.75, run_say, recorder)
    run_say("--back")
    said = heard(recorder, begun - 0.05, recorder.wait_for_silence(0.5, begun) + 0.05).phonemes
    rests = [RESTS[at] for at in SENTENCES[1:3] if alike(said[-len(RESTS[at]) :], RESTS[at])]
    assert rests, "it goes on at the start of a sentence"
    before = said[: -len(rests[0])]
    assert any(alike(before, WHOLE[:end]) for end in range(len(WHOLE)))
    assert len(WHOLE) - len(before) < len(rests[0]), "what was heard is heard again"


def test_the_last_text_is_said_again_though_its_voice_is_gone(
    kokoro: None, run_say: Say, recorder: Recorder, journal: Journal
) -> None:
    first = run_say(*SPEAK, TEXT)
    assert alike(heard_after(recorder, first.began).phonemes, WHOLE)
    run_say("--stop")
    again = run_say("--again", "--wait")
    assert alike(heard_after(recorder, again.began).phonemes, WHOLE)


def test_a_reading_goes_on_faster_from_its_next_segment_on(
    kokoro: None, run_say: Say, recorder: Recorder, journal: Journal
) -> None:
    first = run_say(*SPEAK, "--wait", TEXT)
    plain = float(journal.wait_for(first.began, VOICE="af_aoede", OUTCOME="spoken")["SECONDS"])
    begun = read_for(0.2, run_say, recorder)
    run_say("--live", "--speed", "2")
    faster = float(journal.wait_for(begun, VOICE="af_aoede", OUTCOME="spoken")["SECONDS"])
    assert 0.4 * plain < faster < 0.85 * plain
