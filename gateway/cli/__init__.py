"""The command line of the gateway (``python -m gateway``), for administrators and scripts."""
