"""What a server does wrong on request."""
