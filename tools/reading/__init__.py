"""Parts of ``measure_reading.py``."""
