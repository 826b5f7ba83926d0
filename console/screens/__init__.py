"""One screen or panel a file. They read the board, and send what a person did through ``Acts``."""
