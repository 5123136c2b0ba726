"""The HTTP and WebSocket server: another door beside `say`, a client of the model service like any other."""
