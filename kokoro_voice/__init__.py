"""A voice: the process that owns an utterance, asks the model for its sound and plays it."""
