"""What goes over a connection: requests heard, answers said, bounded and breakable."""
