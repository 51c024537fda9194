"""Reports: folds over the events of a campaign."""
