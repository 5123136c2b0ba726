"""Measurements: each command prints one table of ratios that hold whatever the machine."""
