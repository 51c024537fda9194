"""Failures sent again: how often they come back, and the smallest request that shows them."""
