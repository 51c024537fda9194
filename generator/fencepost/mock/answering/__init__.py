"""What is answered: values in the documented shape, and refusals."""
