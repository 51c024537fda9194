"""Pieces of Python source: the only ways in which anything becomes code."""
