"""Units of work run, their judgements folded into what a campaign comes to."""
