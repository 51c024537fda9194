"""IR to identifiers: every Python name of the generated package, decided once."""
