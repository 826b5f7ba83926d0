"""What the gateway does by itself when its time has come."""
