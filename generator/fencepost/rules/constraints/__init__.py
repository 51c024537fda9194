"""Constraints: what a type asks for, one thing at a time, each under one pointer of a printed schema."""
