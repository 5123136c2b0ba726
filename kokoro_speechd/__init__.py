"""An output module of speech-dispatcher: Orca, spd-say and whatever speaks through it, by the one warm model."""
