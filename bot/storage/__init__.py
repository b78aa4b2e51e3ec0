"""What the bot remembers: questions asked, votes, members' languages, and every published state of the facts."""
