"""How the command line changes a running gateway: one line of JSON each way over a unix socket."""
