"""Tests of the HTTP server, over real sockets to a real model service."""
