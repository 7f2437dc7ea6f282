"""What a school begins with: a whole one, or one more round, team, session, question or instrument. Pure."""
