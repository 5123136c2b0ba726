"""Kokoro-82M by onnxruntime: fast to load, small in memory, first sound early."""

from kokoro_model.engines.kokoro.engine import KokoroEngine
from kokoro_model.engines.kokoro.optimizer.cache import Optimiser

__all__ = ["KokoroEngine", "Optimiser"]
