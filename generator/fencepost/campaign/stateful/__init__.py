"""What a server remembers: sequences of requests on one resource, and what their answers say of each other."""
