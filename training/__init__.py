"""Training of the weights that the program can use. Needs torch; nothing of it is needed at run time."""
