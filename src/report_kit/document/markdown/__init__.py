"""Markdown as plain text with places: one reading for the readers of files and for what is printed."""
