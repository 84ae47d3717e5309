"""What is known of Chinese and of its names and numbers; nothing here knows of checks or findings."""
