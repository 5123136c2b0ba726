"""The session that the whole was thought up for, spoken by Kokoro: each voice is known by its pitch at the speakers.

The model and its voices are those that the tests build, a tone for each phoneme and one below it for each voice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end_to_end.kokoro import PITCHES, heard, heard_after
from tests.end_to_end.test_session import MODEL, unit
from tests.tiny_kokoro import Heard

if TYPE_CHECKING:
    from tests.end_to_end.command import Say
    from tests.end_to_end.journal import Journal
    from tests.end_to_end.units import Units
    from tests.listening import Recorder

LONG = "həlˈoʊ wˈɜld, " * 400


def test_each_voice_is_heard_with_its_own_pitch_and_words(
    kokoro: None, run_say: Say, recorder: Recorder, units: Units, journal: Journal
) -> None:
    first = run_say("--voice", "3", "--phonemes", "həlˈoʊ.")
    assert heard_after(recorder, first.began) == Heard(PITCHES["af_bella"], "həlˈoʊ")
    model = units.wait_for(MODEL, ActiveState="active")["MainPID"]

    second = run_say("--voice", "2", "--phonemes", "wˈɜld.")
    assert heard_after(recorder, second.began) == Heard(PITCHES["af_aoede"], "wˈɜld")
    assert units.active("kokoro-voice@*") == [unit("af_aoede"), unit("af_bella")]

    reading = run_say("--voice", "2", "--phonemes", stdin=LONG)
    begun = recorder.wait_for_sound(reading.began)
    recorder.samples(begun, begun + 1)
    cut = run_say("--voice", "2", "--phonemes", "kˈuːb.")
    journal.wait_for(cut.began, VOICE="af_aoede", OUTCOME="replaced")
    journal.wait_for(cut.began, VOICE="af_aoede", OUTCOME="spoken")
    end = recorder.wait_for_silence(0.5, cut.began)
    assert heard(recorder, end - 0.6, end + 0.1).phonemes.endswith("kˈuːb")
    assert units.properties(MODEL)["MainPID"] == model


def test_a_blend_speaks_in_a_unit_of_its_own(kokoro: None, run_say: Say, recorder: Recorder, units: Units) -> None:
    said = run_say("-v", "af_bella+af_aoede", "--phonemes", "həlˈoʊ wˈɜld.")
    assert heard_after(recorder, said.began) == Heard(17, "həlˈoʊwˈɜld")
    assert units.active("kokoro-voice@*") == [unit(r"af_aoede\x2baf_bella")]
    run_say("--blend", "mine=af_bella+am_michael")
    named = run_say("-v", "mine", "--phonemes", "kˈuːb.")
    assert heard_after(recorder, named.began) == Heard(25, "kˈuːb")
    assert unit("mine") in units.active("kokoro-voice@*")
    run_say("--unblend", "mine")
