"""Files that may take much memory or time are read in a process of their own, watched and stopped."""
