"""The language between the stages: frozen data that says what a document says, and nothing of how it is used."""
