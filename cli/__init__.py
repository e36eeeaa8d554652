"""What a person can type. Thin: each command reads its words, calls a room and prints."""
