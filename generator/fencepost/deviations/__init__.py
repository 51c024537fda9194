"""The ways a server may differ from its document in one place: one list, derived from it, for all who need it."""
