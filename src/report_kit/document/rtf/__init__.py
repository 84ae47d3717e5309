"""Rich Text Format (RTF 1.9.1): its text with structure, what is hidden, deleted or drawn told."""
