"""Kokoro-82M with its real weights, made of packages that ordinary registries have."""
