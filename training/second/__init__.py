"""Makes the network that reads two quotes side by side."""
