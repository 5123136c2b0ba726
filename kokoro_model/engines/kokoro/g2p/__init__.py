"""From text to phonemes (grapheme to phoneme, G2P): a module for each way of reading."""
