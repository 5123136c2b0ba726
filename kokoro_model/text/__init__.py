"""From the text people write to the text an engine speaks."""
