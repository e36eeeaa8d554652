"""How Temporal is reached and kept: the embedded server, the connection, the Schedules."""
