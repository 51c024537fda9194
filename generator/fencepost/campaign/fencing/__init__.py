"""Where the server's own fences stand: found by asking on both sides of the document's."""
