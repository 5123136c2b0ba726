"""Kokoro-82M by onnxruntime: fast to load, small in memory, first sound early."""
