"""Ways through firewalls: STUN and TURN for the devices in a call, and the TURN server's file."""
