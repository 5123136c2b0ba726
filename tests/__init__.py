"""Tests: unit and property tests stand in tests/unit, whole chains in tests/integration."""
