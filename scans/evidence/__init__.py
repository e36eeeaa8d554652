"""The documents that were read, opened: shared by every scan, judged by none."""
