"""Discord: the client, what it listens to and how its replies look."""
