"""The voice, heard by a recogniser and judged by a model of listeners' opinions, beside kokoro-onnx: `make listen`."""
