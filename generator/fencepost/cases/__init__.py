"""Data on the fence: requests with the reason they are sent and the answer they must get."""
