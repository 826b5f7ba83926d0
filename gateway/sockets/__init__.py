"""The WebSocket listener: handshake, admission, limits, one endpoint a client kind."""
