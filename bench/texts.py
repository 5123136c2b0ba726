"""What is spoken in the measurements."""

from __future__ import annotations

SENTENCES = (
    "When the kettle began to sing, she put down her book and went to the window.",
    "Outside, the first snow of the year fell on the empty market square, and nobody had walked there.",
    "She thought of the letter that had come in the morning, and smiled.",
)
PARAGRAPH = " ".join(SENTENCES)

SEGMENTS = (
    "When the kettle began to sing,",
    "she put down her book and went to the window.",
    *SENTENCES[1:],
)
"""The paragraph as it is cut for a listener: at most six words first."""

BY_LENGTH = {
    20: "The lights are off.",
    50: "The quick brown fox jumps over the lazy dogs.",
    100: "She sells sea shells by the shore, and the shells that she sells are sea shells, I am sure.",
    150: (
        "The north wind and the sun were disputing which was the stronger, when a traveller came along"
        " wrapped in a warm cloak, and they agreed to test him."
    ),
}
"""Sentences by about how many phonemes they have."""

ANNOUNCEMENT = BY_LENGTH[100]
