"""The model service: one speech engine in memory, a scheduler, and the switchboard of voices."""

import os

# onnxruntime keeps a record of its use for its makers, to be sent when it can be, unless told so before it is imported
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
