"""The command: hands text to the model service and returns."""
