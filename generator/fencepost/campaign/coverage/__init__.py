"""How much of a document has been tried."""
