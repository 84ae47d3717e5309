"""``03_审核``: read a report, comment on it, sign a step, print the sheet, keep the list of people."""
