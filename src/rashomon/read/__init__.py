"""From files, standard input and pages to articles, one file a kind of input."""
