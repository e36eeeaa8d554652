"""How each service speaks: typed HTTP and git, one error tree in `clients.errors`, no Temporal."""
