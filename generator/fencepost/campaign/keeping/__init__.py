"""What one run leaves to the next: failures to send again, and failures that are accepted."""
