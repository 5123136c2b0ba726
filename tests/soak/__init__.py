"""A day of speech in a few minutes: all doors at once, and every text accounted for at its end.

`python -m tests.soak` drives the installed units in a user session, prints a table, and fails where a line does not
hold. What the doors asked for and were told (`tally.py`) has to be what the journal says (`books.py`), and what the
services hold has to be the same at the end as a tenth of the way (`meter.py`).
"""
