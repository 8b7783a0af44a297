"""The page and the terminal summary of a reading."""
