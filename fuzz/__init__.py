"""Hostile input, made up by the hundred thousand: one target for each place where bytes from outside become meaning."""
