"""The ledger: what each product does with each keyword of a document, and what the document leaves open."""
