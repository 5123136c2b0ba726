"""The model service: one speech engine in memory, a scheduler, and the switchboard of voices."""
