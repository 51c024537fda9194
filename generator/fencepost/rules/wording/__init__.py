"""Rules, sets and demands in words."""
