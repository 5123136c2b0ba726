"""Kokoro-82M by onnxruntime: fast to load, small in memory, first sound early.

`engine.py` speaks passages: their phonemes (`phonemize.py`, `g2p/`), in pieces (`pieces.py`), through the model
(`inference.py`, `streaming.py`), shaped for the ear (`sound.py`), with the times of the words (`spelling.py`).
`optimizer/` prepares the model for this CPU.
"""
