"""The terminal: ask, chat, check, exam and facts."""
