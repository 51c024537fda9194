"""The certificate of a run: which one-fault servers its requests, as they were sent and decided, would have caught."""
