"""What ``tools/fuzz.py`` does to the readers and the checker."""
