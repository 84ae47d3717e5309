"""What ``measure_accuracy.py`` is made of."""
