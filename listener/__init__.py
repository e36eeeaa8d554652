"""What may call us: verify, parse, start a workflow, answer. No rule lives here."""
