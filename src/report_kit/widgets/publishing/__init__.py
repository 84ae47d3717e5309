"""``04_发布``: look at the pages, write the files."""
