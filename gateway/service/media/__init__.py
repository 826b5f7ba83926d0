"""Pictures and voice notes of messages: leave to send them, their arrival, their removal."""
