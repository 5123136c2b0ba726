"""The voices for Home Assistant and other programs that speak Wyoming: one more client of the model service."""
