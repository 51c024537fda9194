"""The contract campaign: cases are sent, answers are judged, and what happens is told as a stream of events."""
