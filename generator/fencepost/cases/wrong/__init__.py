"""Values that break one constraint."""
