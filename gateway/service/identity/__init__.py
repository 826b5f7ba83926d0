"""Who a device is and who an officer is: keys, codes, passwords and sessions."""
