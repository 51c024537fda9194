"""What is remembered: the records of each resource, and what operations do to them."""
