"""Comments and tracked changes in a copy of a Word file, and reading them back.

Works on the XML of the main document: runs are split where a passage begins or ends, and nothing else
in it is touched. All other parts of the file are copied as they are.
"""
