"""``02_校对``: run the proofreader on a report and decide about every finding."""
