"""Servers with one planted fault each, and what a campaign makes of them."""
