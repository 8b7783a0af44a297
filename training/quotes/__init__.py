"""Training of the quote network."""
