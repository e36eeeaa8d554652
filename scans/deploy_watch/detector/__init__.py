"""The test on people per session: what is normal, what is seen, and when that is too much."""
