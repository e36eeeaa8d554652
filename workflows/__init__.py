"""When, and in what order. Deterministic: no rule, no threshold, no I/O."""
