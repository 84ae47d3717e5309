"""What the panels of all notebooks share."""
