"""A tree as bytes: its files, what is no source, which words stand where. Nothing is parsed."""
