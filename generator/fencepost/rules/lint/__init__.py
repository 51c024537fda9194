"""What a document says that cannot be meant."""
