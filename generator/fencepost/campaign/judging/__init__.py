"""What is said of an answer: checks, verdicts, failures."""
