"""What the processes share: frames, messages, addresses and the activation contract."""
