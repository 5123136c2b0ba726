"""What is said, for media keys and the lock screen: a media player on the session bus, while anything is said."""
