"""Files of old and foreign formats: known by what they hold, not by their names."""
