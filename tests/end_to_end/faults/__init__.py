"""The worst days of the system, one after the other, and how long each lasts."""
