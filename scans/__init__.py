"""Pure judgement: what is true. One folder per scan, nouns shared by all in `scans.model`."""
