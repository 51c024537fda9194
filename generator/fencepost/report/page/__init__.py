"""report.html: what a campaign found, for a person, in one file that asks nobody for anything."""
