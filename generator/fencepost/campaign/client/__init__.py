"""The other half of a campaign: the generated client."""
